// Which lines are tasks, whose they are, and until when: lists by unit, label lines, closing words.
import { describe, expect, it } from 'vitest';
import type { PlanReading, Task } from '../reading';
import { parseDeadline } from './deadlines';
import { readSample, readText } from './sample-plan.fixture';

const leadsOf = (reading: PlanReading, task: Task | undefined): string[] =>
  (task?.lead_units ?? []).map((id) => reading.units.find((unit) => unit.id === id)?.name ?? id);

const plan = (...body: string[]): PlanReading =>
  readText(
    ['KẾ HOẠCH', 'Chăm sóc sức khỏe cộng đồng', 'I. MỤC ĐÍCH', '- Nâng cao sức khỏe Nhân dân.', ...body].join(
      '\n',
    ),
  );

describe('units as headings', () => {
  const reading = plan(
    'II. NỘI DUNG THỰC HIỆN',
    '1. Sở Y tế',
    'a) Hướng dẫn chuyên môn cho tuyến dưới;',
    'b) Tổ chức thực hiện khám sàng lọc, theo dõi và quản lý người bệnh trên địa bàn.',
    '2. Sở Tài chính',
    'a) Bố trí kinh phí cho công tác dân số theo phân cấp;',
    '3. Các tổ chức cung cấp dịch vụ y tế',
    '- Phối hợp tuyên truyền tới hội viên.',
    'III. TỔ CHỨC THỰC HIỆN',
    '1. Sở Y tế',
    'Theo dõi, đôn đốc việc thực hiện.',
  );

  it('assign, whatever the section is called', () => {
    expect(reading.tasks.map((task) => [task.kind, leadsOf(reading, task)])).toEqual([
      ['assigned', ['Sở Y tế']],
      ['assigned', ['Sở Y tế']],
      ['assigned', ['Sở Tài chính']],
      ['assigned', ['Các tổ chức cung cấp dịch vụ y tế']],
      ['assigned', ['Sở Y tế']],
    ]);
  });

  it('a task that begins like the heading of a section is a task', () => {
    expect(reading.tasks[1]?.text).toMatch(/^Tổ chức thực hiện khám sàng lọc/);
  });
});

describe('items that begin with who is to act', () => {
  it('assign in a section of tasks too, with the unit as heading or as subject', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '1. Về an sinh',
      'a) Bộ Tài chính tiếp tục xuất cấp hàng dự trữ cho các địa phương;',
      'b) Bộ Quốc phòng:',
      '- Huy động phương tiện vận chuyển;',
      'c) Bộ Y tế bảo đảm hóa chất khử khuẩn.',
      '2. Về môi trường',
      '- Bộ Xây dựng',
      '+ Rà soát quy chuẩn bãi chôn lấp;',
      '- Bộ Công Thương',
      '+ Kiểm tra an toàn hồ chứa.',
    );
    expect(reading.tasks.map((task) => [task.kind, leadsOf(reading, task)])).toEqual([
      ['assigned', ['Bộ Tài chính']],
      ['assigned', ['Bộ Quốc phòng']],
      ['assigned', ['Bộ Y tế']],
      ['assigned', ['Bộ Xây dựng']],
      ['assigned', ['Bộ Công Thương']],
    ]);
  });

  it('two units among tasks of everybody assign nothing', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '1. Tuyên truyền',
      '- Đổi mới hình thức tuyên truyền.',
      '- Đoàn Thanh niên xã tổ chức hội thi.',
      '- Nhân rộng mô hình hay ở các thôn.',
    );
    expect(reading.tasks.map((task) => task.kind)).toEqual(['general', 'general', 'general']);
  });
});

