/** Facts that the tests of the messages share: one of every kind. */
import type { MessageFacts, OwedReport, ReminderFacts } from '.';

export const sender = {
  organizationName: 'Ủy ban nhân dân xã Hà Đông',
  officeName: 'Văn phòng HĐND và UBND xã',
  officePhone: '0220 3000 000',
};
export const recipient = { name: 'Nguyễn Thị Lan', title: 'Trạm trưởng', unitName: 'Trạm Y tế xã' };
export const asOf = '2026-06-16T07:30:00.000+07:00';

export const report = (over: Partial<OwedReport> = {}): OwedReport => ({
  reportName: 'Báo cáo 6 tháng đầu năm 2026',
  planName: 'Kế hoạch số 12/KH-UBND ngày 05/02/2026 về phát triển y tế',
  periodFrom: '2025-12-15',
  periodTo: '2026-06-14',
  unitName: 'Trạm Y tế xã',
  dueAt: '2026-06-19T23:59:59.999+07:00',
  workingDaysLeft: 3,
  missing: ['kết quả thực hiện', 'chỉ tiêu "Tỷ lệ tiêm chủng"'],
  readyToSend: false,
  link: 'https://xa.example/n/AbC-1?x=1&y=2',
  ...over,
});
export const reminder = (over: Partial<ReminderFacts> = {}): ReminderFacts => ({
  kind: 'reminder',
  sender,
  recipient,
  asOf,
  tone: 'yeu_cau',
  reports: [report()],
  ...over,
});

const ref = { reportName: 'Báo cáo 6 tháng đầu năm 2026', planName: 'Kế hoạch số 12/KH-UBND' };
const link = 'https://xa.example/n/1';
const base = { sender, recipient, asOf };
const unitName = 'Trạm Y tế xã';
const dueAt = '2026-06-19T23:59:59.999+07:00';

/** One of every kind: whoever adds a kind is told by the compiler. */
export const every: { [K in MessageFacts['kind']]: Extract<MessageFacts, { kind: K }> } = {
  reminder: reminder(),
  change_notice: {
    ...base,
    kind: 'change_notice',
    tone: 'yeu_cau',
    changes: [
      {
        ...ref,
        unitName,
        oldDueAt: dueAt,
        newDueAt: '2026-06-22T23:59:59.999+07:00',
        reason: 'nghỉ bù',
        link,
      },
    ],
  },
  returned: {
    ...base,
    kind: 'returned',
    tone: 'de_nghi',
    report: ref,
    unitName,
    reasons: ['Bổ sung nguyên nhân của chỉ tiêu chưa đạt'],
    correctionDueAt: '2026-06-26T23:59:59.999+07:00',
    link,
  },
  extension: {
    ...base,
    kind: 'extension',
    tone: 'yeu_cau',
    report: ref,
    unitName,
    oldDueAt: dueAt,
    decision: { granted: true, newDueAt: '2026-06-24T23:59:59.999+07:00' },
    link,
  },
  receipt: {
    ...base,
    kind: 'receipt',
    report: ref,
    unitName,
    receiptNumber: '0007/2026',
    version: 1,
    submittedAt: '2026-06-19T16:05:00+07:00',
    submittedBy: 'Nguyễn Thị Lan',
    timeliness: 'đúng hạn',
    nil: true,
    link,
  },
  on_behalf: {
    ...base,
    kind: 'on_behalf',
    report: ref,
    unitName,
    submittedBy: 'Trần Văn Bình',
    onBehalfOf: 'Nguyễn Thị Lan',
    submittedAt: '2026-06-19T16:05:00+07:00',
    link,
  },
  handover: {
    ...base,
    kind: 'handover',
    unitName,
    fromName: 'Lê Văn Cường',
    from: '2026-06-15',
    reports: [report()],
    link,
  },
  proposal: {
    ...base,
    kind: 'proposal',
    report: ref,
    unitName,
    dueAt,
    workingDaysLate: 3,
    remindersSent: 6,
    level: 'Chủ tịch Ủy ban nhân dân xã',
    link,
  },
  proposal_withdrawn: {
    ...base,
    kind: 'proposal_withdrawn',
    report: ref,
    unitName,
    because: 'đơn vị đã nộp báo cáo lúc 16h05 ngày 24/6/2026',
    link,
  },
  approver_reminder: {
    ...base,
    kind: 'approver_reminder',
    proposals: [{ unitName, reportName: ref.reportName, proposedOn: '2026-06-24', workingDaysWaiting: 2 }],
    link,
  },
  letter: {
    ...base,
    kind: 'letter',
    tone: 'yeu_cau',
    letterSubject: 'V/v đôn đốc thực hiện chế độ báo cáo 6 tháng đầu năm 2026',
    letterNumber: '123/UBND-VP',
    letterDate: '2026-06-25',
    reports: [{ ...ref, unitName, dueAt }],
    newDueAt: '2026-06-29T23:59:59.999+07:00',
    attachmentNames: ['cong-van-123.pdf'],
    link,
  },
  summary: {
    ...base,
    kind: 'summary',
    title: 'Báo cáo tổng hợp 6 tháng đầu năm 2026',
    planName: ref.planName,
    number: '88/BC-UBND',
    issuedOn: '2026-06-30',
    link,
  },
  supplement: {
    ...base,
    kind: 'supplement',
    title: 'Báo cáo tổng hợp 6 tháng đầu năm 2026',
    planName: ref.planName,
    supplementNumber: 1,
    unitNames: ['Trạm Y tế xã', 'Hội Nông dân xã'],
    link,
  },
  alert: {
    ...base,
    kind: 'alert',
    title: 'Mất kết nối với Zalo',
    lines: ['Mọi thông báo đang được gửi qua thư điện tử'],
    wayOut: 'mở trang thiết lập kênh Zalo và cấp quyền lại',
    link,
  },
  zalo_linked: { ...base, kind: 'zalo_linked', unitName, result: 'linked' },
};
