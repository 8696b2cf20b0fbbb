/** Arithmetic of indicators: totals that know what is missing, ratios, milestones, comparisons (B77–B86). */
import type { Aggregation, CompileFigure, CompileTarget, Verdict } from './compile-types';
import { formatNumber } from './format';
import { convertUnit, sameUnit, tidy } from './indicator-input';

export {
  type Conversion,
  convertUnit,
  type ParsedNumber,
  parseVietnameseNumber,
  sameUnit,
  tidy,
} from './indicator-input';

export type Reported = {
  value: number | null;
  numerator?: number | null | undefined;
  denominator?: number | null | undefined;
};

export type Aggregate = {
  /** null = nothing reported, or nothing arose. Never 0 for a blank. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** 0/0: 'không phát sinh'. */
  notArising: boolean;
  counted: number;
  /** Entries left out: blank, or a ratio without numerator and denominator beside others. */
  missing: number;
};

const sum = (values: number[]): number => tidy(values.reduce((total, value) => total + value, 0));

/** A ratio in percent is counted in hundredths, any other ratio (triệu đồng/ha) as it is. */
const ratioScale = (unit: string | null): number => (unit?.trim().startsWith('%') ? 100 : 1);

function aggregateRatio(parts: Reported[], unit: string | null): Aggregate {
  const pairs = parts.flatMap((part) =>
    typeof part.numerator === 'number' && typeof part.denominator === 'number'
      ? [{ numerator: part.numerator, denominator: part.denominator }]
      : [],
  );
  const none = { value: null, numerator: null, denominator: null, notArising: false, counted: 0 };
  if (pairs.length === 0) {
    // A percentage without its parts can stand for itself but can not be averaged with another.
    const values = parts.flatMap((part) => (part.value === null ? [] : [part.value]));
    const only = values[0];
    if (values.length !== 1 || only === undefined) return { ...none, missing: parts.length };
    return { ...none, value: only, counted: 1, missing: parts.length - 1 };
  }
  const numerator = sum(pairs.map((pair) => pair.numerator));
  const denominator = sum(pairs.map((pair) => pair.denominator));
  const counts = { counted: pairs.length, missing: parts.length - pairs.length };
  if (denominator === 0)
    return { value: null, numerator, denominator, notArising: numerator === 0, ...counts };
  const value = tidy((numerator / denominator) * ratioScale(unit));
  return { value, numerator, denominator, notArising: false, ...counts };
}

/** Over units of one period. Sum, cumulative and last add up; a percentage of kind 'last' stands only alone. */
export function aggregate(parts: Reported[], how: Aggregation, unit: string | null): Aggregate {
  if (how === 'ratio' || (how === 'last' && ratioScale(unit) === 100)) return aggregateRatio(parts, unit);
  const values = parts.flatMap((part) => (part.value === null ? [] : [part.value]));
  const counts = { counted: values.length, missing: parts.length - values.length };
  const base = { numerator: null, denominator: null, notArising: false, ...counts };
  if (values.length === 0) return { value: null, ...base };
  const total = sum(values);
  return { value: how === 'mean' ? tidy(total / values.length) : total, ...base };
}

export type Carried<T> = { value: T; from: number } | null;

/** For each period the latest value known by then; `from` is the index of the period it was reported in (B79). */
export function carryForward<T>(series: readonly (T | null)[]): Carried<T>[] {
  let last: Carried<T> = null;
  return series.map((value, from) => {
    if (value !== null) last = { value, from };
    return last;
  });
}

export type YearTotal = { value: number | null; missing: ('H1' | 'H2')[] };

/** B80: in-period quantities add up, cumulative ones take the second half, ratios and states the last value. */
export function yearTotal({
  how,
  h1,
  h2,
}: {
  how: Aggregation;
  h1: number | null;
  h2: number | null;
}): YearTotal {
  const missing: ('H1' | 'H2')[] = [];
  if (h1 === null) missing.push('H1');
  if (h2 === null) missing.push('H2');
  switch (how) {
    case 'sum':
      return h1 === null && h2 === null
        ? { value: null, missing }
        : { value: sum([h1 ?? 0, h2 ?? 0]), missing };
    case 'cumulative':
    case 'ratio':
    case 'last':
    case 'mean':
      // The first half alone stands in only when the second said nothing, and `missing` tells so.
      return { value: h2 ?? h1, missing: h2 === null ? ['H2'] : [] };
  }
}

