/** The reporting rule form read back into a rule, or the faults of what was typed. Fields: web/forms.md. */
import type { Bound, DeadlineRule, MonthOf } from '../../../domain/deadline-rules';
import type { CustomCutoff } from '../../../domain/periods';
import { ACCUMULATION_TERMS, CUTOFF_TERMS, CYCLE_TERMS, ROLL_TERMS } from '../../../domain/terms';
import type { RuleInput } from '../../../services/plans';
import type { RuleView } from '../../../services/queries/plans';
import type { ReadForm } from '../../http/form';
import type { FormProblem } from '../../ui/form';
import { STRICTNESS_WORDS } from '../../ui/words';

export const RULE_FIELDS = [
  'name',
  'cycle',
  'preset',
  'closings',
  'milestones',
  'accumulation',
  'deadlineKind',
  'workingDays',
  'calendarDays',
  'dates',
  'monthDay',
  'monthOf',
  'endOf',
  'bound',
  'hour',
  'rollPolicy',
  'strictness',
  'recipient',
  'sourceKind',
  'sourceText',
] as const;

export type RuleFields = Record<(typeof RULE_FIELDS)[number], string> & { unitIds: string[] };

/** Kinds of the form; 'keep' leaves the stored rule as it is, whatever its kind. */
export const DEADLINE_KINDS = [
  'keep',
  'workingDaysAfterCutoff',
  'calendarDaysAfterCutoff',
  'dates',
  'dayOfEachMonth',
  'lastWorkingDay',
  'endOfPeriod',
] as const;

export function ruleFieldsFromForm(form: ReadForm): RuleFields {
  const fields = Object.fromEntries(RULE_FIELDS.map((name) => [name, form.text(name)])) as Record<
    (typeof RULE_FIELDS)[number],
    string
  >;
  return { ...fields, unitIds: form.all('unitIds').filter(Boolean) };
}

/** Suffixes of a cycle's periods in the order of the year, as in domain/periods.ts. */
const SUFFIXES: Record<string, readonly string[]> = {
  '6_thang': ['H1', 'H2'],
  quy: ['Q1', 'Q2', 'Q3', 'Q4'],
  hang_nam: ['Y'],
  '9_thang': ['9M'],
};

interface DayMonth {
  day: number;
  month: number;
}

function dayMonths(text: string): DayMonth[] | null {
  const parts = text.split(/[,;\n]| và /).filter((part) => part.trim() !== '');
  const dates = parts.map((part) => /^\s*(\d{1,2})\s*[/-]\s*(\d{1,2})\s*$/.exec(part));
  if (dates.length === 0 || dates.some((match) => match === null)) return null;
  return dates.map((match) => ({ day: Number(match?.[1]), month: Number(match?.[2]) }));
}

const wholeNumber = (text: string): number | null => (/^\d{1,3}$/.test(text) ? Number(text) : null);
const isKey = <T extends object>(table: T, key: string): key is Extract<keyof T, string> =>
  Object.hasOwn(table, key);

type Parsed =
  | { ok: true; rule: Omit<RuleInput, 'planId' | 'ruleId' | 'confirm'> }
  | { ok: false; problems: FormProblem[] };

export function ruleFromFields(fields: RuleFields, existing: RuleView | null): Parsed {
  const problems: FormProblem[] = [];
  const fault = (field: string, message: string): null => {
    problems.push({ field, message });
    return null;
  };
  const { cycle, preset, accumulation, rollPolicy, strictness } = fields;
  if (fields.name === '') fault('name', 'Chưa đặt tên chế độ báo cáo. Ví dụ: Báo cáo 6 tháng.');
  if (!isKey(CYCLE_TERMS, cycle)) fault('cycle', 'Chưa chọn chu kỳ báo cáo.');
  if (!isKey(CUTOFF_TERMS, preset)) fault('preset', 'Chưa chọn cách chốt số liệu.');
  if (!isKey(ACCUMULATION_TERMS, accumulation)) fault('accumulation', 'Chưa chọn cách tính số liệu.');
  if (!isKey(ROLL_TERMS, rollPolicy)) fault('rollPolicy', 'Chưa chọn cách dời hạn khi rơi vào ngày nghỉ.');
  if (!isKey(STRICTNESS_WORDS, strictness)) fault('strictness', 'Chưa chọn cách hiểu “trước ngày”.');
  const custom = customOf(fields, fault);
  const deadlineRule = deadlineOf(fields, existing, fault);
  if (
    problems.length > 0 ||
    !deadlineRule ||
    !isKey(CYCLE_TERMS, cycle) ||
    !isKey(CUTOFF_TERMS, preset) ||
    !isKey(ACCUMULATION_TERMS, accumulation) ||
    !isKey(ROLL_TERMS, rollPolicy) ||
    !isKey(STRICTNESS_WORDS, strictness)
  ) {
    return { ok: false, problems };
  }
  const kind =
    fields.sourceKind === 'passage' || fields.sourceKind === 'preset' ? fields.sourceKind : 'person';
  const rule = {
    name: fields.name,
    cycle,
    preset,
    accumulation,
    custom,
    deadlineRule,
    deadlineSource: { kind, text: fields.sourceText || 'Văn phòng quyết định khi xác nhận kế hoạch' },
    rollPolicy,
    strictness,
    unitIds: fields.unitIds,
    recipient: fields.recipient || null,
  } as const;
  return { ok: true, rule };
}

