// Reporting duties beyond the list of wordings: several deadlines, parties, tiers, and what is no duty to report.
import { describe, expect, it } from 'vitest';
import type { PlanReading } from '../reading';
import { readSample } from './sample-plan.fixture';

const read = (text: string): PlanReading =>
  readSample({
    organisation: ['1. Phòng Văn hóa - Xã hội', '- Chủ trì tuyên truyền.', '2. Chế độ báo cáo', `- ${text}`],
  });
const inList = (text: string): PlanReading =>
  readSample({ organisation: ['1. Phòng Văn hóa - Xã hội', '- Chủ trì tuyên truyền.', `- ${text}`] });

describe('several deadlines in one clause', () => {
  it('gives each cycle its own', () => {
    const { reporting } = read(
      'Báo cáo quý trước ngày 20 của tháng cuối quý, báo cáo 6 tháng trước ngày 10/6, báo cáo năm trước ngày 05/12 gửi về Phòng Kinh tế.',
    );
    expect(
      reporting.map((clause) => [clause.kind, clause.due?.map((rule) => [rule.day, rule.month])]),
    ).toEqual([
      ['quy', [[20, 'last_month_of_quarter']]],
      ['6_thang', [[10, 6]]],
      ['hang_nam', [[5, 12]]],
    ]);
  });

  it('reads dates before the cycles they belong to', () => {
    const { reporting } = read(
      'Các đơn vị gửi báo cáo trước ngày 15/6 (báo cáo 6 tháng) và trước ngày 15/12 (báo cáo năm) về Phòng Kinh tế.',
    );
    expect(reporting.map((clause) => [clause.kind, clause.due?.[0]?.month])).toEqual([
      ['6_thang', 6],
      ['hang_nam', 12],
    ]);
  });

  it('reads a duty in the list of a unit that opens with its name', () => {
    const { reporting, tasks } = readSample({
      organisation: [
        '1. Trạm Y tế các xã',
        'a) Tham mưu văn bản chỉ đạo.',
        'b) Báo cáo kết quả về Sở Y tế trước ngày 10 tháng 7 (báo cáo 6 tháng) và trước ngày 15 tháng 01 năm sau (báo cáo năm).',
        '2. Báo cáo định kỳ',
        'Các đơn vị báo cáo hằng quý về Phòng Kinh tế.',
      ],
    });
    expect(
      reporting.map((clause) => [
        clause.kind,
        clause.from,
        clause.due?.map((rule) => [rule.day, rule.month]),
      ]),
    ).toEqual([
      ['6_thang', 'Trạm Y tế các xã', [[10, 7]]],
      ['hang_nam', 'Trạm Y tế các xã', [[15, 1]]],
      ['quy', 'Các đơn vị', undefined],
    ]);
    expect(tasks.map((task) => task.text.slice(0, 15))).toContain('Báo cáo kết quả');
  });

  it('joins a deadline said in the next sentence', () => {
    const { reporting } = read(
      'Định kỳ 6 tháng, năm các đơn vị báo cáo kết quả về Phòng Kinh tế. Báo cáo 6 tháng gửi trước ngày 10/6, báo cáo năm gửi trước ngày 10/12.',
    );
    expect(reporting.map((clause) => [clause.kind, clause.due?.[0]?.day, clause.due?.[0]?.month])).toEqual([
      ['6_thang', 10, 6],
      ['hang_nam', 10, 12],
    ]);
  });

  it('keeps two monthly reports with different days apart', () => {
    const { reporting } = readSample({
      organisation: [
        '1. Công an xã',
        '- Báo cáo hằng tháng gửi Công an tỉnh trước ngày 15 hằng tháng.',
        '2. Chế độ báo cáo',
        '- Các đơn vị báo cáo trước ngày 25 hằng tháng về Phòng Kinh tế.',
      ],
    });
    expect(reporting.map((clause) => [clause.kind, clause.due?.[0]?.day])).toEqual([
      ['thang', 15],
      ['thang', 25],
    ]);
  });
});

describe('days said in brackets and in pairs', () => {
  it.each([
    [
      'Báo cáo Phòng Kinh tế hằng tháng (trước ngày 22), năm (trước ngày 05/12).',
      [
        ['hang_nam', 5],
        ['thang', 22],
      ],
    ],
    [
      'Báo cáo Phòng Kinh tế định kỳ 6 tháng trước ngày 10/6 và năm trước ngày 11/12.',
      [
        ['6_thang', 10],
        ['hang_nam', 11],
      ],
    ],
    [
      'Báo cáo Phòng Kinh tế hằng quý (chậm nhất ngày 06 của tháng cuối quý), hằng năm (chậm nhất ngày 02 tháng 12).',
      [
        ['quy', 6],
        ['hang_nam', 2],
      ],
    ],
    ['Báo cáo sơ kết học kỳ I gửi Phòng Kinh tế trước ngày 20/01/2027.', [['so_ket_tong_ket', 20]]],
  ])('%s', (text, want) => {
    expect(read(text).reporting.map((clause) => [clause.kind, clause.due?.[0]?.day])).toEqual(want);
  });
});

