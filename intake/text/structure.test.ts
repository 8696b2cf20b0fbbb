// From printed lines to logical items: page breaks, page widths, furniture and tables undone.
import { describe, expect, it } from 'vitest';
import { cleanLines } from './clean';
import { findTables, joinLines } from './join';
import { linesOf } from './lines';
import { parseMarker } from './markers';
import { wrapProfile } from './wrap';

function itemsOf(text: string): string[] {
  const raw = linesOf({ format: 'txt', sha256: '', text, blocks: [], warnings: [], confidence: 1 });
  const { lines, tables } = cleanLines(raw);
  return joinLines(lines, 0, lines.length, tables, wrapProfile(lines)).map((item) =>
    item.table
      ? `[${item.table.rows.map((row) => row.map((cell) => cell.text).join('|')).join(' / ')}]`
      : `${item.marker?.label ?? ''}${item.marker ? ' ' : ''}${item.text}`,
  );
}

describe('markers', () => {
  it.each([
    ['I. MỤC ĐÍCH', 'roman', 'I.'],
    ['Iii - Nhiệm vụ', 'roman', 'Iii.'],
    ['I- QUAN ĐIỂM', 'roman', 'I.'],
    ['1. Tuyên truyền', 'number', '1.'],
    ['1.1. Công chức', 'number', '1.1.'],
    ['1- Quan điểm', 'number', '1.'],
    ['1 Mục đích:', 'number', '1.'],
    ['a) Rà soát', 'letter', 'a)'],
    ['đ) 100% cán bộ', 'letter', 'đ)'],
    ['(1) Tổ chức', 'paren', '(1)'],
    ['-Căn cứ', 'dash', '-'],
    ['– Nâng cao', 'dash', '-'],
    ['+ Báo cáo', 'plus', '+'],
    ['• Hỗ trợ', 'dot', '•'],
    ['Điều 1. Thông qua', 'dieu', 'Điều1.'],
    ['PHẦN THỨ NHẤT', 'phan', 'P.NHẤT'],
    ['B. NHIỆM VỤ', 'upper', 'B.'],
  ])('%s', (text, kind, label) => {
    expect(parseMarker(text)).toMatchObject({ kind, label });
  });

  it.each([
    '2.305 ha rừng',
    '05 mô hình',
    '3.5 triệu đồng',
    '-5% so với',
    '07-NQ/TU ngày',
    'Phần lớn hộ dân',
    'Mục tiêu chung',
    'I am',
    '2026 - 2030',
    '61/TTr-SYT ngày 25/3/2026',
  ])('"%s" opens with no marker', (text) => {
    expect(parseMarker(text)).toBeNull();
  });
});

describe('broken sentences', () => {
  it('a page break in a sentence is joined, whatever stands between', () => {
    expect(
      itemsOf(
        '- Bám sát Chương trình của Đảng ủy xã; bảo đảm sự lãnh đạo, điều hành\n\n2\n\nquyết liệt của UBND xã.\n\n- Xác định rõ nội dung.',
      ),
    ).toEqual([
      '- Bám sát Chương trình của Đảng ủy xã; bảo đảm sự lãnh đạo, điều hành quyết liệt của UBND xã.',
      '- Xác định rõ nội dung.',
    ]);
  });

  it('a symbol cut at its hyphen closes up', () => {
    expect(itemsOf('- Tiếp thu chính sách theo Quyết định số 2271/QĐ-\nUBND của tỉnh.')[0]).toContain(
      '2271/QĐ-UBND',
    );
  });

  const wrapped = [
    '- Tổ chức tuần tra, kiểm tra rừng thường xuyên; phát hiện, ngăn',
    'chặn kịp thời hành vi phá rừng, lấn chiếm đất rừng của các tổ chức',
    'và cá nhân trên địa bàn; phối hợp với các xã giáp ranh trong công',
    'tác bảo vệ rừng, nhất là rừng phòng hộ đầu nguồn và rừng đặc dụng',
    'có nguy cơ cháy cao trong mùa khô hanh.',
    '- Phát triển kinh tế nông nghiệp gắn với bảo vệ môi trường, văn hóa',
    '- xã hội và du lịch cộng đồng ở những nơi có điều kiện thuận lợi để',
    'người dân có thêm việc làm, thu nhập ổn định từ nghề rừng.',
    '- Xây dựng phương án phòng cháy, chữa cháy rừng theo phương châm',
    '4 tại chỗ; tổ chức diễn tập ở những thôn có nguy cơ cháy cao và bố',
    'trí lực lượng trực trong mùa khô.',
  ];

  it('lines cut at a page width come back together; a dash in a broken sentence is a hyphen', () => {
    const items = itemsOf(wrapped.join('\n'));
    expect(items).toHaveLength(3);
    expect(items[1]).toContain('văn hóa - xã hội');
  });

  it('a long line that stops inside the name of an office goes on behind its dash', () => {
    const broken = [
      '1. Các trường học trên địa bàn lập danh sách học sinh, gửi Phòng Văn hóa',
      '- Xã hội trước ngày 20/9/2026.',
    ];
    expect(itemsOf(broken.join('\n'))).toHaveLength(1);
  });

  it('with an empty line after every printed line, empty lines mean nothing', () => {
    expect(itemsOf(wrapped.join('\n\n'))).toHaveLength(3);
  });

  it('the last words of a sentence, right under its long line, go with it also where no other line is cut', () => {
    const line = '2. Văn phòng là cơ quan thường trực, giúp Ban Chỉ đạo theo dõi, đôn đốc thực hiện';
    expect(itemsOf(`${line}\nKế hoạch.`)).toEqual([`${line} Kế hoạch.`]);
    expect(itemsOf(`${line}\n\nHọp tháng.`)).toHaveLength(2);
    expect(itemsOf('2. Phân công\nHọp tháng.')).toHaveLength(2);
  });

  it('a heading and the paragraph under it stay two', () => {
    expect(
      itemsOf(
        '1. Công tác tuyên truyền\nTích cực tuyên truyền các chủ trương.\n2. Sản xuất\nTổ chức sản xuất.',
      ),
    ).toHaveLength(4);
    expect(
      itemsOf('5. Các doanh nghiệp viễn thông (A, B), Bưu điện khu vực\nĐầu tư hạ tầng, hỗ trợ gói cước.'),
    ).toHaveLength(2);
  });
});

