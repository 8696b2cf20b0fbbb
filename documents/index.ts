/** What other rooms use of the documents: builders, the model, and the three renderers. */
export { renderDocx } from './docx';
export { type HtmlOptions, renderHtml } from './html';
export { OFFICIAL_DOCUMENT_CSS } from './html-css';
export type * from './inputs';
export { DocumentInputError, inSentence } from './issuing';
export { type ReminderVerb, reminderLetter, reminderVerb } from './letter';
export type { OfficialDocument } from './model';
export { renderPdf } from './pdf';
export { submissionReceipt } from './receipt';
export { summaryReport } from './report';
