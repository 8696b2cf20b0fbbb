// The 32 report wordings of the genre's description (section 7.2), one by one.
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
