/** The reminder ladder: which step is due when, which one is sent after an outage, and when a message may leave. */
import {
  addWorkingDays,
  firstWorkingDayFrom,
  isWorkingDay,
  lastWorkingDayUntil,
  type WorkCalendar,
  workingDaysBetween,
} from './calendar';
import { formatDateWithWeekday } from './format';
import { isInWindow, type ReminderPolicy, type ReminderStep } from './ladder-policy';
import {
  addDays,
  addMinutes,
  atLocal,
  type ClockTime,
  daysBetween,
  type IsoDate,
  type IsoInstant,
  isAfter,
  isBefore,
  localDate,
  localTime,
  toMillis,
} from './time';

export * from './ladder-policy';

export interface LadderEntry {
  step: ReminderStep;
  /** What the policy says, whatever the day. */
  nominalAt: IsoInstant;
  /** When it is sent: on a working day, in the send window. */
  effectiveAt: IsoInstant;
  /** Why the two differ, Vietnamese; null where they do not. */
  note: string | null;
}

export interface LadderDeadline {
  /** The day people are told. */
  date: IsoDate;
  /** Last instant in time; steps after the deadline count from its day. */
  dueAt: IsoInstant;
}

/** All steps of one deadline in the order in which they take effect. */
export function ladderFor({
  deadline,
  policy,
  calendar,
}: {
  deadline: LadderDeadline;
  policy: ReminderPolicy;
  calendar: WorkCalendar;
}): LadderEntry[] {
  const lastDay = localDate(deadline.dueAt);
  const entries = policy.steps.map((step): LadderEntry => {
    // A step that says "overdue" must not go out while "trước ngày 25/6" is still tolerantly in time.
    const anchor = step.offset > 0 ? lastDay : deadline.date;
    const nominalDate =
      step.unit === 'working'
        ? addWorkingDays(calendar, anchor, step.offset).date
        : addDays(anchor, step.offset);
    const nominalAt = atLocal(nominalDate, policy.sendWindow.from);
    const { date, note } = effectiveDay({ nominalDate, step, calendar });
    return { step, nominalAt, effectiveAt: atLocal(date, policy.sendWindow.from), note };
  });
  return entries.sort(
    (a, b) => toMillis(a.effectiveAt) - toMillis(b.effectiveAt) || a.step.offset - b.step.offset,
  );
}

/**
 * B41: a reminder that falls on a rest day goes on the working day before, unless the report is due that very day.
 * Steps after the deadline move forward instead: moved back they would say "overdue" before it is true.
 */
function effectiveDay({
  nominalDate,
  step,
  calendar,
}: {
  nominalDate: IsoDate;
  step: ReminderStep;
  calendar: WorkCalendar;
}): { date: IsoDate; note: string | null } {
  if (step.offset === 0 || isWorkingDay(calendar, nominalDate)) return { date: nominalDate, note: null };
  const seek = step.offset > 0 ? firstWorkingDayFrom : lastWorkingDayUntil;
  const { date } = seek(calendar, nominalDate);
  const direction = step.offset > 0 ? 'dời sang' : 'đưa lên';
  return {
    date,
    note: `${formatDateWithWeekday(nominalDate)} là ngày nghỉ nên ${direction} ${formatDateWithWeekday(date)}`,
  };
}

export interface SkippedStep {
  step: ReminderStep;
  reason: string;
}

export interface ReminderDecision {
  /** The one step to send now, or none. */
  send: LadderEntry | null;
  /** Steps that will never be sent; record them, so that they are not decided again. */
  skipped: SkippedStep[];
  /** When to decide again; null where the ladder is done. */
  nextWakeAt: IsoInstant | null;
}

/** A step that would be followed by the next within this time is merged into it; quiet hours end 30 min. before office. */
const MERGE_WITHIN_MINUTES = 60;

/**
 * What to send at `now`. However late the question is asked, at most the latest due step is sent and earlier ones
 * are skipped (B38); steps of one moment merge into the later one (B39). Compares instants, never counts.
 *
 * @param doneSteps ids already sent or skipped for this obligation
 * @param noArrearsBefore steps due before this instant (activation, resumption) are skipped unsent (B27, B33, B103)
 */
