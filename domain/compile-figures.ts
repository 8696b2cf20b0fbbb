/** Figures of the period against their targets: every part keeps its report, and what is missing is named. */
import { groupBy, type Reporting } from './compile-reporting';
import type {
  CompileFigure,
  CompileInput,
  CompileTarget,
  CompileUnit,
  FigurePart,
  PreviousPeriod,
  SummaryFigure,
  SummaryProblem,
  TargetTally,
} from './compile-types';
import { formatCount } from './format';
import {
  type Aggregate,
  aggregate,
  carryForward,
  convertUnit,
  isInWords,
  milestoneFor,
  partsOverTotals,
  percentOf,
  ratioOf,
  sameUnit,
  verdictOf,
  yearTotal,
} from './indicators';

type Entry = Pick<
  CompileFigure,
  'value' | 'numerator' | 'denominator' | 'assessment' | 'note' | 'unit' | 'estimated'
>;
type Reported = Entry & { submissionId: string; version: number };
/** One indicator in one period: what each unit reported. */
type PeriodEntries = { label: string; year: number; half: 1 | 2 | null; byUnit: Map<string, Reported> };

/** The targets of one indicator, of which a period is measured against one. */
type Indicator = { key: string; targets: CompileTarget[] };

export const indicatorKey = (target: CompileTarget): string => target.indicatorId ?? target.id;

/** Conditions of size and repetitions are not results to be achieved (plans/SCHEMA.md §6). */
const NOT_REPORTED: ReadonlySet<string> = new Set(['threshold', 'restated']);

export function indicatorsOf(targets: readonly CompileTarget[]): Indicator[] {
  const groups = groupBy(
    targets.filter((target) => !NOT_REPORTED.has(target.kind)),
    indicatorKey,
  );
  return [...groups].map(([key, members]) => ({ key, targets: members }));
}

const periodOrder = (a: { year: number; half: number | null }, b: { year: number; half: number | null }) =>
  a.year - b.year || (a.half ?? 3) - (b.half ?? 3);

const isBlank = (entry: Entry): boolean =>
  entry.value === null &&
  !(typeof entry.numerator === 'number' && typeof entry.denominator === 'number') &&
  !entry.assessment?.trim();

/** The figure a report gives for an indicator; under several of its targets, that of the one in force. */
function pick<T extends { targetId: string } & Entry>(
  figures: readonly T[],
  indicator: Indicator,
  chosenId: string,
): T | undefined {
  const ids = new Set(indicator.targets.map((target) => target.id));
  const own = figures.filter((figure) => ids.has(figure.targetId) && !isBlank(figure));
  return own.find((figure) => figure.targetId === chosenId) ?? own[0];
}

function entriesOfPrevious(period: PreviousPeriod, indicator: Indicator, chosenId: string): PeriodEntries {
  const byUnit = new Map<string, Reported>();
  for (const [unitId, figures] of groupBy(period.figures, (figure) => figure.unitId)) {
    const figure = pick(figures, indicator, chosenId);
    if (figure !== undefined) byUnit.set(unitId, figure);
  }
  return { label: period.label, year: period.year, half: period.half, byUnit };
}

type Part = Reported & { unitId: string; carriedFrom: string | null };

/** The parts of one period; a cumulative indicator not reported carries its last value, marked so (B79). */
function partsAt(
  periods: readonly PeriodEntries[],
  at: number,
  target: CompileTarget,
  withinYear: boolean,
): Part[] {
  const here = periods[at];
  if (here === undefined) return [];
  if (target.aggregation !== 'cumulative') {
    return [...here.byUnit].map(([unitId, entry]) => ({ ...entry, unitId, carriedFrom: null }));
  }
  const window = periods.slice(0, at + 1).filter((period) => !withinYear || period.year === here.year);
  const unitIds = new Set(window.flatMap((period) => [...period.byUnit.keys()]));
  return [...unitIds].flatMap((unitId): Part[] => {
    const known = carryForward(window.map((period) => period.byUnit.get(unitId) ?? null)).at(-1) ?? null;
    if (known === null) return [];
    const from = known.from === window.length - 1 ? null : (window[known.from]?.label ?? null);
    return [{ ...known.value, unitId, carriedFrom: from }];
  });
}

/** B83: in the target's own unit of measure, or left out with the reason. */
function inTargetUnit(
  part: Part,
  target: CompileTarget,
): { part: Part; remark: string | null } | { part: null; remark: string } {
  if (!part.unit || !target.unit || part.value === null || sameUnit(part.unit, target.unit)) {
    return { part, remark: null };
  }
  const converted = convertUnit({ value: part.value, from: part.unit, to: target.unit });
  if (!converted.ok) return { part: null, remark: converted.message };
  return { part: { ...part, value: converted.value }, remark: converted.note };
}

