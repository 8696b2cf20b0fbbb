// The 45 target wordings of the genre's description (section 5.4), one by one, and what only looks like a target.
import { describe, expect, it } from 'vitest';
import type { Target } from '../reading';
import { readSample } from './sample-plan.fixture';

type Wanted = Partial<Target>;

interface Wording {
  no: number;
  text: string;
  heading?: string;
  title?: string;
  want: Wanted[];
}

const table: Wording[] = [
  {
    no: 1,
    text: 'Phấn đấu đến năm 2030, tỷ lệ hộ dùng nước sạch đạt 85%.',
    want: [{ comparator: '=', value: 85, unit: '%', milestone_year: 2030, milestone_source: 'clause' }],
  },
  {
    no: 2,
    text: 'Tỷ lệ lao động qua đào tạo đạt từ 85% trở lên.',
    want: [{ comparator: '>=', value: 85, unit: '%', milestone_year: null }],
  },
  {
    no: 3,
    text: 'Giá trị sản xuất trên 1ha đất canh tác đạt từ 210,5 triệu đồng.',
    want: [{ comparator: '>=', value: 210.5, unit: 'triệu đồng/ha' }],
  },
  {
    no: 4,
    text: 'Trên 75% lao động được tập huấn kỹ thuật.',
    want: [{ comparator: '>', comparator_coarse: '>=', value: 75, unit: '%' }],
  },
  {
    no: 5,
    text: 'Thành lập ít nhất 02 tổ hợp tác sản xuất rau an toàn.',
    want: [{ comparator: '>=', value: 2, unit: 'tổ hợp tác' }],
  },
  {
    no: 6,
    text: 'Xây dựng tối thiểu 04 mô hình liên kết.',
    want: [{ comparator: '>=', value: 4, unit: 'mô hình' }],
  },
  {
    no: 7,
    text: 'Có từ 03 đến 05 sản phẩm được chứng nhận.',
    want: [{ comparator: 'range', value: 3, value_max: 5, unit: 'sản phẩm' }],
  },
  {
    no: 8,
    text: 'Thu hút 02 - 04 dự án đầu tư chế biến (phấn đấu).',
    want: [{ comparator: 'range', value: 2, value_max: 4, unit: 'dự án' }],
  },
  { no: 9, text: 'Tỷ lệ hồ sơ trực tuyến ≥ 45%.', want: [{ comparator: '>=', value: 45, unit: '%' }] },
  {
    no: 10,
    text: '100% cơ quan, đơn vị trên địa bàn được kết nối mạng.',
    want: [{ comparator: '=', value: 100, unit: '%' }],
  },
  {
    no: 11,
    text: 'Toàn bộ hộ nghèo được cấp thẻ bảo hiểm y tế.',
    want: [{ comparator: '=', value: 100, unit: '%' }],
  },
  {
    no: 12,
    text: 'Không để phát sinh trường hợp khiếu nại đông người.',
    want: [{ comparator: '=', value: 0 }],
  },
  {
    no: 13,
    text: 'Không quá 3% hồ sơ quá hạn giải quyết.',
    want: [{ comparator: '<=', value: 3, unit: '%' }],
  },
  {
    no: 14,
    text: 'Giảm tỷ lệ hộ nghèo xuống dưới 2%.',
    want: [{ comparator: '<', comparator_coarse: '<=', value: 2, unit: '%', change: null }],
  },
  {
    no: 15,
    text: 'Giảm 40% số vụ cháy rừng.',
    want: [{ comparator: '=', value: 40, unit: '%', change: 'decrease', base_year: null }],
  },
  {
    no: 16,
    text: 'Tỷ lệ hộ nghèo giảm bình quân 1,5%/năm.',
    want: [{ comparator: '=', value: 1.5, unit: '%/năm', per: 'nam', change: 'decrease' }],
  },
  {
    no: 17,
    text: 'Giá trị sản xuất tăng bình quân 4,5%/năm.',
    want: [{ comparator: '=', value: 4.5, unit: '%/năm', per: 'nam', change: 'increase' }],
  },
  {
    no: 18,
    text: 'Giá trị sản xuất tăng từ 4,5%/năm trở lên.',
    want: [{ comparator: '>=', value: 4.5, unit: '%/năm' }],
  },
  {
    no: 19,
    text: 'Tăng thêm ít nhất 15% số hộ tham gia bảo hiểm.',
    want: [{ comparator: '>=', value: 15, unit: '%', change: 'increase', base_year: null }],
  },
  {
    no: 20,
    text: 'Có thêm 03 sản phẩm OCOP, nâng tổng số lên 12 sản phẩm.',
    want: [
      { value: 3, unit: 'sản phẩm', change: 'increase' },
      { value: 12, unit: 'sản phẩm' },
    ],
  },
  {
    no: 21,
    text: 'Diện tích cây ăn quả gấp 1,5 lần so với năm 2025.',
    want: [{ comparator: '=', value: 1.5, unit: 'lần', base_year: 2025, milestone_year: null }],
  },
  {
    no: 22,
    text: 'Thu nhập của người dân cao hơn giai đoạn trước.',
    want: [{ kind: 'relative', value: null, measurable: false }],
  },
  {
    no: 23,
    text: 'Phấn đấu mỗi năm ít nhất 120 ha rừng được trồng mới.',
    title: 'Trồng rừng giai đoạn 2026 - 2030',
    want: [{ comparator: '>=', value: 120, unit: 'ha/năm', per: 'nam', milestone_year: null }],
  },
  {
    no: 24,
    text: 'Hằng năm có 01 hội nghị đối thoại với nông dân.',
    want: [{ comparator: '=', value: 1, per: 'nam' }],
  },
  {
    no: 25,
    text: 'Đến cuối năm 2027 có một hợp tác xã kiểu mới.',
    want: [
      { comparator: '=', value: 1, unit: 'hợp tác xã', milestone_year: 2027, milestone_date: '2027-12-31' },
    ],
  },
  {
    no: 26,
    text: 'Đến hết năm 2027: 80% đường thôn được bê tông hóa.',
    want: [{ value: 80, unit: '%', milestone_year: 2027, milestone_date: '2027-12-31' }],
  },
  {
    no: 27,
    text: 'Trước ngày 31/8/2026 hoàn thành 120 công trình vệ sinh.',
    want: [
      { comparator: '=', value: 120, unit: 'công trình', milestone_year: 2026, milestone_date: '2026-08-31' },
    ],
  },
  {
    no: 28,
    text: 'Trong quý II/2026 hoàn thành rà soát quỹ đất công.',
    want: [
      {
        kind: 'deliverable',
        value: null,
        measurable: false,
        milestone_year: 2026,
        milestone_date: '2026-06-30',
      },
    ],
  },
  {
    no: 29,
    text: 'Trước năm 2030, 90% hộ dân có nhà tiêu hợp vệ sinh.',
    want: [
      { value: 90, unit: '%', milestone_year: 2030, milestone_date: null, milestone_text: 'trước năm 2030' },
    ],
  },
  {
    no: 30,
    text: 'Chuyển đổi 50 ha, trong đó 15 ha trồng cây ăn quả.',
    want: [
      { value: 50, unit: 'ha', part_of: null },
      { value: 15, unit: 'ha', part_of: 'T1' },
    ],
  },
  {
    no: 31,
    text: 'Xây dựng 03 mô hình: mô hình trồng nấm 12 ha, mô hình trồng sen 4 ha.',
    want: [
      { value: 3, unit: 'mô hình' },
      { value: 12, unit: 'ha', part_of: 'T1' },
      { value: 4, unit: 'ha', part_of: 'T1' },
    ],
  },
  {
    no: 32,
    text: 'Lắp đặt 60 điểm wifi (Phòng Kinh tế: 25 điểm, Đoàn Thanh niên: 35 điểm).',
    want: [
      { value: 60, unit: 'điểm' },
      { value: 25, unit: 'điểm', part_of: 'T1' },
      { value: 35, unit: 'điểm', part_of: 'T1' },
    ],
  },
  {
    no: 33,
    text: 'Tỷ lệ số hóa hồ sơ đạt 60% năm 2027, 90% năm 2030.',
    want: [
      { value: 60, milestone_year: 2027, indicator_id: 'I1' },
      { value: 90, milestone_year: 2030, indicator_id: 'I1' },
    ],
  },
  {
    no: 34,
    text: 'Diện tích lúa 4.000 ha, sản lượng 9.500 tấn.',
    want: [
      { value: 4000, unit: 'ha' },
      { value: 9500, unit: 'tấn' },
    ],
  },
  {
    no: 35,
    text: 'Có sản phẩm OCOP đạt từ 3 sao trở lên.',
    want: [
      {
        kind: 'incomplete',
        value: null,
        measurable: false,
        qualifier: { dimension: 'hạng OCOP', comparator: '>=', value: 3, unit: 'sao' },
      },
    ],
  },
  {
    no: 36,
    text: 'Có thêm 02 sản phẩm OCOP từ 3 sao trở lên.',
    want: [
      {
        value: 2,
        comparator: '=',
        unit: 'sản phẩm',
        qualifier: { dimension: 'hạng OCOP', comparator: '>=', value: 3, unit: 'sao' },
      },
    ],
  },
  {
    no: 37,
    text: '80% hộ gia đình được sử dụng ít nhất 3 dịch vụ công trực tuyến.',
    want: [
      {
        value: 80,
        unit: '%',
        comparator: '=',
        qualifier: { dimension: 'số lượng kèm theo', comparator: '>=', value: 3, unit: 'dịch vụ' },
      },
    ],
  },
  {
    no: 38,
    text: 'Sản xuất tập trung, quy mô tối thiểu 05 ha/mô hình.',
    want: [{ kind: 'threshold', measurable: false, comparator: '>=', value: 5, unit: 'ha/mô hình' }],
  },
  {
    no: 39,
    text: 'Duy trì, quản lý tốt 120,5 ha rừng phòng hộ.',
    want: [{ kind: 'maintain', measurable: true, comparator: '=', value: 120.5, unit: 'ha' }],
  },
  {
    no: 40,
    text: 'Tỷ lệ rác thải được thu gom đạt    %.',
    want: [{ kind: 'incomplete', value: null, measurable: false }],
  },
  {
    no: 41,
    text: 'Khoảng 20% dân số tham gia bảo hiểm xã hội tự nguyện.',
    want: [{ comparator: 'approx', comparator_coarse: '=', value: 20, unit: '%' }],
  },
  {
    no: 42,
    text: 'Tỷ số giới tính khi sinh dưới 110 bé trai/100 bé gái.',
    want: [{ comparator: '<', value: 110, unit: 'bé trai/100 bé gái' }],
  },
  {
    no: 43,
    text: 'Có doanh nghiệp tham gia liên kết tiêu thụ sản phẩm.',
    want: [{ kind: 'incomplete', value: null, measurable: false }],
  },
  {
    no: 44,
    text: 'Phấn đấu hoàn thành Đề án phát triển du lịch cộng đồng trong năm 2026.',
    want: [{ kind: 'deliverable', value: null, measurable: false, milestone_year: 2026 }],
  },
  {
    no: 45,
    text: 'Xã đạt chuẩn nông thôn mới nâng cao vào năm 2029.',
    want: [{ kind: 'deliverable', value: null, measurable: false, milestone_year: 2029 }],
  },
];

