/** Reporting periods of a plan: which spans of data it owes reports for, from presets of the decree or an office's own. */
import { domainError } from './errors';
import { formatDate, formatRoman } from './format';
import { milestonePeriods, wholeTerm } from './period-singles';
import { type Result, refuse } from './result';
import type { Accumulation, CutoffPreset, Cycle } from './terms';
import {
  addDays,
  addMonths,
  clampedDate,
  datePartsOf,
  endOfMonth,
  type IsoDate,
  maxDate,
  minDate,
} from './time';

export type { Accumulation, CutoffPreset, Cycle };

/** A single span named by the office: a review, a one-off or an ad hoc report. */
export interface Milestone {
  /** Stable code within the plan, such as 'SK-2027'; derived from the end date where absent. */
  code?: string;
  label: string;
  dataFrom?: IsoDate;
  dataTo: IsoDate;
}

/** An office's own cut-off. One of the two forms for periodic cycles; `milestones` for single reports. */
export interface CustomCutoff {
  /** Last day of data in each closing month, 1–31; a shorter month closes on its last day (B11). */
  cutoffDay?: number;
  /** Or each closing of the year in order, such as H1 on 25/5 and H2 on 10/11. */
  closings?: { suffix: string; day: number; month: number; label?: string }[];
  milestones?: Milestone[];
}

export interface Period {
  /** '2026-H1', '2026-Q3', '2026-M06', '2026-9M', '2026-Y', 'SK-2027', 'TK-2030'. Unique within a plan and cycle. */
  code: string;
  /** As people call it; a partial period never claims the full length (B3). */
  label: string;
  cycle: Cycle;
  /** Reporting year; for reviews the year of the last day of data. */
  year: number;
  /** First day of data. */
  dataFrom: IsoDate;
  /** Last day of data, inclusive until 24:00: the cut-off. */
  dataTo: IsoDate;
  /** True where the term of the plan cuts the period short. */
  partial: boolean;
  /** Start of cumulative figures ('lũy kế'); null where the report counts its own period only. */
  cumulativeFrom: IsoDate | null;
  /** Where the cut-off comes from; absent for spans the office named itself. */
  preset?: CutoffPreset;
}

export interface PeriodsInput {
  cycle: Cycle;
  preset: CutoffPreset;
  accumulation: Accumulation;
  termFrom: IsoDate;
  termTo: IsoDate;
  custom?: CustomCutoff;
  /** 'first' drops the second half-year where the annual report takes its place. Default 'both'. */
  halves?: 'both' | 'first';
}

interface Slot {
  suffix: string;
  label: string;
  /** How a partial period is called. */
  partialLabel: string;
  from: IsoDate;
  to: IsoDate;
}

/** Closing day of data in a month: Nghị định 09/2019/NĐ-CP Điều 12 closes on the 14th. */
const ND09_CUTOFF_DAY = 14;
const MONTH_END_DAY = 31;
/** A plan's term beyond this is a vision, not a term; it also bounds the work of a projection. */
export const MAX_TERM_YEARS = 30;

const cutoffDayOf = (preset: CutoffPreset, custom: CustomCutoff | undefined): number => {
  if (preset === 'ND09') return ND09_CUTOFF_DAY;
  if (preset === 'DUONG_LICH') return MONTH_END_DAY;
  return custom?.cutoffDay ?? MONTH_END_DAY;
};

/** Span of months `first`…`last` of a reporting year, from the day after the previous closing. */
function monthSpan(
  year: number,
  first: number,
  last: number,
  cutoffDay: number,
): { from: IsoDate; to: IsoDate } {
  return {
    from: addDays(clampedDate({ year, month: first - 1, day: cutoffDay }), 1),
    to: clampedDate({ year, month: last, day: cutoffDay }),
  };
}

/** First and last day of data of a reporting year: 15/12 of the year before → 14/12 under the decree (B2). */
export function reportingYear(
  year: number,
  preset: CutoffPreset,
  custom?: CustomCutoff,
): { from: IsoDate; to: IsoDate } {
  const closings = preset === 'TUY_CHINH' ? custom?.closings : undefined;
  const last = closings?.at(-1);
  if (!last) return monthSpan(year, 1, 12, cutoffDayOf(preset, custom));
  return {
    from: addDays(clampedDate({ year: year - 1, month: last.month, day: last.day }), 1),
    to: clampedDate({ year, month: last.month, day: last.day }),
  };
}

/**
 * The term in reporting terms. A plan "for the years 2026–2030" means reporting years, so a term that starts on
 * 01/01 or ends on the last day of a month is moved onto the cut-offs; otherwise the last fortnight of the last
 * year would become a report of its own. A start by signature (31/3) stays where it is (B3).
 */
