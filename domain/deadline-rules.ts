/** Deadline rules as data: what a plan, decree or office says about a due date, and the civil day it names. */
import { addWorkingDays, lastWorkingDayUntil, type WorkCalendar } from './calendar';
import { type DomainError, domainError } from './errors';
import { formatCount, formatDate } from './format';
import type { Period } from './periods';
import { type Result, refuse } from './result';
import {
  addDays,
  addMonths,
  type ClockTime,
  clampedDate,
  dateOf,
  datePartsOf,
  daysBetween,
  type IsoDate,
  isClockTime,
  isIsoDate,
  weekdayOf,
} from './time';

/** 'before' = "trước ngày", 'at_latest' = "chậm nhất ngày", "hết ngày" (reporting-regime §1.5). */
export type Bound = 'before' | 'at_latest';

export type MonthOf = 'month' | 'next_month' | 'last_month_of_quarter' | 'first_month_of_next_quarter';

interface WithHour {
  /** Local hour 'HH:mm' where the rule names one; otherwise the day ends at 24:00. */
  hour?: ClockTime;
}

export type DeadlineRule =
  /** A day of the year, such as 20/6: the first one after the cut-off, at most three months later. */
  | ({ kind: 'fixedDay'; day: number; month: number; bound: Bound } & WithHour)
  /** Different days for the periods of a year ("trước ngày 01/6 và 15/11"); `suffix` as in the period's code. */
  | ({
      kind: 'fixedDayByPeriod';
      dates: { suffix: string; day: number; month: number }[];
      bound: Bound;
    } & WithHour)
  | ({ kind: 'workingDaysAfterCutoff'; n: number } & WithHour)
  | ({ kind: 'calendarDaysAfterCutoff'; n: number } & WithHour)
  /** Last working day of the month or quarter in which the data close. */
  | ({ kind: 'lastWorkingDay'; of: 'month' | 'quarter' } & WithHour)
  /** Day n (31 = last day) of the closing month, the next month, or a month of the quarter. */
  | ({ kind: 'dayOfEachMonth'; day: number; of: MonthOf; bound: Bound } & WithHour)
  /** "trong tháng 6", "cuối quý II": the last civil day of that month or quarter. */
  | ({ kind: 'endOfPeriod'; of: 'month' | 'quarter' } & WithHour)
  /** First such weekday (1 = Monday … 7) that leaves a working day after the cut-off. */
  | ({ kind: 'weekday'; weekday: number } & WithHour)
  /** The compiler's own deadline less the working days it needs (B13). */
  | { kind: 'aggregatorMinus'; aggregator: DeadlineRule; workingDays: number }
  | ({ kind: 'absolute'; date: IsoDate; bound?: Bound } & WithHour);

export type DeadlineRuleKind = DeadlineRule['kind'];

/** The day a rule names before any roll: the last day on which a report is in time, strictly read. */
export interface RuleDay {
  strict: IsoDate;
  /** Last day in time as most officers read "trước ngày 25/6": the 25th itself. */
  tolerant: IsoDate;
  hour: ClockTime | null;
  /** The rule in Vietnamese. */
  text: string;
  /** Days counted or looked at, in words; null where the rule names a day outright. */
  working: string | null;
  provisional: boolean;
}

/** A date named by day and month belongs to the period that closed at most this long before. */
export const FIXED_DAY_REACH_DAYS = 92;
/** Working days beyond this after a cut-off are a typing slip, not a rule. */
const MOST_DAYS_AFTER_CUTOFF = 120;

const BOUND_TEXT = { before: 'trước ngày', at_latest: 'chậm nhất ngày' } as const;
const WEEKDAY_NAMES = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];
const MONTH_OF_TEXT: Record<MonthOf, string> = {
  month: 'tháng chốt số liệu',
  next_month: 'tháng kế tiếp',
  last_month_of_quarter: 'tháng cuối quý',
  first_month_of_next_quarter: 'tháng đầu quý sau',
};

const hourText = (hour: ClockTime | undefined): string => (hour ? `${hour.replace(':', 'h')} ` : '');

