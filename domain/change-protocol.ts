/** Changes that move deadlines: previewed before they are made, told once to those who must know, never in a burst. */
import { type CalendarDayChange, diffCalendars, type WorkCalendar } from './calendar';
import type { Deadline } from './deadlines';
import { formatDateWithWeekday } from './format';
import { isClosed } from './obligation-machine';
import type { ProjectedPeriod, ReportingRule } from './plan-projection';
import { deadlineOfRule } from './projection';
import type { ObligationStatus } from './terms';
import {
  addDays,
  addMinutes,
  type IsoDate,
  type IsoInstant,
  isAfter,
  localDate,
  maxDate,
  minDate,
} from './time';

export interface DatedRow {
  key: string;
  status: ObligationStatus;
  dueAt: IsoInstant;
  /** Set by a person: not moved by a rule or the calendar. */
  handSet?: boolean;
}

export interface DeadlineMove {
  obligationKey: string;
  from: IsoInstant;
  to: IsoInstant;
  reason: string;
}

/** Which obligations move between two projections; closed and hand-set ones never do (B9, B13). */
export function previewChange(
  before: readonly DatedRow[],
  after: readonly { key: string; dueAt: IsoInstant }[],
  reason: string,
): DeadlineMove[] {
  const targets = new Map(after.map(({ key, dueAt }) => [key, dueAt]));
  const moves: DeadlineMove[] = [];
  for (const { key, status, dueAt, handSet } of before) {
    const to = targets.get(key);
    if (to === undefined || to === dueAt || handSet || isClosed(status) || status === 'submitted') continue;
    moves.push({ obligationKey: key, from: dueAt, to, reason });
  }
  return moves;
}

export interface PeriodMove {
  periodKey: string;
  before: Deadline;
  after: Deadline;
  /** Vietnamese: which day changed, by which notice. */
  reason: string;
}

const dayChangeText = ({ date, to }: CalendarDayChange): string =>
  `${formatDateWithWeekday(date)} ${to.working ? 'thành ngày làm việc' : 'thành ngày nghỉ'}${to.name ? ` (${to.name})` : ''}, ${to.source}`;

/** The days a deadline leant on: from its cut-off, or the day it was sent for, to the day it came to rest, and a bit. */
const reachOf = (deadline: Deadline, dataTo: IsoDate): { from: IsoDate; to: IsoDate } => ({
  from: addDays(minDate(dataTo, deadline.unitDate ?? deadline.date), -CALENDAR_REACH_DAYS),
  to: addDays(maxDate(deadline.date, localDate(deadline.dueAt)), CALENDAR_REACH_DAYS),
});

/** Rolls never carry a date further than this: nine days of Tết and a weekend on each side. */
const CALENDAR_REACH_DAYS = 14;

/**
 * Deadlines that move because the calendar changed (B9): only periods whose days the change touches are computed
 * again. Running it on its own result gives nothing.
 */
export function previewCalendarChange({
  periods,
  ruleOf,
  before,
  after,
}: {
  periods: Iterable<ProjectedPeriod>;
  ruleOf: (ruleId: string) => ReportingRule | undefined;
  before: WorkCalendar;
  after: WorkCalendar;
}): PeriodMove[] {
  const changes = diffCalendars(before, after);
  const moves: PeriodMove[] = [];
  if (changes.length === 0) return moves;
  for (const { key, ruleId, period, deadline } of periods) {
    const reach = reachOf(deadline, period.dataTo);
    const touching = changes.filter(({ date }) => date >= reach.from && date <= reach.to);
    const rule = touching.length > 0 ? ruleOf(ruleId) : undefined;
    if (!rule) continue;
    const computed = deadlineOfRule(rule, period, after);
    // A rule that no longer holds under the new calendar is the projection's fault to report, not a move.
    if (!computed.ok || computed.deadline.dueAt === deadline.dueAt) continue;
    const reason = `Lịch làm việc thay đổi: ${touching.map(dayChangeText).join('; ')}`;
    moves.push({ periodKey: key, before: deadline, after: computed.deadline, reason });
  }
  return moves;
}

/** A change of mind within this time leaves no trace with the units (B44). */
export const CHANGE_SETTLES_MINUTES = 10;

export interface ChangeNoticeDecision {
  /** Send one notice of the date now in force. */
  send: boolean;
  /** Ask again then; null where nothing is to be said. */
  askAgainAt: IsoInstant | null;
  /**
   * Steps of the new ladder due before this instant are skipped: the notice takes their place (B45), so that a
   * deadline brought forward gives one message and no burst.
   */
  noArrearsBefore: IsoInstant | null;
}

/**
 * Whether to tell a unit that its deadline moved (B44): only one already reminded of another date, once the change
 * has settled, and not where it was changed back.
 */
export function decideChangeNotice({
  toldDueAt,
  dueAt,
  changedAt,
  now,
}: {
  /** The date the unit was last told (reminder or notice); null = never told. */
  toldDueAt: IsoInstant | null;
  dueAt: IsoInstant;
  /** Last change of the deadline. */
  changedAt: IsoInstant;
  now: IsoInstant;
}): ChangeNoticeDecision {
  const nothing = { send: false, askAgainAt: null, noArrearsBefore: null };
  if (toldDueAt === null || toldDueAt === dueAt) return nothing;
  const settlesAt = addMinutes(changedAt, CHANGE_SETTLES_MINUTES);
  if (isAfter(settlesAt, now)) return { ...nothing, askAgainAt: settlesAt };
  return { send: true, askAgainAt: null, noArrearsBefore: now };
}
