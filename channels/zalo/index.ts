/** Zalo: client of the Official Account API, webhooks, and the channel on top. */
export { createZaloChannel, TEXT_WINDOW_MS, type ZaloChannelOptions } from './channel';
export {
  createZaloOaClient,
  type SentMessage,
  type UploadInput,
  type ZaloClientOptions,
  type ZaloOaClient,
} from './client';
export { classifyError, type ZaloErrorRow } from './errors';
export { countsAsInteraction, type ParsedEvent, parseWebhookEvent, type ZaloEvent } from './events';
export { buildConsentUrl, type ConsentUrl, codeChallenge, createCodeVerifier, type PkceMode } from './oauth';
export { type NormalizedPhone, normalizeVnPhone } from './phone';
export type { Receipt, ReceiptBook } from './reconcile';
export { redact } from './redact';
export { type SignatureInput, type SignatureVerdict, verifyWebhookSignature } from './signature';
export { createMemoryTokenStore, type LockedTokens, type ZaloTokenStore } from './tokens';
export * from './types';