export function reportingTerm({
  preset,
  custom,
  termFrom,
  termTo,
}: Pick<PeriodsInput, 'preset' | 'custom' | 'termFrom' | 'termTo'>): { from: IsoDate; to: IsoDate } {
  const start = datePartsOf(termFrom);
  const end = datePartsOf(termTo);
  const from =
    start.month === 1 && start.day === 1 ? reportingYear(start.year, preset, custom).from : termFrom;
  const closings = preset === 'TUY_CHINH' ? custom?.closings : undefined;
  const yearEnd = end.month === 12 && end.day === 31;
  const monthEnd = termTo === endOfMonth(termTo) && !closings?.length;
  const aligned = yearEnd
    ? reportingYear(end.year, preset, custom).to
    : monthEnd
      ? clampedDate({ ...end, day: cutoffDayOf(preset, custom) })
      : termTo;
  // A term of the last days of a month has no cut-off inside it and keeps its own end.
  return { from, to: aligned < from ? termTo : aligned };
}

/**
 * All periods of one series over a plan's term, clipped to it, in order. Periodic series (month, quarter, half,
 * year) tile the term without gap or overlap; a period that ended before the term began is not made (B4).
 */
export function periodsOf(input: PeriodsInput): Result<{ periods: Period[] }> {
  const fault = checkPeriodsInput(input);
  if (fault) return fault;
  switch (input.cycle) {
    case 'so_ket':
    case 'mot_lan':
    case 'dot_xuat':
      return milestonePeriods(input);
    case 'toan_ky':
    case 'tong_ket':
      return { ok: true, periods: [wholeTerm(input)] };
    default:
      return { ok: true, periods: recurringPeriods(input) };
  }
}

function checkPeriodsInput({ cycle, preset, custom, termFrom, termTo }: PeriodsInput) {
  if (termFrom > termTo) {
    const params = { from: formatDate(termFrom), to: formatDate(termTo) };
    return refuse(domainError('TERM_REVERSED', params, 'termTo'));
  }
  if (datePartsOf(termTo).year - datePartsOf(termFrom).year > MAX_TERM_YEARS) {
    const params = { from: formatDate(termFrom), to: formatDate(termTo), max: MAX_TERM_YEARS };
    return refuse(domainError('TERM_TOO_LONG', params, 'termTo'));
  }
  const single = cycle === 'so_ket' || cycle === 'mot_lan' || cycle === 'dot_xuat';
  if (preset !== 'TUY_CHINH' || single) return null;
  if (custom?.cutoffDay === undefined && !custom?.closings?.length) {
    return refuse(domainError('CUTOFF_CUSTOM_MISSING', {}, 'custom.cutoffDay'));
  }
  const day = custom.cutoffDay;
  if (day !== undefined && (!Number.isInteger(day) || day < 1 || day > 31)) {
    const params = { value: day, name: 'ngày chốt số liệu', min: 1, max: 31 };
    return refuse(domainError('RULE_NUMBER_OUT_OF_RANGE', params, 'custom.cutoffDay'));
  }
  return checkClosings(custom.closings ?? []);
}

function checkClosings(closings: NonNullable<CustomCutoff['closings']>) {
  for (const [position, { day, month }] of closings.entries()) {
    const field = `custom.closings.${position}`;
    const longest = month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31;
    const sound = Number.isInteger(day) && Number.isInteger(month) && month >= 1 && month <= 12;
    if (!sound || day < 1 || day > longest) {
      return refuse(domainError('DAY_NOT_IN_MONTH', { day, month }, `${field}.day`));
    }
    const previous = closings[position - 1];
    if (previous && previous.month * 100 + previous.day >= month * 100 + day) {
      const params = { first: `${previous.day}/${previous.month}`, second: `${day}/${month}` };
      return refuse(domainError('CUTOFF_NOT_ASCENDING', params, field));
    }
  }
  return null;
}

function recurringPeriods(input: PeriodsInput): Period[] {
  const term = reportingTerm(input);
  const periods: Period[] = [];
  const lastYear = datePartsOf(term.to).year + 1;
  for (let year = datePartsOf(term.from).year; year <= lastYear; year += 1) {
    const yearStart = reportingYear(year, input.preset, input.custom).from;
    for (const slot of slotsOf(input, year)) {
      if (slot.to < term.from || slot.from > term.to) continue;
      const dataFrom = maxDate(slot.from, term.from);
      const dataTo = minDate(slot.to, term.to);
      const partial = dataFrom !== slot.from || dataTo !== slot.to;
      periods.push({
        code: `${year}-${slot.suffix}`,
        label: partial ? partialLabel(slot.partialLabel, dataFrom, dataTo) : slot.label,
        cycle: input.cycle,
        year,
        dataFrom,
        dataTo,
        partial,
        cumulativeFrom: input.accumulation === 'LUY_KE' ? maxDate(yearStart, term.from) : null,
        preset: input.preset,
      });
    }
  }
  return periods;
}