describe('target wordings', () => {
  it.each(table)('wording $no: $text', ({ text, heading, title, want }) => {
    const reading = readSample({
      objectives: [text],
      ...(heading ? { heading } : {}),
      ...(title ? { title } : {}),
    });
    const targets = reading.targets.filter((target) => target.scope === 'main');
    expect(targets.map((target) => target.text)).toHaveLength(want.length);
    want.forEach((wanted, i) => {
      expect(targets[i]).toMatchObject(wanted);
    });
  });

  it('covers all 45', () => {
    expect(table.map((wording) => wording.no)).toEqual(Array.from({ length: 45 }, (_, i) => i + 1));
  });
});

describe('B18 numbers', () => {
  it.each([
    ['Thu nhập đạt 240,6 triệu đồng/người/năm.', 240.6],
    ['Tổng đàn đạt 139.543 con.', 139543],
    ['Diện tích đạt 842,7 ha.', 842.7],
    ['Diện tích đạt 1.250,75 ha.', 1250.75],
    ['Tỷ lệ tăng 0,5%.', 0.5],
    ['Xây dựng 05 mô hình.', 5],
    ['Tỷ lệ tăng 6.0%.', 6],
  ])('B18 %s → %d', (text, value) => {
    expect(readSample({ objectives: [text] }).targets.find((target) => target.scope === 'main')?.value).toBe(
      value,
    );
  });
});