export type Figures = { figures: SummaryFigure[]; tally: TargetTally; problems: SummaryProblem[] };

export function compileFigures(
  input: CompileInput,
  reporting: Reporting,
  units: readonly CompileUnit[],
): Figures {
  const problems: SummaryProblem[] = [];
  const figures = indicatorsOf(input.targets).flatMap((indicator) => {
    const figure = compileFigure({ input, indicator, reporting, units, problems });
    return figure === null ? [] : [figure];
  });
  const actuals = new Map(
    figures.flatMap((f) => (f.actual === null ? [] : [[f.targetId, f.actual] as const])),
  );
  for (const over of partsOverTotals(input.targets, actuals)) {
    problems.push({ code: 'PART_OVER_TOTAL', message: over.message, refersTo: over.child.id });
  }
  return { figures, tally: tallyOf(figures), problems };
}

type FigureInput = {
  input: CompileInput;
  indicator: Indicator;
  reporting: Reporting;
  units: readonly CompileUnit[];
  problems: SummaryProblem[];
};

function compileFigure({ input, indicator, reporting, units, problems }: FigureInput): SummaryFigure | null {
  const { period } = input;
  const milestone = milestoneFor(indicator.targets, period.year, input.plan.endYear ?? null);
  if (milestone === null) return null;
  const { target } = milestone;
  const name = new Map(units.map((unit) => [unit.id, unit.name]));
  const rank = new Map(units.map((unit, i) => [unit.id, i]));

  const current = new Map<string, Reported>();
  for (const { submission, row } of reporting.used) {
    // A confirmed nil report brings no figures, and certainly no zeros (B56).
    const found = submission.nil ? undefined : pick(submission.figures, indicator, target.id);
    if (found)
      current.set(row.unitId, { ...found, submissionId: submission.id, version: submission.version });
  }
  const earlier = (input.previousPeriods ?? [])
    .filter((previous) => periodOrder(previous, period) < 0)
    .sort(periodOrder)
    .map((previous) => entriesOfPrevious(previous, indicator, target.id));
  const periods = [
    ...earlier,
    { label: period.label, year: period.year, half: period.half, byUnit: current },
  ];
  const withinYear = period.accumulation === 'LUY_KE';

  const remarks: string[] = [];
  const parts = partsAt(periods, periods.length - 1, target, withinYear)
    .sort(
      (a, b) => (rank.get(a.unitId) ?? 1e9) - (rank.get(b.unitId) ?? 1e9) || (a.unitId < b.unitId ? -1 : 1),
    )
    .flatMap((part) => {
      const { part: kept, remark } = inTargetUnit(part, target);
      const unitName = name.get(part.unitId) ?? part.unitId;
      if (remark !== null) remarks.push(`${unitName}: ${remark}`);
      if (kept === null) {
        const message = `Chỉ tiêu “${target.indicator}”, ${unitName}: ${remark}`;
        problems.push({ code: 'UNIT_MISMATCH', message, refersTo: target.id });
        return [];
      }
      return [kept];
    });
  const valueAt = (index: number): Aggregate | null => {
    if (index < 0) return null;
    const there = partsAt(periods, index, target, withinYear).flatMap(
      (p) => inTargetUnit(p, target).part ?? [],
    );
    return aggregate(there, target.aggregation, target.unit);
  };
  const find = (year: number, half: 1 | 2 | null) =>
    valueAt(earlier.findIndex((p) => p.year === year && p.half === half))?.value ?? null;

  const words = isInWords(target);
  const total = aggregate(words ? [] : parts, target.aggregation, target.unit);
  const previousHalf =
    period.half === null ? null : period.half === 2 ? find(period.year, 1) : find(period.year - 1, 2);
  const samePeriodLastYear = find(period.year - 1, period.half);

  const missing = missingUnits(indicator, reporting, parts, rank);
  const names = (ids: readonly string[]) => ids.map((id) => name.get(id) ?? id).join(', ');
  if (missing.length > 0) {
    const of = missing.length + parts.length;
    const what = words ? 'đánh giá' : 'số liệu';
    remarks.push(
      `chưa có ${what} của ${formatCount(missing.length)}/${formatCount(of)} đơn vị, không tính vào kết quả: ${names(missing)}`,
    );
  }
  const nil = reporting.rows.filter((row) => row.nil && isResponsible(indicator, row.unitId));
  if (nil.length > 0) remarks.push(`không phát sinh: ${nil.map((row) => row.unitName).join(', ')}`);
  for (const part of parts) {
    if (part.carriedFrom !== null) {
      remarks.push(`${name.get(part.unitId) ?? part.unitId}: lấy số lũy kế ${part.carriedFrom}`);
    }
  }
  if (total.notArising) remarks.push('không phát sinh');
  if (!words && total.value === null && !total.notArising && parts.length > 1) {
    remarks.push('không cộng được tỷ lệ của nhiều đơn vị khi thiếu tử số, mẫu số');
  } else if (!words && total.counted > 0 && total.counted < parts.length) {
    remarks.push(
      `Chỉ tính ${formatCount(total.counted)}/${formatCount(parts.length)} đơn vị có đủ tử số, mẫu số`,
    );
  }

  let year: number | null = null;
  if (period.half === 2 && !words) {
    const whole = yearTotal({ how: target.aggregation, h1: previousHalf, h2: total.value });
    year = whole.value;
    if (year !== null && whole.missing.includes('H1')) remarks.push('cả năm chưa gồm 6 tháng đầu năm');
    if (year !== null && whole.missing.includes('H2')) remarks.push('cả năm chưa gồm 6 tháng cuối năm');
  }
  // The plan's figure is for the whole year; a total over the year is what it is compared with in the second half.
  const compared = period.half === 2 && target.aggregation === 'sum' ? year : total.value;
  const ownYear = target.milestoneYear ?? input.plan.endYear ?? period.year;
  const due = milestone.reached && !(ownYear === period.year && period.half === 1);
  const inWordsParts = parts.filter((part) => part.assessment?.trim());
  return {
    targetId: target.id,
    indicator: target.indicator,
    text: target.text,
    comparator: target.comparator,
    targetValue: words ? null : target.value,
    targetValueMax: words ? null : target.valueMax,
    unit: target.unit,
    milestoneYear: target.milestoneYear,
    milestoneNote: milestone.note,
    kind: target.kind,
    parentId: target.parentId,
    direction: target.direction,
    aggregation: target.aggregation,
    actual: total.value,
    notArising: total.notArising,
    numerator: total.numerator,
    denominator: total.denominator,
    estimated: parts.some((part) => part.estimated === true),
    parts: (words ? inWordsParts : parts).map(
      (part): FigurePart => ({
        unitId: part.unitId,
        unitName: name.get(part.unitId) ?? part.unitId,
        value: words ? null : (part.value ?? ratioOf(part, target.unit)),
        numerator: part.numerator ?? null,
        denominator: part.denominator ?? null,
        assessment: part.assessment?.trim() || null,
        note: part.note?.trim() || null,
        estimated: part.estimated === true,
        source: { submissionId: part.submissionId, version: part.version },
        carriedFrom: part.carriedFrom,
      }),
    ),
    missingUnitIds: missing,
    percentOfPlan: words ? null : percentOf(compared, target.value),
    previousHalf,
    samePeriodLastYear,
    percentOfPrevious: percentOf(total.value, previousHalf),
    percentOfSamePeriod: percentOf(total.value, samePeriodLastYear),
    yearTotal: year,
    verdict: verdictOf({ target, actual: compared, due }),
    remarks,
  };
}

