/** One step of a commune's half-year: compile what is due, keep drafts fresh, prepare supplements. People review and issue. */
import { addWorkingDays } from '../domain/calendar';
import { atLocal, earliest, isAfter, isoInstant, localDate } from '../domain/time';
import { calendarOf } from './calendar';
import type { Database, Scope } from './context';
import { policyOf, settingsOf } from './settings';
import { compileSummary, compileSupplement } from './summaries';

export interface SummaryStep {
  /** every summary of the half-year is issued and nothing can change it any more */
  done: boolean;
  compiled: number;
  nextWakeAt: string | null;
}

interface Due {
  planId: string;
  compileAt: string;
  closed: boolean;
}

export async function stepSummary(
  db: Database,
  scope: Scope,
  { halfYear }: { halfYear: string },
): Promise<SummaryStep> {
  const now = isoInstant(scope.asOf);
  const due = await plansOf(db, scope, halfYear);
  let compiled = 0;
  let nextWakeAt: string | null = null;
  let done = true;
  for (const { planId, compileAt, closed } of due) {
    if (isAfter(compileAt, now)) {
      nextWakeAt = earliest(nextWakeAt, compileAt);
      done = false;
      continue;
    }
    compiled += await bringUpToDate(db, scope, { planId, halfYear });
    const open = await db.summary.count({
      where: { organizationId: scope.organizationId, planId, halfYear, state: { in: ['draft', 'reviewed'] } },
    });
    if (open > 0 || !closed) done = false;
  }
  return { done, compiled, nextWakeAt };
}

/** Compiles the report, again while it is a stale draft; after it was issued a change makes a numbered supplement (B88). */
async function bringUpToDate(
  db: Database,
  scope: Scope,
  key: { planId: string; halfYear: string },
): Promise<number> {
  const latest = await db.summary.findFirst({
    where: { organizationId: scope.organizationId, ...key, state: { not: 'superseded' } },
    orderBy: { number: 'desc' },
    select: { state: true, stale: true },
  });
  if (latest && !latest.stale) return 0;
  const result =
    latest?.state === 'issued'
      ? await compileSupplement(db, scope, key)
      : await compileSummary(db, scope, key);
  return result.ok ? 1 : 0;
}

async function plansOf(db: Database, scope: Scope, halfYear: string): Promise<Due[]> {
  const { organizationId } = scope;
  const periods = await db.reportingPeriod.findMany({
    where: { organizationId, halfYear, state: { in: ['planned', 'open', 'closed'] } },
    select: { planId: true, state: true, dueAt: true, obligations: { select: { dueAt: true } } },
    orderBy: { id: 'asc' },
  });
  const [calendar, settings] = await Promise.all([
    calendarOf(db, organizationId),
    settingsOf(db, organizationId),
  ]);
  const byPlan = new Map<string, { last: Date; closed: boolean }>();
  for (const { planId, state, dueAt, obligations } of periods) {
    const plan = byPlan.get(planId) ?? { last: dueAt, closed: true };
    // an extension of one unit does not hold up the others: the period's own deadline counts
    if (dueAt > plan.last) plan.last = dueAt;
    if (state !== 'closed' && obligations.length > 0) plan.closed = false;
    byPlan.set(planId, plan);
  }
  const due: Due[] = [];
  for (const [planId, { last, closed }] of byPlan) {
    const policy = await policyOf(db, organizationId, planId);
    const { date } = addWorkingDays(calendar, localDate(last), settings.summaryWorkingDays);
    due.push({ planId, compileAt: atLocal(date, policy.sendWindow.from), closed });
  }
  return due;
}