describe('periods, stages and headings around a duty', () => {
  it('the span of the data is no deadline', () => {
    const { reporting } = read(
      'Định kỳ hằng năm báo cáo kết quả về Phòng Kinh tế chậm nhất ngày 17 tháng 12. Thời gian báo cáo tính từ ngày 15 tháng 12 năm trước đến ngày 14 tháng 12 của kỳ báo cáo.',
    );
    expect(reporting.map((clause) => [clause.kind, clause.due?.map((rule) => rule.day)])).toEqual([
      ['hang_nam', [17]],
    ]);
  });

  it('a deadline in a sentence of its own belongs to the report before it', () => {
    const { reporting } = inList(
      'Tổng hợp kết quả, báo cáo kết quả kiểm kê gửi Sở Tài chính. Thời gian hoàn thành: Trước ngày 31/5/2026.',
    );
    expect(reporting).toMatchObject([{ kind: 'mot_lan', due: [{ day: 31, month: 5, year: 2026 }] }]);
  });

  it('the times of one task may be the days of its reports', () => {
    const { reporting, tasks } = readSample({
      tasks: [
        'Rà soát các văn bản.',
        'Thời gian thực hiện:\n+ Các phòng gửi kết quả rà soát về Sở Tư pháp trước ngày 15 tháng 12 năm 2026.\n+ Giai đoạn 2: thực hiện trong năm 2027.',
      ],
    });
    expect(reporting).toMatchObject([
      { kind: 'mot_lan', from: 'Các phòng', to: 'Sở Tư pháp', due: [{ day: 15, month: 12, year: 2026 }] },
    ]);
    expect(tasks).toHaveLength(3);
  });

  it('"kết quả thực hiện báo cáo về …" is a duty', () => {
    const { reporting } = read(
      'Các phòng, ban xây dựng kế hoạch triển khai; kết quả thực hiện báo cáo về Công an xã (qua bộ phận Tổng hợp).',
    );
    expect(reporting).toMatchObject([{ kind: 'khong_ro_chu_ky', to: 'Công an xã' }]);
  });

  it('the receiver is the unit, not the subject of the report', () => {
    const { reporting } = inList(
      'Tổng hợp, báo cáo tình hình thực hiện Kế hoạch về Chương trình và gửi về Phòng Kinh tế.',
    );
    expect(reporting).toMatchObject([{ to: 'Phòng Kinh tế' }]);
  });
});

describe('changes wished for, results of a campaign', () => {
  it.each([
    [
      'Trong quá trình thực hiện, nếu thấy cần sửa đổi, bổ sung, các đơn vị đề xuất gửi Phòng Kinh tế tổng hợp.',
      ['vuong_mac'],
    ],
    ['Báo cáo Ủy ban nhân dân tỉnh về kết quả đợt thi đua (qua Sở Nội vụ).', ['khong_ro_chu_ky']],
    ['Nghiên cứu nội dung cần sửa đổi, bổ sung của quy chế.', []],
    ['Tổng hợp, báo cáo kịp thời các khó khăn, vướng mắc trong quá trình triển khai.', ['vuong_mac']],
    ['Báo cáo kết quả khắc phục khó khăn của hộ dân.', ['khong_ro_chu_ky']],
  ])('%s', (text, kinds) => {
    expect(inList(text).reporting.map((clause) => clause.kind)).toEqual(kinds);
  });
});

describe('on demand', () => {
  it.each([
    [
      'Báo cáo kết quả về Ủy ban nhân dân tỉnh (qua Ban Giám sát và Phản biện xã hội) định kỳ và đột xuất.',
      ['dinh_ky', 'dot_xuat'],
    ],
    ['Báo cáo kết quả gửi Sở Y tế hằng năm (trước ngày 15/11) hoặc theo đề nghị.', ['hang_nam', 'dot_xuat']],
    ['Báo cáo 02 lần/ngày về tình hình cấp phát gửi Ủy ban nhân dân tỉnh.', ['dinh_ky']],
    ['Báo cáo kết quả kiểm tra theo đề nghị của Sở Y tế.', ['khong_ro_chu_ky']],
  ])('%s', (text, kinds) => {
    expect(read(text).reporting.map((clause) => clause.kind)).toEqual(kinds);
  });
});

