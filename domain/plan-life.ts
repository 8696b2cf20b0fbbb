/** The life of a plan: draft → active → suspended → ended or terminated, and what must be settled before it starts. */
import { type DomainError, domainError } from './errors';
import { type Result, refuse } from './result';
import { PLAN_STATE_TERMS, type PlanState } from './terms';
import type { IsoDate } from './time';

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

/** What a draft itself lacks before it may be activated (B14, B15), in the order in which it is best settled. */
export function checkActivation(plan: {
  number: string | null;
  issuedOn: IsoDate | null;
  /** Reason for doing without number or date. */
  identityWaiver: string | null;
  termFrom: IsoDate | null;
  termTo: IsoDate | null;
  rules: number;
  unconfirmedRules: number;
  openBlockingQuestions: number;
}): DomainError[] {
  const faults: DomainError[] = [];
  const identified = plan.number !== null && plan.issuedOn !== null;
  if (!identified && !plan.identityWaiver?.trim())
    faults.push(domainError('PLAN_NUMBER_MISSING', {}, 'number'));
  if (!plan.termFrom || !plan.termTo) faults.push(domainError('PLAN_TERM_MISSING', {}, 'termFrom'));
  if (plan.openBlockingQuestions > 0) {
    faults.push(domainError('PLAN_HAS_OPEN_QUESTIONS', { count: plan.openBlockingQuestions }, 'questions'));
  }
  if (plan.rules === 0) faults.push(domainError('PLAN_NO_RULES', {}, 'rules'));
  if (plan.unconfirmedRules > 0) {
    faults.push(domainError('PLAN_RULES_UNCONFIRMED', { count: plan.unconfirmedRules }, 'rules'));
  }
  return faults;
}