describe('what looks like a target and is not', () => {
  it.each([
    'Hiện có 40 trạm bơm đang hoạt động ổn định.',
    'Chăm sóc trẻ em từ 06 đến 36 tháng tuổi.',
    'Hỗ trợ 20 triệu đồng/hộ cho hộ nghèo xây nhà.',
    'Phủ sóng 5G tại trung tâm xã.',
    'Tiếp tục thực hiện Đề án 06 và Nghị quyết 57.',
    'Thực hiện Nghị quyết số 18-NQ/TU ngày 12/3/2026 của Tỉnh ủy.',
    'Giải quyết hồ sơ trong 10 ngày làm việc.',
    'Tổ chức 02 đợt kiểm tra.',
    'Phát triển khu vực 7 theo quy hoạch.',
    'Vay vốn với lãi suất 6%/năm.',
    'Nâng cao giá trị trên một đơn vị diện tích.',
    'Triển khai Chương trình mỗi xã một sản phẩm.',
    'Hiện nay, tổng số trạm phát sóng của các doanh nghiệp trên địa bàn khoảng 180 trạm, trong đó có 22 trạm 5G.',
    'Đối với một số ngành có tỷ lệ nữ cán bộ thấp dưới 30% có thể điều chỉnh mục tiêu cho phù hợp.',
    'Xây dựng một hệ sinh thái khởi nghiệp hoàn chỉnh.',
    'Hỗ trợ một lần 200 triệu đồng cho kỹ sư cam kết công tác ít nhất 4 năm.',
    'Trả kết quả trong thời hạn không quá 15 phút.',
  ])('%s', (text) => {
    const measured = readSample({ objectives: [text] }).targets.filter(
      (target) => target.scope === 'main' && target.measurable,
    );
    expect(measured).toEqual([]);
  });

  it('leaves the current state alone, wherever it has figures', () => {
    const reading = readSample({ objectives: ['Tỷ lệ hộ nghèo còn 2%.'] });
    expect(reading.targets).toHaveLength(1);
  });
});

