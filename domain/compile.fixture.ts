/** Seven units of one commune in the first half of 2026: five reported, two did not. For tests and the benchmark. */
import type {
  CompileInput,
  CompileSubmission,
  CompileTarget,
  CompileUnit,
  SectionText,
} from './compile-types';

export const UNITS: CompileUnit[] = [
  { id: 'u-kt', name: 'Phòng Kinh tế', kind: 'subordinate' },
  { id: 'u-vhxh', name: 'Phòng Văn hóa - Xã hội', kind: 'subordinate' },
  { id: 'u-ttdv', name: 'Trung tâm Dịch vụ sự nghiệp công', kind: 'subordinate' },
  { id: 'u-tyt', name: 'Trạm Y tế', kind: 'subordinate' },
  { id: 'u-nd', name: 'Hội Nông dân', kind: 'independent' },
  { id: 'u-pn', name: 'Hội Liên hiệp Phụ nữ', kind: 'independent' },
  { id: 'u-mttq', name: 'Ủy ban Mặt trận Tổ quốc Việt Nam xã', kind: 'independent' },
];

const DUE = '2026-06-17T23:59:59.999+07:00';

export const target = (id: string, over: Partial<CompileTarget> = {}): CompileTarget => ({
  id,
  indicator: `Chỉ tiêu ${id}`,
  text: `Chỉ tiêu ${id}`,
  comparator: '>=',
  value: 100,
  valueMax: null,
  unit: 'ha',
  milestoneYear: 2026,
  kind: 'indicator',
  parentId: null,
  direction: 'asc',
  aggregation: 'sum',
  responsibleUnitIds: ['u-kt', 'u-nd', 'u-pn'],
  ...over,
});

export const TARGETS: CompileTarget[] = [
  target('t-area', {
    indicator: 'Diện tích sản xuất hàng hóa tập trung',
    text: 'ít nhất 150 ha',
    value: 150,
  }),
  target('t-area-organic', {
    indicator: 'Trong đó: diện tích đạt tiêu chuẩn hữu cơ',
    text: 'trong đó 10 ha đạt tiêu chuẩn hữu cơ',
    value: 10,
    parentId: 't-area',
    responsibleUnitIds: ['u-kt'],
  }),
  target('t-trained', {
    indicator: 'Tỷ lệ lao động nông nghiệp được tập huấn',
    text: 'trên 70% lao động nông nghiệp được tập huấn',
    comparator: '>',
    value: 70,
    unit: '%',
    aggregation: 'ratio',
    responsibleUnitIds: ['u-ttdv', 'u-nd'],
  }),
  target('t-coop', {
    indicator: 'Số hợp tác xã hoạt động hiệu quả',
    text: 'từ 01 đến 02 hợp tác xã',
    comparator: 'range',
    value: 1,
    valueMax: 2,
    unit: 'hợp tác xã',
    milestoneYear: 2030,
    aggregation: 'cumulative',
    responsibleUnitIds: ['u-kt'],
  }),
  target('t-poor', {
    indicator: 'Tỷ lệ hộ nghèo',
    text: 'dưới 1,5%',
    comparator: '<',
    value: 1.5,
    unit: '%',
    direction: 'desc',
    aggregation: 'ratio',
    responsibleUnitIds: ['u-vhxh'],
  }),
  target('t-words', {
    indicator: 'Chất lượng hoạt động của Tổ công nghệ số cộng đồng',
    text: 'Duy trì, nâng chất lượng hoạt động',
    comparator: null,
    value: null,
    unit: null,
    kind: 'qualitative',
    responsibleUnitIds: ['u-vhxh', 'u-mttq'],
  }),
];

const sections = (over: Partial<SectionText>): SectionText => ({
  results: '',
  difficulties: '',
  proposals: '',
  nextPeriod: '',
  ...over,
});

export const submission = (
  unit: string,
  over: Partial<CompileSubmission> & { sections?: SectionText } = {},
): CompileSubmission => ({
  id: `s-${unit}-1`,
  obligationId: `o-${unit}`,
  unitId: `u-${unit}`,
  version: 1,
  sections: sections({}),
  figures: [],
  nil: false,
  state: 'accepted',
  ...over,
});

const SHARED_DIFFICULTY = 'Kinh phí tập huấn được cấp chậm.';