describe('tables', () => {
  const head = 'STT | Nội dung | Đơn vị chủ trì | Thời gian';

  it('a pipe row wrapped over lines is one row', () => {
    expect(
      itemsOf(
        '| STT | Nội dung nhiệm vụ | Đơn vị chủ trì |\n|---|---|---|\n| 1 | Rà soát quỹ đất công trên\nđịa bàn xã | Phòng Kinh tế |',
      ),
    ).toEqual(['[1|Rà soát quỹ đất công trên địa bàn xã|Phòng Kinh tế]']);
  });

  it('a table continued on the next page is joined, its repeated header dropped', () => {
    const table = (rows: string): string => `| STT | Chỉ tiêu | Năm 2026 |\n|---|---|---|\n${rows}`;
    expect(itemsOf(`${table('| 1 | A | 1% |')}\n\n${table('| 2 | B | 2% |')}`)).toEqual([
      '[1|A|1% / 2|B|2%]',
    ]);
  });

  it('cells on lines of their own are put back into rows', () => {
    const cells = head.split(' | ').join('\n');
    expect(
      itemsOf(
        `${cells}\n1\nLập hồ sơ\nPhòng Kinh tế\nQuý I\n2\nTuyên truyền\nCác bản\nQuý II\n3\n\nIV. BÁO CÁO`,
      )[0],
    ).toBe('[1|Lập hồ sơ|Phòng Kinh tế|Quý I / 2|Tuyên truyền|Các bản|Quý II]');
  });

  it('cells that each end in a stroke keep their empty neighbours', () => {
    const stroke = (cells: string[]): string => cells.map((cell) => `${cell}\n|`).join('\n');
    expect(
      itemsOf(
        `${stroke(head.split(' | '))}\n${stroke(['1', 'Lập hồ sơ', 'Phòng Kinh tế', ''])}\n${stroke(['2', 'Tuyên truyền', 'Các bản', 'Quý II'])}\nIV. BÁO CÁO`,
      )[0],
    ).toBe('[1|Lập hồ sơ|Phòng Kinh tế| / 2|Tuyên truyền|Các bản|Quý II]');
  });

  it('a row that cannot be rebuilt is kept whole for a person', () => {
    const lines = linesOf({
      format: 'txt',
      sha256: '',
      text: 'STT\nNội dung\nĐơn vị chủ trì\nThời gian\n1\nLập hồ sơ\nPhòng Kinh tế\nQuý I\n2\nTuyên truyền\n3\nDiễn tập\nCông an xã\nQuý II',
      blocks: [],
      warnings: [],
      confidence: 1,
    });
    const [found] = [...findTables(lines).values()];
    expect(found?.table.rows).toHaveLength(2);
    expect(found?.table.broken.map((row) => row.text)).toEqual(['2 | Tuyên truyền']);
  });
});

describe('page furniture', () => {
  it('page numbers, gazette heads, bookmarks and web frames go; list items and labels stay', () => {
    expect(
      itemsOf(
        '[bookmark: muc_2]\nLượt xem: 120\n- Rà soát.\n- 3 -\nTrang 4/12\n- Hoàn thiện.\nĐơn vị chủ trì: Phòng Kinh tế.',
      ),
    ).toEqual(['- Rà soát.', '- Hoàn thiện.', 'Đơn vị chủ trì: Phòng Kinh tế.']);
  });

  it('a line that goes on with the day of a sentence is no page number; a number with a name is', () => {
    const [before, after] = ['- Tổng hợp kết quả thực hiện, báo cáo Bộ trưởng trước', 'hằng năm.'];
    expect(itemsOf(`${before} ngày\n20 tháng 12\n${after}`)).toEqual([`${before} ngày 20 tháng 12 ${after}`]);
    expect(itemsOf(`${before}\n12 CÔNG BÁO\n${after}`)).toEqual([`${before} ${after}`]);
  });
});

it('a line set in opens a paragraph where the others are not, also under a full line', () => {
  const page = [
    '     I. NHIỆM VỤ CHUNG',
    '     - Đẩy mạnh tuyên truyền đến các hộ dân trên địa bàn toàn xã trong',
    'năm nay.',
    '     - Rà soát quỹ đất công của các thôn, lập danh mục những nơi còn bỏ',
    'trống.',
    '     II. PHÂN CÔNG CHO CÁC ĐƠN VỊ',
    '     1. Phòng Kinh tế',
    '     Chủ trì, hướng dẫn các thôn lập hồ sơ; nghiệm thu kết quả từng quý.',
    '     Phối hợp với Kho bạc giải ngân nguồn vốn, bảo đảm đúng tiến độ đã',
    'đề ra.',
    '     2. Phòng Văn hóa - Xã hội',
    '     Chủ trì rà soát hộ nghèo, hộ cận nghèo; tổng hợp kết quả gửi cơ',
    'quan cấp trên.',
    '     3. Các thôn',
    '     - Họp dân bình xét.',
  ].join('\n');
  expect(itemsOf(page)).toContain('Chủ trì, hướng dẫn các thôn lập hồ sơ; nghiệm thu kết quả từng quý.');
});
