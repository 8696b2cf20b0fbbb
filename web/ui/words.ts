/** Vietnamese words for the register's codes where pages need another than the glossary's. */
import type { Tone } from './parts';

export const UNIT_KIND_WORDS = {
  subordinate: 'trực thuộc Ủy ban nhân dân (được yêu cầu)',
  independent: 'không trực thuộc (chỉ đề nghị)',
  party: 'tổ chức Đảng (chỉ kính báo)',
} as const;

export const ROUTE_WORDS = { email: 'Thư điện tử', zalo: 'Zalo', phone: 'Điện thoại' } as const;

export const ROUTE_STATE_WORDS: Record<string, { word: string; tone: Tone }> = {
  active: { word: 'dùng được', tone: 'good' },
  bounced: { word: 'thư bị trả lại', tone: 'late' },
  blocked: { word: 'bị chặn', tone: 'late' },
  opted_out: { word: 'đã từ chối nhận', tone: 'none' },
};

export const PLAN_STATE_TONES = {
  draft: { word: 'Dự thảo', tone: 'wait' },
  active: { word: 'Đang thực hiện', tone: 'good' },
  suspended: { word: 'Tạm dừng', tone: 'soon' },
  ended: { word: 'Đã kết thúc', tone: 'none' },
  terminated: { word: 'Chấm dứt trước hạn', tone: 'none' },
} as const satisfies Record<string, { word: string; tone: Tone }>;

export const STRICTNESS_WORDS = {
  split: 'Nhắc theo ngày liền trước, tính chậm từ sau ngày ghi trong văn bản',
  strict: '“Trước ngày 25” là hết ngày 24',
  tolerant: '“Trước ngày 25” là hết ngày 25',
} as const;

/** What a message is for, as its line in a list says it. */
export const MESSAGE_KIND_WORDS: Record<string, string> = {
  reminder: 'Nhắc nộp báo cáo',
  change_notice: 'Báo đổi hạn',
  returned: 'Báo trả lại để sửa',
  extension: 'Trả lời gia hạn',
  receipt: 'Biên nhận',
  on_behalf: 'Báo đã gửi thay',
  handover: 'Bàn giao đầu mối',
  proposal: 'Có đề nghị đôn đốc',
  proposal_withdrawn: 'Đề nghị đã rút',
  approver_reminder: 'Nhắc người duyệt',
  letter: 'Công văn đôn đốc',
  summary: 'Báo cáo tổng hợp',
  supplement: 'Báo cáo bổ sung',
  alert: 'Cảnh báo cho Văn phòng',
};

/** Outcome of a message: word, shape, and the sentence that says what it means. */
export const MESSAGE_STATE_VIEWS: Record<string, { word: string; tone: Tone; meaning: string }> = {
  queued: { word: 'Chờ gửi', tone: 'wait', meaning: 'Đã lập, sẽ gửi khi đến giờ.' },
  held: {
    word: 'Giữ lại',
    tone: 'soon',
    meaning: 'Chưa đến giờ được gửi; trước khi gửi hệ thống xem lại còn nợ hay không.',
  },
  sending: { word: 'Đang gửi', tone: 'wait', meaning: 'Đang giao cho kênh gửi.' },
  sent: { word: 'Đã gửi', tone: 'done', meaning: 'Kênh gửi đã nhận, chưa có báo phát.' },
  delivered: { word: 'Đã đến', tone: 'good', meaning: 'Kênh gửi báo đã đến người nhận.' },
  read: { word: 'Đã đọc', tone: 'good', meaning: 'Người nhận đã mở.' },
  bounced: { word: 'Bị trả lại', tone: 'late', meaning: 'Địa chỉ không nhận được thư.' },
  failed: { word: 'Không gửi được', tone: 'late', meaning: 'Kênh gửi từ chối.' },
  unknown: {
    word: 'Chưa rõ kết quả',
    tone: 'soon',
    meaning: 'Mất kết nối giữa chừng; không gửi lại khi chưa biết chắc.',
  },
  withheld: { word: 'Không gửi', tone: 'none', meaning: 'Không còn cần gửi, hoặc không có ai để gửi.' },
};

export const ESCALATION_VIEWS: Record<string, { word: string; tone: Tone }> = {
  proposed: { word: 'Chờ quyết định', tone: 'soon' },
  approved: { word: 'Đã duyệt', tone: 'done' },
  amended: { word: 'Đã duyệt, có sửa', tone: 'done' },
  postponed: { word: 'Hoãn lại', tone: 'wait' },
  rejected: { word: 'Không đồng ý', tone: 'none' },
  withdrawn: { word: 'Đã rút', tone: 'none' },
  issued: { word: 'Đã phát hành', tone: 'good' },
};

export const SUMMARY_VIEWS: Record<string, { word: string; tone: Tone }> = {
  draft: { word: 'Dự thảo', tone: 'wait' },
  reviewed: { word: 'Đã rà soát', tone: 'done' },
  issued: { word: 'Đã phát hành', tone: 'good' },
  superseded: { word: 'Đã thay thế', tone: 'none' },
};

export const VERSION_WORDS: Record<string, { word: string; tone: Tone }> = {
  submitted: { word: 'Đã nộp, chờ xem', tone: 'done' },
  accepted: { word: 'Đã nhận', tone: 'good' },
  returned: { word: 'Trả lại', tone: 'back' },
  withdrawn: { word: 'Đã rút', tone: 'none' },
};

