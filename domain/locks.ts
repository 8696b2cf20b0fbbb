/** Why a unit cannot send now: plan ended, report accepted, or past the lock; the refusal names which (B52). */
import { type DomainError, domainError } from './errors';
import { formatInstant } from './format';
import type { ObligationState } from './obligation-machine';
import type { PlanState } from './terms';
import { type IsoInstant, isAfter } from './time';

export interface LockContext {
  plan: { state: PlanState; since: IsoInstant | null };
  /** See `lockInstant` of ladder.ts; null = never. */
  lockAt: IsoInstant | null;
  now: IsoInstant;
}

/** Why a unit cannot submit now, or null (B52). The plan's end comes first: it explains all the rest. */
export function lockReason(state: ObligationState, { plan, lockAt, now }: LockContext): DomainError | null {
  const since = plan.since === null ? '' : formatInstant(plan.since);
  if (plan.state === 'ended' || plan.state === 'terminated') {
    return domainError('LOCKED_PLAN_ENDED', { endedOn: since });
  }
  if (plan.state === 'suspended') return domainError('LOCKED_PLAN_SUSPENDED', { since });
  if (state.status === 'accepted' && !state.correctionOpen) return domainError('LOCKED_ACCEPTED');
  if (lockAt !== null && isAfter(now, lockAt)) {
    return domainError('LOCKED_PAST_GRACE', { lockedAt: formatInstant(lockAt) });
  }
  return null;
}
