/** Deadlines that move because the working calendar changed: computed anew only where a changed day can matter (B9). */
import { type CalendarDayChange, diffCalendars, type WorkCalendar } from './calendar';
import type { Deadline, DeadlineRule } from './deadlines';
import { formatDateWithWeekday } from './format';
import type { Period } from './periods';
import { type DatingRule, deadlinesUnder } from './projection';
import { addDays, type IsoDate, localDate, maxDate, minDate } from './time';

export interface PeriodMove {
  periodKey: string;
  before: Deadline;
  after: Deadline;
  /** Vietnamese: which day changed, by which notice. */
  reason: string;
}

const dayChangeText = ({ date, to }: CalendarDayChange): string =>
  `${formatDateWithWeekday(date)} ${to.working ? 'thành ngày làm việc' : 'thành ngày nghỉ'}${to.name ? ` (${to.name})` : ''}, ${to.source}`;

/** Rolls never carry a date further than this: nine days of Tết and a weekend on each side. */
export const REACH_DAYS = 14;

/** The days a deadline leant on: from its cut-off, or the day it was sent for, to the day it came to rest, and a bit. */
const reachOf = ({ deadline, rule, period }: DatedPeriod): { from: IsoDate; to: IsoDate } => ({
  from: addDays(minDate(period.dataTo, deadline.unitDate ?? deadline.date), -REACH_DAYS),
  to: addDays(
    maxDate(deadline.date, localDate(deadline.dueAt)),
    REACH_DAYS + compilingDays(rule.deadlineRule),
  ),
});

/** The units' date is counted back from the compiler's, which lies so many days behind it (B13); rest days in between. */
const compilingDays = (rule: DeadlineRule): number =>
  rule.kind === 'aggregatorMinus' ? rule.workingDays * 2 : 0;

export interface DatedPeriod {
  key: string;
  rule: DatingRule;
  period: Period;
  deadline: Deadline;
}

/**
 * Deadlines that move because the calendar changed (B9): only periods whose days the change touches are computed
 * again. Running it on its own result gives nothing.
 */
export function previewCalendarChange({
  periods,
  before,
  after,
  deadlineUnder = deadlinesUnder(after),
}: {
  periods: Iterable<DatedPeriod>;
  before: WorkCalendar;
  after: WorkCalendar;
  /** for a caller that asks it for more under the same calendar */
  deadlineUnder?: ReturnType<typeof deadlinesUnder>;
}): PeriodMove[] {
  const changes = diffCalendars(before, after);
  const moves: PeriodMove[] = [];
  if (changes.length === 0) return moves;
  for (const dated of periods) {
    const { key, rule, period, deadline } = dated;
    const reach = reachOf(dated);
    const touching = changes.filter(({ date }) => date >= reach.from && date <= reach.to);
    if (touching.length === 0) continue;
    const computed = deadlineUnder(rule, period);
    // A rule that no longer holds under the new calendar is the projection's fault to report, not a move.
    if (!computed.ok) continue;
    if (computed.deadline.dueAt === deadline.dueAt && computed.deadline.date === deadline.date) continue;
    const reason = `Lịch làm việc thay đổi: ${touching.map(dayChangeText).join('; ')}`;
    moves.push({ periodKey: key, before: deadline, after: computed.deadline, reason });
  }
  return moves;
}
