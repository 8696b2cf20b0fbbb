/** From what a document says about reporting to proposed rules: only what it says, the rest marked as a proposal (B14). */
import type { DeadlineRule } from './deadlines';
import { formatDate } from './format';
import type { CustomCutoff } from './periods';
import { type Accumulation, type CutoffPreset, CYCLE_TERMS, type Cycle } from './terms';
import { addDays, dateOf } from './time';

/** A due date as read: {rule: 'before' | 'at_latest', day, month: 1–12 | 'every' | 'last_month_of_quarter' …}. */
export interface DueRead {
  rule: string;
  day?: number | null | undefined;
  month?: number | string | null | undefined;
  year?: number | null | undefined;
}

export interface ClauseRead {
  id: string;
  kind: string;
  text: string;
  to: string | null;
  content: string | null;
  deadlineText: string | null;
  due: readonly DueRead[];
  lines: readonly (readonly [number, number])[];
}

export interface RuleProposal {
  clauseId: string | null;
  name: string;
  cycle: Cycle;
  preset: CutoffPreset;
  accumulation: Accumulation;
  custom: CustomCutoff | null;
  deadlineRule: DeadlineRule;
  /** 'passage': the date stands in the document; 'preset': the service proposes it and a person must decide. */
  deadlineSource: { kind: 'passage' | 'preset'; text: string };
  /** The cycle itself is a proposal: the document says "định kỳ" or nothing. */
  cycleProposed: boolean;
  recipient: string | null;
  content: string | null;
  lines: readonly (readonly [number, number])[];
}

const PERIODIC: Record<string, Cycle> = {
  '6_thang': '6_thang',
  hang_nam: 'hang_nam',
  quy: 'quy',
  thang: 'thang',
  '9_thang': '9_thang',
};
/** Owed once: what is handed in by a printed day, and the reviews of a plan. */
const ONCE: Record<string, { report: string; period: string }> = {
  mot_lan: { report: 'một lần', period: 'Kỳ' },
  so_ket_tong_ket: { report: 'sơ kết, tổng kết', period: 'Sơ kết, tổng kết' },
};
/** Must report, but nothing is said about when: the half-year is the usual pattern (reporting-regime §1.7). */
const WITHOUT_CYCLE = new Set(['dinh_ky', 'khong_ro_chu_ky']);

/** Two working days after the cut-off, as provinces set it (reporting-regime §1.5, Khánh Hòa). */
const PROPOSED_RULE: DeadlineRule = { kind: 'workingDaysAfterCutoff', n: 2 };
const PROPOSED_SOURCE = {
  kind: 'preset',
  text: 'Đề xuất: 02 ngày làm việc sau ngày chốt số liệu (Nghị định 09/2019/NĐ-CP, Điều 8 và Điều 12)',
} as const;

/** A date printed in a plan that leaves no working day after the decree's cut-off on the 14th needs one of the office's own. */
const FIRST_DAY_AFTER_DECREE_CUTOFF = 15;
/** In the first days of a month nobody has worked on the month that ended: a holiday and a weekend may be all that lies between. */
const FEW_DAYS = 7;
const EARLY_CUTOFF_DAY = 20;
const DECREE_YEAR_END: DayMonth = { day: 14, month: 12 };
/** The month on whose 14th the decree closes the data of a report (Điều 12). */
const CUTOFF_MONTH: Readonly<Record<string, number>> = {
  H1: 6,
  H2: 12,
  Y: 12,
  Q1: 3,
  Q2: 6,
  Q3: 9,
  Q4: 12,
  '9M': 9,
};

/**
 * One proposal per periodic clause, and one per day that is printed with its year; a plan without any periodic clause gets one
 * half-yearly proposal.
 */
export function proposeRules(clauses: readonly ClauseRead[]): RuleProposal[] {
  const chosen = new Map<Cycle, ClauseRead>();
  for (const clause of clauses) {
    const cycle = PERIODIC[clause.kind];
    if (!cycle) continue;
    const other = chosen.get(cycle);
    // The same duty is often said twice, by the collector and by the units: one series, and the units' day is the earlier (Điều 8).
    if (!other || placeOf(clause) < placeOf(other)) chosen.set(cycle, clause);
  }
  const annual = chosen.get('hang_nam') ?? null;
  const proposals = [...chosen].map(([cycle, clause]) => proposal(clause, cycle, annual));
  if (proposals.length === 0) {
    const vague = clauses.find(({ kind }) => WITHOUT_CYCLE.has(kind)) ?? null;
    proposals.push({ ...base(vague, '6_thang'), cycleProposed: true });
  }
  return [...proposals, ...clauses.flatMap(onceProposals)];
}

