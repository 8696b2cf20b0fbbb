// Targets beyond the list of wordings: milestones, comparators, parts, repetitions, and what only looks like a target.
import { describe, expect, it } from 'vitest';
import type { PlanReading, Target } from '../reading';
import { readSample, readText } from './sample-plan.fixture';

describe('B18 numbers', () => {
  it.each([
    ['Thu nhập đạt 240,6 triệu đồng/người/năm.', 240.6],
    ['Tổng đàn đạt 139.543 con.', 139543],
    ['Diện tích đạt 842,7 ha.', 842.7],
    ['Diện tích đạt 1.250,75 ha.', 1250.75],
    ['Tỷ lệ tăng 0,5%.', 0.5],
    ['Xây dựng 05 mô hình.', 5],
    ['Tỷ lệ tăng 6.0%.', 6],
    ['Diện tích nhà ở bình quân đến năm 2030 là 32m2/người.', 32],
    ['Tổng vốn đầu tư 5 năm đạt trên 40 tỷ đồng.', 40],
    ['Tuổi thọ bình quân đạt 75 tuổi.', 75],
    ['Đưa đi làm việc ở nước ngoài 12 người.', 12],
    ['Thu thuế ngoài quốc doanh 41 tỷ đồng.', 41],
    ['Không có chi bộ yếu kém.', 0],
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
    'Xây dựng nhà văn hóa ngoài số 05 nhà đã giao.',
    'Hộ nghèo được vay với thời hạn vay 10 năm.',
    'Tỷ lệ hộ dùng nước máy cao hơn năm 2025 là 64%.',
    'Nâng cao giá trị trên một đơn vị diện tích.',
    'Triển khai Chương trình mỗi xã một sản phẩm.',
    'Hiện nay, tổng số trạm phát sóng của các doanh nghiệp trên địa bàn khoảng 180 trạm, trong đó có 22 trạm 5G.',
    'Đối với một số ngành có tỷ lệ nữ cán bộ thấp dưới 30% có thể điều chỉnh mục tiêu cho phù hợp.',
    'Xây dựng một hệ sinh thái khởi nghiệp hoàn chỉnh.',
    'Hỗ trợ một lần 200 triệu đồng cho kỹ sư cam kết công tác ít nhất 4 năm.',
    'Trả kết quả trong thời hạn không quá 15 phút.',
    'Xóa mù chữ cho người trong độ tuổi 15 - 60.',
    'Trở thành địa phương thuộc top 05 của vùng về du lịch cộng đồng.',
    'Giảm phát thải theo cam kết tại COP 26 về khí hậu.',
    'Hợp tác giữa 03 bên: doanh nghiệp, hợp tác xã và hộ nông dân.',
    'Sử dụng đất theo kế hoạch phát triển kinh tế - xã hội 05 năm của tỉnh.',
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

  it.each([
    [
      'Phấn đấu đạt 20% xã, phường không có ma túy ngay trong năm 2027, bảo đảm đến hết năm 2030 đạt 50%.',
      [
        [20, 2027],
        [50, 2030],
      ],
    ],
    ['Có 60% thôn đạt chuẩn văn hóa, đưa xã về đích nông thôn mới trong năm 2029.', [[60, null]]],
    [
      'Giá trị sản xuất tăng 3%/năm, giá trị thu hoạch trên đất trồng trọt và nuôi trồng đến năm 2029 đạt 180 triệu đồng/ha.',
      [
        [3, null],
        [180, 2029],
      ],
    ],
  ])('belong to the figure whose list they close: %s', (text, want) => {
    const { targets } = readSample({ objectives: [text] });
    expect(targets.map((target) => [target.value, target.milestone_year])).toEqual(want);
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

describe('indicators announced among the tasks', () => {
  const under = (lead: string): PlanReading =>
    readText(
      [
        'KẾ HOẠCH',
        'Phát động thi đua mở tài khoản an sinh',
        'I. MỤC ĐÍCH',
        '- Nâng cao chất lượng phục vụ.',
        'II. NỘI DUNG THI ĐUA, PHƯƠNG ÁN TRIỂN KHAI',
        '1. Nội dung thi đua',
        lead,
        '(1) 100% số hộ được tuyên truyền, giải thích.',
        '(2) Ít nhất 85% số hộ mở tài khoản.',
        '2. Phương án triển khai',
        'a) Mở 02 điểm đăng ký lưu động tại các thôn.',
      ].join('\n'),
    );

  it('are targets of the plan, and no tasks', () => {
    const reading = under('Các hộ thi đua thực hiện, cụ thể hóa bằng các chỉ tiêu cụ thể như sau:');
    expect(reading.targets.map((target) => [target.scope, target.value])).toEqual([
      ['main', 100],
      ['main', 85],
      ['in_task', 2],
    ]);
    expect(reading.tasks.map((task) => task.text)).not.toContainEqual(expect.stringMatching(/số hộ/));
  });

  it('stay tasks where no indicators are announced', () => {
    const reading = under('Các hộ thi đua thực hiện các nội dung sau:');
    expect(reading.targets.filter((target) => target.scope === 'main')).toEqual([]);
  });
});

describe('the words of a target', () => {
  it.each([
    [
      '100% điểm thu mua, điểm trung chuyển, kho chứa và 100% tuyến vận chuyển được kiểm tra.',
      ['100% điểm thu mua, điểm trung chuyển, kho chứa', '100% tuyến vận chuyển được kiểm tra'],
    ],
    [
      'Trên 80% trạm y tế xã, phường và 100% bệnh viện có bác sĩ trực.',
      ['Trên 80% trạm y tế xã, phường', '100% bệnh viện có bác sĩ trực'],
    ],
    ['Lắp mới 15 trạm: xã Tân Hòa: 09 trạm, xã Phú Lộc: 06 trạm.', ['Lắp mới 15 trạm', '09 trạm', '06 trạm']],
    ['Xây dựng 05 mô hình của HTX. Các mô hình do hội viên quản lý.', ['Xây dựng 05 mô hình của HTX']],
    [
      'Tỷ lệ hộ có nước sạch, nhà tiêu hợp vệ sinh đạt 90%, tỷ lệ hộ phân loại rác đạt 70%.',
      ['Tỷ lệ hộ có nước sạch, nhà tiêu hợp vệ sinh đạt 90%', 'tỷ lệ hộ phân loại rác đạt 70%'],
    ],
    ['Thu hút đầu tư tại TP. Tân Hòa, phấn đấu có 03 dự án mới.', ['phấn đấu có 03 dự án mới']],
  ])('%s', (text, want) => {
    expect(readSample({ objectives: [text] }).targets.map((target) => target.text)).toEqual(want);
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

describe('figures that lean on another', () => {
  const main = (text: string): [number | null, string | null, number | null, number | undefined][] =>
    readSample({ heading: 'Mục tiêu cụ thể đến năm 2030', objectives: [text] })
      .targets.filter((target) => target.scope === 'main')
      .map((target) => [target.value, target.unit, target.milestone_year, target.qualifier?.value]);

  it.each([
    [
      'Giảm ít nhất 30% thời gian giải quyết, 20% chi phí đi lại trong năm 2026.',
      [
        [30, '%', 2026, undefined],
        [20, '%', 2026, undefined],
      ],
    ],
    ['100% thôn có đội xung kích, mỗi đội ít nhất 25 người.', [[100, '%', 2030, 25]]],
    [
      'Tỷ lệ trường đạt chuẩn là 90%, trong đó có ít nhất 02 trường đạt mức độ 2.',
      [
        [90, '%', 2030, undefined],
        [2, 'trường', 2030, undefined],
      ],
    ],
    ['Giảm giờ làm việc nhà còn 1,5 lần so với nam giới vào năm 2028.', [[1.5, 'lần', 2028, undefined]]],
    ['Tỷ lệ học sinh giỏi tăng từ 42% năm 2025 lên 55%.', [[55, '%', 2030, undefined]]],
    ['Cấp 1.200 giấy chứng nhận lần đầu.', [[1200, 'giấy chứng', 2030, undefined]]],
    ['Không có trẻ em tử vong do đuối nước.', [[0, 'trẻ em', 2030, undefined]]],
    ['100% trường có phòng máy trước năm học 2028 - 2029.', [[100, '%', 2028, undefined]]],
    ['Tỷ lệ trẻ dưới 1 tuổi được tiêm đủ 8 loại vắc xin đạt ≥ 95%.', [[95, '%', 2030, 8]]],
    ['Tuổi thọ trung bình đạt khoảng 75,5 tuổi.', [[75.5, 'tuổi', 2030, undefined]]],
    ['Tổng tỷ suất sinh đạt 2,1 con/phụ nữ.', [[2.1, 'con/phụ nữ', 2030, undefined]]],
    [
      'Mở từ 02 đến 03 lớp tập huấn kỹ thuật cho hội viên mỗi năm.',
      [[2, 'lớp tập huấn/năm', null, undefined]],
    ],
    ['Số vụ tai nạn thương tích giảm 10% hằng năm.', [[10, '%/năm', 2030, undefined]]],
    [
      'Sửa chữa, xây mới 45 căn nhà (xây mới 30 căn nhà, sửa chữa 15 căn nhà).',
      [
        [45, 'căn nhà', 2030, undefined],
        [30, 'căn nhà', 2030, undefined],
        [15, 'căn nhà', 2030, undefined],
      ],
    ],
    [
      'Công nhận mới ít nhất 03 sản phẩm (01 sản phẩm 4 sao, 02 sản phẩm 3 sao).',
      [
        [3, 'sản phẩm', 2030, undefined],
        [1, 'sản phẩm', 2030, 4],
        [2, 'sản phẩm', 2030, 3],
      ],
    ],
    ['Nâng chất các tổ hợp tác, không còn hợp tác xã yếu kém.', [[0, 'hợp tác xã', 2030, undefined]]],
    [
      'Xã đạt chuẩn nông thôn mới nâng cao vào năm 2028; 50% thôn đạt chuẩn kiểu mẫu.',
      [[50, '%', 2030, undefined]],
    ],
    ['Đến năm 2028, xã đạt chuẩn nâng cao; 50% thôn đạt chuẩn kiểu mẫu.', [[50, '%', 2028, undefined]]],
    ['Không để xảy ra sự cố mất an toàn thông tin nghiêm trọng.', [[0, 'sự cố', 2030, undefined]]],
    ['Kết nạp 20 - 25 đảng viên mới/năm.', [[20, 'đảng viên/năm', 2030, undefined]]],
    ['Huy động 1.500 tỷ đồng trong 5 năm.', [[1500, 'tỷ đồng', 2030, undefined]]],
    [
      'Hoàn thành 03 tiêu chí còn lại (số 5, số 17, số 18) trước tháng 10/2026.',
      [[3, 'tiêu chí', 2026, undefined]],
    ],
    ['100% xã, phường có ít nhất 01 điểm dạy bơi đến hết năm 2028.', [[100, '%', 2028, 1]]],
    ['100% thôn ra quân, mỗi thôn huy động ít nhất 50 người.', [[100, '%', 2030, 50]]],
    ['Tất cả hồ, ao, hố công trình có biển cảnh báo.', [[100, '%', 2030, undefined]]],
    ['Không có cơ quan chậm giải ngân.', [[0, 'cơ quan', 2030, undefined]]],
    ['Không để xảy ra thiệt hại lớn về tài sản.', [[null, null, 2030, undefined]]],
    ['Chỉ số năng lực cạnh tranh thuộc nhóm 15 tỉnh dẫn đầu.', [[null, null, 2030, undefined]]],
  ])('%s', (text, want) => {
    expect(main(text)).toEqual(want);
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
