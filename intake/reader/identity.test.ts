// Identity of a document: what is printed is found however converters broke it, what is not printed stays empty.
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
const OPENING =
  'Thực hiện Kế hoạch số 31/KH-UBND ngày 20/01/2026 của Ủy ban nhân dân tỉnh, UBND xã Tân Hòa xây dựng Kế hoạch như sau:';

describe('header', () => {
  const want = {
    type: 'ke_hoach',
    number: { number: 12, symbol: 'KH-UBND' },
    date: { iso: '2026-03-05', place: 'Tân Hòa' },
    issuing_body: {
      normalized: 'Ủy ban nhân dân xã Tân Hòa',
      system: 'chinh_quyen',
      level: 'xa',
      in_header: true,
    },
    title: 'Phát triển nông nghiệp năm 2026',
  };

  it.each([
    [
      'in two columns',
      [
        'ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'XÃ TÂN HÒA                   Độc lập - Tự do - Hạnh phúc',
        'Số: 12/KH-UBND            Tân Hòa, ngày 05 tháng 3 năm 2026',
      ],
    ],
    [
      'interleaved',
      [
        'ỦY BAN NHÂN DÂN',
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'XÃ TÂN HÒA',
        'Độc lập - Tự do - Hạnh phúc',
        'Số: 12/KH-UBND',
        'Tân Hòa, ngày 05 tháng 3 năm 2026',
      ],
    ],
    [
      'one cell per line between strokes',
      [
        'ỦY BAN NHÂN DÂN',
        'XÃ TÂN HÒA',
        '-------',
        '|',
        'CỘNG HÒA',
        'XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        '|',
        'Số: 12/KH-UBND',
        '|',
        'Tân Hòa, ngày',
        '05 tháng 3 năm 2026',
        '|',
      ],
    ],
    [
      'broken inside the name',
      [
        'ỦY',
        'BAN NHÂN DÂN',
        'XÃ TÂN HÒA',
        'CỘNG',
        'HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        'Số: 12 / KH – UBND',
        'Tân Hòa, ngày 05',
        'tháng 3',
        'năm 2026',
      ],
    ],
    [
      'as a table',
      [
        '| ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |',
        '|---|---|',
        '| **XÃ TÂN HÒA** | **Độc lập - Tự do - Hạnh phúc** |',
        '| Số: 12/KH-UBND | *Tân Hòa, ngày 05 tháng 3 năm 2026* |',
      ],
    ],
    [
      'with the date in figures',
      ['UBND XÃ TÂN HÒA', 'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Số: 12/KH-UBND', 'Tân Hòa, ngày 05/3/2026'],
    ],
  ])('%s', (_, head) => {
    expect(read([...head, 'KẾ HOẠCH', 'Phát triển nông nghiệp năm 2026', OPENING])).toMatchObject(want);
  });

  it('of the Party, its Standing Board issuing', () => {
    const document = read([
      'ĐẢNG BỘ TỈNH LAM SƠN      ĐẢNG CỘNG SẢN VIỆT NAM',
      'ĐẢNG ỦY XÃ TÂN HÒA',
      '*',
      'Số 59- KH/ĐU',
      'Tân Hòa, ngày 31 tháng 3 năm 2026',
      'KẾ HOẠCH',
      'Phát triển Đảng năm 2026',
      '-----',
      'Thực hiện Nghị quyết số 07-NQ/TU ngày 29/01/2026 của Tỉnh ủy, Ban Thường vụ Đảng ủy xã ban hành Kế hoạch như sau:',
    ]);
    expect(document).toMatchObject({
      number: { number: 59, symbol: 'KH/ĐU', canonical: '59-KH/ĐU' },
      issuing_body: {
        normalized: 'Ban Thường vụ Đảng ủy xã Tân Hòa',
        system: 'dang',
        parent: 'Đảng bộ tỉnh Lam Sơn',
      },
    });
  });

  it('of the Front, its board issuing', () => {
    const document = read([
      'ỦY BAN MTTQ VIỆT NAM',
      'XÃ TÂN HÒA',
      'BAN THƯỜNG TRỰC',
      'CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Số: 16/KH-MTTQ-BTT',
      'Tân Hòa, ngày 18 tháng 11 năm 2025',
      'KẾ HOẠCH',
      'Vận động Quỹ “Vì người nghèo” năm 2026',
      '',
      'Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã ban hành kế hoạch vận động năm 2026, cụ thể như sau:',
    ]);
    expect(document).toMatchObject({
      title: 'Vận động Quỹ “Vì người nghèo” năm 2026',
      issuing_body: {
        normalized: 'Ban Thường trực Ủy ban MTTQ Việt Nam xã Tân Hòa',
        system: 'khac',
        level: 'xa',
      },
    });
  });

  it('stands in the opening where the type word is followed by the issuer alone', () => {
    const document = read([
      'CHƯƠNG TRÌNH HÀNH ĐỘNG',
      'CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH LAM SƠN',
      'Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh lần thứ I, nhiệm kỳ 2025 - 2030, Ban Chấp hành Đảng bộ tỉnh xây dựng Chương trình hành động, cụ thể như sau:',
    ]);
    expect(document.title).toBe('Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh lần thứ I, nhiệm kỳ 2025 - 2030');
    expect(document.issuing_body.normalized).toBe('Ban Chấp hành Đảng bộ tỉnh Lam Sơn');
  });

  it('of a steering committee over two lines', () => {
    const document = read([
      'UBND TỈNH TRƯỜNG AN',
      'BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ',
      'VÀ ĐỀ ÁN 06',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Số: 06/KH-BCĐ',
      'Trường An, ngày 11 tháng 02 năm 2026',
      'KẾ HOẠCH',
      'HOẠT ĐỘNG NĂM 2026',
      'Ban Chỉ đạo xây dựng Kế hoạch như sau:',
    ]);
    expect(document.issuing_body).toMatchObject({
      system: 'chinh_quyen',
      parent: 'Ủy ban nhân dân tỉnh Trường An',
    });
    expect(document.issuing_body.normalized?.toLowerCase()).toBe('ban chỉ đạo chuyển đổi số và đề án 06');
  });
});