const ACTION_WORDS: Record<string, string> = {
  'calendar.changed': 'Sửa lịch làm việc',
  'contact.changed': 'Sửa đầu mối',
  'contact.created': 'Thêm đầu mối',
  'contact.handed_over': 'Bàn giao đầu mối',
  'deadline.changed': 'Đổi hạn nộp',
  'delegation.set': 'Ủy quyền quyết định',
  'draft.file_attached': 'Thêm tệp vào bản nháp',
  'draft.file_removed': 'Bỏ tệp khỏi bản nháp',
  'draft.saved': 'Lưu bản nháp',
  'escalation.decided': 'Quyết định đề nghị đôn đốc',
  'escalation.issued': 'Phát hành công văn đôn đốc',
  'escalation.proposed': 'Lập đề nghị đôn đốc',
  'escalation.resumed': 'Xem lại đề nghị đã hoãn',
  'escalation.withdrawn': 'Rút đề nghị đôn đốc',
  'extension.granted': 'Cho gia hạn',
  'extension.refused': 'Không cho gia hạn',
  'extension.requested': 'Xin gia hạn',
  'obligation.cancelled': 'Hủy báo cáo',
  'obligation.exempted': 'Miễn báo cáo',
  'obligation.not_responsible': 'Báo không phụ trách',
  'obligation.reassigned': 'Chuyển báo cáo cho đơn vị khác',
  'obligation.restored': 'Khôi phục báo cáo',
  'organization.created': 'Lập cơ quan',
  'period.closed': 'Đóng kỳ báo cáo',
  'period.opened': 'Mở kỳ báo cáo',
  'plan.activated': 'Kích hoạt kế hoạch',
  'plan.ad_hoc_requested': 'Yêu cầu báo cáo đột xuất',
  'plan.amended': 'Sửa đổi kế hoạch',
  'plan.ended': 'Kết thúc kế hoạch',
  'plan.facts_confirmed': 'Xác nhận thông tin văn bản',
  'plan.imported': 'Nạp văn bản kế hoạch',
  'plan.policy_changed': 'Đổi nấc nhắc của kế hoạch',
  'plan.resumed': 'Tiếp tục kế hoạch',
  'plan.suspended': 'Tạm dừng kế hoạch',
  'plan.target_retired': 'Thôi theo dõi chỉ tiêu',
  'plan.targets_added': 'Bổ sung chỉ tiêu',
  'plan.targets_assigned': 'Giao chỉ tiêu cho đơn vị',
  'plan.terminated': 'Chấm dứt kế hoạch trước hạn',
  'plan.units_confirmed': 'Xác nhận đơn vị của văn bản',
  'question.answered': 'Trả lời câu hỏi',
  'route.confirmed': 'Xác nhận lại địa chỉ',
  'route.flagged': 'Đánh dấu địa chỉ hỏng',
  'route.opted_out': 'Người nhận từ chối một kênh',
  'rule.changed': 'Sửa chế độ báo cáo',
  'rule.confirmed': 'Xác nhận chế độ báo cáo',
  'rule.dropped': 'Bỏ chế độ báo cáo',
  'rule.saved': 'Lưu chế độ báo cáo',
  'settings.changed': 'Đổi thiết lập',
  'staff.changed': 'Sửa tài khoản',
  'staff.created': 'Tạo tài khoản',
  'staff.password_reset': 'Đặt lại mật khẩu',
  'submission.accepted': 'Nhận báo cáo',
  'submission.correction_opened': 'Mở đính chính',
  'submission.paper_entered': 'Nhập báo cáo giấy',
  'submission.returned': 'Trả lại báo cáo',
  'submission.sent': 'Gửi báo cáo',
  'submission.withdrawn': 'Rút bản báo cáo',
  'summary.comment': 'Ý kiến về báo cáo tổng hợp',
  'summary.compiled': 'Tổng hợp báo cáo',
  'summary.issued': 'Phát hành báo cáo tổng hợp',
  'summary.recompiled': 'Tổng hợp lại',
  'summary.reviewed': 'Rà soát báo cáo tổng hợp',
  'summary.statements_set': 'Văn phòng bổ sung nội dung',
  'summary.supplement_compiled': 'Lập báo cáo bổ sung',
  'unit.changed': 'Sửa đơn vị',
  'unit.created': 'Thêm đơn vị',
  'unit.dissolved': 'Giải thể đơn vị',
  'unit.merged': 'Sáp nhập đơn vị',
  'unit.renamed': 'Đổi tên đơn vị',
  'unit.restored': 'Hoàn tác sắp xếp đơn vị',
  'unit.split': 'Chia tách đơn vị',
  'zalo.code_issued': 'Cấp mã kết nối Zalo',
  'zalo.connected': 'Kết nối tài khoản Zalo',
};

/** An action of the journal in words; one it does not know is shown by its code, never hidden. */
export const actionWord = (action: string): string => ACTION_WORDS[action] ?? action;
export const ACTIONS_KNOWN = Object.entries(ACTION_WORDS).map(([value, label]) => ({ value, label }));

/** '2026-H1' → '6 tháng đầu năm 2026'. */
export function halfYearWord(code: string): string {
  const match = /^(\d{4})-H([12])$/.exec(code);
  return match ? `6 tháng ${match[2] === '1' ? 'đầu' : 'cuối'} năm ${match[1]}` : code;
}

/** 'T-7' → 'trước hạn 7 ngày'. */
export function stepWord(step: string): string {
  const match = /^T([+-])?(\d+)$/.exec(step);
  if (!match) return step;
  if (match[2] === '0') return 'đúng ngày hạn';
  return match[1] === '+' ? `sau hạn ${match[2]} ngày` : `trước hạn ${match[2]} ngày`;
}
