// Tables of indicators: a target for each year column, words kept as words, leads as printed.
import { describe, expect, it } from 'vitest';
import { readSample } from './sample-plan.fixture';

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

  it.each([
    ['Số hộ tham gia đạt từ (trở lên)', '>='],
    ['Số hộ tham gia (≥)', '>='],
    ['Tỷ lệ sinh con thứ ba trở lên', '='],
    ['Số giáo viên có trình độ đại học trở lên', '='],
  ])('%s: %s', (name, comparator) => {
    const { targets } = plan([...head, `| 1 | ${name} | 30 | 60 | 90 | Phòng Kinh tế |`]);
    expect(targets.map((target) => target.comparator)).toEqual([comparator, comparator, comparator]);
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

  it('shares a target among those who stand in the rows', () => {
    const reading = plan([
      '| STT | Thôn | Số hộ | Trồng rừng (ha) | Hố rác gia đình (hố) |',
      '|---|---|---|---|---|',
      '| 1 | Bản Lầu | 120 | 4,5 | 60 |',
      '| 2 | Nà Pặc | 98 | 3 | 45 |',
      '| | Tổng cộng | 218 | 7,5 | 105 |',
    ]);
    expect(
      reading.targets.map((target) => [target.scope, target.indicator, target.value, target.unit]),
    ).toEqual([
      ['main', 'Bản Lầu: Trồng rừng (ha)', 4.5, 'ha'],
      ['main', 'Bản Lầu: Hố rác gia đình (hố)', 60, 'hố'],
      ['main', 'Nà Pặc: Trồng rừng (ha)', 3, 'ha'],
      ['main', 'Nà Pặc: Hố rác gia đình (hố)', 45, 'hố'],
    ]);
  });

  it('reads no targets from a table of holders outside the objectives', () => {
    const table = ['| Thôn | Trồng rừng (ha) |', '|---|---|', '| Bản Lầu | 4,5 |', '| Nà Pặc | 3 |'];
    const reading = readSample({ organisation: ['1. Phòng Kinh tế', '- Chủ trì.', ...table] });
    expect(reading.targets).toEqual([]);
  });
});
