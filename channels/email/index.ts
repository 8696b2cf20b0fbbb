/** E-mail: the channel, the reading of SMTP failures, the reading of returned mail. */
export { type Bounce, parseBounce } from './bounce';
export { createEmailChannel, type EmailChannelOptions } from './channel';
export { classifySmtpFailure, type SmtpFailure, type SmtpVerdict } from './classify';
