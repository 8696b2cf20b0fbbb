// The 45 target wordings of the genre's description (section 5.4), one by one.
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