describe('what is no duty to report', () => {
  it.each([
    'Xây dựng đội ngũ báo cáo viên cơ sở.',
    'Tăng cường kiểm tra, giám sát định kỳ và đột xuất.',
    'Bố trí kinh phí trong dự toán hằng năm, báo cáo cấp có thẩm quyền phê duyệt.',
    'Theo báo cáo của ngành y tế, dịch bệnh diễn biến phức tạp.',
    'Tổ chức bồi dưỡng hằng năm cho cán bộ.',
    'Xây dựng kế hoạch hằng năm và tổ chức thực hiện.',
    'Lập báo cáo nghiên cứu khả thi dự án.',
    'Biên tập tin bài phản ánh kết quả thực hiện Chương trình.',
    'Định kỳ hằng năm công bố báo cáo dự báo thị trường lao động.',
    'Báo cáo tổng hợp hằng quý được lưu trữ bằng văn bản giấy.',
    'Thường xuyên cập nhật dữ liệu người hưởng trợ cấp hằng tháng vào hệ thống quản lý.',
    'Trường hợp vượt thẩm quyền, Phòng Kinh tế tổng hợp báo cáo UBND xã xem xét.',
    'Lập dự toán kinh phí báo cáo Phòng Kinh tế trình cấp có thẩm quyền xem xét.',
  ])('%s', (text) => {
    expect(inList(text).reporting).toEqual([]);
  });

  it('B14 "theo quy định" gives no deadline and asks for the cycle', () => {
    const reading = read('Tổng hợp, báo cáo kết quả thực hiện Ủy ban nhân dân xã theo quy định.');
    expect(reading.reporting).toMatchObject([{ kind: 'khong_ro_chu_ky', due: null, deadline_text: null }]);
    expect(reading.questions).toContainEqual(expect.objectContaining({ code: 'NO_CYCLE', blocking: true }));
  });

  it('asks once where nothing is said about reports', () => {
    const reading = readSample({});
    expect(reading.reporting).toEqual([]);
    expect(reading.questions.filter((question) => question.code === 'NO_REPORTING')).toHaveLength(1);
  });
});

describe('questions about reports', () => {
  it('asks one question for the kinds of one clause', () => {
    const reading = read('Các đơn vị báo cáo định kỳ 6 tháng, hằng năm về Phòng Kinh tế.');
    expect(reading.questions.filter((question) => question.code === 'NO_DEADLINE')).toMatchObject([
      { refers_to: ['R1', 'R2'], blocking: true },
    ]);
  });

  it('says that a kind was inferred from a pair of dates', () => {
    const reading = read('Các đơn vị gửi báo cáo trước ngày 15/6 và 15/12 hằng năm về Phòng Kinh tế.');
    expect(reading.questions).toContainEqual(expect.objectContaining({ code: 'KIND_INFERRED' }));
  });
});

