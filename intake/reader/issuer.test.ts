// Bodies above the province or beside the committees, and whose years an opening sentence tells.
import { describe, expect, it } from 'vitest';
import type { PlanIdentity } from '../reading';
import { readText } from './sample-plan.fixture';

const read = (...head: string[]): PlanIdentity =>
  readText(
    [...head, 'I. MỤC ĐÍCH', '- Nâng cao nhận thức.', 'II. NHIỆM VỤ', '- Phòng, chống cháy rừng.'].join('\n'),
  ).document;

describe('issuers that are no committee of a place', () => {
  it('a resolution of the Government: no place is added, its name ends the title', () => {
    const document = read(
      'CHÍNH PHỦ',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Số: 512/NQ-CP',
      'Hà Nội, ngày 04 tháng 6 năm 2026',
      'NGHỊ QUYẾT',
      'VỀ CÁC GIẢI PHÁP PHÒNG, CHỐNG CHÁY RỪNG MÙA KHÔ',
      'CHÍNH PHỦ',
      'Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;',
      'QUYẾT NGHỊ:',
    );
    expect(document.title).toBe('VỀ CÁC GIẢI PHÁP PHÒNG, CHỐNG CHÁY RỪNG MÙA KHÔ');
    expect(document.issuing_body.normalized).toMatch(/^Chính phủ$/i);
    expect(document.issuing_body.system).toBe('chinh_quyen');
  });

  it('a sub-committee under the committee of its header', () => {
    const { issuing_body } = read(
      'ỦY BAN BẦU CỬ XÃ TÂN HÒA',
      'TIỂU BAN TUYÊN TRUYỀN',
      'Số: 02/KH-TBTT',
      'Tân Hòa, ngày 05 tháng 3 năm 2026',
      'KẾ HOẠCH',
      'Tuyên truyền bầu cử',
      'Tiểu ban tuyên truyền xây dựng kế hoạch như sau:',
    );
    expect(issuing_body.normalized).toMatch(/^tiểu ban tuyên truyền$/i);
    expect(issuing_body.in_header).toBe(true);
  });
});

describe('the years of the opening sentence', () => {
  it.each([
    [
      'Căn cứ Quyết định số 16/QĐ-BXD ngày 30/9/2025 ban hành Chiến lược giai đoạn 2025-2035; Ủy ban nhân dân xã ban hành Kế hoạch như sau:',
      [null, null],
    ],
    [
      'Thực hiện Nghị quyết số 21/NQ-CP; Quyết định số 14/QĐ-TTg phê duyệt Chiến lược đến năm 2040; UBND xã ban hành Kế hoạch giai đoạn 2026 - 2030, cụ thể như sau:',
      [2026, 2030],
    ],
    [
      'Thực hiện Nghị quyết số 21-NQ/TU giai đoạn 2026 - 2030, UBND xã xây dựng Kế hoạch như sau:',
      [2026, 2030],
    ],
  ])('%s', (opening, years) => {
    const { period } = read('ỦY BAN NHÂN DÂN XÃ TÂN HÒA', 'KẾ HOẠCH', 'Phát triển hạ tầng', opening);
    expect([period.start_year, period.end_year]).toEqual(years);
  });
});
