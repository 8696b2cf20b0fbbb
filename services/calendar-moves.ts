/** Which deadlines a changed calendar moves: the periods whose days it touches, each computed anew under both calendars. */
import { diffCalendars, type WorkCalendar } from '../domain/calendar';
import { previewCalendarChange, REACH_DAYS } from '../domain/calendar-shift';
import type { ReminderPolicy } from '../domain/ladder';
import { deadlinesUnder, timesUnder } from '../domain/projection';
import type { IsoDate } from '../domain/time';
import type { Scope, Tx } from './context';
import { dateColumn } from './dates';
import type { DeadlineMoves } from './deadline-moves';
import { deadlineOf } from './obligations';
import {
  followPeriods,
  isHandSet,
  type PeriodRow,
  type PeriodTarget,
  periodChange,
  periodOf,
} from './period-moves';
import { type RuleRow, toDomain } from './projection';
import { policiesOf } from './settings';

/** A period the change may touch, with its rule; null where the rule is out of force. */
type Touched = PeriodRow & { rule: RuleRow | null };

/**
 * One look at the register for periods and rules together: a commune of a thousand plans has as many rules as periods in
 * the span. What a period leans on lies between its cut-off or first reminder and its lock; a compiler's own deadline
 * behind the units' may lie further.
 */
function touchedPeriods(
  tx: Tx,
  organizationId: string,
  { days, year }: { days: readonly IsoDate[]; year: number | null },
): Promise<Touched[]> {
  const dates = days.map(dateColumn);
  return tx.$queryRaw<Touched[]>`
    SELECT p."id"::text, p."planId"::text, p."ruleId"::text, p."code", p."label", p."cycle", p."state"::text, p."halfYear",
      p."dataFrom", p."dataTo", p."cumulativeFrom", p."partial", p."dueAt", p."opensAt", p."locksAt", p."deadline",
      CASE WHEN r."active" AND r."confirmedAt" IS NOT NULL THEN jsonb_build_object('id', r."id", 'name', r."name",
        'cycle', r."cycle", 'preset', r."preset", 'accumulation', r."accumulation", 'custom', r."custom",
        'deadlineRule', r."deadlineRule", 'deadlineSource', r."deadlineSource", 'confirmedByName', r."confirmedByName",
        'rollPolicy', r."rollPolicy", 'strictness', r."strictness") END AS "rule"
    FROM "ReportingPeriod" p JOIN "ReportingRule" r ON r."id" = p."ruleId"
    WHERE p."organizationId" = ${organizationId}::uuid AND p."state" IN ('planned', 'open') AND (
      EXISTS (SELECT FROM unnest(${dates}::date[]) AS d("day")
        WHERE d."day" + ${REACH_DAYS}::int >= least(p."dataTo", p."opensAt"::date)
          AND d."day" - ${REACH_DAYS}::int <= greatest(p."dueAt", p."locksAt")::date
            + coalesce((r."deadlineRule" ->> 'workingDays')::int * 2, 0))
      OR (p."provisional" AND extract(year FROM p."dueAt") BETWEEN ${year}::int AND ${year}::int + 1))
    ORDER BY p."id"`;
}

/** What moves, what stays with the reason, and whose opening or lock alone changes. */
export async function movesBetween(
  tx: Tx,
  scope: Scope,
  {
    before,
    after,
    year,
    lock,
  }: {
    before: WorkCalendar;
    after: WorkCalendar;
    /** the year whose official notice has come */
    year: number | null;
    lock: boolean;
  },
): Promise<DeadlineMoves> {
  const { organizationId } = scope;
  const days = diffCalendars(before, after).map(({ date }) => date);
  if (days.length === 0 && year === null) return { periods: [], moves: [], kept: [] };
  const touched = await touchedPeriods(tx, organizationId, { days, year });
  const targets = targetsOf(touched, { before, after });
  const policies = await policiesOf(
    tx,
    organizationId,
    targets.map(({ period }) => period.planId),
  );
  const times = timesUnder(after);
  const changes = targets.flatMap((target) => {
    const { period, deadline } = target;
    // every plan of the list has one: policiesOf answers for all it is asked
    const policy = policies.get(period.planId) as ReminderPolicy;
    const change = periodChange(target, { policy, times, asOf: scope.asOf });
    const same =
      deadline === deadlineOf(period) &&
      change.opensAt.getTime() === period.opensAt.getTime() &&
      change.locksAt.getTime() === period.locksAt.getTime();
    return same ? [] : [{ ...target, change }];
  });
  // Where only opening or lock change, the reports stay as they are.
  const following = changes.filter(({ period, deadline }) => deadline !== deadlineOf(period));
  const followed = await followPeriods(tx, organizationId, following, { lock });
  return { ...followed, periods: changes.map(({ change }) => change) };
}

/** Every touched period with the deadline it has from now on; the stored one itself where nothing about it changes. */
function targetsOf(
  touched: readonly Touched[],
  { before, after }: { before: WorkCalendar; after: WorkCalendar },
): PeriodTarget[] {
  const deadlineUnder = deadlinesUnder(after);
  // An ad hoc report has its deadline from a person and a rule only in name: nothing of it is computed.
  const derived = touched.flatMap((period) => {
    const { rule } = period;
    if (!rule || isHandSet(period) || period.cycle === 'dot_xuat') return [];
    return [
      { key: period.id, rule: toDomain(rule), period: periodOf(period, rule), deadline: deadlineOf(period) },
    ];
  });
  const moved = new Map(
    previewCalendarChange({ periods: derived, before, after, deadlineUnder }).map((move) => [
      move.periodKey,
      move,
    ]),
  );
  const settled = new Map(
    derived
      // The date stands, but now it rests on a notice (B8).
      .filter(({ key, deadline }) => deadline.provisional && !moved.has(key))
      .flatMap(({ key, rule, period }) => {
        const computed = deadlineUnder(rule, period);
        return computed.ok && !computed.deadline.provisional ? [[key, computed.deadline]] : [];
      }),
  );
  return touched.map((period): PeriodTarget => {
    const move = moved.get(period.id);
    if (move) return { period, deadline: move.after, why: move.reason };
    const certain = settled.get(period.id);
    if (certain) return { period, deadline: certain, why: 'Lịch nghỉ chính thức đã có' };
    return { period, deadline: deadlineOf(period), why: '' };
  });
}