/** Data close the day before. A day without a year names no date. */
function onceProposals(clause: ClauseRead): RuleProposal[] {
  const what = ONCE[clause.kind];
  if (!what) return [];
  return clause.due.flatMap(({ rule, day, month, year }): RuleProposal[] => {
    if (typeof day !== 'number' || typeof month !== 'number' || typeof year !== 'number') return [];
    const date = dateOf({ year, month, day });
    if (date === null) return [];
    const until = formatDate(date);
    return [
      {
        ...base(clause, 'mot_lan'),
        name: `Báo cáo ${what.report}, hạn ${until}`,
        custom: { milestones: [{ label: `${what.period} đến ngày ${until}`, dataTo: addDays(date, -1) }] },
        deadlineRule: { kind: 'absolute', date, bound: rule === 'before' ? 'before' : 'at_latest' },
        deadlineSource: { kind: 'passage', text: clause.deadlineText ?? clause.text },
      },
    ];
  });
}

function base(clause: ClauseRead | null, cycle: Cycle): RuleProposal {
  return {
    clauseId: clause?.id ?? null,
    name: `Báo cáo ${CYCLE_TERMS[cycle]}`,
    cycle,
    preset: 'ND09',
    accumulation: cycle === 'hang_nam' ? 'LUY_KE' : 'THEO_KY',
    custom: null,
    deadlineRule: PROPOSED_RULE,
    deadlineSource: PROPOSED_SOURCE,
    cycleProposed: false,
    recipient: clause?.to ?? null,
    content: clause?.content ?? null,
    lines: clause?.lines ?? [],
  };
}

function proposal(clause: ClauseRead, cycle: Cycle, annual: ClauseRead | null): RuleProposal {
  const plain = base(clause, cycle);
  const found = ruleFromDue(clause.due, cycle, annual);
  if (!found) return plain;
  const deadlineSource = { kind: 'passage' as const, text: clause.deadlineText ?? clause.text };
  return { ...plain, ...found, deadlineSource };
}

interface DayMonth {
  day: number;
  month: number;
}

/** Where in the reporting year a clause's first printed day lies; those without any come last. */
function placeOf({ due }: ClauseRead): number {
  const [first] = datesOf(due);
  if (first) return placeInYear(first.month) * 100 + first.day;
  const relative = due.find(({ month, day }) => typeof month === 'string' && typeof day === 'number');
  return relative?.day ?? Number.POSITIVE_INFINITY;
}

type Dating = Pick<RuleProposal, 'deadlineRule' | 'preset' | 'custom'>;

const ND09 = { preset: 'ND09', custom: null } as const;

function ruleFromDue(due: readonly DueRead[], cycle: Cycle, annual: ClauseRead | null): Dating | null {
  const bound = due[0]?.rule === 'before' ? 'before' : 'at_latest';
  const dates = datesOf(due);
  const relative = due.find(({ month }) => typeof month === 'string');
  if (relative && typeof relative.day === 'number') {
    const { day } = relative;
    const of =
      relative.month === 'last_month_of_period' ? LAST_MONTH_OF[cycle] : MONTHS_OF[String(relative.month)];
    if (typeof of === 'string') return relativeDating({ day, of, bound });
    if (!of) return null;
    dates.push(...of.map((month) => ({ day, month })));
  }
  if (dates.length === 0) return null;
  const suffixes = suffixesOf(cycle, dates, annual !== null);
  const paired = dates.flatMap((date, index) => {
    const suffix = suffixes[index];
    return suffix ? [{ suffix, ...date }] : [];
  });
  if (paired.length === 0) return null;
  const only = paired[0];
  const deadlineRule: DeadlineRule =
    paired.length === 1 && only && cycle === 'hang_nam'
      ? { kind: 'fixedDay', day: only.day, month: only.month, bound }
      : { kind: 'fixedDayByPeriod', dates: paired, bound };
  if (!paired.some((date) => beforeDecreeCutoff(date.suffix, date))) return { ...ND09, deadlineRule };
  return {
    deadlineRule,
    preset: 'TUY_CHINH',
    custom: {
      closings: closingsOf(cycle, new Map(paired.map(({ suffix, ...date }) => [suffix, date])), annual),
    },
  };
}

/** Printed dates in the order of the reporting year: a date in January or February answers for the year that is over. */
const datesOf = (due: readonly DueRead[]): DayMonth[] =>
  due
    .flatMap(({ day, month }): DayMonth[] =>
      typeof day === 'number' && typeof month === 'number' ? [{ day, month }] : [],
    )
    .sort((a, b) => placeInYear(a.month) - placeInYear(b.month) || a.day - b.day);

const placeInYear = (month: number): number => (month <= 2 ? month + 12 : month);

/**
 * "Trước ngày 10 hằng tháng" comes before the decree's cut-off of that month: it asks for the month that is over.
 * "Trước ngày 10 của tháng cuối quý" asks for the quarter all the same: its data close with the month before.
 */
