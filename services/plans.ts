/** Plans from their document to their activation. */
export {
  type Activation,
  type ActivationPreview,
  activatePlan,
  activationProblems,
  previewActivation,
} from './plan-activate';
export { answerQuestion, type PlanFacts, setPlanFacts } from './plan-confirm';
export { dropRule, type RuleInput, saveRule } from './plan-confirm-rules';
export { assignTargets, confirmUnits, type UnitChoice } from './plan-confirm-units';
export { type ImportInput, type ImportResult, importPlan } from './plan-import';
