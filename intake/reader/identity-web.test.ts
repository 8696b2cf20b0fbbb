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

  it('the number of a document named in the headline is not the number, nor an image mark a part of the title', () => {
    const posted = [
      'Triển khai Nghị quyết số 13-NQ/TU ngày 06/9/2025 về chuyển đổi số',
      'Ngày cập nhật 05/09/2025',
      'ỦY BAN NHÂN DÂN XÃ TÂN HÒA |',
      'Số: /KH-UBND |',
      'Tân Hòa, ngày 26 tháng 9 năm 2025 |',
      'KẾ HOẠCH',
      'Chuyển đổi số năm 2026',
      '![]() |',
    ];
    expect(read(posted)).toMatchObject({
      number: { number: null, symbol: 'KH-UBND', blank: true },
      date: { iso: '2025-09-26' },
      title: 'Chuyển đổi số năm 2026',
    });
  });

  it('without type word and level, the title tells both, and a list of laws is no part of it', () => {
    const bare = [
      'ỦY BAN NHÂN DÂN |',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |',
      'Số: 155/KH-UBND |',
      'Nam Sơn, ngày 24 tháng 12 năm 2025 |',
      'CHUYỂN ĐỔI SỐ TỈNH NAM SƠN NĂM 2026',
      '- Luật Giao dịch điện tử ngày 22/6/2023;',
      '- Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;',
    ];
    expect(read(bare)).toMatchObject({
      type: 'ke_hoach',
      issuing_body: { normalized: 'Ủy ban nhân dân tỉnh Nam Sơn', level: 'tinh' },
      title: 'CHUYỂN ĐỔI SỐ TỈNH NAM SƠN NĂM 2026',
    });
  });

  it('a title that was lost is what the opening says is issued', () => {
    const lost = [
      'ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |',
      'Số: 130/KH-UBND | Nam Sơn, ngày 13 tháng 7 năm 2025 |',
      'Thực hiện Thông tư số 10/2025/TT-BNV ngày 31/5/2025, UBND tỉnh ban hành Kế hoạch giám sát việc giảm nghèo giai đoạn 2026 - 2030 (sau đây gọi tắt là Kế hoạch), cụ thể như sau:',
    ];
    expect(read(lost)).toMatchObject({
      title: 'giám sát việc giảm nghèo giai đoạn 2026 - 2030',
      period: { start_year: 2026, end_year: 2030 },
    });
  });

  it('a steering committee is named without its bracket and works under whom it carries out', () => {
    const committee = [
      'KẾ HOẠCH',
      'Hoạt động năm 2026',
      'Thực hiện Quyết định số 47/QĐ-UBND ngày 12/01/2026, Ban Chỉ đạo chuyển đổi số xã Tân Hòa (sau đây gọi tắt là Ban Chỉ đạo) ban hành Kế hoạch như sau:',
    ];
    expect(read(committee).issuing_body).toMatchObject({
      normalized: 'Ban Chỉ đạo chuyển đổi số xã Tân Hòa',
      system: 'chinh_quyen',
    });
  });
});
