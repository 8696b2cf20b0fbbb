/** From what a document says about reporting to proposed rules: only what it says, the rest marked as a proposal (B14). */
import type { DeadlineRule } from './deadlines';
import type { CustomCutoff } from './periods';
import { type Accumulation, type CutoffPreset, CYCLE_TERMS, type Cycle } from './terms';

/** A due date as read: {rule: 'before' | 'at_latest', day, month: 1–12 | 'every' | 'last_month_of_quarter' …}. */
export interface DueRead {
  rule: string;
  day?: number | null | undefined;
  month?: number | string | null | undefined;
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
/** Must report, but nothing is said about when: the half-year is the usual pattern (reporting-regime §1.7). */
const WITHOUT_CYCLE = new Set(['dinh_ky', 'khong_ro_chu_ky']);

/** Two working days after the cut-off, as provinces set it (reporting-regime §1.5, Khánh Hòa). */
const PROPOSED_RULE: DeadlineRule = { kind: 'workingDaysAfterCutoff', n: 2 };
const PROPOSED_SOURCE = {
  kind: 'preset',
  text: 'Đề xuất: 02 ngày làm việc sau ngày chốt số liệu (Nghị định 09/2019/NĐ-CP, Điều 8 và Điều 12)',
} as const;

/** Cut-off day of the decree; a date printed in a plan that comes before it needs a cut-off of the office's own. */
const DECREE_CUTOFF_DAY = 14;

/** One proposal per periodic clause; a plan without any gets one half-yearly proposal. */
export function proposeRules(clauses: readonly ClauseRead[]): RuleProposal[] {
  const proposals: RuleProposal[] = [];
  const taken = new Set<Cycle>();
  const annual = clauses.some(({ kind }) => kind === 'hang_nam');
  for (const clause of clauses) {
    const cycle = PERIODIC[clause.kind];
    // the same duty is often said twice: "báo cáo 6 tháng" of the collector and of the units is one series
    if (!cycle || taken.has(cycle)) continue;
    taken.add(cycle);
    proposals.push(proposal(clause, cycle, annual));
  }
  if (proposals.length === 0) {
    const vague = clauses.find(({ kind }) => WITHOUT_CYCLE.has(kind)) ?? null;
    proposals.push({ ...base(vague, '6_thang'), cycleProposed: true });
  }
  return proposals;
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

function proposal(clause: ClauseRead, cycle: Cycle, annual: boolean): RuleProposal {
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

function ruleFromDue(
  due: readonly DueRead[],
  cycle: Cycle,
  annual: boolean,
): Pick<RuleProposal, 'deadlineRule' | 'preset' | 'custom'> | null {
  const bound = due[0]?.rule === 'before' ? 'before' : 'at_latest';
  const relative = due.find(({ month }) => typeof month === 'string');
  const nd09 = { preset: 'ND09' as const, custom: null };
  if (relative && typeof relative.day === 'number') {
    const of = MONTHS_OF[String(relative.month)];
    return of ? { ...nd09, deadlineRule: { kind: 'dayOfEachMonth', day: relative.day, of, bound } } : null;
  }
  const dates = due
    .flatMap(({ day, month }): DayMonth[] =>
      typeof day === 'number' && typeof month === 'number' ? [{ day, month }] : [],
    )
    .sort((a, b) => a.month - b.month || a.day - b.day);
  if (dates.length === 0) return null;
  const suffixes = suffixesOf(cycle, dates, annual);
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
  if (!paired.some((date) => beforeDecreeCutoff(date))) return { ...nd09, deadlineRule };
  return {
    deadlineRule,
    preset: 'TUY_CHINH',
    // the last day of the month before leaves the working days that the decree asks for
    custom: { closings: paired.map(({ suffix, month }) => ({ suffix, ...lastDayBefore(month) })) },
  };
}

const MONTHS_OF: Record<
  string,
  'month' | 'last_month_of_quarter' | 'first_month_of_next_quarter' | 'next_month'
> = {
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
      if (dates.length === 1 && first) return [first.month > 8 && !annual ? 'H2' : 'H1'];
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

const beforeDecreeCutoff = ({ day, month }: DayMonth): boolean =>
  (month === 3 || month === 6 || month === 9 || month === 12) && day <= DECREE_CUTOFF_DAY + 1;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function lastDayBefore(month: number): DayMonth {
  const previous = month === 1 ? 12 : month - 1;
  return { day: DAYS[previous - 1] ?? 28, month: previous };
}
