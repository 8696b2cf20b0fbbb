/** Where a rule knows two levels: the day on which the level above reports what the units send it (Điều 8 khoản 5 b). */
import type { WorkCalendar } from '../domain/calendar';
import { compilerDate } from '../domain/deadlines';
import type { IsoDate } from '../domain/time';
import type { Database, Tx } from './context';
import { type PeriodRow, periodOf } from './period-moves';
import { toDomain } from './projection';

/** Civil day of the level above, by period; absent where its rule names no level above. */
export async function compilerDates(
  db: Database | Tx,
  organizationId: string,
  periods: readonly PeriodRow[],
  calendar: WorkCalendar,
): Promise<Map<string, IsoDate>> {
  const ids = [...new Set(periods.map(({ ruleId }) => ruleId))];
  const rules = await db.reportingRule.findMany({ where: { organizationId, id: { in: ids } } });
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const dates = new Map<string, IsoDate>();
  for (const period of periods) {
    const rule = ruleOf.get(period.ruleId);
    if (!rule) continue;
    const { deadlineRule, deadlineSource, rollPolicy, strictness } = toDomain(rule);
    const date = compilerDate({
      ...{ rule: deadlineRule, ruleSource: deadlineSource, rollPolicy, strictness, calendar },
      period: periodOf(period, rule),
    });
    if (date) dates.set(period.id, date);
  }
  return dates;
}