describe('cycles and days that stand apart', () => {
  it.each([
    ['Báo cáo tháng gửi trước ngày 15; báo cáo tuần trước 10 giờ thứ Sáu.', ['thang:15/every', 'tuan:thứ 5']],
    [
      'Báo cáo về Phòng Kinh tế chậm nhất ngày 05/6 (6 tháng) và 05/12 (năm).',
      ['6_thang:5/6', 'hang_nam:5/12'],
    ],
    [
      'Báo cáo sơ kết 6 tháng trước ngày 01/6/2026, báo cáo tổng kết năm trước ngày 25/11/2026.',
      ['6_thang:1/6', 'hang_nam:25/11'],
    ],
    [
      'Gửi báo cáo 6 tháng trước ngày 10/6/2026 và năm 2026 trước ngày 05/12/2026 về Phòng Kinh tế.',
      ['6_thang:10/6', 'hang_nam:5/12'],
    ],
    [
      'Các đơn vị gửi báo cáo về Phòng Kinh tế định kỳ: quý I trước ngày 15/3; 6 tháng trước ngày 15/6; quý III trước ngày 15/9; năm trước ngày 15/11.',
      ['quy:15/3', 'quy:15/9', '6_thang:15/6', 'hang_nam:15/11'],
    ],
    [
      'Báo cáo UBND xã hằng tháng (ngày 14), 6 tháng (14/6), năm (14/12).',
      ['6_thang:14/6', 'hang_nam:14/12', 'thang:14/every'],
    ],
    ['Hằng tháng, báo cáo kết quả kiểm tra về Phòng Kinh tế trước ngày 18.', ['thang:18/every']],
    ['Báo cáo kết quả ra quân về UBND xã trước 16 giờ ngày 25/3/2026.', ['mot_lan:25/3']],
    [
      'Báo cáo kết quả định kỳ 6 tháng, 9 tháng và năm; thời gian gửi trước ngày 10 của tháng cuối kỳ báo cáo.',
      [
        '6_thang:10/last_month_of_period',
        '9_thang:10/last_month_of_period',
        'hang_nam:10/last_month_of_period',
      ],
    ],
  ])('%s', (text, want) => {
    const found = read(text).reporting.flatMap((clause) =>
      (clause.due ?? []).map((rule) =>
        rule.weekday === undefined
          ? `${clause.kind}:${rule.day}/${rule.month}`
          : `${clause.kind}:thứ ${rule.weekday}`,
      ),
    );
    expect(found).toEqual(want);
  });

  it('to reflect how things stand to an office, every quarter, is to report', () => {
    expect(
      inList('Vận động hộ dân; định kỳ hằng quý phản ánh tình hình về UBND xã.').reporting,
    ).toMatchObject([{ kind: 'quy', to: 'UBND xã' }]);
  });

  it('a daily report keeps its words and gets no day', () => {
    expect(read('Hằng ngày báo cáo tình hình dịch bệnh về Phòng Kinh tế.').reporting).toMatchObject([
      { kind: 'dinh_ky', due: null, deadline_text: 'hằng ngày', to: 'Phòng Kinh tế' },
    ]);
  });

  it('"đột xuất" in the sentence of the regime belongs to the regime, also in the list of one unit', () => {
    const { reporting } = inList(
      'Báo cáo UBND xã định kỳ 6 tháng, năm và đột xuất theo yêu cầu; trước ngày 05/12.',
    );
    expect(reporting.find((clause) => clause.kind === 'dot_xuat')?.tier).toBe('primary');
  });
});

describe('reports on an event', () => {
  it.each([
    [
      'Báo cáo UBND xã trước ngày 10/6, ngày 10/12 và khi có vụ cháy xảy ra.',
      ['6_thang', 'hang_nam', 'dot_xuat'],
    ],
    ['Khi xuất hiện ca bệnh bất thường, báo cáo ngay về Trạm Y tế xã.', ['dot_xuat']],
    ['Khi có nhu cầu đào tạo, báo cáo Phòng Kinh tế xem xét.', []],
    ['Báo cáo UBND xã trước ngày 10/12 hằng năm, khi có chủ trương sẽ bổ sung.', ['hang_nam']],
  ])('%s', (text, kinds) => {
    expect(inList(text).reporting.map((clause) => clause.kind)).toEqual(kinds);
  });
});

describe('closing words and lead-ins', () => {
  const closing = (text: string): PlanReading => readSample({ closing: text });

  it.each([
    [
      'Định kỳ trước ngày 15 của tháng cuối quý, các cơ quan, đơn vị báo cáo tình hình gửi về Phòng Kinh tế để tổng hợp.',
      ['quy'],
    ],
    ['Kết thúc đợt cao điểm, các đơn vị báo cáo kết quả về UBND xã (qua Công an xã).', ['mot_lan']],
    [
      'Giao Phòng Y tế theo dõi, đôn đốc; tổng hợp, tham mưu báo cáo UBND xã theo quy định. Quá trình thực hiện có vấn đề phát sinh, vướng mắc, các đơn vị kịp thời báo cáo UBND xã.',
      ['khong_ro_chu_ky', 'vuong_mac'],
    ],
  ])('%s', (text, kinds) => {
    expect(closing(text).reporting.map((clause) => clause.kind)).toEqual(kinds);
  });

  it('a closing paragraph that asks everybody for reports is no task of the last unit', () => {
    const { tasks } = closing('Định kỳ hằng quý, các cơ quan, đơn vị báo cáo kết quả về Phòng Kinh tế.');
    expect(tasks.map((task) => task.text)).not.toContainEqual(expect.stringMatching(/Định kỳ/));
  });

  it('closing words are not said by the last unit of the list above them', () => {
    const from = (text: string): (string | null)[] => closing(text).reporting.map((clause) => clause.from);
    expect(
      from(
        'Trên đây là Kế hoạch phát triển chợ. Ủy ban nhân dân xã yêu cầu các phòng, các thôn nghiêm túc triển khai; định kỳ trước ngày 30 tháng 11 hằng năm báo cáo kết quả về UBND xã (qua Phòng Kinh tế). Trong quá trình thực hiện nếu có vướng mắc, báo cáo kịp thời UBND xã.',
      ),
    ).toEqual(['các phòng, các thôn', 'các phòng, các thôn']);
    expect(
      from('Trong quá trình thực hiện nếu phát sinh vướng mắc, kịp thời báo cáo UBND xã để xem xét.'),
    ).toEqual([null]);
  });

  it('a lead-in says who reports to whom for the bullets below it', () => {
    const { reporting } = readSample({
      organisation: [
        '1. Phòng Kinh tế',
        '- Chủ trì thực hiện Kế hoạch.',
        '2. Thời gian báo cáo',
        'Các đơn vị báo cáo kết quả gửi về Phòng Kinh tế theo mốc thời gian sau:',
        '- Báo cáo 6 tháng: Trước ngày 10 tháng 6.',
        '- Báo cáo năm: Trước ngày 10 tháng 12.',
      ],
    });
    expect(reporting).toMatchObject([
      { kind: '6_thang', from: 'Các đơn vị', to: 'Phòng Kinh tế', due: [{ day: 10, month: 6 }] },
      { kind: 'hang_nam', from: 'Các đơn vị', to: 'Phòng Kinh tế', due: [{ day: 10, month: 12 }] },
    ]);
  });
});