/** Words instead of a number: takes an assessment, never a percentage (B85). */
export function isInWords(target: Pick<CompileTarget, 'kind' | 'value'>): boolean {
  return target.value === null || target.kind === 'qualitative' || target.kind === 'relative';
}

export type Milestone = {
  target: CompileTarget;
  /** false = no milestone has come yet; `target` is then the next one, shown but not judged. */
  reached: boolean;
  /** Label for the table when the milestone is of another year; null when it is of this one (B81). */
  note: string | null;
};

/** The last reached milestone of one indicator; between two milestones no target is invented (B81). */
export function milestoneFor(
  targets: readonly CompileTarget[],
  year: number,
  endYear?: number | null,
): Milestone | null {
  const yearOf = (target: CompileTarget) => target.milestoneYear ?? endYear ?? year;
  const sorted = [...targets].sort((a, b) => yearOf(a) - yearOf(b) || (a.id < b.id ? -1 : 1));
  const reached = sorted.filter((target) => yearOf(target) <= year).at(-1);
  const target = reached ?? sorted[0];
  if (target === undefined) return null;
  const own = yearOf(target);
  if (own === year) return { target, reached: true, note: null };
  const note = reached ? `mốc năm ${own} (mốc gần nhất đã đến)` : `mốc năm ${own} (chưa đến)`;
  return { target, reached: reached !== undefined, note };
}

/** The words 'khoảng' (about) allow this much either way. */
const APPROX_SHARE = 0.05;

type Goal = Pick<CompileTarget, 'comparator' | 'value' | 'valueMax' | 'direction'>;

export function isMet(goal: Goal, actual: number): boolean {
  const { value, direction } = goal;
  if (value === null) return false;
  const enough = (limit: number) => (direction === 'desc' ? actual <= limit : actual >= limit);
  switch (goal.comparator) {
    case '>=':
      return actual >= value;
    case '>':
      return actual > value;
    case '<=':
      return actual <= value;
    case '<':
      return actual < value;
    case 'range':
      return enough(direction === 'desc' ? (goal.valueMax ?? value) : value);
    case 'approx':
      return enough(direction === 'desc' ? value * (1 + APPROX_SHARE) : value * (1 - APPROX_SHARE));
    case '=':
    case null:
      // 'Không để xảy ra …' is a target of exactly nothing, whichever way the indicator runs.
      return value === 0 ? actual === 0 : enough(value);
  }
}

/** Met with room to spare. An open bound ('trên 70%') is met or not, and '=' 100 % can not be exceeded. */
function isExceeded(goal: Goal, actual: number): boolean {
  if (goal.value === null || goal.comparator === '>' || goal.comparator === '<') return false;
  const upper = goal.comparator === 'range' ? (goal.valueMax ?? goal.value) : goal.value;
  const lessIsBetter = goal.direction === 'desc' || goal.comparator === '<=';
  return lessIsBetter ? actual < goal.value : actual > upper;
}

/**
 * @param due whether the milestone is to be judged now; before that an unmet target is 'chưa đến kỳ đánh giá'
 */
export function verdictOf({
  target,
  actual,
  due,
}: {
  target: Goal & Pick<CompileTarget, 'kind'>;
  actual: number | null;
  due: boolean;
}): Verdict {
  if (isInWords(target)) return 'khong_danh_gia_so';
  if (actual === null) return 'chua_co_so_lieu';
  if (!isMet(target, actual)) return due ? 'chua_dat' : 'chua_den_ky';
  return isExceeded(target, actual) ? 'vuot' : 'dat';
}

/** Actual ÷ base × 100; null when either is missing or the base is 0. */
export function percentOf(actual: number | null, base: number | null): number | null {
  if (actual === null || base === null || base === 0) return null;
  return tidy((actual / base) * 100);
}

/** Over five times the value before asks for an explanation (B84). A previous 0 or blank gives no measure. */
export const JUMP_FACTOR = 5;

export function needsExplanation(current: number | null, previous: number | null): boolean {
  if (current === null || previous === null || previous === 0) return false;
  return Math.abs(current) > JUMP_FACTOR * Math.abs(previous);
}

export type FigureIssue = {
  targetId: string;
  code:
    | 'UNIT_REFUSED'
    | 'JUMP_UNEXPLAINED'
    | 'NUMBER_FOR_WORDS'
    | 'PART_OVER_TOTAL'
    | 'RATIO_PARTS'
    | 'UNKNOWN_TARGET';
  /** Vietnamese, names the indicator and the way out. */
  message: string;
};