const partialLabel = (label: string, from: IsoDate, to: IsoDate): string =>
  `${label}, từ ${formatDate(from)} đến ${formatDate(to)})`;

function slotsOf(input: PeriodsInput, year: number): Slot[] {
  const closings = input.preset === 'TUY_CHINH' ? input.custom?.closings : undefined;
  const slots = plainSlots(input, year);
  return closings?.length && input.cycle !== 'hang_nam'
    ? closedBy(slots, closings, { year, ...input })
    : slots;
}

function plainSlots(input: PeriodsInput, year: number): Slot[] {
  const day = cutoffDayOf(input.preset, input.custom);
  switch (input.cycle) {
    case 'thang':
      return Array.from({ length: 12 }, (_, index) => {
        const month = index + 1;
        const name = `Tháng ${month < 3 ? `0${month}` : month}/${year}`;
        const suffix = `M${String(month).padStart(2, '0')}`;
        const span = monthSpan(year, month, month, day);
        return { suffix, label: name, partialLabel: `${name} (không trọn tháng`, ...span };
      });
    case 'quy':
      return [1, 2, 3, 4].map((quarter) => {
        const name = `Quý ${formatRoman(quarter)}/${year}`;
        const span = monthSpan(year, quarter * 3 - 2, quarter * 3, day);
        return { suffix: `Q${quarter}`, label: name, partialLabel: `${name} (không trọn quý`, ...span };
      });
    case '6_thang':
      return [halfSlot(year, 1, day), ...(input.halves === 'first' ? [] : [halfSlot(year, 2, day)])];
    case '9_thang':
      return [
        {
          suffix: '9M',
          label: `9 tháng đầu năm ${year}`,
          partialLabel: `Kỳ ba quý đầu năm ${year} (không đủ 9 tháng`,
          ...monthSpan(year, 1, 9, day),
        },
      ];
    default:
      return [
        {
          suffix: 'Y',
          label: `Năm ${year}`,
          partialLabel: `Kỳ năm ${year} (không trọn năm`,
          ...reportingYear(year, input.preset, input.custom),
        },
      ];
  }
}

function halfSlot(year: number, half: 1 | 2, day: number): Slot {
  const part = half === 1 ? 'đầu' : 'cuối';
  return {
    suffix: `H${half}`,
    label: `6 tháng ${part} năm ${year}`,
    partialLabel: `Kỳ ${part} năm ${year} (không đủ 6 tháng`,
    ...monthSpan(year, half === 1 ? 1 : 7, half === 1 ? 6 : 12, day),
  };
}

/** The year's reports with the cut-offs that an office set: each begins on the day after the one before it closed. */
function closedBy(
  slots: readonly Slot[],
  closings: NonNullable<CustomCutoff['closings']>,
  { year, cycle }: { year: number; cycle: Cycle },
): Slot[] {
  const last = closings.at(-1);
  // nine months run from their own beginning, everything else from the last closing of the year before
  const nineMonths = cycle === '9_thang' && last ? addMonths(clampedDate({ year, ...last }), -9) : null;
  let previous = nineMonths ?? (last ? clampedDate({ ...last, year: year - 1 }) : `${year - 1}-12-31`);
  return closings.flatMap(({ suffix, day, month, label }) => {
    const from = addDays(previous, 1);
    previous = clampedDate({ year, month, day });
    const slot = slots.find((one) => one.suffix === suffix);
    // the second half-year, where the annual report takes its place
    if (!slot) return [];
    const name = label ? `${label} năm ${year}` : slot.label;
    const named = label ? { label: name, partialLabel: `Một phần ${name} (không trọn kỳ` } : {};
    return [{ ...slot, ...named, from, to: previous }];
  });
}

/**
 * The term a plan document states as years, begun no earlier than its signature: a plan signed on 31/3/2026 for
 * 2026–2030 runs 31/3/2026 → 31/12/2030 (B3).
 */
export function planTerm({
  startYear,
  endYear,
  signedOn,
}: {
  startYear: number;
  endYear: number;
  signedOn: IsoDate | null;
}): { termFrom: IsoDate; termTo: IsoDate } {
  const yearStart = `${startYear}-01-01`;
  const termFrom = signedOn !== null && signedOn > yearStart ? signedOn : yearStart;
  return { termFrom, termTo: `${endYear}-12-31` };
}
