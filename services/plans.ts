/** Plans from their document to their activation. */
export {
  type Activation,
  type ActivationPreview,
  activatePlan,
  activationProblems,
  previewActivation,
} from './plan-activate';
export {
  answerQuestion,
  assignTargets,
  confirmUnits,
  dropRule,
  type PlanFacts,
  type RuleInput,
  saveRule,
  setPlanFacts,
  type UnitChoice,
} from './plan-confirm';
export { type ImportInput, type ImportResult, importPlan } from './plan-import';
