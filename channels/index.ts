/** The channels' common part: interface, rule for unknown outcomes, ids, clock, recording channel. */
export { type AfterUnknown, afterUnknown, ZALO_RECEIPT_WAIT_MS } from './after-unknown';
export * from './channel';
export { type Clock, manualClock, systemClock } from './clock';
export { messageIdFor, shortCodeFor, trackingIdFor } from './message-ids';
export { createRecordingChannel, type RecordingChannel, type ScriptedAnswer } from './recording';
