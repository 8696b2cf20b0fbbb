// B26: the same file is recognised by its content, an amended version shows what changed and is no second plan.
import { describe, expect, it } from 'vitest';
import { compareReadings } from './compare';
import { readSample } from './reader/sample-plan.fixture';
import type { PlanReading } from './reading';
import { yearlyTargets } from './yearly';

const base = {
  title: 'Phát triển nông nghiệp giai đoạn 2026 - 2030',
  objectives: ['Đến năm 2030, tỷ lệ hộ dùng nước sạch đạt 85%.', 'Thành lập ít nhất 02 hợp tác xã.'],
  organisation: [
    '1. Phòng Kinh tế',
    '- Chủ trì xây dựng vùng sản xuất tập trung.',
    '2. Công an xã',
    '- Giữ gìn an ninh trật tự trên địa bàn.',
    '3. Chế độ báo cáo',
    '- Các đơn vị báo cáo 6 tháng trước ngày 15/6, năm trước ngày 15/12 về Phòng Kinh tế.',
  ],
};
let serial = 0;
const read = (parts: Partial<typeof base>): PlanReading => {
  const reading = readSample({ ...base, ...parts });
  serial++;
  return { ...reading, source: { ...reading.source, sha256: String(serial).padStart(64, '0') } };
};

describe('B26 comparing two readings', () => {
  it('B26 the same bytes are the same file', () => {
    const reading = read({});
    expect(compareReadings(reading, { ...reading })).toEqual({
      relation: 'same_file',
      confidence: 1,
      changes: [],
    });
  });

  it('B26 another file with the same facts has the same content', () => {
    expect(compareReadings(read({}), read({}))).toMatchObject({ relation: 'same_content', changes: [] });
  });

  it('B26 a changed figure, deadline, task and unit make an amendment and are named', () => {
    const after = read({
      objectives: [
        'Đến năm 2030, tỷ lệ hộ dùng nước sạch đạt 90%.',
        'Thành lập ít nhất 02 hợp tác xã.',
        'Xây dựng 03 mô hình nông nghiệp sạch.',
      ],
      organisation: [
        '1. Phòng Kinh tế',
        '- Chủ trì xây dựng vùng sản xuất tập trung.',
        '2. Công an xã',
        '3. Trạm Y tế xã',
        '- Chăm sóc sức khỏe Nhân dân.',
        '4. Chế độ báo cáo',
        '- Các đơn vị báo cáo 6 tháng trước ngày 10/6, năm trước ngày 15/12 về Phòng Kinh tế.',
      ],
    });
    const { relation, changes } = compareReadings(read({}), after);
    expect(relation).toBe('amendment');
    const brief = changes.map((change) =>
      `${change.subject} ${change.kind} ${change.fields.join(',')}`.trim(),
    );
    expect(brief).toEqual(
      expect.arrayContaining([
        'target changed giá trị',
        'target added',
        'unit added',
        'task added',
        'task removed',
        'reporting changed hạn gửi',
      ]),
    );
    expect(brief).toHaveLength(6);
    expect(changes.find((change) => change.subject === 'reporting')?.message).toContain('hạn gửi');
  });

  it('B26 a plan of another title and period is another plan', () => {
    expect(compareReadings(read({}), read({ title: 'Phòng, chống thiên tai năm 2027' })).relation).toBe(
      'amendment',
    );
    const other = read({ title: 'Phòng, chống thiên tai năm 2027' });
    const renumbered = {
      ...other,
      document: {
        ...other.document,
        number: { ...other.document.number, number: 99, canonical: '99/KH-UBND' },
      },
    };
    expect(compareReadings(read({}), renumbered).relation).toBe('other_plan');
  });
});

describe('B21 targets of every year', () => {
  it('B21 "mỗi năm ít nhất 150 ha" counts for every year of the plan', () => {
    const reading = read({
      objectives: ['Phấn đấu mỗi năm ít nhất có 150 ha liên kết tiêu thụ.', 'Đến năm 2028 có 02 hợp tác xã.'],
    });
    expect(yearlyTargets(reading).map(({ year, value }) => [year, value])).toEqual([
      [2026, 150],
      [2027, 150],
      [2028, 150],
      [2029, 150],
      [2030, 150],
      [2028, 2],
    ]);
  });

  it('B21 without a period nothing is assumed', () => {
    expect(
      yearlyTargets(
        read({ title: 'Phát triển nông nghiệp', objectives: ['Mỗi năm ít nhất 150 ha được liên kết.'] }),
      ),
    ).toEqual([]);
  });
});
