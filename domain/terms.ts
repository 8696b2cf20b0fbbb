/** Glossary: every code of the register with the Vietnamese word people see for it. */

export const CYCLE_TERMS = {
  thang: 'hằng tháng',
  quy: 'hằng quý',
  '6_thang': '6 tháng',
  '9_thang': '9 tháng',
  hang_nam: 'hằng năm',
  toan_ky: 'toàn kỳ',
  so_ket: 'sơ kết',
  tong_ket: 'tổng kết',
  mot_lan: 'một lần',
  dot_xuat: 'đột xuất',
} as const;

export const CUTOFF_TERMS = {
  ND09: 'theo Nghị định 09/2019/NĐ-CP (chốt ngày 14)',
  DUONG_LICH: 'theo năm dương lịch (chốt cuối tháng)',
  TUY_CHINH: 'cơ quan tự đặt',
} as const;

export const ACCUMULATION_TERMS = { THEO_KY: 'số trong kỳ', LUY_KE: 'lũy kế từ đầu năm' } as const;

export const ROLL_TERMS = {
  LUI_SAU: 'chuyển sang ngày làm việc tiếp theo',
  LUI_TRUOC: 'chuyển về ngày làm việc liền trước',
  GIU_NGUYEN: 'giữ nguyên ngày',
} as const;

export const DAY_KIND_TERMS = {
  NGHI: 'nghỉ lễ, tết',
  NGHI_BU: 'nghỉ bù',
  HOAN_DOI_NGHI: 'nghỉ hoán đổi',
  LAM_BU: 'làm bù',
  CUOI_TUAN: 'nghỉ hằng tuần',
} as const;

export const OBLIGATION_STATE_TERMS = {
  expected: 'chưa đến kỳ',
  open: 'chờ nộp',
  submitted: 'đã nộp, chờ duyệt',
  accepted: 'đã duyệt',
  returned: 'trả lại để chỉnh sửa',
  exempt: 'được miễn',
  cancelled: 'đã hủy',
} as const;

export const TIMELINESS_TERMS = {
  on_time: 'đúng hạn',
  late: 'chậm',
  late_extended: 'chậm, được gia hạn sau hạn',
  pending: 'chưa đến hạn',
  overdue: 'quá hạn, chưa nộp',
  not_applicable: 'không áp dụng',
} as const;

export const MESSAGE_STATE_TERMS = {
  queued: 'chờ gửi',
  held: 'giữ lại',
  sending: 'đang gửi',
  sent: 'đã gửi',
  delivered: 'đã đến',
  read: 'đã đọc',
  bounced: 'bị trả lại',
  failed: 'không gửi được',
  unknown: 'chưa rõ kết quả',
  withheld: 'không gửi',
} as const;

export const ESCALATION_STATE_TERMS = {
  proposed: 'chờ duyệt',
  approved: 'đã duyệt',
  amended: 'đã duyệt, có sửa',
  postponed: 'hoãn lại',
  rejected: 'không đồng ý',
  withdrawn: 'đã rút',
  issued: 'đã phát hành',
} as const;

export const SUMMARY_STATE_TERMS = {
  draft: 'dự thảo',
  reviewed: 'đã rà soát',
  issued: 'đã phát hành',
  superseded: 'đã thay thế',
} as const;

export const PLAN_STATE_TERMS = {
  draft: 'dự thảo',
  active: 'đang thực hiện',
  suspended: 'tạm dừng',
  ended: 'đã kết thúc',
  terminated: 'chấm dứt trước hạn',
} as const;

export const SYSTEM_TERMS = { chinh_quyen: 'chính quyền', dang: 'Đảng' } as const;

export const ROLE_TERMS = {
  unit_contact: 'đầu mối đơn vị',
  unit_head: 'lãnh đạo đơn vị',
  officer: 'chuyên viên Văn phòng',
  office_head: 'Chánh Văn phòng',
  clerk: 'Văn thư',
  leader: 'lãnh đạo Ủy ban nhân dân',
  admin: 'quản trị viên',
} as const;

export const CERTAINTY_TERMS = {
  V: 'đã đối chiếu văn bản',
  S: 'theo nguồn thứ cấp',
  M: 'cần kiểm tra lại',
} as const;

export const REPORT_KIND_TERMS = {
  DINH_KY: 'báo cáo định kỳ',
  CHUYEN_DE: 'báo cáo chuyên đề',
  DOT_XUAT: 'báo cáo đột xuất',
} as const;

/** Entities of the register: code name → Vietnamese, as the interface and the manual call them. */
export const ENTITY_TERMS = {
  Organization: 'cơ quan',
  Plan: 'kế hoạch',
  Unit: 'đơn vị',
  Contact: 'đầu mối',
  Assignment: 'nhiệm vụ được giao',
  Indicator: 'chỉ tiêu',
  Target: 'mốc',
  ReportingRule: 'chế độ báo cáo',
  ReportingPeriod: 'kỳ báo cáo',
  Obligation: 'báo cáo phải nộp',
  Submission: 'bản báo cáo',
  ReminderStep: 'nấc nhắc',
  Message: 'thông báo',
  Delivery: 'lần gửi',
  Escalation: 'đề nghị đôn đốc',
  Summary: 'báo cáo tổng hợp',
  AuditEntry: 'nhật ký',
} as const;

export type Cycle = keyof typeof CYCLE_TERMS;
export type CutoffPreset = keyof typeof CUTOFF_TERMS;
export type Accumulation = keyof typeof ACCUMULATION_TERMS;
export type ObligationStatus = keyof typeof OBLIGATION_STATE_TERMS;
export type Timeliness = keyof typeof TIMELINESS_TERMS;
export type MessageState = keyof typeof MESSAGE_STATE_TERMS;
export type EscalationState = keyof typeof ESCALATION_STATE_TERMS;
export type SummaryState = keyof typeof SUMMARY_STATE_TERMS;
export type PlanState = keyof typeof PLAN_STATE_TERMS;
export type IssuingSystem = keyof typeof SYSTEM_TERMS;
export type Role = keyof typeof ROLE_TERMS;