/** The rule as a Vietnamese clause, without a date that depends on a period. */
export function describeRule(rule: DeadlineRule): string {
  switch (rule.kind) {
    case 'fixedDay':
      return `${hourText(rule.hour)}${BOUND_TEXT[rule.bound]} ${rule.day}/${rule.month}`;
    case 'fixedDayByPeriod': {
      const days = rule.dates.map(({ day, month }) => `${day}/${month}`).join(' và ');
      return `${hourText(rule.hour)}${BOUND_TEXT[rule.bound]} ${days}`;
    }
    case 'workingDaysAfterCutoff':
      return `${hourText(rule.hour)}trong ${formatCount(rule.n)} ngày làm việc kể từ ngày chốt số liệu`;
    case 'calendarDaysAfterCutoff':
      return `${hourText(rule.hour)}trong ${formatCount(rule.n)} ngày kể từ ngày chốt số liệu`;
    case 'lastWorkingDay':
      return `${hourText(rule.hour)}ngày làm việc cuối cùng của ${rule.of === 'month' ? 'tháng' : 'quý'}`;
    case 'dayOfEachMonth': {
      const day = rule.day === 31 ? 'cuối cùng' : String(rule.day);
      return `${hourText(rule.hour)}${BOUND_TEXT[rule.bound]} ${day} của ${MONTH_OF_TEXT[rule.of]}`;
    }
    case 'endOfPeriod':
      return `${hourText(rule.hour)}trong ${rule.of === 'month' ? 'tháng' : 'quý'} chốt số liệu`;
    case 'weekday':
      return `${hourText(rule.hour)}${WEEKDAY_NAMES[rule.weekday - 1]} đầu tiên sau ngày chốt số liệu`;
    case 'aggregatorMinus':
      return `trước hạn của cơ quan tổng hợp (${describeRule(rule.aggregator)}) ${rule.workingDays} ngày làm việc`;
    case 'absolute':
      return `${hourText(rule.hour)}${BOUND_TEXT[rule.bound ?? 'at_latest']} ${formatDate(rule.date)}`;
  }
}

/** Faults of a rule that show without a period: 31/02, a weekday 8, a negative count. */
export function checkRule(rule: DeadlineRule, field = 'deadlineRule'): DomainError[] {
  const faults: DomainError[] = [];
  const within = (value: number, name: string, min: number, max: number, at: string): void => {
    if (Number.isInteger(value) && value >= min && value <= max) return;
    faults.push(domainError('RULE_NUMBER_OUT_OF_RANGE', { value, name, min, max }, `${field}.${at}`));
  };
  if ('hour' in rule && rule.hour !== undefined && !isClockTime(rule.hour)) {
    faults.push(domainError('HOUR_INVALID', { value: rule.hour }, `${field}.hour`));
  }
  switch (rule.kind) {
    case 'fixedDay':
      faults.push(...checkDayAndMonth(rule, field));
      break;
    case 'fixedDayByPeriod':
      for (const [position, date] of rule.dates.entries()) {
        faults.push(...checkDayAndMonth(date, `${field}.dates.${position}`));
      }
      break;
    case 'workingDaysAfterCutoff':
      within(rule.n, 'số ngày làm việc', 1, MOST_DAYS_AFTER_CUTOFF, 'n');
      break;
    case 'calendarDaysAfterCutoff':
      within(rule.n, 'số ngày', 1, MOST_DAYS_AFTER_CUTOFF, 'n');
      break;
    case 'dayOfEachMonth':
      within(rule.day, 'ngày trong tháng', 1, 31, 'day');
      break;
    case 'weekday':
      within(rule.weekday, 'thứ trong tuần', 1, 7, 'weekday');
      break;
    case 'aggregatorMinus':
      faults.push(...checkWorkingDays(rule.workingDays, `${field}.workingDays`));
      faults.push(...checkRule(rule.aggregator, `${field}.aggregator`));
      break;
    case 'absolute':
      if (!isIsoDate(rule.date)) {
        faults.push(domainError('DATE_INVALID', { value: rule.date }, `${field}.date`));
      }
      break;
    case 'lastWorkingDay':
    case 'endOfPeriod':
      break;
    default:
      // Rules also come from stored JSON of another release; an unknown kind is a refusal, not a crash.
      faults.push(
        domainError('RULE_KIND_UNKNOWN', { value: String((rule as { kind: unknown }).kind) }, field),
      );
  }
  return faults;
}

/** Days a level above needs to compile: a whole number, and at least the one between two levels (Điều 8 khoản 5 b). */
export function checkWorkingDays(value: number, field: string): DomainError[] {
  if (Number.isInteger(value) && value >= 1 && value <= MOST_DAYS_AFTER_CUTOFF) return [];
  const params = { value, name: 'số ngày tổng hợp', min: 1, max: MOST_DAYS_AFTER_CUTOFF };
  return [domainError('RULE_NUMBER_OUT_OF_RANGE', params, field)];
}

function checkDayAndMonth({ day, month }: { day: number; month: number }, field: string): DomainError[] {
  if (!Number.isInteger(month) || month < 1 || month > 12) {
    const params = { value: month, name: 'tháng', min: 1, max: 12 };
    return [domainError('RULE_NUMBER_OUT_OF_RANGE', params, `${field}.month`)];
  }
  // 2024 is a leap year: 29/02 is a day that exists, 30/02 and 31/02 are not.
  if (Number.isInteger(day) && dateOf({ year: 2024, month, day }) !== null) return [];
  return [domainError('DAY_NOT_IN_MONTH', { day, month }, `${field}.day`)];
}