function relativeDating({ day, of, bound }: { day: number; of: MonthsOf; bound: Bound }): Dating {
  const deadlineRule: DeadlineRule = { kind: 'dayOfEachMonth', day, of, bound };
  if (day > FIRST_DAY_AFTER_DECREE_CUTOFF) return { ...ND09, deadlineRule };
  switch (of) {
    case 'month':
      return {
        ...(day > FEW_DAYS
          ? { preset: 'DUONG_LICH', custom: null }
          : { preset: 'TUY_CHINH', custom: { cutoffDay: EARLY_CUTOFF_DAY } }),
        deadlineRule: { ...deadlineRule, of: 'next_month' },
      };
    case 'last_month_of_quarter':
      return {
        preset: 'TUY_CHINH',
        custom: { closings: closingsOf('quy', new Map([['Q1', { day, month: 3 }]]), null) },
        deadlineRule,
      };
    default:
      return { ...ND09, deadlineRule };
  }
}

/** The reports of a year and how many months apart they are due. */
const SERIES: Partial<Record<Cycle, { suffixes: readonly string[]; months: number }>> = {
  '6_thang': { suffixes: ['H1', 'H2'], months: 6 },
  quy: { suffixes: ['Q1', 'Q2', 'Q3', 'Q4'], months: 3 },
  '9_thang': { suffixes: ['9M'], months: 9 },
  hang_nam: { suffixes: ['Y'], months: 12 },
};

/**
 * A cut-off for every report of the year that leaves the working days which the decree asks for before it is due. A report without a date closes at its distance from one that has, the
 * second half with the year where the annual report takes its place.
 */
function closingsOf(
  cycle: Cycle,
  dueOn: ReadonlyMap<string, DayMonth>,
  annual: ClauseRead | null,
): NonNullable<CustomCutoff['closings']> {
  const { suffixes, months } = SERIES[cycle] ?? { suffixes: [], months: 0 };
  const known = suffixes.findIndex((suffix) => dueOn.has(suffix));
  const first = dueOn.get(suffixes[known] ?? '') ?? DECREE_YEAR_END;
  const yearDue = annual ? datesOf(annual.due).at(-1) : undefined;
  return suffixes.map((suffix, index) => {
    const date = dueOn.get(suffix);
    if (!date && suffix === 'H2' && yearDue) {
      const closing = beforeDecreeCutoff('Y', yearDue) ? closingBefore(yearDue) : DECREE_YEAR_END;
      return { suffix, ...closing };
    }
    const distance = (index - known) * months;
    return {
      suffix,
      ...closingBefore(date ?? { ...first, month: ((first.month - 1 + distance + 12) % 12) + 1 }),
    };
  });
}

type MonthsOf = Extract<DeadlineRule, { kind: 'dayOfEachMonth' }>['of'];
type Bound = Extract<DeadlineRule, { kind: 'dayOfEachMonth' }>['bound'];

/** The last month of a report of this cycle, where "tháng cuối kỳ" names it. */
const LAST_MONTH_OF: Partial<Record<Cycle, MonthsOf | readonly number[]>> = {
  thang: 'month',
  quy: 'last_month_of_quarter',
  '6_thang': [6, 12],
  '9_thang': [9],
  hang_nam: [12],
};

const MONTHS_OF: Record<string, MonthsOf> = {
  every: 'month',
  next_month: 'next_month',
  last_month_of_quarter: 'last_month_of_quarter',
  first_month_of_next_quarter: 'first_month_of_next_quarter',
};

function suffixesOf(cycle: Cycle, dates: readonly DayMonth[], annual: boolean): string[] {
  switch (cycle) {
    case '6_thang': {
      const first = dates[0];
      // one date for "6 tháng" beside an annual report is the first half's; alone in the second half of the year, the second's
      if (dates.length === 1 && first) return [placeInYear(first.month) > 8 && !annual ? 'H2' : 'H1'];
      return ['H1', 'H2'];
    }
    case 'hang_nam':
      return dates.length === 1 ? ['Y'] : dates.map((_, index) => (index === dates.length - 1 ? 'Y' : ''));
    case 'quy':
      return ['Q1', 'Q2', 'Q3', 'Q4'];
    case '9_thang':
      return ['9M'];
    default:
      return [];
  }
}

const beforeDecreeCutoff = (suffix: string, { day, month }: DayMonth): boolean =>
  placeInYear(month) * 100 + day <= (CUTOFF_MONTH[suffix] ?? 0) * 100 + FIRST_DAY_AFTER_DECREE_CUTOFF;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The last day of data for a report that is due on this day: of the month before, or its 20th where little time would be left. */
function closingBefore({ day, month }: DayMonth): DayMonth {
  const previous = month === 1 ? 12 : month - 1;
  const last = DAYS[previous - 1] ?? 28;
  return { day: day > FEW_DAYS ? last : EARLY_CUTOFF_DAY, month: previous };
}
