/** The life of an active plan, all of it: suspend, resume, amend, indicators, ad hoc requests, terminate. */
export { type AdHocInput, type AdHocResult, requestAdHoc } from './ad-hoc';
export { type Amendment, type AmendmentPreview, amendPlan, previewAmendment } from './plan-amend';
export { type PlanChanged, type Resumption, resumePlan, suspendPlan } from './plan-state';
export { addTargets, retireTarget, type TargetInput } from './plan-targets';
export {
  previewTermination,
  type Termination,
  type TerminationPreview,
  terminatePlan,
} from './plan-termination';