export function decideReminders({
  ladder,
  now,
  doneSteps,
  policy,
  calendar,
  dueDate,
  noArrearsBefore,
}: {
  ladder: readonly LadderEntry[];
  now: IsoInstant;
  doneSteps: readonly string[];
  policy: Pick<ReminderPolicy, 'quiet' | 'sendWindow'>;
  calendar: WorkCalendar;
  /** The day the report is due: on it a message may leave though it is a rest day. */
  dueDate: IsoDate;
  noArrearsBefore?: IsoInstant | null;
}): ReminderDecision {
  const done = new Set(doneSteps);
  const lastDone = ladder.findLastIndex(({ step }) => done.has(step.id));
  const skipped: SkippedStep[] = [];
  const due: LadderEntry[] = [];
  let next: LadderEntry | null = null;
  for (const [position, entry] of ladder.entries()) {
    if (done.has(entry.step.id)) continue;
    const past = !isAfter(entry.effectiveAt, now);
    if (position < lastDone) {
      skipped.push({ step: entry.step, reason: 'bỏ qua vì đã gửi nấc nhắc sau' });
    } else if (past && noArrearsBefore && isBefore(entry.effectiveAt, noArrearsBefore)) {
      skipped.push({ step: entry.step, reason: 'bỏ qua vì đến lượt trước khi kế hoạch có hiệu lực nhắc' });
    } else if (past) {
      due.push(entry);
    } else {
      next ??= entry;
    }
  }
  const send = due.pop() ?? null;
  for (const { step } of due)
    skipped.push({ step, reason: `bỏ qua vì đã đến nấc nhắc sau (${send?.step.id})` });
  const nextWakeAt = next?.effectiveAt ?? null;
  if (send === null) return { send, skipped, nextWakeAt };
  const allowedAt = nextSendInstant({ at: now, calendar, policy, dueDate });
  // Two steps of one night, or of one morning, make one message: the earlier waits for the later and gives way (B39).
  const merges = nextWakeAt !== null && !isAfter(nextWakeAt, addMinutes(allowedAt, MERGE_WITHIN_MINUTES));
  if (merges) return { send: null, skipped, nextWakeAt };
  if (allowedAt === now) return { send, skipped, nextWakeAt };
  return { send: null, skipped, nextWakeAt: allowedAt };
}

/**
 * The first instant from `at` on at which a message may leave: outside quiet hours (B40: 22:10 → 07:00) and on a
 * working day, or on the due day itself. Gives `at` unchanged where it may leave now, even outside the send window:
 * a worker that was down until 18:00 still sends at 18:05 (B38).
 * @param within 'send_window' holds a message that nobody waits for until the office works
 */
export function nextSendInstant({
  at,
  calendar,
  policy,
  dueDate,
  within = 'waking_hours',
}: {
  at: IsoInstant;
  calendar: WorkCalendar;
  policy: Pick<ReminderPolicy, 'quiet' | 'sendWindow'>;
  dueDate?: IsoDate;
  within?: 'waking_hours' | 'send_window';
}): IsoInstant {
  const opening = within === 'send_window' ? policy.sendWindow.from : policy.quiet.to;
  const allowed = (date: IsoDate): boolean => date === dueDate || isWorkingDay(calendar, date);
  let date = localDate(at);
  const time = localTime(at);
  if (allowed(date)) {
    if (mayLeave(time, policy, within)) return at;
    if (time < opening) return atLocal(date, opening);
  }
  do date = addDays(date, 1);
  while (!allowed(date));
  return atLocal(date, opening);
}

function mayLeave(
  time: ClockTime,
  { quiet, sendWindow }: Pick<ReminderPolicy, 'quiet' | 'sendWindow'>,
  within: 'waking_hours' | 'send_window',
): boolean {
  if (isInWindow(time, quiet)) return false;
  return within === 'waking_hours' || (time >= sendWindow.from && time < sendWindow.to);
}

/** What a reminder says about time, computed when it leaves: a held message changes its text (B40). */
export interface ReminderFacts {
  phase: 'upcoming' | 'due_today' | 'overdue';
  /** Calendar days to the due date; negative once past the last day in time. */
  daysLeft: number;
  /** Working days to the due date; negative once past. */
  workingDaysLeft: number;
}

export function reminderFacts({
  deadline,
  at,
  calendar,
}: {
  deadline: LadderDeadline;
  at: IsoInstant;
  calendar: WorkCalendar;
}): ReminderFacts {
  const today = localDate(at);
  if (isAfter(at, deadline.dueAt)) {
    const lastDay = localDate(deadline.dueAt);
    return {
      phase: 'overdue',
      daysLeft: -daysBetween(lastDay, today) || 0,
      workingDaysLeft: -workingDaysBetween(calendar, lastDay, today).count || 0,
    };
  }
  const daysLeft = Math.max(0, daysBetween(today, deadline.date));
  const workingDaysLeft = daysLeft === 0 ? 0 : workingDaysBetween(calendar, today, deadline.date).count;
  return { phase: daysLeft === 0 ? 'due_today' : 'upcoming', daysLeft, workingDaysLeft };
}

/** When the unit's form locks: end of the n-th working day after the last day in time; null = never. */
export function lockInstant({
  dueAt,
  policy,
  calendar,
}: {
  dueAt: IsoInstant;
  policy: Pick<ReminderPolicy, 'lockAfterWorkingDays'>;
  calendar: WorkCalendar;
}): IsoInstant | null {
  if (policy.lockAfterWorkingDays === null) return null;
  const { date } = addWorkingDays(calendar, localDate(dueAt), policy.lockAfterWorkingDays);
  return `${date}T23:59:59.999+07:00`;
}
