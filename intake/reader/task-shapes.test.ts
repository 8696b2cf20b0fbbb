// Lines that look like a heading, a label or a task and are another of the three.
import { describe, expect, it } from 'vitest';
import type { PlanReading } from '../reading';
import { readText } from './sample-plan.fixture';

const plan = (...body: string[]): PlanReading =>
  readText(['KẾ HOẠCH', 'Trồng cây xanh đô thị', 'I. MỤC ĐÍCH', '- Phủ xanh đường phố.', ...body].join('\n'));
const tasksOf = (...body: string[]): string[] => plan(...body).tasks.map((task) => task.text);

describe('a numbered line about reports', () => {
  it('is a task where it is a sentence', () => {
    const lines = [
      '1. Khảo sát hiện trạng cây xanh tại từng tuyến phố.',
      '2. Tổng hợp, báo cáo, công bố kết quả khảo sát.',
    ];
    expect(tasksOf('II. NỘI DUNG', ...lines)).toEqual(lines.map((line) => line.slice(3)));
  });

  it('opens the reporting part where it is a heading', () => {
    const reading = plan(
      'II. NỘI DUNG',
      '1. Khảo sát hiện trạng cây xanh tại từng tuyến phố.',
      '2. Chế độ báo cáo',
      '- Các phường báo cáo kết quả về Sở Xây dựng trước ngày 15/11 hằng năm.',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual([
      'Khảo sát hiện trạng cây xanh tại từng tuyến phố.',
    ]);
    expect(reading.reporting.map((clause) => clause.kind)).toEqual(['hang_nam']);
  });
});

describe('a duty to report in the list of a unit', () => {
  const list = (duty: string) =>
    plan(
      'III. TỔ CHỨC THỰC HIỆN',
      '1. Sở Xây dựng',
      'a) Hướng dẫn kỹ thuật trồng cây.',
      '2. Ủy ban nhân dân các phường',
      'a) Bố trí đất trồng cây;',
      duty,
    );

  it('is read behind a letter as behind a dash', () => {
    for (const mark of ['b)', '-']) {
      const { tasks, reporting } = list(`${mark} Báo cáo kết quả về Sở Xây dựng trước ngày 05/12 hằng năm.`);
      expect(tasks.at(-1)?.text).toBe('Báo cáo kết quả về Sở Xây dựng trước ngày 05/12 hằng năm.');
      expect(reporting.map(({ kind, to }) => [kind, to])).toEqual([['hang_nam', 'Sở Xây dựng']]);
    }
  });

  it('has a number of its own where it is a sentence beside the units: a report and no task', () => {
    const { tasks, reporting } = list('3. Báo cáo kết quả về Sở Xây dựng trước ngày 05/12 hằng năm.');
    expect(tasks).toHaveLength(2);
    expect(reporting.map(({ kind, to }) => [kind, to])).toEqual([['hang_nam', 'Sở Xây dựng']]);
  });
});

it('"Tiến độ" alone over phases is a timetable, before a day it is a label', () => {
  const reading = plan(
    'II. NHIỆM VỤ',
    '1. Trồng mới cây bóng mát trên các tuyến phố chính',
    '- Đơn vị chủ trì: Sở Xây dựng.',
    '- Tiến độ: Tháng 8/2026.',
    'III. TIẾN ĐỘ',
    '- Giai đoạn 1: từ ngày 01/6/2026 đến ngày 15/7/2026, chuẩn bị cây giống cho các tuyến phố.',
    '- Giai đoạn 2 (từ ngày 16/7/2026 đến ngày 31/3/2027): trồng và nghiệm thu.',
    '- Nghiệm thu trong tháng 4/2027.',
  );
  expect(reading.tasks.map((task) => task.deadline_text)).toEqual(['Tháng 8/2026']);
  expect(reading.roadmap.map((stage) => [stage.start_year, stage.end_year])).toEqual([
    [2026, 2026],
    [2026, 2027],
  ]);
});

describe('a time label with its values below', () => {
  const body = [
    'II. NHIỆM VỤ',
    '1. Rà soát quỹ đất cây xanh',
    '- Nội dung: Lập danh mục khu đất trồng cây theo quy hoạch đã duyệt.',
    '- Cơ quan thực hiện: Ủy ban nhân dân các phường.',
    '- Thời gian thực hiện:',
    '+ Các phường gửi kết quả rà soát về Sở Xây dựng trước ngày 15/12/2026;',
    '+ Sở Xây dựng tổng hợp kết quả trong tháng 01/2027.',
    '2. Trồng mới cây bóng mát trên các tuyến phố chính.',
  ];

  it('has no tasks among them', () => {
    expect(tasksOf(...body)).toEqual([
      'Lập danh mục khu đất trồng cây theo quy hoạch đã duyệt.',
      'Trồng mới cây bóng mát trên các tuyến phố chính.',
    ]);
  });

  it('but a report with its day is one', () => {
    const { reporting, tasks } = plan(...body);
    expect(reporting.map(({ due }) => due)).toEqual([[{ day: 15, month: 12, year: 2026, rule: 'before' }]]);
    expect(tasks[0]?.deadline_text).toMatch(/^Các phường gửi .* tháng 01\/2027\.$/);
    // Two days for two parts of the work: neither is that of the whole.
    expect(tasks[0]?.deadline).toBeNull();
  });

  it('a numbered heading of the same words still opens the timetable', () => {
    expect(
      tasksOf(
        'II. NHIỆM VỤ',
        '1. Trồng mới cây bóng mát trên các tuyến phố chính.',
        '2. Thời gian thực hiện',
        '- Năm 2026: chuẩn bị cây giống và mặt bằng cho các tuyến phố.',
      ),
    ).toEqual(['Trồng mới cây bóng mát trên các tuyến phố chính.']);
  });
});

it('a product that is a report obliges nobody to report, unless it says when', () => {
  const kinds = (product: string): (string | null)[] =>
    plan(
      'II. NHIỆM VỤ',
      '1. Khảo sát hiện trạng cây xanh tại từng tuyến phố',
      '- Cơ quan chủ trì: Sở Xây dựng.',
      `- Sản phẩm: ${product}`,
    ).reporting.map((clause) => clause.kind);
  expect(kinds('Danh mục cây; báo cáo kết quả khảo sát theo phân công.')).toEqual([]);
  expect(kinds('Báo cáo kết quả khảo sát gửi Ủy ban nhân dân thành phố định kỳ hằng quý.')).toEqual(['quy']);
});

it('"Thời hạn ban hành" is a time label, "Thời hạn ban hành văn bản" in a sentence is not', () => {
  const [labelled, told] = plan(
    'II. NHIỆM VỤ',
    '1. Xây dựng quy chế quản lý cây xanh đô thị của thành phố',
    '- Cơ quan chủ trì: Sở Xây dựng.',
    '- Thời hạn ban hành: Quý III/2026.',
    '2. Công khai thời hạn ban hành văn bản về cây xanh tới người dân.',
  ).tasks;
  expect(labelled?.deadline_text).toBe('Quý III/2026');
  expect(told?.deadline_text).toBeNull();
});

it('the line that says which plan an appendix came with is no task', () => {
  expect(
    tasksOf(
      'II. NHIỆM VỤ',
      '1. Ban hành danh mục cây trồng trên đường phố.',
      '2. Trồng cây tại các khu dân cư.',
      'PHỤ LỤC',
      'PHÂN CÔNG NHIỆM VỤ CHO CÁC PHƯỜNG',
      '(Ban hành kèm theo Kế hoạch số 12/KH-UBND của Ủy ban nhân dân thành phố)',
    ),
  ).toEqual(['Ban hành danh mục cây trồng trên đường phố.', 'Trồng cây tại các khu dân cư.']);
});

describe('a numbered line with words behind its colon, over bullets', () => {
  const read = (line: string): string[] =>
    tasksOf('II. NHIỆM VỤ', '1. Lập vườn ươm.', line, '- Thành phần gồm cán bộ kỹ thuật và trưởng khu phố.');

  it('is a task where they say what somebody does', () => {
    expect(
      read('2. Tổ kiểm tra: Phòng Kinh tế thành lập Tổ kiểm tra cây xanh tại các khu phố và trường học.'),
    ).toContain('Phòng Kinh tế thành lập Tổ kiểm tra cây xanh tại các khu phố và trường học.');
  });

  it('heads them where they only open the list or end without a stop', () => {
    expect(
      read('2. Tổ kiểm tra: Phòng Kinh tế thành lập Tổ kiểm tra cây xanh tại các khu phố, gồm:'),
    ).toHaveLength(2);
    expect(read('2. Tổ kiểm tra: việc thành lập')).toHaveLength(2);
  });
});

it('"Báo cáo kết quả và tổ chức …" heads both: the line that asks for no report is work', () => {
  const lines = [
    '- Gửi biên bản về Sở Xây dựng ngay sau hội nghị.',
    '- Phối hợp với trường học chọn ngày ra quân trồng cây.',
  ];
  const under = (heading: string): string[] => tasksOf('II. NỘI DUNG', '1. Lập vườn ươm.', heading, ...lines);
  expect(under('2. Báo cáo kết quả hội nghị và tổ chức ra quân')).toEqual([
    'Lập vườn ươm.',
    lines[1]?.slice(2),
  ]);
  expect(under('2. Báo cáo kết quả hội nghị')).toEqual(['Lập vườn ươm.']);
});

describe('a lettered sentence over paragraphs without a mark', () => {
  const sentence =
    'Rà soát, thay thế cây già cỗi, cây sâu bệnh có nguy cơ gãy đổ trên các tuyến phố, trong trường học và bệnh viện trước mùa mưa bão hằng năm.';

  it('is the first of them', () => {
    expect(
      tasksOf(
        'II. NHIỆM VỤ',
        '1. Về quản lý',
        `a) ${sentence}`,
        'Ghi sổ theo dõi từng cây đã thay thế.',
        'b) Cấm chặt hạ cây khi chưa được phép.',
      ),
    ).toEqual([sentence, 'Ghi sổ theo dõi từng cây đã thay thế.', 'Cấm chặt hạ cây khi chưa được phép.']);
  });

  it('heads them where it is short', () => {
    expect(
      tasksOf(
        'II. NHIỆM VỤ',
        '1. Về quản lý',
        'a) Thay thế cây già cỗi trước mùa mưa bão.',
        'Ghi sổ theo dõi từng cây đã thay thế.',
        'b) Cấm chặt hạ cây khi chưa được phép.',
      ),
    ).toEqual(['Ghi sổ theo dõi từng cây đã thay thế.', 'Cấm chặt hạ cây khi chưa được phép.']);
  });
});

describe('the paragraph after the last numbered item', () => {
  const last = '2. Chọn loại cây hợp thổ nhưỡng, tránh cây có rễ nổi, cây giòn, cây có nhựa độc,…';

  it('closes the part when that item said its own text, with dots at its end too', () => {
    expect(
      tasksOf('II. NHIỆM VỤ', '1. Lập vườn ươm.', last, 'Trên đây là Kế hoạch trồng cây xanh đô thị.').at(-1),
    ).toBe(last.slice(3));
  });

  it('introduces the list that follows it, and is then no task', () => {
    expect(
      tasksOf(
        'II. NHIỆM VỤ',
        '1. Lập vườn ươm.',
        '2. Vườn ươm là nền tảng của chương trình phủ xanh đô thị trong nhiều năm tới.',
        'Trọng tâm:',
        'a) Chọn cây mẹ khỏe, có lý lịch rõ ràng.',
        'b) Nhân giống bằng hạt và bằng cành.',
      ).slice(-2),
    ).toEqual(['Chọn cây mẹ khỏe, có lý lịch rõ ràng.', 'Nhân giống bằng hạt và bằng cành.']);
  });
});

describe('"Trách nhiệm của …" among headings of units', () => {
  const among = (line: string): string[] =>
    plan(
      'III. TỔ CHỨC THỰC HIỆN',
      '1. Trách nhiệm của Sở Xây dựng:',
      '- Hướng dẫn kỹ thuật trồng cây.',
      '2. Trách nhiệm của Sở Tài chính:',
      '- Cân đối kinh phí mua cây giống.',
      '3. Trách nhiệm của Công an thành phố:',
      '- Xử lý hành vi chặt phá cây xanh.',
      line,
      '- Chăm sóc cây trước cửa nhà mình.',
    )
      .units.filter((unit) => unit.scope === 'listed')
      .map((unit) => unit.name);

  it('names whoever it is about', () => {
    expect(among('4. Trách nhiệm của đối tượng được giao chăm sóc cây:').at(-1)).toBe(
      'đối tượng được giao chăm sóc cây',
    );
  });

  it('nobody where no one is named', () => {
    expect(among('4. Trách nhiệm trong chăm sóc cây:')).toHaveLength(3);
  });
});

describe('one part for the time and the reports', () => {
  const duty = '- Các phường báo cáo kết quả về Sở Xây dựng trước ngày 15/12/2026.';
  const reportsOf = (...body: string[]) =>
    plan('II. NHIỆM VỤ', '1. Trồng cây trên các tuyến phố chính.', ...body).reporting.map(({ kind, due }) => [
      kind,
      due?.[0]?.day ?? null,
    ]);

  it('holds the reports, under headings of their own or without', () => {
    expect(
      reportsOf(
        'III. THỜI GIAN THỰC HIỆN VÀ CHẾ ĐỘ BÁO CÁO',
        '1. Thời gian thực hiện',
        '- Việc trồng cây hoàn thành trước ngày 30/11/2026.',
        '2. Chế độ báo cáo',
        duty,
      ),
    ).toEqual([['mot_lan', 15]]);
    expect(
      reportsOf(
        'III. THỜI GIAN THỰC HIỆN VÀ CHẾ ĐỘ BÁO CÁO',
        '- Thời gian thực hiện: Từ ngày 01/6/2026 đến ngày 30/11/2026.',
        duty,
      ),
    ).toEqual([['mot_lan', 15]]);
  });

  it('is a timetable where it names no reports', () => {
    expect(
      reportsOf('III. THỜI GIAN THỰC HIỆN', '- Việc trồng cây hoàn thành trước ngày 30/11/2026.'),
    ).toEqual([]);
  });
});
