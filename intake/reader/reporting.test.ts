// The 32 report wordings of the genre's description (section 7.2), one by one, and what is no duty to report.
import { describe, expect, it } from 'vitest';
import type { DueRule, PlanReading, ReportingClause, ReportKind } from '../reading';
import { readSample } from './sample-plan.fixture';

interface Wording {
  no: number;
  text: string;
  /** Kind → printed deadlines (null where none is printed). */
  want: [ReportKind, Partial<DueRule>[] | null][];
  extra?: Partial<ReportingClause>;
}

const dm = (day: number, month: DueRule['month']): Partial<DueRule> => ({ day, month });

const table: Wording[] = [
  {
    no: 1,
    text: 'Các đơn vị báo cáo định kỳ 6 tháng, hằng năm về Phòng Kinh tế.',
    want: [
      ['6_thang', null],
      ['hang_nam', null],
    ],
  },
  {
    no: 2,
    text: 'Định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 10/12) báo cáo Ủy ban nhân dân xã kết quả thực hiện.',
    want: [
      ['6_thang', [dm(10, 6)]],
      ['hang_nam', [dm(10, 12)]],
    ],
  },
  {
    no: 3,
    text: 'Các đơn vị gửi báo cáo trước ngày 15/6 và 15/12 hằng năm.',
    want: [
      ['6_thang', [dm(15, 6)]],
      ['hang_nam', [dm(15, 12)]],
    ],
    extra: { inferred: true },
  },
  {
    no: 4,
    text: 'Định kỳ hằng năm báo cáo Ủy ban nhân dân xã kết quả thực hiện.',
    want: [['hang_nam', null]],
  },
  {
    no: 5,
    text: 'Hằng năm (trước ngày 10 tháng 12) hoặc theo yêu cầu, các đơn vị báo cáo kết quả thực hiện về Phòng Kinh tế.',
    want: [
      ['hang_nam', [dm(10, 12)]],
      ['dot_xuat', null],
    ],
  },
  {
    no: 6,
    text: 'Trước ngày 05/12 hằng năm tổng hợp, báo cáo Ủy ban nhân dân xã.',
    want: [['hang_nam', [dm(5, 12)]]],
  },
  { no: 7, text: 'Định kỳ hằng quý báo cáo Ủy ban nhân dân xã tiến độ thực hiện.', want: [['quy', null]] },
  {
    no: 8,
    text: 'Báo cáo quý gửi về Phòng Kinh tế trước ngày 25 tháng cuối quý.',
    want: [['quy', [dm(25, 'last_month_of_quarter')]]],
  },
  {
    no: 9,
    text: 'Báo cáo quý gửi về Phòng Kinh tế trước ngày 05 của tháng đầu quý sau.',
    want: [['quy', [dm(5, 'first_month_of_next_quarter')]]],
  },
  {
    no: 10,
    text: 'Thực hiện báo cáo quý, 6 tháng, 9 tháng, năm về Phòng Kinh tế.',
    want: [
      ['quy', null],
      ['6_thang', null],
      ['9_thang', null],
      ['hang_nam', null],
    ],
  },
  {
    no: 11,
    text: 'Các thôn gửi báo cáo về Phòng Kinh tế trước ngày 25 hằng tháng.',
    want: [['thang', [dm(25, 'every')]]],
  },
  {
    no: 12,
    text: 'Báo cáo tuần gửi về Phòng Kinh tế trước 16 giờ thứ Năm hằng tuần.',
    want: [['tuan', [{ weekday: 4, hour: 16, day: null }]]],
  },
  {
    no: 13,
    text: 'Báo cáo 6 tháng gửi chậm nhất ngày 12/6 về Phòng Kinh tế.',
    want: [['6_thang', [{ ...dm(12, 6), rule: 'by' }]]],
  },
  { no: 14, text: 'Báo cáo đột xuất khi có yêu cầu.', want: [['dot_xuat', null]] },
  {
    no: 15,
    text: 'Báo cáo kết quả hằng năm hoặc đột xuất (theo yêu cầu của cấp trên).',
    want: [
      ['hang_nam', null],
      ['dot_xuat', null],
    ],
  },
  {
    no: 16,
    text: 'Định kỳ hoặc đột xuất tham mưu báo cáo Ủy ban nhân dân xã kết quả thực hiện.',
    want: [
      ['dinh_ky', null],
      ['dot_xuat', null],
    ],
  },
  { no: 17, text: 'Định kỳ báo cáo kết quả về Ủy ban nhân dân xã.', want: [['dinh_ky', null]] },
  { no: 18, text: 'Báo cáo kết quả thực hiện theo quy định.', want: [['khong_ro_chu_ky', null]] },
  { no: 19, text: 'Tổng hợp, báo cáo tiến độ thực hiện.', want: [['khong_ro_chu_ky', null]] },
  {
    no: 20,
    text: 'Lồng ghép trong báo cáo cải cách hành chính hằng năm của đơn vị.',
    want: [['hang_nam', null]],
  },
  {
    no: 21,
    text: 'Định kỳ 6 tháng báo cáo Ủy ban nhân dân xã (qua Phòng Kinh tế) để tổng hợp, báo cáo cấp trên.',
    want: [['6_thang', null]],
    extra: { via: 'Phòng Kinh tế', compiled_by: 'Phòng Kinh tế' },
  },
  {
    no: 22,
    text: 'Định kỳ 6 tháng, các thôn gửi báo cáo về Phòng Kinh tế để tổng hợp, báo cáo Ủy ban nhân dân xã.',
    want: [['6_thang', null]],
    extra: { from: 'các thôn', via: 'Phòng Kinh tế', compiled_by: 'Phòng Kinh tế', to: 'Ủy ban nhân dân xã' },
  },
  {
    no: 23,
    text: 'Tham mưu Ủy ban nhân dân xã báo cáo Sở Nội vụ định kỳ hằng quý.',
    want: [['quy', null]],
    extra: { to: 'Sở Nội vụ' },
  },
  {
    no: 24,
    text: 'Các đơn vị cập nhật kết quả lên phần mềm theo dõi nhiệm vụ trước ngày 20 hằng tháng.',
    want: [['thang', [dm(20, 'every')]]],
    extra: { channel: 'phần mềm theo dõi nhiệm vụ' },
  },
  {
    no: 25,
    text: 'Xây dựng kế hoạch chi tiết, gửi về Phòng Kinh tế trước ngày 30/4/2026.',
    want: [['mot_lan', [{ ...dm(30, 4), year: 2026 }]]],
  },
  { no: 26, text: 'Gửi kết quả rà soát về Phòng Kinh tế.', want: [['mot_lan', null]] },
  {
    no: 27,
    text: 'Nếu có khó khăn, vướng mắc, các đơn vị kịp thời phản ánh về Phòng Kinh tế.',
    want: [['vuong_mac', null]],
  },
  { no: 28, text: 'Tổ chức sơ kết giữa kỳ vào năm 2028, tổng kết năm 2030.', want: [] },
  { no: 29, text: 'Tổ chức sơ kết giai đoạn 2026 – 2027.', want: [] },
  { no: 30, text: 'Tham mưu sơ kết, tổng kết theo quy định.', want: [] },
  {
    no: 31,
    text: 'Báo cáo tháng gửi trước ngày 25 hằng tháng; thời gian chốt số liệu đến ngày 20 hằng tháng.',
    want: [['thang', [dm(25, 'every')]]],
    extra: { cut_off_text: 'thời gian chốt số liệu đến ngày 20 hằng tháng.' },
  },
  {
    no: 32,
    text: 'Báo cáo kết quả sau 05 ngày làm việc kể từ ngày kết thúc đợt kiểm tra.',
    want: [['dot_xuat', null]],
    extra: {
      after_event: {
        days: 5,
        working_days: true,
        text: 'sau 05 ngày làm việc kể từ ngày kết thúc đợt kiểm tra',
      },
    },
  },
];

