/** The life of a plan: draft → active → suspended → ended or terminated, and what must be settled before it starts. */
import { type DomainError, domainError } from './errors';
import { type Result, refuse } from './result';
import { PLAN_STATE_TERMS, type PlanState } from './terms';
import { type IsoDate, type IsoInstant, isAfter } from './time';

export type { PlanState };

export type PlanEvent = 'activate' | 'suspend' | 'resume' | 'end' | 'terminate';

const ARROWS: Record<PlanEvent, { from: readonly PlanState[]; to: PlanState; text: string }> = {
  activate: { from: ['draft'], to: 'active', text: 'đưa vào thực hiện' },
  suspend: { from: ['active'], to: 'suspended', text: 'tạm dừng' },
  resume: { from: ['suspended'], to: 'active', text: 'tiếp tục thực hiện' },
  end: { from: ['active', 'suspended'], to: 'ended', text: 'kết thúc' },
  terminate: { from: ['active', 'suspended'], to: 'terminated', text: 'chấm dứt trước hạn' },
};

/** The state after an event; the same event again is no error, as messages may arrive twice. */
export function planTransition(
  state: PlanState,
  event: PlanEvent,
): Result<{ state: PlanState; repeated: boolean }> {
  const { from, to, text } = ARROWS[event];
  if (from.includes(state)) return { ok: true, state: to, repeated: false };
  if (state === to) return { ok: true, state, repeated: true };
  const params = { state: PLAN_STATE_TERMS[state], action: text };
  return refuse(domainError('PLAN_TRANSITION_NOT_ALLOWED', params));
}

/** Everything that keeps a draft from being activated (B14, B15); empty = it may start. */
export function checkActivation(plan: {
  number: string | null;
  issuedOn: IsoDate | null;
  /** Reason for doing without number or date. */
  identityWaiver: string | null;
  unconfirmedRules: number;
  openBlockingQuestions: number;
}): DomainError[] {
  const faults: DomainError[] = [];
  const identified = plan.number !== null && plan.issuedOn !== null;
  if (!identified && !plan.identityWaiver?.trim())
    faults.push(domainError('PLAN_NUMBER_MISSING', {}, 'number'));
  if (plan.openBlockingQuestions > 0) {
    faults.push(domainError('PLAN_HAS_OPEN_QUESTIONS', { count: plan.openBlockingQuestions }, 'questions'));
  }
  if (plan.unconfirmedRules > 0) {
    faults.push(domainError('PLAN_RULES_UNCONFIRMED', { count: plan.unconfirmedRules }, 'rules'));
  }
  return faults;
}

/**
 * From when reminders of a plan may be owed, for `decideReminders`: none while it is not active; after activation or
 * resumption nothing is sent in arrears (B27, B103).
 */
export function reminderBasis(plan: {
  state: PlanState;
  activatedAt: IsoInstant | null;
  resumedAt: IsoInstant | null;
}): { active: boolean; noArrearsBefore: IsoInstant | null } {
  const { state, activatedAt, resumedAt } = plan;
  const later =
    activatedAt !== null && (resumedAt === null || isAfter(activatedAt, resumedAt)) ? activatedAt : resumedAt;
  return { active: state === 'active', noArrearsBefore: later };
}
