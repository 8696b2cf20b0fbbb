/** Why a report can no longer be entered, in the words people are told (B52). */
import { type DomainError, domainError } from '../domain/errors';
import { formatDate, formatInstant } from '../domain/format';
import { isoInstant, localDate } from '../domain/time';
import type { PlanState } from '../prisma/generated/enums';

export interface LockFacts {
  state: string;
  dueAt: Date;
  correctionDueAt: Date | null;
  period: { locksAt: Date; dueAt: Date };
  plan: { state: PlanState; endedAt: Date | null; suspendedAt: Date | null };
}

/** After this instant nothing can be entered: the period's lock, carried along by an extension or a correction. */
export function lockInstantOf(facts: Pick<LockFacts, 'dueAt' | 'correctionDueAt' | 'period'>): Date {
  const grace = facts.period.locksAt.getTime() - facts.period.dueAt.getTime();
  const own = Math.max(facts.dueAt.getTime(), facts.correctionDueAt?.getTime() ?? 0) + grace;
  return new Date(Math.max(facts.period.locksAt.getTime(), own));
}

/** The reason for which this report is locked at the instant, null while it can be entered. */
export function lockOf(facts: LockFacts, asOf: Date): DomainError | null {
  if (facts.state === 'accepted') return domainError('LOCKED_ACCEPTED');
  if (facts.plan.state === 'ended' || facts.plan.state === 'terminated') {
    const endedOn = formatDate(localDate(facts.plan.endedAt ?? asOf));
    return domainError('LOCKED_PLAN_ENDED', { endedOn });
  }
  if (facts.plan.state === 'suspended') {
    const since = formatDate(localDate(facts.plan.suspendedAt ?? asOf));
    return domainError('LOCKED_PLAN_SUSPENDED', { since });
  }
  const locksAt = lockInstantOf(facts);
  if (asOf <= locksAt) return null;
  return domainError('LOCKED_PAST_GRACE', { lockedAt: formatInstant(isoInstant(locksAt)) });
}