describe('who a list belongs to', () => {
  const assigned = (...organisation: string[]): [string, string[]][] => {
    const reading = readSample({ organisation });
    return reading.tasks.slice(1).map((task) => [task.text, leadsOf(reading, task)]);
  };
  const listed = (...organisation: string[]): string[] =>
    readSample({ organisation })
      .units.filter((unit) => unit.scope === 'listed')
      .map((unit) => unit.name);

  it.each([
    ['Phòng Kinh tế:', 'Phòng Kinh tế'],
    ['* Phòng Kinh tế:', 'Phòng Kinh tế'],
    ['Phòng Kinh tế', 'Phòng Kinh tế'],
    ['1. Trách nhiệm của Ban quản lý dự án', 'Ban quản lý dự án'],
    ['1. Ông Trần Văn Bình, Trưởng Công an xã:', 'Ông Trần Văn Bình, Trưởng Công an xã'],
    ['1. Hiệu trưởng các trường:', 'Hiệu trưởng các trường'],
  ])('%s', (heading, name) => {
    expect(assigned(heading, '- Tham mưu văn bản chỉ đạo.', '- Tổng hợp số liệu.')).toEqual([
      ['Tham mưu văn bản chỉ đạo.', [name]],
      ['Tổng hợp số liệu.', [name]],
    ]);
    expect(listed(heading, '- Tham mưu văn bản chỉ đạo.')).toEqual([name]);
  });

  it('beside the reports somebody is given the work of watching', () => {
    const { tasks, reporting } = readSample({
      closing: [
        'V. THEO DÕI, KIỂM TRA VÀ CHẾ ĐỘ BÁO CÁO',
        '1. Công tác theo dõi, kiểm tra',
        '- Phòng Kinh tế chủ trì theo dõi, kiểm tra việc thực hiện Kế hoạch.',
        '2. Chế độ báo cáo',
        '- Các phòng báo cáo Phòng Kinh tế trước ngày 20/11 hằng năm.',
      ].join('\n'),
    });
    expect(tasks.at(-1)?.text).toContain('chủ trì theo dõi, kiểm tra việc thực hiện');
    expect(reporting.map((clause) => clause.kind)).toEqual(['hang_nam']);
  });

  it('a long sentence between headings is a task of its own', () => {
    const headed = (no: number): string[] => [
      `${no}. Tuyên truyền.`,
      '- Tổ chức tuyên truyền trong Nhân dân.',
    ];
    const long =
      '5. Khuyến khích Nhân dân các thôn phát huy vai trò trong tuyên truyền, vận động và giám sát việc thực hiện Kế hoạch trên địa bàn.';
    const texts = (last: string): string[] =>
      readSample({ organisation: [1, 2, 3, 4].flatMap(headed).concat(last) }).tasks.map((task) => task.text);
    expect(texts(long).at(-1)).toContain('Khuyến khích Nhân dân');
    expect(texts('5. Công tác thông tin, tuyên truyền của các thôn.').at(-1)).not.toContain(
      'Công tác thông tin',
    );
  });

  it('a numbered sentence that goes on in a further paragraph is a task', () => {
    const { tasks } = readSample({
      organisation: [
        'Những việc cần làm ngay:',
        'a) Lập danh mục điện tử về lễ hội, nghề truyền thống, công trình cổ và những người giữ nghề còn sinh sống tại các thôn trong xã.',
        'Mời nghệ nhân, giáo viên và thanh niên cùng ghi chép.',
        'b) Mua máy ảnh và máy quét để lưu tư liệu.',
      ],
    });
    expect(tasks.map((task) => task.text.slice(0, 12))).toContain('Lập danh mục');
  });

  it('a remark that points to the appendix leaves the item above it a task', () => {
    const items = [
      '1. Kiện toàn bộ máy chỉ đạo, điều hành ở xã và ở các thôn trong quý I.',
      '2. Duy trì trực ban.',
    ];
    expect(
      readSample({
        organisation: ['1. Nội dung', ...items, '(Chi tiết danh mục nhiệm vụ tại Phụ lục kèm theo)'],
      }).tasks.length,
    ).toBe(readSample({ organisation: ['1. Nội dung', ...items] }).tasks.length);
  });

  it('letters that come only after Roman numbers stand under them', () => {
    expect(
      assigned(
        'A. CẤP XÃ',
        '1. Phòng Kinh tế: Tham mưu văn bản.',
        'B. CẤP THÔN',
        '1. Trưởng thôn: Tổ chức họp dân.',
      ),
    ).toEqual([
      ['Tham mưu văn bản.', ['Phòng Kinh tế']],
      ['Tổ chức họp dân.', ['Trưởng thôn']],
    ]);
  });

  it('a group whose members follow is no unit beside them', () => {
    expect(
      listed(
        '1. Đối với các phòng chuyên môn',
        'a) Phòng Kinh tế',
        '- Tham mưu văn bản chỉ đạo.',
        'b) Phòng Văn hóa - Xã hội',
        '- Tuyên truyền.',
        '2. Nhiệm vụ của các đoàn thể',
        '- Hội Phụ nữ xã: vận động hội viên.',
      ),
    ).toEqual(['Phòng Kinh tế', 'Phòng Văn hóa - Xã hội', 'Hội Phụ nữ xã']);
  });

  it('a heading that ends in "thuộc Bộ" is whole', () => {
    const lines = ['1. Bệnh viện K và các bệnh viện trực thuộc Bộ', 'Tiếp nhận kỹ thuật mới cho tuyến dưới.'];
    expect(assigned(...lines)).toEqual([
      ['Tiếp nhận kỹ thuật mới cho tuyến dưới.', ['Bệnh viện K', 'các bệnh viện trực thuộc Bộ']],
    ]);
  });

  it('who stands in the place of a unit in a list of units is one', () => {
    const list = [
      '1. Phòng Kinh tế:',
      '- Tham mưu văn bản.',
      '2. Công an xã:',
      '- Tuần tra.',
      '3. Trạm Y tế:',
      '- Trực.',
    ];
    const units = ['Phòng Kinh tế', 'Công an xã', 'Trạm Y tế'];
    expect(listed(...list, '4. Chủ rừng:', '- Phát dọn đường ranh cản lửa.')).toEqual([...units, 'Chủ rừng']);
    expect(listed(...list, '4. Đối với hộ kinh doanh: niêm yết giá.')).toEqual([...units, 'hộ kinh doanh']);
    expect(assigned(...list, '4. Chủ rừng:', '- Phát dọn đường ranh cản lửa.').at(-1)).toEqual([
      'Phát dọn đường ranh cản lửa.',
      ['Chủ rừng'],
    ]);
    for (const matter of ['4. Công tác tuyên truyền:', '4. Chủ động diễn tập:', '4. Cơ chế phối hợp'])
      expect(listed(...list, matter, '- Chuẩn bị loa tay.')).toEqual(units);
    expect(listed('1. Phòng Kinh tế:', '- Tham mưu.', '2. Hộ nghèo:', '- Rà soát.')).toEqual([
      'Phòng Kinh tế',
    ]);
  });

  it('what a unit has to demand of others stays its own task', () => {
    const lines = [
      '1. Phòng Văn hóa - Xã hội',
      '- Tuyên truyền trên hệ thống truyền thanh.',
      '- Yêu cầu các cơ quan báo chí dành thời lượng phát sóng cho các chuyên mục.',
    ];
    expect(assigned(...lines).map(([, leads]) => leads)).toEqual([
      ['Phòng Văn hóa - Xã hội'],
      ['Phòng Văn hóa - Xã hội'],
    ]);
    expect(listed(...lines)).toEqual(['Phòng Văn hóa - Xã hội']);
    expect(listed('1. Yêu cầu Công an xã tăng cường tuần tra ban đêm.')).toEqual(['Công an xã']);
  });

  it('a heading that the source broke inside a name is one', () => {
    expect(
      listed(
        '1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã, Hội Liên hiệp',
        '',
        'Phụ nữ xã',
        '',
        '- Vận động hội viên tham gia.',
        '',
        '2. Phòng Kinh tế',
        '',
        '- Tham mưu văn bản.',
      ),
    ).toEqual(['Ủy ban Mặt trận Tổ quốc Việt Nam xã', 'Hội Liên hiệp Phụ nữ xã', 'Phòng Kinh tế']);
  });

  it('a closing wish for changes is no task', () => {
    const wish =
      'Trong quá trình thực hiện, nếu cần sửa đổi, bổ sung, các đơn vị chủ động đề xuất gửi Phòng Kinh tế tổng hợp.';
    expect(assigned('1. Phòng Kinh tế', '- Tham mưu văn bản.', wish)).toEqual([
      ['Tham mưu văn bản.', ['Phòng Kinh tế']],
    ]);
  });

  it('a collective says at length who is meant, where the lines beside it name units', () => {
    const name =
      'Các hợp tác xã hoạt động trong lĩnh vực chế biến nông sản, vận tải hàng hóa và kho lạnh trên địa bàn toàn xã';
    const lines = ['1. Phòng Kinh tế', '- Tham mưu văn bản.', '2. Công an xã', '- Giữ trật tự chợ.'];
    expect(assigned(...lines, `3. ${name}`, '- Đăng ký mã vùng trồng.').at(-1)).toEqual([
      'Đăng ký mã vùng trồng.',
      [name],
    ]);
    expect(
      assigned(...lines, '3. Các thôn phối hợp với Hội Nông dân xã:', '- Vận động hộ dân.').at(-1),
    ).toEqual(['Vận động hộ dân.', ['Các thôn']]);
  });

  it('work of its own before the words that open a list is a task, bare words that open it are none', () => {
    const work =
      'chủ động cân đối ngân sách và huy động các nguồn vốn hợp pháp để tu sửa trạm bơm trên địa bàn; tập trung các nhiệm vụ sau:';
    expect(
      assigned(`1. Ủy ban nhân dân các xã ${work}`, '- Nạo vét kênh mương.').map(([text]) => text),
    ).toEqual([work, 'Nạo vét kênh mương.']);
    expect(
      assigned('1. Sở Y tế chủ trì, phối hợp với Sở Tài chính:', '- Nạo vét kênh mương.').map(
        ([text]) => text,
      ),
    ).toEqual(['Nạo vét kênh mương.']);
  });

  it('"Các thành viên gồm: …" names nobody', () => {
    expect(
      listed('1. Phòng Kinh tế', '- Các thành viên gồm: Trưởng Công an xã, Trạm trưởng Trạm Y tế.'),
    ).toEqual(['Phòng Kinh tế']);
  });
});

