// A small plan around the sentence under test: what a wording means depends on the section it stands in.

import { readPlan } from '../read-plan';
import type { PlanReading } from '../reading';

export interface SampleParts {
  title?: string;
  /** Heading of the specific objectives. */
  heading?: string;
  objectives?: string[];
  tasks?: string[];
  /** Items of the organisation part, as printed. */
  organisation?: string[];
  closing?: string;
}

export function samplePlan(parts: SampleParts): string {
  const lines = [
    'ỦY BAN NHÂN DÂN XÃ TÂN HÒA',
    'Số: 12/KH-UBND',
    'Tân Hòa, ngày 05 tháng 3 năm 2026',
    'KẾ HOẠCH',
    parts.title ?? 'Phát triển nông nghiệp bền vững trên địa bàn xã Tân Hòa',
    'Ủy ban nhân dân xã Tân Hòa ban hành Kế hoạch như sau:',
    'I. MỤC ĐÍCH, YÊU CẦU',
    '- Cụ thể hóa các chủ trương của cấp trên.',
    'II. MỤC TIÊU',
    '1. Mục tiêu chung',
    '- Nâng cao đời sống của Nhân dân.',
    `2. ${parts.heading ?? 'Mục tiêu cụ thể'}`,
    ...(parts.objectives ?? []).map((text) => `- ${text}`),
    'III. NHIỆM VỤ, GIẢI PHÁP',
    '1. Tuyên truyền',
    '- Đẩy mạnh tuyên truyền, vận động Nhân dân.',
    ...(parts.tasks ?? []).map((text) => `- ${text}`),
    'IV. TỔ CHỨC THỰC HIỆN',
    ...(parts.organisation ?? ['1. Phòng Kinh tế', '- Chủ trì thực hiện Kế hoạch.']),
    ...(parts.closing ? [parts.closing] : []),
    'Nơi nhận:',
    '- Lưu: VT.',
    'TM. ỦY BAN NHÂN DÂN',
    'CHỦ TỊCH',
    'Nguyễn Văn An',
  ];
  return lines.join('\n');
}

export function readText(text: string): PlanReading {
  return readPlan({ format: 'txt', sha256: '0'.repeat(64), text, blocks: [], warnings: [], confidence: 1 });
}

export const readSample = (parts: SampleParts): PlanReading => readText(samplePlan(parts));