/**
 * Everything that stops a unit's figures from being sent. Blank figures are no issue here: completeness is
 * another question than correctness.
 * @param previous value of the same unit in the period before, by target
 */
export function checkFigures({
  targets,
  figures,
  previous,
}: {
  targets: readonly CompileTarget[];
  figures: readonly CompileFigure[];
  previous: ReadonlyMap<string, number | null>;
}): FigureIssue[] {
  const issues: FigureIssue[] = [];
  const byId = new Map(targets.map((target) => [target.id, target]));
  const values = new Map<string, number>();
  for (const figure of figures) {
    const target = byId.get(figure.targetId);
    const add = (code: FigureIssue['code'], message: string) =>
      issues.push({ targetId: figure.targetId, code, message });
    if (target === undefined) {
      add('UNKNOWN_TARGET', 'Có số liệu của chỉ tiêu không thuộc báo cáo này. Tải lại trang rồi nhập lại.');
      continue;
    }
    const name = `Chỉ tiêu “${target.indicator}”`;
    if (isInWords(target)) {
      if (figure.value !== null) {
        add('NUMBER_FOR_WORDS', `${name} được đánh giá bằng lời. Xóa số và ghi nhận xét vào ô Đánh giá.`);
      }
      continue;
    }
    let value = figure.value ?? ratioOf(figure, target.unit);
    if (typeof figure.denominator === 'number' && typeof figure.numerator === 'number') {
      if (
        figure.denominator < 0 ||
        figure.numerator < 0 ||
        (figure.denominator === 0 && figure.numerator > 0)
      ) {
        add('RATIO_PARTS', `${name}: tử số và mẫu số không hợp lệ. Kiểm tra lại hai số đã nhập.`);
      }
    }
    if (value === null) continue;
    if (figure.unit && target.unit && !sameUnit(figure.unit, target.unit)) {
      const converted = convertUnit({ value, from: figure.unit, to: target.unit });
      if (!converted.ok) {
        add('UNIT_REFUSED', `${name}: ${converted.message}`);
        continue;
      }
      value = converted.value;
    }
    values.set(target.id, value);
    const before = previous.get(target.id) ?? null;
    if (needsExplanation(value, before) && !figure.note?.trim()) {
      const was = formatNumber(before ?? 0);
      add(
        'JUMP_UNEXPLAINED',
        `${name}: ${formatNumber(value)} gấp hơn ${JUMP_FACTOR} lần kỳ trước (${was}). Kiểm tra lại, nếu đúng thì ghi giải trình vào ô Ghi chú.`,
      );
    }
  }
  for (const over of partsOverTotals(targets, values)) {
    issues.push({ targetId: over.child.id, code: 'PART_OVER_TOTAL', message: over.message });
  }
  return issues;
}

/** One unit's ratio from its two parts; null without them or over a denominator of 0. */
export function ratioOf(figure: Omit<Reported, 'value'>, unit: string | null): number | null {
  const { numerator, denominator } = figure;
  if (typeof numerator !== 'number' || typeof denominator !== 'number' || denominator === 0) return null;
  return tidy((numerator / denominator) * ratioScale(unit));
}

/**
 * A share of the part, not of the whole: "80% hồ sơ trực tuyến, trong đó 100% được số hóa". Where a plan itself asks for a
 * greater percentage of the part than of its total, the two have different bases and cannot be compared.
 */
const ofItsOwnBase = (child: CompileTarget, parent: CompileTarget): boolean =>
  child.unit === '%' && child.value !== null && parent.value !== null && child.value > parent.value;

/** B86: a part ("trong đó") greater than its total, in the same unit of measure. */
export function partsOverTotals(
  targets: readonly CompileTarget[],
  values: ReadonlyMap<string, number>,
): { child: CompileTarget; parent: CompileTarget; message: string }[] {
  const byId = new Map(targets.map((target) => [target.id, target]));
  return targets.flatMap((child) => {
    const parent = child.parentId === null ? undefined : byId.get(child.parentId);
    if (parent === undefined || !sameUnit(child.unit, parent.unit) || ofItsOwnBase(child, parent)) return [];
    const part = values.get(child.id);
    const total = values.get(parent.id);
    if (part === undefined || total === undefined || part <= total) return [];
    const unit = child.unit === null ? '' : ` ${child.unit}`;
    const message = `“${child.indicator}” (${formatNumber(part)}${unit}) là phần “trong đó” nhưng lớn hơn “${parent.indicator}” (${formatNumber(total)}${unit}). Sửa một trong hai số.`;
    return [{ child, parent, message }];
  });
}