describe('milestones', () => {
  it('come from the heading when the clause has none', () => {
    const [target] = readSample({
      heading: 'Mục tiêu cụ thể đến năm 2030',
      objectives: ['Tỷ lệ hộ nghèo còn dưới 1%.'],
    }).targets;
    expect(target).toMatchObject({ milestone_year: 2030, milestone_source: 'heading' });
  });

  it('come from the title when neither clause nor heading has one', () => {
    const [target] = readSample({
      title: 'Giảm nghèo giai đoạn 2026 - 2028',
      objectives: ['Tỷ lệ hộ nghèo còn dưới 1%.'],
    }).targets;
    expect(target).toMatchObject({ milestone_year: 2028, milestone_source: 'title' });
  });

  it('are no base of comparison', () => {
    const [target] = readSample({
      title: 'Phát triển kinh tế năm 2027',
      objectives: ['Thu ngân sách tăng 8% so với dự toán năm 2026.'],
    }).targets;
    expect(target).toMatchObject({ value: 8, milestone_year: 2027 });
  });

  it("come from the heading on the target's own line", () => {
    const [target] = readSample({
      title: 'Phát triển thể thao giai đoạn 2026 - 2030',
      heading: 'Định hướng đến năm 2035: phấn đấu đạt 40% dân số tập luyện.',
    }).targets;
    expect(target).toMatchObject({ value: 40, milestone_year: 2035, milestone_source: 'heading' });
  });

  it('stay empty when the text has none', () => {
    const [target] = readSample({ objectives: ['Tỷ lệ hộ nghèo còn dưới 1%.'] }).targets;
    expect(target).toMatchObject({ milestone_year: null, milestone_source: null });
  });

  it('reach over a semicolon, not backwards over a comma', () => {
    const targets = readSample({
      objectives: ['Tăng bình quân 2%/năm trở lên, giá trị sản phẩm đến năm 2028 đạt 210 triệu đồng/ha.'],
    }).targets;
    expect(targets.map((target) => target.milestone_year)).toEqual([null, 2028]);
  });

  it('B22 a target dated outside the term is kept and flagged', () => {
    const reading = readSample({
      title: 'Phát triển hợp tác xã giai đoạn 2024 - 2025',
      objectives: ['Đến năm 2026 chuyển đổi 80 ha.'],
    });
    expect(reading.targets[0]).toMatchObject({ value: 80, milestone_year: 2026 });
    expect(reading.questions).toContainEqual(
      expect.objectContaining({ code: 'TARGET_OUTSIDE_TERM', refers_to: ['T1'] }),
    );
  });
});

