// Habits of converters that turn web pages into text: lone numbers, early breaks, cells between bars.
import { describe, expect, it } from 'vitest';
import { cleanLines } from './clean';
import { joinLines } from './join';
import { linesOf } from './lines';
import type { Table } from './tables';
import { wrapProfile } from './wrap';

const read = (text: string) => {
  const raw = linesOf({ format: 'txt', sha256: '', text, blocks: [], warnings: [], confidence: 1 });
  const { lines, tables } = cleanLines(raw);
  return joinLines(lines, 0, lines.length, tables, wrapProfile(lines));
};
const texts = (text: string): string[] =>
  read(text).map((item) => `${item.marker ? `${item.marker.label} ` : ''}${item.text}`);

describe('numbers and bullets left alone on a line', () => {
  it.each([
    ['1.\nRà soát quy hoạch.', '1. Rà soát quy hoạch.'],
    ['**2.**\n**Tuyên truyền**', '2. Tuyên truyền'],
    ['a)\n\nXây dựng kế hoạch;', 'a) Xây dựng kế hoạch;'],
    ['-\nPhân công cán bộ theo dõi.', '- Phân công cán bộ theo dõi.'],
    ['IV.\nKINH PHÍ', 'IV. KINH PHÍ'],
  ])('%j', (text, whole) => {
    expect(texts(text)).toEqual([whole]);
  });

  it('takes no other item as its text', () => {
    expect(texts('1.\n2. Tuyên truyền.')).toEqual(['1.', '2. Tuyên truyền.']);
  });
});

describe('numbers with a dash', () => {
  it('"2- 100% …" in a series is an item, "20- 25% …" alone a range', () => {
    expect(texts('1- Giữ vững diện tích rừng.\n2- 100% chủ rừng ký cam kết.')).toEqual([
      '1. Giữ vững diện tích rừng.',
      '2. 100% chủ rừng ký cam kết.',
    ]);
    expect(texts('20- 25% hộ dân tham gia.')).toEqual(['20- 25% hộ dân tham gia.']);
  });
});

describe('paragraphs parted by empty lines', () => {
  const paragraphs = Array.from({ length: 10 }, (_, i) =>
    [
      `${i + 1}. Sở`,
      'Nông nghiệp và Môi trường hướng dẫn các xã thực hiện kế hoạch trồng cây',
      'phân tán hằng năm theo nội dung đã đăng ký.',
    ].join('\n'),
  );

  it('a line that stands with others is never a paragraph of its own, wherever it broke', () => {
    const items = texts(paragraphs.join('\n\n'));
    expect(items).toHaveLength(10);
    expect(items[0]).toBe(
      '1. Sở Nông nghiệp và Môi trường hướng dẫn các xã thực hiện kế hoạch trồng cây phân tán hằng năm theo nội dung đã đăng ký.',
    );
  });

  it('"2. Sở" goes on in the next line even in a short text', () => {
    expect(texts('2. Sở\nTài chính')).toEqual(['2. Sở Tài chính']);
  });
});

