// Headers and titles as web pages print them: cut inside words, between strokes, after a record of their own.
import { describe, expect, it } from 'vitest';
import type { PlanIdentity } from '../reading';
import { readText } from './sample-plan.fixture';

const BODY = [
  'I. MỤC ĐÍCH',
  '- Nâng cao đời sống Nhân dân xã.',
  'II. TỔ CHỨC THỰC HIỆN',
  '1. Phòng Kinh tế',
  '- Chủ trì thực hiện.',
];
const read = (head: string[], body = BODY): PlanIdentity => readText([...head, ...body].join('\n')).document;

describe('headers and titles as web pages print them', () => {
  const head = [
    '|',
    '**UỶ BAN NHÂN',
    'DÂN**',
    'TỈNH NAM SƠN',
    '--------',
    '|',
    '**CỘNG HÒA XÃ',
    'HỘI CHỦ NGHĨA VIỆT NAM**',
    'Độc lập - Tự do - Hạnh phúc',
    '|',
    '|',
    'Số:',
    '736/KH-UBND',
    '|',
    '*Nam Sơn, ngày',
    '19 tháng 11 năm 2025*',
    '|',
    '',
    '**KẾ HOẠCH**',
    '',
  ];
  const title = ['PHÁT TRIỂN HẠ TẦNG SỐ TRÊN ĐỊA BÀN TỈNH NAM SƠN', 'GIAI ĐOẠN 2026 - 2030', ''];

  it('the motto cut inside "xã hội" is no association, and "Số:" finds its number on the next line', () => {
    expect(read([...head, ...title])).toMatchObject({
      issuing_body: { normalized: 'Ủy ban nhân dân tỉnh Nam Sơn', level: 'tinh', system: 'chinh_quyen' },
      number: { number: 736, symbol: 'KH-UBND' },
      date: { iso: '2025-11-19', place: 'Nam Sơn' },
      title: 'PHÁT TRIỂN HẠ TẦNG SỐ TRÊN ĐỊA BÀN TỈNH NAM SƠN GIAI ĐOẠN 2026 - 2030',
    });
  });

  it.each([
    ['Do mưa lớn kéo dài, nhiều', 'địa phương bị ngập sâu; hạ tầng viễn thông hư hại trên diện rộng.'],
    [
      'Thực hiện Kế hoạch số 12/KH-BCĐ',
      'ngày 02/3/2025 của Ban Chỉ đạo về phát triển hạ tầng số đến năm 2030.',
    ],
  ])('a title in capitals ends where ordinary letters begin: %s', (...opening) => {
    expect(read([...head, ...title, ...opening, '', 'UBND tỉnh ban hành Kế hoạch như sau:']).title).toBe(
      'PHÁT TRIỂN HẠ TẦNG SỐ TRÊN ĐỊA BÀN TỈNH NAM SƠN GIAI ĐOẠN 2026 - 2030',
    );
  });

  it('"V/V" opens a title and is no Roman five', () => {
    expect(read([...head, 'V/V HỖ TRỢ NGƯ DÂN VÙNG BÃO', '']).title).toBe('V/V HỖ TRỢ NGƯ DÂN VÙNG BÃO');
  });

  it('the record a page puts before the document is not the document', () => {
    const record = ['**Loại văn bản:**', '|', 'Kế hoạch', '|', '**Nơi ban hành:**', '|', 'Tỉnh Nam Sơn', '|'];
    expect(read([...record, ...head, ...title])).toMatchObject({
      number: { number: 736 },
      title: 'PHÁT TRIỂN HẠ TẦNG SỐ TRÊN ĐỊA BÀN TỈNH NAM SƠN GIAI ĐOẠN 2026 - 2030',
    });
  });
});