describe('what is blank stays blank', () => {
  it('number and day left empty', () => {
    const document = read([
      'Số:        /KH – UBND',
      'Tân Hòa, ngày      tháng 4 năm 2026',
      'KẾ HOẠCH',
      'Phát triển nông nghiệp',
      OPENING,
    ]);
    expect(document.number).toMatchObject({ number: null, symbol: 'KH-UBND', blank: true, canonical: null });
    expect(document.date).toMatchObject({ day: null, month: 4, year: 2026, iso: null, place: 'Tân Hòa' });
  });

  it('B15 a document without number and date is a draft plan with two blocking questions', () => {
    const reading = readText(['KẾ HOẠCH', 'Phát triển nông nghiệp', OPENING, ...BODY].join('\n'));
    expect(reading.document.number.number).toBeNull();
    expect(reading.document.date.iso).toBeNull();
    const blocking = reading.questions
      .filter((question) => question.blocking)
      .map((question) => question.code);
    expect(blocking).toEqual(expect.arrayContaining(['NO_NUMBER', 'NO_DATE']));
    expect(reading.questions.find((question) => question.code === 'NO_DATE')?.answers).toContain(
      'Ban hành không có; nêu lý do',
    );
  });

  it('the date of a basis or of a web posting is never the date of the document', () => {
    const document = read([
      'Ngày đăng: 12/05/2026',
      'Lượt xem: 120',
      'KẾ HOẠCH',
      'Phát triển nông nghiệp',
      OPENING,
    ]);
    expect(document.date.iso).toBeNull();
    expect(document.number.number).toBeNull();
  });

  it('a day that the calendar does not have is no date', () => {
    const document = read([
      'Số: 12/KH-UBND',
      'Tân Hòa, ngày 31 tháng 02 năm 2026',
      'KẾ HOẠCH',
      'Phát triển nông nghiệp',
      OPENING,
    ]);
    expect(document.date).toMatchObject({ day: 31, month: 2, year: 2026, iso: null });
  });
});

describe('issuer without a header', () => {
  it('comes from the opening, and is asked about', () => {
    const reading = readText(['KẾ HOẠCH', 'Phát triển nông nghiệp', OPENING, ...BODY].join('\n'));
    expect(reading.document.issuing_body).toMatchObject({
      normalized: 'Ủy ban nhân dân xã Tân Hòa',
      in_header: false,
      needs_confirmation: true,
    });
    expect(reading.questions.map((question) => question.code)).toContain('ISSUER_INFERRED');
  });

  it('a name that contains a verb is a name ("xã Tân Lập")', () => {
    const document = read([
      'KẾ HOẠCH',
      'Phát triển nông nghiệp',
      'Thực hiện Kế hoạch số 31/KH-UBND của tỉnh, UBND xã Tân Lập Thượng xây dựng Kế hoạch như sau:',
    ]);
    expect(document.issuing_body.normalized).toBe('Ủy ban nhân dân xã Tân Lập Thượng');
  });

  it('is completed by the place of the date line and the level the body speaks of', () => {
    const document = read(
      [
        'Thủy Lâm, ngày   tháng 4 năm 2026',
        'CHƯƠNG TRÌNH HÀNH ĐỘNG',
        'CỦA BAN THƯỜNG VỤ ĐẢNG ỦY',
        'Phát triển kinh tế',
        'Ban Thường vụ Đảng ủy ban hành chương trình hành động như sau:',
      ],
      ['I. MỤC ĐÍCH', '- Phát triển phường toàn diện trên địa bàn phường.'],
    );
    expect(document.issuing_body).toMatchObject({
      normalized: 'Ban Thường vụ Đảng ủy phường Thủy Lâm',
      level: 'phuong',
      system: 'dang',
    });
  });
});