const read = (text: string): PlanReading =>
  readSample({
    organisation: ['1. Phòng Văn hóa - Xã hội', '- Chủ trì tuyên truyền.', '2. Chế độ báo cáo', `- ${text}`],
  });
const inList = (text: string): PlanReading =>
  readSample({ organisation: ['1. Phòng Văn hóa - Xã hội', '- Chủ trì tuyên truyền.', `- ${text}`] });

describe('report wordings', () => {
  it.each(table)('wording $no: $text', ({ text, want, extra }) => {
    const { reporting } = read(text);
    expect(reporting.map((clause) => clause.kind)).toEqual(want.map(([kind]) => kind));
    want.forEach(([, due], i) => {
      if (due === null) expect(reporting[i]?.due).toBeNull();
      else expect(reporting[i]?.due).toMatchObject(due);
    });
    if (extra) expect(reporting[0]).toMatchObject(extra);
  });

  it.each(table)('wording $no in the list of a unit gives the same kinds and dates', ({ text, want }) => {
    const { reporting } = inList(text);
    expect(reporting.map((clause) => [clause.kind, clause.due === null])).toEqual(
      want.map(([kind, due]) => [kind, due === null]),
    );
  });

  it('covers all 32', () => {
    expect(table.map((wording) => wording.no)).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
  });

  it('wordings 28 to 30 are reviews with their year or span', () => {
    expect(read('Tổ chức sơ kết giữa kỳ vào năm 2028, tổng kết năm 2030.').reviews).toMatchObject([
      { kind: 'so_ket', year: 2028 },
      { kind: 'tong_ket', year: 2030 },
    ]);
    expect(read('Tổ chức sơ kết giai đoạn 2026 – 2027.').reviews).toMatchObject([
      { kind: 'so_ket', period: '2026 - 2027', year: null },
    ]);
    expect(read('Tham mưu sơ kết, tổng kết theo quy định.').reviews).toMatchObject([
      { kind: 'so_ket', year: null },
      { kind: 'tong_ket', year: null },
    ]);
  });
});

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