describe('cells between bars', () => {
  const row = (...cells: string[]): string => `|\n${cells.map((cell) => `${cell}\n|`).join('\n')}`;
  const table = [
    row('**STT**', '**Nhiệm vụ**', '**Cơ quan chủ trì**', '**Thời gian**'),
    row('**I. TUYÊN TRUYỀN**'),
    row('1', 'Tổ chức hội nghị', 'Sở Nội vụ', 'Quý I/2026'),
    row('2', 'Xây dựng\nchuyên mục', '', 'Hằng năm'),
    row('**II. HẠ TẦNG**'),
    row('3', 'Lắp đặt trạm', 'Sở Công Thương', 'Năm 2027'),
    row('4', 'Nghiệm thu', 'Sở Công Thương'),
  ].join('\n');

  it('the bar behind the header tells the width; groups, blank cells and merged rows are told apart', () => {
    const found = read(`${table}\n\nTrên đây là Kế hoạch.`)[0]?.table;
    expect(found?.header).toEqual(['STT', 'Nhiệm vụ', 'Cơ quan chủ trì', 'Thời gian']);
    expect(found?.rows.map((cells) => cells.map((cell) => cell.text))).toEqual([
      ['I. TUYÊN TRUYỀN', '', '', ''],
      ['1', 'Tổ chức hội nghị', 'Sở Nội vụ', 'Quý I/2026'],
      ['2', 'Xây dựng chuyên mục', '', 'Hằng năm'],
      ['II. HẠ TẦNG', '', '', ''],
      ['3', 'Lắp đặt trạm', 'Sở Công Thương', 'Năm 2027'],
    ]);
    expect(found?.broken.map((cell) => cell.text)).toEqual(['4 | Nghiệm thu | Sở Công Thương']);
  });

  it('a cell that spans rows at the end of the table is carried down; one that spans rows before the time is not', () => {
    const spans = (...rest: string[]): string =>
      [
        row('TT', 'Nhiệm vụ', 'Cơ quan chủ trì', 'Thời gian', 'Sản phẩm', 'Kinh phí'),
        row('1', 'Lắp đặt trạm', 'Sở Công Thương', 'Quý I/2026', 'Báo cáo', 'Chi thường xuyên'),
        row('2', ...rest),
        row('3', 'Nghiệm thu', 'Sở Nội vụ', 'Năm 2027', 'Biên bản', 'Chi đầu tư'),
      ].join('\n');
    const tableOf = (text: string): Table | null | undefined =>
      read(`${text}\n\nTrên đây là Kế hoạch.`)[0]?.table;
    const last = tableOf(spans('Vận hành', 'Sở Y tế', 'Năm 2025 - 2026', 'Quy chế'));
    expect(last?.rows.map((cells) => cells.map((cell) => cell.text))[1]).toEqual([
      '2',
      'Vận hành',
      'Sở Y tế',
      'Năm 2025 - 2026',
      'Quy chế',
      'Chi thường xuyên',
    ]);
    expect(last?.rows).toHaveLength(3);
    expect(tableOf(spans('Vận hành', 'Năm 2026', 'Quy chế', 'Chi đầu tư'))?.broken).toHaveLength(1);
  });

  it('a head of two rows is one: the years stand in place of the column that spans them', () => {
    const years = [
      row('TT', 'Chỉ tiêu', 'Lộ trình thực hiện', 'Đơn vị chủ trì'),
      row('Năm 2026', 'Năm 2030'),
      row('1', 'Diện tích rừng', '120', '150', 'Phòng Kinh tế'),
      row('2', 'Số hộ nhận khoán', '80', '95', 'Phòng Kinh tế'),
    ].join('\n');
    for (const printed of [years, years.replace(/^\|$/gm, '')]) {
      const found = read(`${printed}\n\nII. NHIỆM VỤ\n\n- Trồng rừng.`)[0]?.table;
      expect(found?.header).toEqual(['TT', 'Chỉ tiêu', 'Năm 2026', 'Năm 2030', 'Đơn vị chủ trì']);
      expect(found?.rows.map((cells) => cells.map((cell) => cell.text))).toEqual([
        ['1', 'Diện tích rừng', '120', '150', 'Phòng Kinh tế'],
        ['2', 'Số hộ nhận khoán', '80', '95', 'Phòng Kinh tế'],
      ]);
    }
  });

  it('a table does not begin at the bar that closes a signature', () => {
    const signed = `${row('Nơi nhận:', 'CHỦ TỊCH')}\n\nPHỤ LỤC\n\n${table}`;
    expect(read(signed).find((item) => item.table)?.table?.header[0]).toBe('STT');
  });

  it('a header of names and mottos is no table', () => {
    const head = [
      row('ỦY BAN NHÂN DÂN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
      row('Số: 1/KH-UBND', 'Tân Hòa'),
    ];
    expect(read(head.join('\n')).some((item) => item.table)).toBe(false);
  });
});
