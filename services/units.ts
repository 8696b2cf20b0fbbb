/** Units of the commune, all of it: names, contacts and routes, hand-over, merger and split. */
export {
  type ContactChange,
  type ContactInput,
  createContact,
  createContactIn,
  type RouteInput,
  tidyRoute,
  updateContact,
} from './contact-register';
export { contactGaps, contactsFor, contactsForUnits, type UnitContact } from './contacts';
export { type HandedOver, type HandOver, handOverContact } from './handover';
export { confirmRoute, optOutRoute, type RouteResult } from './routes';
export {
  dissolveUnit,
  mergeUnits,
  previewMerge,
  previewSplit,
  reassignObligation,
  splitUnit,
} from './unit-life';
export { createUnit, createUnitIn, type Saved, type UnitInput, updateUnit } from './unit-register';
export { previewRestore, type RestorePreview, restoreUnit } from './unit-restore';
export { issueZaloCode } from './zalo-connection';
