// What a page shows to a person, from pieces at places: columns, lines that go on, page numbers. Cases seen in PDFs of several writers.

import { describe, expect, it } from 'vitest';
import { assemblePages } from '../../intake/formats/page/assemble';
import type { PageContent, Piece } from '../../intake/formats/page/model';

const LEFT = 85;
const RIGHT = 553;
const SIZE = 14;

function piece(text: string, x0: number, y: number, x1 = x0 + text.length * 6.2): Piece {
  return { text, x0, x1, y, size: SIZE, bold: false, italic: false };
}

const full = (text: string, y: number, x0 = LEFT): Piece => piece(text, x0, y, RIGHT);

function page(pieces: Piece[], number = 1): PageContent {
  return { number, width: 595, height: 842, pieces, horizontal: [], vertical: [] };
}

const textsOf = (pages: PageContent[]): string[] =>
  assemblePages(pages).blocks.flatMap((block) =>
    block.kind === 'paragraph' ? (block.text === '' ? [] : [block.text]) : ['(bảng)'],
  );

/** Enough full lines for the margins to be known. */
const BODY = Array.from({ length: 8 }, (_, i) =>
  full(`- Việc thứ ${i} của kế hoạch này là một việc dài;`, 200 + i * 16),
);
const BODY_TEXTS = BODY.map(({ text }) => text);

describe('page', () => {
  it('reads a letterhead by columns and leaves the centred title below it alone', () => {
    const head = [
      piece('ỦY BAN NHÂN DÂN', 110, 60, 230),
      piece('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 330, 60, 545),
      piece('XÃ NẬM PUNG', 129, 75, 210),
      piece('Độc lập - Tự do - Hạnh phúc', 350, 75, 520),
      piece('Nậm Pung, ngày 24 tháng 4 năm 2026', 340, 90, 540),
      piece('KẾ HOẠCH', 275, 112, 363),
    ];
    expect(textsOf([page([...head, ...BODY])])).toEqual([
      'ỦY BAN NHÂN DÂN',
      'XÃ NẬM PUNG',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Nậm Pung, ngày 24 tháng 4 năm 2026',
      'KẾ HOẠCH',
      ...BODY_TEXTS,
    ]);
  });

  it('keeps authority, title and name apart although the first reaches the margin', () => {
    const tail = [
      piece('Nơi nhận:', 85, 500),
      piece('TM. ỦY BAN NHÂN DÂN', 380, 500, 545),
      piece('- Thường trực Đảng ủy, HĐND', 85, 515),
      piece('CHỦ TỊCH', 430, 515, 495),
      piece('xã;', 85, 530),
      piece('Lò Thị Hồng Nhung', 400, 530, 520),
      piece('- Lưu: VT.', 85, 545),
    ];
    expect(textsOf([page([...BODY, ...tail])]).slice(BODY.length)).toEqual([
      'Nơi nhận:',
      '- Thường trực Đảng ủy, HĐND xã;',
      '- Lưu: VT.',
      'TM. ỦY BAN NHÂN DÂN',
      'CHỦ TỊCH',
      'Lò Thị Hồng Nhung',
    ]);
  });

  it('knows a centred title where hardly any line of text shows the margin', () => {
    const lines = [piece('KẾ HOẠCH', 262, 60, 333), piece('Thực hiện Nghị quyết của Đảng ủy xã.', LEFT, 78)];
    expect(textsOf([page(lines)])).toEqual(['KẾ HOẠCH', 'Thực hiện Nghị quyết của Đảng ủy xã.']);
  });

  it('does not take the blank left for a number for a gutter', () => {
    const head = [piece('Số', 85, 60), piece('-CTr/ĐU', 150, 60)];
    expect(textsOf([page([...head, ...BODY])])[0]).toBe('Số -CTr/ĐU');
  });

  it('keeps a year that ends a paragraph at the foot of a page, and drops the number of the page', () => {
    const first = [
      ...BODY,
      full('- Nâng thu nhập lên mức cao hơn so với giai đoạn 2020 -', 733),
      piece('2025.', LEFT, 749),
      piece('1', 316, 800, 322),
    ];
    const second = [
      piece('2', 316, 40, 322),
      full('- Phấn đấu có từ 01 đến 02 hợp tác xã hoạt động tốt;', 66),
    ];
    expect(textsOf([page(first), page(second, 2)]).slice(BODY.length)).toEqual([
      '- Nâng thu nhập lên mức cao hơn so với giai đoạn 2020 - 2025.',
      '- Phấn đấu có từ 01 đến 02 hợp tác xã hoạt động tốt;',
    ]);
  });

  it('leaves lines apart that somebody broke by hand, and closes up one that was too long for the page', () => {
    const broken = Array.from({ length: 8 }, (_, i) =>
      piece(`${i % 2 ? 'và dòng' : 'Dòng'} ngắn thứ ${i} ngắt bằng tay`, 113, 100 + i * 34, 300),
    );
    const spilt = [
      full('dòng này quá dài so với khổ giấy nên máy phải ngắt ở năm', 400, 113),
      piece('2030', LEFT, 416),
    ];
    const texts = textsOf([page([...broken, ...spilt])]);
    expect(texts).toHaveLength(broken.length + 1);
    expect(texts.at(-1)).toMatch(/ở năm 2030$/);
  });

  it('joins left-aligned lines whose middle happens to be that of the page', () => {
    const letterhead = [piece('ĐẢNG BỘ TỈNH', 60, 40), piece('ĐẢNG CỘNG SẢN VIỆT NAM', 380, 40)];
    const body = Array.from({ length: 4 }, (_, i) => [
      piece(`Đoạn ${i} được thụt vào cả khối và kết thúc dòng ở chỗ này, với`, 113, 100 + i * 40, 488),
      piece('phần còn lại của câu đứng ở dòng thứ hai.', 113, 118 + i * 40, 400),
    ]).flat();
    expect(textsOf([page([...letterhead, ...body])]).slice(2)).toHaveLength(4);
  });
});
