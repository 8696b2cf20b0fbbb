/** Reporting rules that an office can start from; each is a proposal with its source until a person confirms it (B14). */
import type { ProjectionRule } from '../../domain/projection';

/** A preset is a rule without identity; `certainty` as in the domain notes: V read, S secondary, M to be checked. */
export interface RulePreset {
  code: string;
  /** What the office sees in the list. */
  name: string;
  description: string;
  certainty: 'V' | 'S' | 'M';
  rules: Omit<ProjectionRule, 'id'>[];
}

const DECREE = 'Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5 và Điều 12';
const KHANH_HOA =
  'Nghị định 09/2019/NĐ-CP, Điều 12; 02 ngày làm việc theo mẫu Quyết định 01/2023/QĐ-UBND tỉnh Khánh Hòa';
const GOVERNMENT = 'Nghị định 09/2019/NĐ-CP, Điều 13 khoản 1 (chậm nhất ngày 25 của tháng cuối kỳ)';
const CATALOGUE = 'Danh mục báo cáo nội bộ của một xã năm 2026 (theo năm dương lịch, dự kiến)';

/** Internal deadlines move to the next working day unless the office says otherwise (reporting-regime.md §4.3). */
const INTERNAL = { custom: null, rollPolicy: 'LUI_SAU', strictness: 'split' } as const;
/** Outward deadlines move forward: the receiver may not accept a later day. */
const OUTWARD = { custom: null, rollPolicy: 'LUI_TRUOC', strictness: 'strict' } as const;

export const RULE_PRESETS: readonly RulePreset[] = [
  {
    code: 'nd09-6-thang',
    name: '6 tháng đầu năm và 6 tháng cuối năm (Nghị định 09)',
    description: 'Chốt số liệu ngày 14/6 và 14/12; nộp sau 02 ngày làm việc.',
    certainty: 'S',
    rules: [
      {
        name: 'Báo cáo 6 tháng',
        cycle: '6_thang',
        preset: 'ND09',
        accumulation: 'THEO_KY',
        deadlineRule: { kind: 'workingDaysAfterCutoff', n: 2 },
        deadlineSource: { kind: 'mau', text: KHANH_HOA },
        ...INTERNAL,
      },
    ],
  },
  {
    code: 'nd09-6-thang-va-nam',
    name: '6 tháng đầu năm và hằng năm (Nghị định 09)',
    description: 'Báo cáo năm thay cho báo cáo 6 tháng cuối năm; nộp sau 02 ngày làm việc kể từ ngày chốt.',
    certainty: 'S',
    rules: [
      {
        name: 'Báo cáo 6 tháng',
        cycle: '6_thang',
        preset: 'ND09',
        accumulation: 'THEO_KY',
        deadlineRule: { kind: 'workingDaysAfterCutoff', n: 2 },
        deadlineSource: { kind: 'mau', text: KHANH_HOA },
        ...INTERNAL,
      },
      {
        name: 'Báo cáo hằng năm',
        cycle: 'hang_nam',
        preset: 'ND09',
        accumulation: 'LUY_KE',
        deadlineRule: { kind: 'workingDaysAfterCutoff', n: 2 },
        deadlineSource: { kind: 'mau', text: KHANH_HOA },
        ...INTERNAL,
      },
    ],
  },
  {
    code: 'nd09-quy',
    name: 'Hằng quý (Nghị định 09)',
    description: 'Chốt ngày 14 của tháng cuối quý; nộp chậm nhất ngày 20 của tháng đó.',
    certainty: 'M',
    rules: [
      {
        name: 'Báo cáo quý',
        cycle: 'quy',
        preset: 'ND09',
        accumulation: 'THEO_KY',
        deadlineRule: { kind: 'dayOfEachMonth', day: 20, of: 'last_month_of_quarter', bound: 'at_latest' },
        deadlineSource: { kind: 'mau', text: DECREE },
        ...INTERNAL,
      },
    ],
  },
  {
    code: 'nd09-thang',
    name: 'Hằng tháng (Nghị định 09)',
    description: 'Chốt ngày 14; nộp sau 02 ngày làm việc.',
    certainty: 'S',
    rules: [
      {
        name: 'Báo cáo tháng',
        cycle: 'thang',
        preset: 'ND09',
        accumulation: 'THEO_KY',
        deadlineRule: { kind: 'workingDaysAfterCutoff', n: 2 },
        deadlineSource: { kind: 'mau', text: KHANH_HOA },
        ...INTERNAL,
      },
    ],
  },
  {
    code: 'duong-lich-6-thang-va-nam',
    name: '6 tháng và hằng năm theo năm dương lịch, lũy kế',
    description: 'Số liệu đến 30/6 và 31/12; nộp trước ngày 10/7 và trước ngày 15/01 năm sau.',
    certainty: 'S',
    rules: [
      {
        name: 'Báo cáo 6 tháng',
        cycle: '6_thang',
        preset: 'DUONG_LICH',
        accumulation: 'LUY_KE',
        deadlineRule: {
          kind: 'fixedDayByPeriod',
          dates: [
            { suffix: 'H1', day: 10, month: 7 },
            { suffix: 'H2', day: 10, month: 1 },
          ],
          bound: 'before',
        },
        deadlineSource: { kind: 'mau', text: CATALOGUE },
        ...INTERNAL,
      },
      {
        name: 'Báo cáo hằng năm',
        cycle: 'hang_nam',
        preset: 'DUONG_LICH',
        accumulation: 'LUY_KE',
        deadlineRule: { kind: 'fixedDay', day: 15, month: 1, bound: 'before' },
        deadlineSource: { kind: 'mau', text: CATALOGUE },
        ...INTERNAL,
      },
    ],
  },
  {
    code: 'ra-ngoai-ngay-25',
    name: 'Đơn vị nộp trước hạn ra ngoài của xã 03 ngày làm việc',
    description: 'Xã gửi lên chậm nhất ngày 25 của tháng cuối kỳ; đơn vị nộp sớm hơn 03 ngày làm việc.',
    certainty: 'V',
    rules: [
      {
        name: 'Báo cáo 6 tháng phục vụ tổng hợp',
        cycle: '6_thang',
        preset: 'ND09',
        accumulation: 'THEO_KY',
        deadlineRule: {
          kind: 'aggregatorMinus',
          aggregator: { kind: 'dayOfEachMonth', day: 25, of: 'last_month_of_quarter', bound: 'at_latest' },
          workingDays: 3,
        },
        deadlineSource: { kind: 'mau', text: GOVERNMENT },
        ...OUTWARD,
      },
    ],
  },
  {
    code: 'tong-ket',
    name: 'Tổng kết toàn kỳ',
    description: 'Một báo cáo khi kết thúc kế hoạch; nộp sau 10 ngày làm việc kể từ ngày cuối của kỳ.',
    certainty: 'M',
    rules: [
      {
        name: 'Báo cáo tổng kết',
        cycle: 'tong_ket',
        preset: 'DUONG_LICH',
        accumulation: 'LUY_KE',
        deadlineRule: { kind: 'workingDaysAfterCutoff', n: 10 },
        deadlineSource: { kind: 'mau', text: 'Mẫu của dịch vụ, cần Văn phòng xác nhận' },
        ...INTERNAL,
      },
    ],
  },
];

/** The preset of a code, or undefined. */
export function rulePreset(code: string): RulePreset | undefined {
  return RULE_PRESETS.find((preset) => preset.code === code);
}