export const SUBMISSIONS: CompileSubmission[] = [
  submission('kt', {
    documentNumber: '57/BC-KT',
    sections: sections({
      results:
        '- Tham mưu ban hành kế hoạch phát triển vùng sản xuất hàng hóa tập trung.\n- Hướng dẫn 03 hợp tác xã lập phương án liên kết chuỗi giá trị.',
      difficulties: `- ${SHARED_DIFFICULTY}\n- Giá vật tư nông nghiệp tăng.`,
      proposals: 'Đề nghị Ủy ban nhân dân thành phố bổ sung kinh phí hỗ trợ tích tụ ruộng đất.',
      nextPeriod: 'Hoàn thành rà soát quy hoạch vùng sản xuất tập trung trong quý III.',
    }),
    figures: [
      { targetId: 't-area', value: 80.5, estimated: true },
      { targetId: 't-area-organic', value: 6 },
      { targetId: 't-coop', value: 1 },
    ],
  }),
  submission('vhxh', {
    sections: sections({
      results: 'Tổ chức 05 hội nghị tuyên truyền tại các thôn.',
      difficulties: `${SHARED_DIFFICULTY}`,
      proposals: 'Không',
      nextPeriod: 'Rà soát hộ nghèo, hộ cận nghèo cuối năm.',
    }),
    figures: [
      { targetId: 't-poor', value: null, numerator: 31, denominator: 2480 },
      { targetId: 't-words', value: null, assessment: 'Duy trì 12/12 tổ, hoạt động nền nếp' },
    ],
  }),
  submission('ttdv', {
    sections: sections({
      results: 'Mở 08 lớp tập huấn kỹ thuật cho nông dân.',
      difficulties: `+ Kinh phí tập huấn được cấp chậm\nGiá vật tư nông nghiệp giảm.`,
      nextPeriod: 'Mở thêm 06 lớp tập huấn về chuyển đổi số.',
    }),
    figures: [{ targetId: 't-trained', value: null, numerator: 900, denominator: 1200 }],
  }),
  submission('nd', {
    sections: sections({
      results: 'Vận động 45 hộ tham gia đổi thửa, góp đất.',
      difficulties: 'kinh phí  tập huấn được cấp chậm',
      nextPeriod: 'Tiếp tục vận động hội viên tích tụ ruộng đất.',
    }),
    figures: [
      { targetId: 't-area', value: 40 },
      { targetId: 't-trained', value: null, numerator: 100, denominator: 400 },
    ],
  }),
  submission('tyt', { nil: true }),
];

export function baseInput(over: Partial<CompileInput> = {}): CompileInput {
  const reported = new Set(SUBMISSIONS.map((s) => s.unitId));
  return {
    organization: {
      id: 'org',
      name: 'Ủy ban nhân dân xã Hà Đông',
      system: 'chinh_quyen',
      place: 'Hà Đông',
    },
    plan: {
      id: 'plan',
      typeName: 'Kế hoạch',
      number: '45/KH-UBND',
      date: '2026-04-15',
      title:
        'Thực hiện Nghị quyết số 07-NQ/TU ngày 29/01/2026 của Ban Thường vụ Thành ủy Hải Phòng về nhiệm vụ, giải pháp tổng thể thay đổi mô hình sản xuất nông nghiệp theo hướng hàng hóa quy mô lớn giai đoạn 2026 - 2030',
      issuer: 'Ủy ban nhân dân xã Hà Đông',
      startYear: 2026,
      endYear: 2030,
    },
    period: {
      code: '2026-H1',
      cycle: '6_thang',
      label: '6 tháng đầu năm 2026',
      nextLabel: '6 tháng cuối năm 2026',
      year: 2026,
      half: 1,
      dataFrom: '2026-04-15',
      dataTo: '2026-06-14',
    },
    asOf: '2026-06-18T08:00:00.000+07:00',
    units: UNITS,
    obligations: UNITS.map((unit) => {
      const late = unit.id === 'u-nd';
      const has = reported.has(unit.id);
      return {
        id: unit.id.replace('u-', 'o-'),
        unitId: unit.id,
        periodCode: '2026-H1',
        dueAt: DUE,
        state: has ? ('accepted' as const) : ('open' as const),
        timeliness: has ? (late ? ('late' as const) : ('on_time' as const)) : null,
        receivedAt: has ? (late ? '2026-06-19T09:00:00.000+07:00' : '2026-06-16T15:20:00.000+07:00') : null,
        reminders: has ? 2 : 5,
      };
    }),
    submissions: SUBMISSIONS,
    targets: TARGETS,
    assignments: [
      {
        id: 'a-1',
        text: 'Rà soát, điều chỉnh quy hoạch vùng sản xuất tập trung',
        leadUnitId: 'u-kt',
        coordinatingUnitIds: ['u-nd', 'u-ttdv'],
        deadlineText: 'Quý III/2026',
        product: 'Phương án quy hoạch',
      },
    ],
    previousPeriods: [],
    ...over,
  };
}