it('what is spent on a plan, and how, is funding and no task', () => {
  const reading = plan(
    'II. NỘI DUNG',
    '1. Truyền thông',
    '- Tổ chức truyền thông tại các thôn.',
    '2. Nguồn lực và việc sử dụng nguồn lực để thực hiện kế hoạch',
    '- Ngân sách xã chiếm khoảng 60% tổng vốn.',
    '- Vốn huy động chiếm khoảng 40%.',
  );
  expect(reading.tasks.map((task) => task.text)).toEqual(['Tổ chức truyền thông tại các thôn.']);
  expect(reading.funding).toHaveLength(2);
  expect(reading.targets).toEqual([]);
});

describe('label lines', () => {
  it('"c) Thời gian thực hiện: …" is a label and opens no section', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '1. Về dữ liệu',
      'a) Nhiệm vụ: Rà soát, chuẩn hóa dữ liệu hồ sơ sức khỏe.',
      'b) Cơ quan thực hiện:',
      '- Đơn vị chủ trì: Sở Y tế.',
      'c) Thời gian thực hiện: Hoàn thành trong năm 2026.',
      '2. Về đào tạo',
      'a) Nhiệm vụ: Tập huấn nhân viên y tế.',
    );
    expect(reading.tasks).toMatchObject([
      { text: 'Rà soát, chuẩn hóa dữ liệu hồ sơ sức khỏe.', deadline: '2026' },
      { text: 'Tập huấn nhân viên y tế.', deadline: null },
    ]);
  });

  it('the day by which a text is to be issued is a label', () => {
    const reading = plan(
      'II. NỘI DUNG',
      '1. Xây dựng quy chế phối hợp giữa trạm y tế và các trường học',
      '- Cơ quan chủ trì: Sở Y tế.',
      '- Thời hạn ban hành: trước ngày 31 tháng 12 năm 2026.',
      '2. Tập huấn nhân viên y tế học đường về sơ cứu ban đầu',
      '- Cơ quan chủ trì: Sở Giáo dục và Đào tạo.',
      '- Thời gian thực hiện: năm 2026.',
    );
    expect(reading.tasks).toMatchObject([
      { text: expect.stringMatching(/^Xây dựng quy chế/), deadline: '2026-12-31' },
      { text: expect.stringMatching(/^Tập huấn/), deadline: '2026' },
    ]);
  });

  it('"Sở A chủ trì, phối hợp với Sở B" in a label names who leads and who helps', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '- Tổ chức tháng hành động.',
      '- Cơ quan thực hiện: Sở Nội vụ chủ trì, phối hợp với Sở Y tế và Công an tỉnh.',
    );
    const [task] = reading.tasks;
    expect(leadsOf(reading, task)).toEqual(['Sở Nội vụ']);
    expect(task?.coordinating_units).toHaveLength(2);
  });

  it('a block under the last of several items serves all that have none', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '1. Đội ngũ',
      'a) Rà soát năng lực của nhân viên y tế thôn.',
      'b) Bồi dưỡng chuyên môn hằng năm.',
      '- Đơn vị chủ trì: Sở Y tế.',
    );
    expect(reading.tasks.map((task) => leadsOf(reading, task))).toEqual([['Sở Y tế'], ['Sở Y tế']]);
  });

  it('a numbered line with label lines of its own is a task, with or without a full stop', () => {
    const reading = plan(
      'II. NỘI DUNG',
      '1. Chuẩn bị',
      '1.1. Xây dựng tài liệu truyền thông về dinh dưỡng hợp lý cho bà mẹ và trẻ em',
      '- Thời gian hoàn thành: Quý I/2026.',
      '- Đơn vị chủ trì: Sở Y tế.',
      '1.2. Rà soát danh sách trẻ em dưới 5 tuổi ở các thôn, bản và hộ mới chuyển đến.',
      '- Danh sách phải có xác nhận của trưởng thôn.',
      '- Đơn vị chủ trì: Trạm Y tế xã.',
      '1.3. Công tác hậu cần',
      '- Chuẩn bị cân, thước đo tại từng điểm.',
      '- Đơn vị chủ trì: Trạm Y tế xã.',
    );
    expect(reading.tasks.map((task) => [task.text.slice(0, 21), leadsOf(reading, task)])).toEqual([
      ['Xây dựng tài liệu tru', ['Sở Y tế']],
      ['Rà soát danh sách trẻ', ['Trạm Y tế xã']],
      ['Danh sách phải có xác', ['Trạm Y tế xã']],
      ['Chuẩn bị cân, thước đ', ['Trạm Y tế xã']],
    ]);
  });

  it('a bracket that holds a label is no part of the task', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '- Tập huấn kỹ thuật cho cộng tác viên (đơn vị chủ trì: Trạm Y tế xã; thời gian: Quý II/2026).',
    );
    expect(reading.tasks).toMatchObject([
      { text: 'Tập huấn kỹ thuật cho cộng tác viên', deadline: '2026-Q2', deadline_text: 'Quý II/2026' },
    ]);
    expect(leadsOf(reading, reading.tasks[0])).toEqual(['Trạm Y tế xã']);
  });

  it('what stands under an empty label is its value', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '- Nội dung: Tuyên truyền phòng, chống bạo lực trên loa truyền thanh.',
      '- Cơ quan thực hiện:',
      '+ Sở Văn hóa và Thể thao chủ trì, phối hợp với Sở Nội vụ.',
      '+ Sở Xây dựng đăng tải thông điệp trên bảng quang báo của thành phố.',
    );
    expect(reading.tasks).toHaveLength(1);
    expect(leadsOf(reading, reading.tasks[0])).toEqual(['Sở Văn hóa và Thể thao', 'Sở Xây dựng']);
  });

  it('under "Chủ trì, phối hợp" stand the helpers of the unit above', () => {
    const reading = plan(
      'II. TỔ CHỨC THỰC HIỆN',
      '1. Công an tỉnh',
      'a) Tuần tra, kiểm soát địa bàn;',
      'b) Chủ trì, phối hợp',
      '- Sở Tài chính tham mưu bố trí kinh phí mua sắm phương tiện.',
      '2. Sở Y tế',
      '- Quản lý người bệnh.',
    );
    expect(reading.tasks.map((task) => leadsOf(reading, task))).toEqual([
      ['Công an tỉnh'],
      ['Công an tỉnh'],
      ['Sở Y tế'],
    ]);
  });

  it('a time whose colon was left out is a label, a time inside a sentence is none', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '1. Tổ chức lớp bồi dưỡng cho cộng tác viên dinh dưỡng của các thôn trong xã',
      'Thời gian thực hiện trước ngày 30/6/2026.',
      '2. Công bố thời gian thực hiện từ ngày 01/7/2026 trên trang thông tin điện tử của xã.',
    );
    expect(reading.tasks.map((task) => [task.text.slice(0, 9), task.deadline])).toEqual([
      ['Tổ chức l', '2026-06-30'],
      ['Công bố t', null],
    ]);
  });

  it('notes and one block of labels belong to the line above them', () => {
    const reading = plan(
      'II. NỘI DUNG',
      '1. Tuyên truyền',
      '1.1. Phát sóng tin, bài về tiêm chủng mở rộng trên hệ thống loa truyền thanh của xã',
      '- Nội dung ngắn gọn, dễ nhớ.',
      '- Thời gian thực hiện: Quý II/2026.',
      '- Đơn vị chủ trì: Trạm Y tế xã.',
    );
    expect(reading.tasks.map((task) => [task.text.slice(0, 9), leadsOf(reading, task)])).toEqual([
      ['Phát sóng', ['Trạm Y tế xã']],
      ['Nội dung ', ['Trạm Y tế xã']],
    ]);
  });

  it('who attends and where are label lines too', () => {
    const reading = plan(
      'II. NỘI DUNG',
      '1. Nội dung: Tổ chức hội nghị tập huấn cho cộng tác viên dân số.',
      '- Thời gian: Tháng 4/2026.',
      '- Địa điểm: Hội trường xã.',
      '- Thành phần: Trạm Y tế xã, cộng tác viên dân số các thôn.',
      '- Đơn vị chủ trì: Trạm Y tế xã.',
    );
    expect(reading.tasks).toMatchObject([
      { text: 'Tổ chức hội nghị tập huấn cho cộng tác viên dân số.', deadline: '2026-04' },
    ]);
    expect(reading.units.map((unit) => unit.name)).toEqual(['Trạm Y tế xã']);
  });

  it('a time said in a sentence of its own is the deadline, not the task', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '- Tổng hợp kết quả gửi Sở Y tế. Thời gian hoàn thành: Trước ngày 31/5/2026.',
    );
    expect(reading.tasks).toMatchObject([{ text: 'Tổng hợp kết quả gửi Sở Y tế.', deadline: '2026-05-31' }]);
  });
});

