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