type Fault = (field: string, message: string) => null;

function customOf({ preset, cycle, closings, milestones }: RuleFields, fault: Fault): CustomCutoff | null {
  if (milestones !== '') {
    const lines = milestones.split('\n').filter((line) => line.trim() !== '');
    const read = lines.map((line) => /^(.+?)[;,]?\s+(\d{1,2})[/-](\d{1,2})[/-](\d{4})\s*$/.exec(line.trim()));
    if (read.some((match) => match === null)) {
      return fault(
        'milestones',
        'Mỗi dòng một mốc: tên mốc, rồi ngày chốt số liệu. Ví dụ: Sơ kết giai đoạn 2026–2027; 31/12/2027.',
      );
    }
    return {
      milestones: read.map((match) => ({
        label: match?.[1] ?? '',
        dataTo: `${match?.[4]}-${match?.[3]?.padStart(2, '0')}-${match?.[2]?.padStart(2, '0')}`,
      })),
    };
  }
  if (preset !== 'TUY_CHINH') return null;
  // one number: the day of every closing month
  const cutoffDay = wholeNumber(closings);
  if (cutoffDay !== null) return { cutoffDay };
  if (closings !== '') {
    const dates = dayMonths(closings);
    const suffixes = SUFFIXES[cycle] ?? [];
    if (!dates || dates.length !== suffixes.length) {
      return fault(
        'closings',
        `Cần ${suffixes.length || 1} ngày chốt trong năm, dạng ngày/tháng, cách nhau dấu phẩy. Ví dụ: 25/5, 10/11.`,
      );
    }
    return { closings: dates.map((date, index) => ({ ...date, suffix: suffixes[index] ?? '' })) };
  }
  return fault(
    'closings',
    'Chọn chốt số liệu tự đặt thì cần nêu ngày chốt của từng kỳ, ví dụ 25/5, 10/11, hoặc ngày chốt hằng tháng, ví dụ 20.',
  );
}

function deadlineOf(fields: RuleFields, existing: RuleView | null, fault: Fault): DeadlineRule | null {
  const bound: Bound = fields.bound === 'before' ? 'before' : 'at_latest';
  const hour = fields.hour === '' ? {} : { hour: fields.hour };
  const of = fields.endOf === 'quarter' ? 'quarter' : 'month';
  switch (fields.deadlineKind) {
    case 'keep':
      return existing
        ? (existing.deadlineRule as DeadlineRule)
        : fault('deadlineKind', 'Chọn cách tính hạn nộp.');
    case 'workingDaysAfterCutoff': {
      const n = wholeNumber(fields.workingDays);
      return n === null
        ? fault('workingDays', 'Nhập số ngày làm việc sau ngày chốt số liệu, ví dụ 2.')
        : { kind: 'workingDaysAfterCutoff', n, ...hour };
    }
    case 'calendarDaysAfterCutoff': {
      const n = wholeNumber(fields.calendarDays);
      return n === null
        ? fault('calendarDays', 'Nhập số ngày sau ngày chốt số liệu, ví dụ 5.')
        : { kind: 'calendarDaysAfterCutoff', n, ...hour };
    }
    case 'dates': {
      const dates = dayMonths(fields.dates);
      const suffixes = SUFFIXES[fields.cycle];
      if (!dates || !suffixes || dates.length !== suffixes.length) {
        const count = suffixes?.length ?? 1;
        return fault(
          'dates',
          `Chu kỳ này cần ${count} ngày nộp, dạng ngày/tháng, cách nhau dấu phẩy. Ví dụ: 20/6, 20/12.`,
        );
      }
      const [only] = dates;
      if (fields.cycle === 'hang_nam' && only) return { kind: 'fixedDay', ...only, bound, ...hour };
      const named = dates.map((date, index) => ({ ...date, suffix: suffixes[index] ?? '' }));
      return { kind: 'fixedDayByPeriod', dates: named, bound, ...hour };
    }
    case 'dayOfEachMonth': {
      const day = wholeNumber(fields.monthDay);
      if (day === null) return fault('monthDay', 'Nhập ngày trong tháng, từ 1 đến 31.');
      return {
        kind: 'dayOfEachMonth',
        day,
        of: MONTHS.find((month) => month === fields.monthOf) ?? 'month',
        bound,
        ...hour,
      };
    }
    case 'lastWorkingDay':
      return { kind: 'lastWorkingDay', of, ...hour };
    case 'endOfPeriod':
      return { kind: 'endOfPeriod', of, ...hour };
    default:
      return fault('deadlineKind', 'Chọn cách tính hạn nộp.');
  }
}

export const MONTHS: readonly MonthOf[] = [
  'month',
  'next_month',
  'last_month_of_quarter',
  'first_month_of_next_quarter',
];
