// Formats: every kind of file that an office is handed, read into one model.

export { DOCUMENT_ERROR_CODES, DocumentError, type DocumentErrorCode } from './errors';
export { DEFAULT_LIMITS, type Limits } from './limits';
export { type ReadOptions, type ReadProgress, readDocument, readPlanWithin } from './read-document';
export { closeSandbox } from './sandbox';
