/** Inputs of the builders for one state office and one Party committee. For tests and the benchmark. */
import { compileSummary } from '../domain/compile';
import { baseInput, UNITS } from '../domain/compile.fixture';
import type { Issuer, ReceiptInput, ReminderLetterInput, SummaryReportInput } from './inputs';
import { summaryReport } from './report';

export const UBND: Issuer = {
  system: 'chinh_quyen',
  name: 'Ủy ban nhân dân xã Hà Đông',
  place: 'Hà Đông',
};

export const DANG_UY: Issuer = {
  system: 'dang',
  name: 'Đảng ủy phường Thủy Nguyên',
  place: 'Thủy Nguyên',
  parent: 'Thành ủy Hải Phòng',
};

const createdAt = '2026-06-18T08:00:00.000+07:00';

export function reportInput(over: Partial<SummaryReportInput> = {}): SummaryReportInput {
  return {
    issuer: UBND,
    summary: compileSummary(baseInput()),
    number: null,
    date: null,
    signer: { role: 'chu_tich', name: 'Nguyễn Văn An' },
    draft: true,
    createdAt,
    ...over,
  };
}

export function letterInput(over: Partial<ReminderLetterInput> = {}): ReminderLetterInput {
  return {
    issuer: UBND,
    plan: baseInput().plan,
    periodLabel: '6 tháng đầu năm 2026',
    countedOn: '2026-06-22',
    newDueDate: '2026-06-25',
    units: UNITS.slice(2, 6).map((unit) => ({
      name: unit.name,
      kind: unit.kind,
      dueDate: '2026-06-17',
      reminders: 5,
    })),
    number: null,
    date: null,
    signer: { role: 'chanh_van_phong', name: 'Lê Thị Cúc' },
    draft: false,
    createdAt,
    ...over,
  };
}

export function receiptInput(over: Partial<ReceiptInput> = {}): ReceiptInput {
  return {
    issuer: UBND,
    plan: baseInput().plan,
    periodLabel: '6 tháng đầu năm 2026',
    unitName: 'Trung tâm Dịch vụ sự nghiệp công',
    receiptCode: 'BC-2026-7K3M',
    version: 1,
    receivedAt: '2026-06-16T15:20:00.000+07:00',
    dueAt: '2026-06-17T23:59:59.999+07:00',
    timeliness: 'on_time',
    submittedBy: 'Phạm Văn Dũng',
    onBehalfOf: 'Giám đốc Trung tâm',
    nil: false,
    figures: [{ indicator: 'Tỷ lệ lao động được tập huấn', value: '75', unit: '%' }],
    attachments: [{ name: 'bao-cao.pdf', sha256: 'ab'.repeat(32) }],
    ...over,
  };
}

export const report = () => summaryReport(reportInput());
export const party = () =>
  summaryReport(
    reportInput({
      issuer: DANG_UY,
      number: 3,
      date: '2026-06-24',
      draft: false,
      signer: { role: 'bi_thu', name: 'Trần Thị Bình' },
    }),
  );