/** The day a sound rule names for a period. `aggregatorMinus` is resolved by the caller, which rolls in between. */
export function ruleDay(
  rule: Exclude<DeadlineRule, { kind: 'aggregatorMinus' }>,
  period: Period,
  calendar: WorkCalendar,
): Result<{ day: RuleDay }> {
  const hour = rule.hour ?? null;
  const text = describeRule(rule);
  const exact = (date: IsoDate, working: string | null = null, provisional = false) => ({
    ok: true as const,
    day: { strict: date, tolerant: date, hour, text, working, provisional },
  });
  const bounded = (date: IsoDate, bound: Bound) => ({
    ok: true as const,
    day: {
      // "trước 16h00 ngày 5/8" names an instant: there is no other day to read into it.
      strict: bound === 'before' && hour === null ? addDays(date, -1) : date,
      tolerant: date,
      hour,
      text,
      working: null,
      provisional: false,
    },
  });
  switch (rule.kind) {
    case 'fixedDay':
      return fixedDay(rule, period, bounded);
    case 'fixedDayByPeriod': {
      const date = rule.dates.find(({ suffix }) => period.code.endsWith(`-${suffix}`));
      if (!date)
        return refuse(domainError('RULE_NO_DATE_FOR_PERIOD', { period: period.label }, 'deadlineRule.dates'));
      return fixedDay({ ...date, bound: rule.bound }, period, bounded);
    }
    case 'workingDaysAfterCutoff': {
      const { date, provisional } = addWorkingDays(calendar, period.dataTo, rule.n);
      return exact(date, `đếm ${rule.n} ngày làm việc, không tính ngày chốt`, provisional);
    }
    case 'calendarDaysAfterCutoff':
      return exact(addDays(period.dataTo, rule.n), `đếm ${rule.n} ngày, không tính ngày chốt`);
    case 'lastWorkingDay': {
      const last = endOf(rule.of, period.dataTo);
      const { date, provisional } = lastWorkingDayUntil(calendar, last);
      return exact(
        date,
        `ngày cuối ${rule.of === 'month' ? 'tháng' : 'quý'} là ${formatDate(last)}`,
        provisional,
      );
    }
    case 'dayOfEachMonth': {
      const month = monthOf(rule.of, period.dataTo);
      return bounded(clampedDate({ ...month, day: rule.day }), rule.bound);
    }
    case 'endOfPeriod':
      return exact(endOf(rule.of, period.dataTo));
    case 'weekday': {
      const { date: earliest, provisional } = addWorkingDays(calendar, period.dataTo, 1);
      const ahead = (rule.weekday - weekdayOf(earliest) + 7) % 7;
      return exact(addDays(earliest, ahead), null, provisional);
    }
    case 'absolute':
      return bounded(rule.date, rule.bound ?? 'at_latest');
  }
}

function fixedDay<T>(
  { day, month, bound }: { day: number; month: number; bound: Bound },
  period: Period,
  bounded: (date: IsoDate, bound: Bound) => T,
): T {
  const { year } = datePartsOf(period.dataTo);
  const sameYear = clampedDate({ year, month, day });
  if (sameYear > period.dataTo) return bounded(sameYear, bound);
  const nextYear = clampedDate({ year: year + 1, month, day });
  // 15/01 after a year that closed on 31/12 is its deadline; 10/6 after data that closed on 14/6 is a mistake, and
  // is handed on as it stands so that the check against the cut-off refuses it.
  return bounded(daysBetween(period.dataTo, nextYear) <= FIXED_DAY_REACH_DAYS ? nextYear : sameYear, bound);
}

const quarterEndMonth = (month: number): number => Math.ceil(month / 3) * 3;

function endOf(of: 'month' | 'quarter', date: IsoDate): IsoDate {
  const { year, month } = datePartsOf(date);
  return clampedDate({ year, month: of === 'month' ? month : quarterEndMonth(month), day: 31 });
}

function monthOf(of: MonthOf, date: IsoDate): { year: number; month: number } {
  const { year, month } = datePartsOf(date);
  switch (of) {
    case 'month':
      return { year, month };
    case 'next_month':
      return datePartsOf(addMonths(clampedDate({ year, month, day: 1 }), 1));
    case 'last_month_of_quarter':
      return { year, month: quarterEndMonth(month) };
    case 'first_month_of_next_quarter':
      return datePartsOf(addMonths(clampedDate({ year, month: quarterEndMonth(month), day: 1 }), 1));
  }
}