describe('figures inside the words of an indicator', () => {
  const main = (text: string): Target[] =>
    readSample({ heading: 'Mục tiêu cụ thể đến năm 2030', objectives: [text] }).targets.filter(
      (target) => target.scope === 'main' && target.measurable,
    );

  it.each([
    ['100% các khu đô thị, khu công nghiệp có tối thiểu 1 trạm phát sóng.', '=', 100, '%', 1],
    ['100% thôn, khu phố mỗi quý có ít nhất 04 tin, bài trên loa truyền thanh.', '=', 100, '%', 4],
    ['Tỷ lệ người dùng băng rộng với tốc độ 01 Gb/s đạt 100%.', '=', 100, '%', 1],
    ['Tỷ lệ nữ trong diện quy hoạch ít nhất vào năm 2030 đạt 40%.', '>=', 40, '%', null],
    ['Tỷ số giới tính khi sinh ở mức 107 bé trai/100 bé gái.', '=', 107, 'bé trai/100 bé gái', null],
    ['Giảm tỷ suất sinh 0,2‰.', '=', 0.2, '‰', null],
    ['Tỷ lệ tử vong mẹ dưới 4/100.000 trẻ.', '<', 4, '/100.000 trẻ', null],
    ['Tỷ suất sinh giảm từ 23 ca/1.000 phụ nữ xuống 18 ca/1.000 phụ nữ.', '=', 18, 'ca/1.000 phụ nữ', null],
  ])('%s', (text, comparator, value, unit, condition) => {
    const found = main(text);
    expect(found).toMatchObject([{ comparator, value, unit, milestone_year: 2030 }]);
    expect(found[0]?.qualifier?.value ?? null).toBe(condition);
  });

  it('100% is not "more than 100%" because the figure before it was "trên 80%"', () => {
    expect(
      main('Trên 80% trạm y tế và 100% bệnh viện có hồ sơ điện tử.').map((target) => target.comparator),
    ).toEqual(['>', '=']);
  });

  it('two targets worded alike about two things are no repetition', () => {
    const targets = readSample({
      heading: 'Mục tiêu cụ thể đến năm 2030',
      objectives: [
        '80% người bị bạo lực gia đình được phát hiện được tiếp cận dịch vụ hỗ trợ cơ bản.',
        '80% người bị bạo lực học đường được phát hiện được tiếp cận dịch vụ hỗ trợ cơ bản.',
      ],
    }).targets;
    expect(targets.map((target) => target.scope)).toEqual(['main', 'main']);
  });

  it('the waiting time at the counter is one', () => {
    const [target] = readSample({
      objectives: ['Thời gian chờ mỗi lượt giao dịch không quá 15 phút.'],
    }).targets;
    expect(target).toMatchObject({ value: 15, unit: 'phút', comparator: '<=' });
  });

  it('days of the calendar are no figures of a task', () => {
    const { targets } = readSample({
      organisation: [
        '1. Phòng Kinh tế: Báo cáo trước ngày 01/6 và 15/11 hằng năm; cập nhật số liệu trước ngày 20 hằng tháng.',
      ],
    });
    expect(targets).toEqual([]);
  });
});