describe('type and title', () => {
  it('a decision that wraps a plan lends number, date and signer; the plan keeps its title', () => {
    const reading = readText(
      [
        'ỦY BAN NHÂN DÂN XÃ TÂN HÒA',
        'Số: 412/QĐ-UBND',
        'Tân Hòa, ngày 30 tháng 3 năm 2026',
        'QUYẾT ĐỊNH',
        'Về việc ban hành Kế hoạch phòng cháy năm 2026',
        'Căn cứ Luật Tổ chức chính quyền địa phương;',
        'QUYẾT ĐỊNH:',
        'Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phòng cháy năm 2026.',
        'Nơi nhận:',
        '- Như Điều 1;',
        '- Lưu: VT.',
        'CHỦ TỊCH',
        'Hà Văn Thắm',
        'KẾ HOẠCH',
        'Phòng cháy, chữa cháy năm 2026',
        '(Kèm theo Quyết định số 412/QĐ-UBND ngày 30/3/2026)',
        ...BODY,
      ].join('\n'),
    );
    expect(reading.document).toMatchObject({
      type: 'ke_hoach',
      title: 'Phòng cháy, chữa cháy năm 2026',
      number: { number: 412, symbol: 'QĐ-UBND' },
      date: { iso: '2026-03-30' },
      issued_by_decision: '412/QĐ-UBND',
    });
    expect(reading.signer?.name).toBe('Hà Văn Thắm');
  });

  it('who decides stands between title and bases and belongs to neither', () => {
    const reading = readText(
      [
        'ỦY BAN NHÂN DÂN TỈNH LAM SƠN',
        'Số: 19/QĐ-UBND',
        'Lam Sơn, ngày 26 tháng 8 năm 2026',
        'QUYẾT ĐỊNH',
        'PHÊ DUYỆT KẾ HOẠCH TRỒNG RỪNG NĂM 2027',
        'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM SƠN',
        'Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;',
        'QUYẾT ĐỊNH:',
        'Điều 1. Phê duyệt Kế hoạch với các nội dung như sau:',
        ...BODY,
        'Điều 3. Giám đốc các Sở và Chủ tịch UBND các xã chịu trách nhiệm thi hành Quyết định này.',
      ].join('\n'),
    );
    expect(reading.document.title).toBe('PHÊ DUYỆT KẾ HOẠCH TRỒNG RỪNG NĂM 2027');
    expect(reading.tasks.map((task) => task.text)).toEqual(['Chủ trì thực hiện.']);
  });

  it('without its type word a document is known by its symbol', () => {
    const document = read([
      'ỦY BAN NHÂN DÂN TỈNH LAM SƠN',
      'Số: 186/KH-UBND',
      'Lam Sơn, ngày 30 tháng 9 năm 2026',
      'THỰC HIỆN NGHỊ QUYẾT VỀ PHÁT TRIỂN KINH TẾ - XÃ HỘI ĐẾN NĂM 2030',
      'Thực hiện Nghị quyết số 96/NQ-CP ngày 01/8/2026 của Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch, cụ thể như sau:',
    ]);
    expect(document).toMatchObject({
      type: 'ke_hoach',
      title: 'THỰC HIỆN NGHỊ QUYẾT VỀ PHÁT TRIỂN KINH TẾ - XÃ HỘI ĐẾN NĂM 2030',
      number: { number: 186 },
    });
  });

  it.each([
    ['Phát triển du lịch giai đoạn 2026 - 2030, tầm nhìn đến năm 2045', [2026, 2030, 2045]],
    ['Chuyển đổi số năm 2026', [2026, 2026, null]],
    ['Phát triển du lịch đến năm 2030', [null, 2030, null]],
    ['thực hiện Nghị quyết Đại hội nhiệm kỳ 2025 - 2030', [2025, 2030, null]],
    ['thực hiện Nghị quyết số 18-NQ/TU ngày 12/3/2026 về giáo dục', [null, null, null]],
  ])('period of "%s"', (title, [start, end, vision]) => {
    const { period } = read([
      'ỦY BAN NHÂN DÂN XÃ TÂN HÒA',
      'KẾ HOẠCH',
      title,
      'Ủy ban nhân dân xã ban hành Kế hoạch như sau:',
    ]);
    expect([period.start_year, period.end_year, period.vision_year]).toEqual([start, end, vision]);
  });
});

it('the sentence that issues the plan is no basis, also where it was joined to one', () => {
  const { legal_bases } = readText(
    [
      'KẾ HOẠCH',
      'Trồng rừng năm 2026',
      'Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017; Ủy ban nhân dân xã Tân Hòa ban hành Kế hoạch trồng rừng như sau:',
      ...BODY,
    ].join('\n'),
  );
  expect(legal_bases).toHaveLength(1);
});
