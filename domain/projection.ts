/** From a rule to the deadline of a period, when work on it starts and ends, and the half-year it counts in. */
import type { WorkCalendar } from './calendar';
import {
  computeDeadline,
  type Deadline,
  type DeadlineRule,
  type SourceRef,
  type Strictness,
} from './deadlines';
import { ladderFor, lockInstant, type ReminderPolicy } from './ladder';
import type { CustomCutoff, Period } from './periods';
import type { Result } from './result';
import type { Accumulation, CutoffPreset, Cycle } from './terms';
import { addDays, type IsoInstant, isBefore, localDate, startOfDay } from './time';

export interface ProjectionRule {
  id: string;
  name: string;
  cycle: Cycle;
  preset: CutoffPreset;
  accumulation: Accumulation;
  custom: CustomCutoff | null;
  deadlineRule: DeadlineRule;
  deadlineSource: SourceRef;
  rollPolicy: 'LUI_SAU' | 'LUI_TRUOC' | 'GIU_NGUYEN';
  strictness: Strictness;
}

/** A form that never locks still ends somewhere: the register closes the period after a year. */
const NEVER_LOCKED_DAYS = 365;

/** What of a rule decides about its dates. */
export type DatingRule = Pick<
  ProjectionRule,
  'deadlineRule' | 'deadlineSource' | 'rollPolicy' | 'strictness'
> & { processingWorkingDays?: number };

/** The deadline a confirmed rule gives for a period. */
export function deadlineOfRule(
  rule: DatingRule,
  period: Period,
  calendar: WorkCalendar,
): Result<{ deadline: Deadline }> {
  const { deadlineRule, deadlineSource, rollPolicy, strictness, processingWorkingDays } = rule;
  return computeDeadline({
    rule: deadlineRule,
    ruleSource: deadlineSource,
    period,
    calendar,
    rollPolicy,
    strictness,
    ...(processingWorkingDays ? { processingWorkingDays } : {}),
  });
}

/** Stands for a rule's own source while its deadline is shared with rules that say the same. */
const SHARED_SOURCE: SourceRef = { kind: 'mau', text: '' };

/**
 * {@link deadlineOfRule} for thousands of rules under one calendar: the plans of a commune say the same few things about
 * the same periods on different authority, so that each is computed once and given back with the asking rule's source.
 */
export function deadlinesUnder(
  calendar: WorkCalendar,
): (rule: DatingRule, period: Period) => Result<{ deadline: Deadline }> {
  const known = new Map<string, Result<{ deadline: Deadline }>>();
  return (rule, period) => {
    const { deadlineSource, deadlineRule, rollPolicy, strictness, processingWorkingDays } = rule;
    const key = JSON.stringify([deadlineRule, rollPolicy, strictness, processingWorkingDays, period]);
    let found = known.get(key);
    if (!found) {
      found = deadlineOfRule({ ...rule, deadlineSource: SHARED_SOURCE }, period, calendar);
      known.set(key, found);
    }
    if (!found.ok) return found;
    const chain = found.deadline.chain.map((step) =>
      step.source === SHARED_SOURCE ? { ...step, source: deadlineSource } : step,
    );
    return { ok: true, deadline: { ...found.deadline, chain } };
  };
}

export interface Times {
  /** when the cycle starts to work on it: before its first reminder */
  opensAt: IsoInstant;
  /** after this no unit can submit */
  locksAt: IsoInstant;
}

/** {@link times} for thousands of deadlines under one calendar: most fall due on the same few days. */
export function timesUnder(calendar: WorkCalendar): (deadline: Deadline, policy: ReminderPolicy) => Times {
  const known = new Map<ReminderPolicy, Map<string, Times>>();
  return (deadline, policy) => {
    const own = known.get(policy) ?? new Map<string, Times>();
    known.set(policy, own);
    const key = `${deadline.date}/${deadline.dueAt}`;
    const found = own.get(key) ?? times(deadline, policy, calendar);
    own.set(key, found);
    return found;
  };
}

/** Instants that follow from a deadline under a policy. */
export function times(
  deadline: Pick<Deadline, 'date' | 'dueAt'>,
  policy: ReminderPolicy,
  calendar: WorkCalendar,
): Times {
  const [first] = ladderFor({ deadline, policy, calendar });
  const firstDay =
    first && isBefore(first.effectiveAt, deadline.dueAt) ? localDate(first.effectiveAt) : deadline.date;
  return {
    opensAt: startOfDay(firstDay),
    locksAt:
      lockInstant({ dueAt: deadline.dueAt, policy, calendar }) ??
      startOfDay(addDays(localDate(deadline.dueAt), NEVER_LOCKED_DAYS)),
  };
}

/** The half of the reporting year in which the data close; the annual report belongs to the second half's summary. */
export function halfYearOf(period: Pick<Period, 'year' | 'dataTo' | 'cycle'>): string {
  if (period.cycle === 'hang_nam' || period.cycle === '9_thang') return `${period.year}-H2`;
  return `${period.year}-H${Number(period.dataTo.slice(5, 7)) <= 6 ? 1 : 2}`;
}