describe('who sends', () => {
  it('the sentences after the first are said of its subject', () => {
    const { reporting } = read(
      'Phòng Nội vụ tổng hợp, báo cáo UBND xã trước ngày 30/11 hằng năm. Báo cáo tổng kết thực hiện Kế hoạch (năm 2035) gửi UBND xã.',
    );
    expect(reporting.map((clause) => [clause.kind, clause.from])).toEqual([
      ['hang_nam', 'Phòng Nội vụ'],
      ['so_ket_tong_ket', 'Phòng Nội vụ'],
    ]);
  });

  it('a list of senders is read from its start', () => {
    const { reporting } = read('Các bộ, UBND các xã gửi kết quả về Phòng Nội vụ trước ngày 15/12/2026.');
    expect(reporting).toMatchObject([{ from: 'Các bộ, UBND các xã' }]);
  });

  it('nobody reports to himself', () => {
    const { reporting } = read(
      'Phòng Nội vụ theo dõi việc thực hiện Kế hoạch. Định kỳ hằng năm báo cáo kết quả về Phòng Nội vụ để tổng hợp.',
    );
    expect(reporting).toMatchObject([{ kind: 'hang_nam', from: null, to: 'Phòng Nội vụ' }]);
  });
});

describe('who receives', () => {
  it.each([
    ['Định kỳ 6 tháng tổng hợp kết quả, trình UBND xã ký gửi Sở Nội vụ.', { to: 'Sở Nội vụ', via: null }],
    [
      'Hằng năm báo cáo kết quả Ủy ban nhân dân xã (qua Phòng Kinh tế).',
      { to: 'Ủy ban nhân dân xã', via: 'Phòng Kinh tế' },
    ],
    [
      'Hằng năm báo cáo kết quả gửi về Công an xã, Cơ quan Thường trực Ban Chỉ đạo xã (qua Tổ Tham mưu).',
      { to: 'Công an xã, Cơ quan Thường trực Ban Chỉ đạo xã' },
    ],
    [
      'Hằng năm báo cáo Ban Chỉ đạo về phát triển du lịch xã kết quả thực hiện.',
      { to: 'Ban Chỉ đạo về phát triển du lịch xã' },
    ],
    ['Hằng năm gửi báo cáo đến cơ quan cấp trên theo quy định.', { to: 'cơ quan cấp trên' }],
    [
      'Hằng năm báo cáo kết quả gửi Phòng Kinh tế tổng hợp, báo cáo UBND xã.',
      { to: 'UBND xã', via: 'Phòng Kinh tế', compiled_by: 'Phòng Kinh tế' },
    ],
    [
      'Định kỳ hằng năm báo cáo kết quả về Sở Nông nghiệp và Môi trường, đồng gửi Ủy ban nhân dân xã theo dõi.',
      { to: 'Sở Nông nghiệp và Môi trường' },
    ],
    [
      'Công an xã tổng hợp, báo cáo kết quả hằng năm về Sở Nội vụ.',
      { from: 'Công an xã', to: 'Sở Nội vụ', compiled_by: 'Công an xã' },
    ],
  ])('%s', (text, want) => {
    expect(read(text).reporting[0]).toMatchObject(want);
  });
});