describe('comparators', () => {
  it('B20 keeps > and ≥ apart, and bounds of a range', () => {
    const targets = readSample({
      objectives: [
        'Tỷ lệ A trong nhóm ≥30%.',
        'Tỷ lệ B trong nhóm từ 20% trở lên.',
        'Trên 70% hộ dân tham gia.',
        'Có từ 01 đến 02 hợp tác xã.',
        'Hình thành ít nhất 01 chuỗi liên kết.',
      ],
    }).targets;
    expect(targets.map((target) => [target.comparator, target.value, target.value_max])).toEqual([
      ['>=', 30, null],
      ['>=', 20, null],
      ['>', 70, null],
      ['range', 1, 2],
      ['>=', 1, null],
    ]);
  });

  it('"trở lên" belongs to what stands just before it', () => {
    const [target] = readSample({ objectives: ['100% giáo viên có trình độ đại học trở lên.'] }).targets;
    expect(target).toMatchObject({ comparator: '=', value: 100 });
  });

  it('governs a second figure that does not repeat it', () => {
    const targets = readSample({
      objectives: ['Bảo đảm không quá 15% hộ vay quá hạn ở nhóm một, 7% ở nhóm hai.'],
    }).targets;
    expect(targets.map((target) => target.comparator)).toEqual(['<=', '<=']);
  });
});

describe('recurring, parts, repetitions, conflicts', () => {
  it('B21 a part never exceeds its total unnoticed', () => {
    const good = readSample({
      objectives: ['Đến năm 2026 chuyển đổi ổn định 80 ha, trong đó 10 ha trồng cây ăn trái.'],
    });
    expect(good.targets[1]).toMatchObject({ value: 10, part_of: 'T1', milestone_year: 2026 });
    expect(good.questions.map((question) => question.code)).not.toContain('PARTS_EXCEED_TOTAL');
    const bad = readSample({ objectives: ['Chuyển đổi 80 ha, trong đó 100 ha trồng cây ăn trái.'] });
    expect(bad.questions.map((question) => question.code)).toContain('PARTS_EXCEED_TOTAL');
  });

  it('B17 two growth rates for one quantity are both kept and raised', () => {
    const reading = readSample({
      heading: 'Mục tiêu cụ thể đến năm 2030',
      objectives: [
        'Giá trị sản xuất nông nghiệp, thủy sản tăng từ 6,0%/năm.',
        'Tăng giá trị sản xuất nông nghiệp bình quân hằng năm 3%.',
      ],
    });
    expect(reading.targets.map((target) => target.value)).toEqual([6, 3]);
    expect(reading.targets[0]?.conflicts_with).toBe('T2');
    expect(reading.questions.filter((question) => question.code === 'TARGETS_DISAGREE')).toHaveLength(1);
  });

  it('a count written as a word is a target outside the objectives only where it repeats one', () => {
    const reading = readSample({
      objectives: ['Phấn đấu đến năm 2027 phát triển 01 hợp tác xã chăn nuôi.'],
      tasks: ['Tổ chức một lớp tập huấn cho cán bộ thôn.'],
      organisation: [
        '1. Phòng Kinh tế: Chủ trì thành lập một hợp tác xã chăn nuôi.',
        '2. Trạm Khuyến nông: Xây dựng hai điểm trình diễn.',
      ],
    });
    expect(reading.targets.map((target) => [target.scope, target.value, target.unit])).toEqual([
      ['main', 1, 'hợp tác xã'],
      ['restated', 1, 'hợp tác xã'],
    ]);
  });

  it('links a repetition in the assignment part, lends its unit and does not count twice', () => {
    const reading = readSample({
      objectives: ['Phấn đấu đến năm 2027 phát triển 01 hợp tác xã nông nghiệp.'],
      organisation: [
        '1. Viên chức Khuyến nông: Chủ trì thực hiện chỉ tiêu: Thành lập 01 hợp tác xã nông nghiệp.',
      ],
    });
    const [origin, again] = reading.targets;
    expect(again).toMatchObject({ scope: 'restated', measurable: false, restates: 'T1' });
    expect(origin?.responsible_units).toEqual([
      reading.units.find((unit) => unit.name === 'Viên chức Khuyến nông')?.id,
    ]);
  });

  it('keeps figures of the task part apart', () => {
    const reading = readSample({
      objectives: ['Tỷ lệ hộ nghèo còn dưới 1%.'],
      tasks: ['Tổ chức 05 lớp tập huấn cho nông dân.'],
    });
    expect(reading.targets.map((target) => target.scope)).toEqual(['main', 'in_task']);
    expect(reading.questions.map((question) => question.code)).toContain('TARGETS_IN_TASKS');
  });
});