const isResponsible = (indicator: Indicator, unitId: string): boolean =>
  indicator.targets.some((target) => target.responsibleUnitIds.includes(unitId));

/** Responsible units with no figure, own or carried; exempt, cancelled and nil ones are not missing. */
function missingUnits(
  indicator: Indicator,
  reporting: Reporting,
  parts: readonly Part[],
  rank: ReadonlyMap<string, number>,
): string[] {
  const have = new Set(parts.map((part) => part.unitId));
  const excused = new Set(
    reporting.rows
      .filter((row) => row.status === 'exempt' || row.status === 'cancelled' || row.nil)
      .map((row) => row.unitId),
  );
  const responsible = new Set(indicator.targets.flatMap((target) => target.responsibleUnitIds));
  return [...responsible]
    .filter((unitId) => !have.has(unitId) && !excused.has(unitId))
    .sort((a, b) => (rank.get(a) ?? 1e9) - (rank.get(b) ?? 1e9) || (a < b ? -1 : 1));
}

function tallyOf(figures: readonly SummaryFigure[]): TargetTally {
  const count = (...verdicts: SummaryFigure['verdict'][]) =>
    figures.filter((figure) => verdicts.includes(figure.verdict)).length;
  const inWords = count('khong_danh_gia_so');
  return {
    assessed: figures.length - inWords,
    met: count('dat'),
    exceeded: count('vuot'),
    notMet: count('chua_dat'),
    notYetDue: count('chua_den_ky'),
    noData: count('chua_co_so_lieu'),
    inWords,
  };
}