describe('what is no task', () => {
  it.each([
    'Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện./.',
    'Ủy ban nhân dân tỉnh giao Giám đốc các sở, Thủ trưởng các ngành triển khai thực hiện đúng quy định./.',
    'Phân công nhiệm vụ cụ thể theo Phụ lục kèm theo Kế hoạch này.',
    'Căn cứ Kế hoạch này, yêu cầu các sở, ban, ngành nghiêm túc triển khai thực hiện; định kỳ hằng quý báo cáo kết quả về UBND tỉnh./.',
  ])('%s', (closing) => {
    const reading = readSample({ closing });
    expect(reading.tasks.map((task) => task.text)).not.toContain(closing);
    expect(reading.units.map((unit) => unit.name).join()).not.toMatch(/yêu cầu|giao/);
  });

  it('a bullet that only names the topic of the next ones', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '1. Giám sát',
      '- Nội dung giám sát của chủ dự án',
      '+ Kiểm tra tiến độ giải ngân.',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual(['Kiểm tra tiến độ giải ngân.']);
  });

  it.each([
    ['Xây dựng các nền tảng số dùng chung của xã như:', '- Phần mềm họp không giấy.'],
    ['Trong đó:', '- Phần mềm họp không giấy.'],
    ['- Tổng hợp, rà soát ở cấp thôn', '+ Phần mềm họp không giấy.'],
  ])('"%s" opens the list below it', (opening, item) => {
    const reading = plan('II. NHIỆM VỤ', '1. Nền tảng số', opening, item);
    expect(reading.tasks.map((task) => task.text)).toEqual(['Phần mềm họp không giấy.']);
  });

  it('a paragraph over label lines opens nothing', () => {
    const reading = plan('II. NHIỆM VỤ', 'Tổ chức hội thi tìm hiểu pháp luật:', '- Đơn vị chủ trì: Sở Y tế.');
    expect(reading.tasks).toHaveLength(1);
  });

  it('a bullet that names the topic of the paragraphs below it', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '1. Giám sát',
      '- Việc giám sát của xã, thôn.',
      '+ Nội dung kiểm tra',
      'Việc quản lý, sử dụng nguồn vốn được giao.',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual([
      'Việc giám sát của xã, thôn.',
      'Việc quản lý, sử dụng nguồn vốn được giao.',
    ]);
  });

  it.each(['II. THỜI GIAN VÀ PHẠM VI', 'II. ĐÁNH GIÁ NGUY CƠ SAU MƯA LŨ'])('%s', (heading) => {
    const reading = plan(
      heading,
      '1. Khu vực ven sông, ven suối và các thôn vùng thấp.',
      'III. NHIỆM VỤ',
      '- Di dời hộ dân.',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual(['Di dời hộ dân.']);
  });

  it('slogans', () => {
    const reading = plan(
      'II. LỘ TRÌNH VÀ NỘI DUNG TUYÊN TRUYỀN',
      '- Tuyên truyền trên hệ thống loa truyền thanh của xã.',
      'III. KHẨU HIỆU TUYÊN TRUYỀN',
      '1. Toàn dân hưởng ứng Tháng hành động vì trẻ em!',
      '2. Tiêm chủng đầy đủ, trẻ em khỏe mạnh',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual([
      'Tuyên truyền trên hệ thống loa truyền thanh của xã.',
    ]);
  });

  it('a theme in quotation marks, but not a task that quotes one', () => {
    const reading = plan(
      'II. NỘI DUNG',
      '1. Chủ đề',
      '“Chung tay vì môi trường sống an toàn cho trẻ em”.',
      '2. Hoạt động',
      '- “Ngày thứ Bảy xanh” được tổ chức tại các thôn.',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual([
      '“Ngày thứ Bảy xanh” được tổ chức tại các thôn.',
    ]);
  });

  it('main activities stated among the objectives are tasks', () => {
    const reading = plan(
      'II. MỤC TIÊU',
      '1. Mục tiêu chung',
      '- Nâng cao nhận thức của Nhân dân.',
      '2. Tháng hành động',
      'a) Các hoạt động chính',
      '- Treo băng rôn tại trụ sở.',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual(['Treo băng rôn tại trụ sở.']);
  });

  it('rules of awards, whatever they count', () => {
    const reading = plan(
      'II. NỘI DUNG THI ĐUA',
      '- Thi đua hoàn thành nhiệm vụ chuyên môn.',
      'III. SỐ LƯỢNG ĐỀ NGHỊ KHEN THƯỞNG',
      '- Sở Nội vụ: không quá 05 cá nhân.',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual(['Thi đua hoàn thành nhiệm vụ chuyên môn.']);
    expect(reading.targets).toEqual([]);
  });
});

describe('tasks in sections of other things', () => {
  it('under "Theo dõi, kiểm tra và chế độ báo cáo" what asks for no report is work', () => {
    const reading = plan(
      'II. TỔ CHỨC THEO DÕI, KIỂM TRA VÀ CHẾ ĐỘ BÁO CÁO',
      '1. Công tác theo dõi, kiểm tra',
      '- Sở Y tế chủ trì đôn đốc việc thực hiện Kế hoạch.',
      '2. Chế độ báo cáo',
      '- Các trạm y tế báo cáo Sở Y tế trước ngày 20/11 hằng năm.',
    );
    expect(reading.tasks.map((task) => leadsOf(reading, task))).toEqual([['Sở Y tế']]);
    expect(reading.reporting.map((clause) => clause.kind)).toEqual(['hang_nam']);
  });

  it('so is a line without a report under a heading that says both', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '1. Giám sát, kiểm tra, báo cáo',
      '- Kiểm tra vệ sinh bếp ăn tập thể tại các trường.',
      '- Báo cáo kết quả gửi Sở Y tế trước ngày 25 hằng tháng.',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual([
      'Kiểm tra vệ sinh bếp ăn tập thể tại các trường.',
    ]);
  });

  it('funding that somebody is given to do is a task, other funding is none', () => {
    const reading = plan(
      'II. NHIỆM VỤ',
      '1. Nguồn lực',
      '1.1. Kinh phí thực hiện',
      'a) Nhiệm vụ: Lập dự toán kinh phí và cân đối nguồn chi thường xuyên.',
      'b) Cơ quan thực hiện:',
      '- Đơn vị chủ trì: Sở Tài chính.',
      '1.2. Kinh phí đào tạo',
      '- Từ ngân sách tỉnh và các nguồn hợp pháp khác.',
    );
    expect(reading.tasks.map((task) => [task.text, leadsOf(reading, task)])).toEqual([
      ['Lập dự toán kinh phí và cân đối nguồn chi thường xuyên.', ['Sở Tài chính']],
    ]);
  });
});

describe('long numbered paragraphs', () => {
  it('a numbered paragraph that goes on in further paragraphs is one of them', () => {
    const long = `Tăng cường sự lãnh đạo của cấp ủy, ${'nâng cao trách nhiệm của người đứng đầu cơ quan, '.repeat(5)}phát huy vai trò của Nhân dân.`;
    const reading = plan(
      'II. NHIỆM VỤ',
      `1. ${long}`,
      'Tổ chức truyền thông sâu rộng đến các tầng lớp Nhân dân.',
    );
    expect(reading.tasks.map((task) => task.text)).toEqual([
      long,
      'Tổ chức truyền thông sâu rộng đến các tầng lớp Nhân dân.',
    ]);
  });
});

describe('deadlines', () => {
  it.each([
    ['Quí IV-2025', '2025-Q4'],
    ['Tháng 11 - 12/2025', '2025-12'],
    ['Từ ngày 01/01/2026 đến ngày 31/3/2026', '2026-03-31'],
    ['Từ tháng 11/2025 đến khi kết thúc kiểm kê', null],
    ['Từ 01/7/2025', null],
    ['Trước ngày 15 tháng 4 năm 2026', '2026-04-15'],
    ['30.6.2027', '2027-06-30'],
    ['Thường xuyên', null],
  ])('%s', (text, value) => {
    expect(parseDeadline(text)).toBe(value);
  });
});

it('a closing paragraph that asks for reports is no task of the unit above it and lists no unit', () => {
  const reading = readSample({
    organisation: [
      '1. Phòng Kinh tế',
      '- Chủ trì thực hiện Kế hoạch.',
      '2. Phòng Văn hóa - Xã hội',
      '- Tuyên truyền trên loa truyền thanh.',
    ],
    closing:
      'Các đơn vị, các thôn báo cáo kết quả về Phòng Kinh tế trước ngày 20/11 hằng năm. Trong quá trình thực hiện, nếu có vướng mắc kịp thời phản ánh về Phòng Kinh tế.',
  });
  expect(reading.tasks.some((task) => /báo cáo kết quả/.test(task.text))).toBe(false);
  expect(reading.reporting.map((clause) => clause.kind)).toEqual(['hang_nam', 'vuong_mac']);
  expect(reading.units.filter((unit) => unit.scope === 'listed').map((unit) => unit.name)).toEqual([
    'Phòng Kinh tế',
    'Phòng Văn hóa - Xã hội',
  ]);
});