describe('indicator tables', () => {
  const head = [
    '| STT | Chỉ tiêu | Đến 2026 | Đến 2028 | Đến 2030 | Đơn vị chủ trì |',
    '|---|---|---|---|---|---|',
  ];
  const row = (no: number): string =>
    `| ${no} | Tỷ lệ thứ ${'abcdefg'.charAt(no - 1)} của xã | ≥30% | ≥60% | 100% | Phòng Kinh tế |`;
  const plan = (lines: string[]): ReturnType<typeof readSample> =>
    readSample({
      organisation: [
        'V. CHỈ TIÊU CỤ THỂ',
        ...lines,
        'VI. TỔ CHỨC THỰC HIỆN',
        '1. Phòng Kinh tế',
        '- Chủ trì thực hiện.',
      ],
    });

  it('B19 a table continued on the next page yields 7 indicators', () => {
    const reading = plan([...head, row(1), row(2), row(3), row(4), row(5), '', ...head, row(6), row(7)]);
    const main = reading.targets.filter((target) => target.scope === 'main');
    expect(new Set(main.map((target) => target.indicator_id)).size).toBe(7);
    expect(main).toHaveLength(21);
    expect(
      main
        .slice(0, 3)
        .map((target) => [target.comparator, target.value, target.milestone_year, target.milestone_source]),
    ).toEqual([
      ['>=', 30, 2026, 'table_header'],
      ['>=', 60, 2028, 'table_header'],
      ['=', 100, 2030, 'table_header'],
    ]);
  });

  it('keeps words in a cell as qualitative and asks', () => {
    const reading = plan([
      ...head,
      '| 1 | Tổ Công nghệ số cộng đồng | 100% tổ ở các thôn | Duy trì, nâng chất lượng | Duy trì, nâng chất lượng | Phòng Kinh tế |',
    ]);
    expect(reading.targets.map((target) => [target.kind, target.value])).toEqual([
      ['indicator', 100],
      ['qualitative', null],
      ['qualitative', null],
    ]);
  });

  it('B23 several leads in a cell are kept as printed and left to the office', () => {
    const reading = plan([
      ...head,
      '| 1 | Tỷ lệ thanh toán không dùng tiền mặt | ≥20% | ≥50% | ≥75% | Phòng Kinh tế; Ngân hàng, hợp tác xã nông nghiệp |',
    ]);
    const names = reading.targets[0]?.responsible_units.map(
      (id) => reading.units.find((unit) => unit.id === id)?.name,
    );
    expect(names).toEqual(['Phòng Kinh tế', 'Ngân hàng, hợp tác xã nông nghiệp']);
    expect(reading.questions).toContainEqual(expect.objectContaining({ code: 'TWO_LEADS', blocking: true }));
  });
});
