// Names of units: where one ends, when a list is several, and when two spellings are one body.
import { describe, expect, it } from 'vitest';
import { readSample } from './sample-plan.fixture';
import { normalizedName, sameUnit } from './unit-likeness';
import { splitUnits } from './unit-lists';
import { unitSubject } from './unit-names';

describe('the subject of a text', () => {
  it.each([
    ['Phòng Kinh tế', 'Phòng Kinh tế', 'end'],
    ['Sở Y tế chủ trì, phối hợp với Sở Tài chính triển khai', 'Sở Y tế', 'verb'],
    ['Văn phòng HĐND và UBND xã: phối hợp thực hiện', 'Văn phòng HĐND và UBND xã', 'colon'],
    ['Ban Xây dựng Đảng tham mưu tuyên truyền', 'Ban Xây dựng Đảng', 'verb'],
    ['Ban Chỉ đạo phát triển du lịch xã', 'Ban Chỉ đạo phát triển du lịch xã', 'end'],
    ['Trung tâm Phục vụ hành chính công: hướng dẫn', 'Trung tâm Phục vụ hành chính công', 'colon'],
    ['Các tổ chức chính trị - xã hội vận động hội viên', 'Các tổ chức chính trị - xã hội', 'verb'],
    [
      'Các sở, ban, ngành, tổ chức chính trị - xã hội, UBND các xã chịu trách nhiệm thực hiện',
      'Các sở, ban, ngành, tổ chức chính trị - xã hội, UBND các xã',
      'verb',
    ],
    ['Các sở, ban, ngành, tổ chức hội nghị tuyên truyền', 'Các sở, ban, ngành', 'verb'],
    ['Tổ bảo vệ an ninh, trật tự ở cơ sở', 'Tổ bảo vệ an ninh, trật tự ở cơ sở', 'end'],
    ['Tổ bảo vệ an ninh, trật tự ở cơ sở: tuần tra', 'Tổ bảo vệ an ninh, trật tự ở cơ sở', 'colon'],
    ['Các hộ kinh doanh tự kiểm tra', 'Các hộ kinh doanh', 'verb'],
    ['Đội quản lý trật tự đô thị', 'Đội quản lý trật tự đô thị', 'end'],
    ['Lực lượng tham gia bảo vệ an ninh ở cơ sở', 'Lực lượng tham gia bảo vệ an ninh ở cơ sở', 'end'],
    ['Lực lượng Công an tham gia chữa cháy', 'Lực lượng Công an', 'verb'],
    ['Thi hành án dân sự tỉnh', 'Thi hành án dân sự tỉnh', 'end'],
    ['Chánh Văn phòng HĐND và UBND xã', 'Chánh Văn phòng HĐND và UBND xã', 'end'],
    ['Tiểu ban an ninh, trật tự', 'Tiểu ban an ninh, trật tự', 'end'],
    ['Học viện Nông nghiệp chuyển giao giống', 'Học viện Nông nghiệp', 'verb'],
    ['Thư viện tỉnh phối hợp luân chuyển sách', 'Thư viện tỉnh', 'verb'],
    ['Viettel Tân Uyên: lắp đặt trạm', 'Viettel Tân Uyên', 'colon'],
    ['Phòng Kinh tế nhập dữ liệu', 'Phòng Kinh tế', 'verb'],
    ['Trạm Y tế khám, sàng lọc', 'Trạm Y tế', 'verb'],
    ['Phòng khám đa khoa khu vực', 'Phòng khám đa khoa khu vực', 'end'],
    ['Các thôn dọn vệ sinh đường làng', 'Các thôn', 'verb'],
    ['Hiệu trưởng các trường ký cam kết', 'Hiệu trưởng các trường', 'verb'],
    ['Tổ thư ký Hội đồng', 'Tổ thư ký Hội đồng', 'end'],
    ['Xí nghiệp cấp nước số 3', 'Xí nghiệp cấp nước số 3', 'end'],
    ['Hạt Kiểm lâm khoanh vùng trọng điểm', 'Hạt Kiểm lâm', 'verb'],
    ['Trung tâm Dịch vụ tổng hợp xã viết tin, bài', 'Trung tâm Dịch vụ tổng hợp xã', 'verb'],
    ['Trung tâm Dịch vụ tổng hợp: viết tin, bài', 'Trung tâm Dịch vụ tổng hợp', 'colon'],
    ['Trung tâm Y tế tổng hợp số liệu', 'Trung tâm Y tế', 'verb'],
    ['Quỹ Bảo vệ và Phát triển rừng tỉnh', 'Quỹ Bảo vệ và Phát triển rừng tỉnh', 'end'],
    ['Vườn Quốc gia Núi Đôi xây dựng phương án', 'Vườn Quốc gia Núi Đôi', 'verb'],
    ['Tổng Liên đoàn Lao động Việt Nam chỉ đạo', 'Tổng Liên đoàn Lao động Việt Nam', 'verb'],
    ['Các chi bộ, đảng bộ cơ sở xây dựng kế hoạch', 'Các chi bộ, đảng bộ cơ sở', 'verb'],
    ['Các cơ sở đào tạo nghề chủ trì tuyển sinh', 'Các cơ sở đào tạo nghề', 'verb'],
    [
      'Các cơ quan tham mưu, giúp việc Tỉnh ủy hướng dẫn cơ sở',
      'Các cơ quan tham mưu, giúp việc Tỉnh ủy',
      'verb',
    ],
    [
      'Các bộ, cơ quan ngang bộ, Ủy ban nhân dân các tỉnh rà soát văn bản',
      'Các bộ, cơ quan ngang bộ, Ủy ban nhân dân các tỉnh',
      'verb',
    ],
    ['Các bộ, ngành, địa phương', 'Các bộ, ngành, địa phương', 'end'],
    ['Các thôn có đông cử tri tổ chức họp làm nhiều đợt', 'Các thôn có đông cử tri', 'verb'],
    ['Các thôn cử người tham gia', 'Các thôn', 'verb'],
    ['Các cơ quan tham mưu, giúp Tỉnh ủy hướng dẫn cơ sở', 'Các cơ quan', 'verb'],
    ['Tài chính – kế toán xã tham mưu xây dựng dự toán', 'Tài chính – kế toán xã', 'verb'],
    [
      'Công chức Địa chính – Nông nghiệp (phụ trách Nông nghiệp): Theo dõi',
      'Công chức Địa chính – Nông nghiệp (phụ trách Nông nghiệp)',
      'colon',
    ],
    ['Sở Nội vụ (Cơ quan Thường trực): Tham mưu', 'Sở Nội vụ', 'colon'],
    [
      'Các phòng, ban, đơn vị được giao nhiệm vụ chủ trì xây dựng kế hoạch',
      'Các phòng, ban, đơn vị được giao nhiệm vụ chủ trì',
      'verb',
    ],
    ['Thủ trưởng các sở; Chủ tịch UBND các xã', 'Thủ trưởng các sở; Chủ tịch UBND các xã', 'end'],
    [
      'Đề nghị: Hội Nông dân tỉnh, Liên minh Hợp tác xã tỉnh',
      'Hội Nông dân tỉnh, Liên minh Hợp tác xã tỉnh',
      'end',
    ],
    ['Sở, ban, ngành tỉnh và UBND xã, phường', 'Sở, ban, ngành tỉnh và UBND xã, phường', 'end'],
    ['Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo', 'Sở Tài chính', 'end'],
    [
      'Các doanh nghiệp viễn thông, tổ chức, cá nhân có liên quan',
      'Các doanh nghiệp viễn thông, tổ chức, cá nhân có liên quan',
      'end',
    ],
    [
      'Ủy ban nhân dân các xã: Tân Lập, Phú Mỹ, An Khê',
      'Ủy ban nhân dân các xã: Tân Lập, Phú Mỹ, An Khê',
      'end',
    ],
    ['Căn cứ Kế hoạch này, các sở, ngành xây dựng kế hoạch', 'các sở, ngành', 'verb'],
    ['Đồng thời, giao Công an tỉnh chủ trì rà soát', 'Công an tỉnh', 'verb'],
    ['Đoàn Thanh niên xã sơn sửa tường rào', 'Đoàn Thanh niên xã', 'verb'],
    ['UBND các xã có rừng', 'UBND các xã có rừng', 'end'],
    ['Cơ quan chủ quản: UBND xã Tân Hòa:', 'UBND xã Tân Hòa', 'colon'],
    ['Sở Nội vụ - thường trực kế hoạch', 'Sở Nội vụ', 'end'],
    ['Ban Điều hành thực hiện chức năng quản lý', 'Ban Điều hành', 'verb'],
    ['Ban Chỉ đạo thực hiện Chương trình nước sạch', 'Ban Chỉ đạo thực hiện Chương trình nước sạch', 'end'],
    ['Hội Phụ nữ xã nêu tấm gương tốt; mỗi chi hội tổ chức một buổi', 'Hội Phụ nữ xã', 'verb'],
    ['Phòng giao dịch Ngân hàng Chính sách xã hội', 'Phòng giao dịch Ngân hàng Chính sách xã hội', 'end'],
    ['Phòng Kinh tế giao chỉ tiêu cho các thôn', 'Phòng Kinh tế', 'verb'],
    // Words of action that are part of a name.
    [
      'Ban Chỉ đạo các Chương trình mục tiêu quốc gia xã',
      'Ban Chỉ đạo các Chương trình mục tiêu quốc gia xã',
      'end',
    ],
    ['Ban Chỉ đạo về phát triển khoa học, công nghệ', 'Ban Chỉ đạo về phát triển khoa học, công nghệ', 'end'],
    ['Trung tâm Dịch vụ việc làm tỉnh', 'Trung tâm Dịch vụ việc làm tỉnh', 'end'],
    ['Viện Nghiên cứu phát triển Thành phố', 'Viện Nghiên cứu phát triển Thành phố', 'end'],
    ['Các cơ quan quản lý chợ, bến bãi', 'Các cơ quan quản lý chợ, bến bãi', 'end'],
    ['Công an xã quản lý cư trú', 'Công an xã', 'verb'],
    ['các viện nghiên cứu chè', 'các viện nghiên cứu chè', 'end'],
    [
      'Các doanh nghiệp hoạt động trong lĩnh vực xây dựng, vận tải',
      'Các doanh nghiệp hoạt động trong lĩnh vực xây dựng, vận tải',
      'end',
    ],
    ['UBND các xã được phân công chủ trì lập kế hoạch', 'UBND các xã', 'verb'],
    // A collective is told by "liên quan" and ends there, whatever the verb.
    [
      'các sở, ngành và các đơn vị có liên quan tổ chức, tham gia hội chợ',
      'các sở, ngành và các đơn vị có liên quan',
      'verb',
    ],
    ['Các phòng, ban liên quan lập danh sách', 'Các phòng, ban liên quan', 'verb'],
    ['Các cơ quan, đơn vị liên quan đến dự án', 'Các cơ quan, đơn vị liên quan đến dự án', 'end'],
    ['Các tổ chức, cá nhân liên quan khác', 'Các tổ chức, cá nhân liên quan khác', 'end'],
    [
      'Các phòng, ban có liên quan tới việc thực hiện Kế hoạch có trách nhiệm phối hợp',
      'Các phòng, ban có liên quan tới việc thực hiện Kế hoạch',
      'verb',
    ],
    [
      'Các phòng và cơ quan trực thuộc trong phạm vi chức năng của mình tổ chức thực hiện',
      'Các phòng và cơ quan trực thuộc',
      'verb',
    ],
    ['Các đơn vị trong phạm vi quy hoạch', 'Các đơn vị trong phạm vi quy hoạch', 'end'],
    ['các bộ, cơ quan ngang bộ rà soát văn bản', 'các bộ, cơ quan ngang bộ', 'verb'],
    ['Tỉnh đoàn', 'Tỉnh đoàn', 'end'],
    ['Ban Quản lý dự án đầu tư xây dựng xã', 'Ban Quản lý dự án đầu tư xây dựng xã', 'end'],
    ['Chuyên viên phụ trách Văn phòng', 'Chuyên viên phụ trách Văn phòng', 'end'],
    ['Hội Phụ nữ xã làm sạch đường thôn', 'Hội Phụ nữ xã', 'verb'],
    ['Các đoàn thể, tổ chức xã hội: vận động hội viên', 'Các đoàn thể, tổ chức xã hội', 'colon'],
    ['Các đoàn thể tổ chức tuyên truyền', 'Các đoàn thể', 'verb'],
    ['Các tổ chức, cá nhân kinh doanh tại chợ: đăng ký', 'Các tổ chức, cá nhân kinh doanh tại chợ', 'colon'],
    ['Lãnh đạo Ban Quản lý chợ', 'Lãnh đạo Ban Quản lý chợ', 'end'],
    [
      'Đề nghị Văn phòng Thành ủy, Ủy ban Mặt trận Tổ quốc Việt Nam thành phố, Viện kiểm sát nhân dân thành phố, Tòa án nhân dân thành phố, Kiểm toán nhà nước khu vực II, Kho bạc nhà nước khu vực V tăng cường phối hợp',
      'Văn phòng Thành ủy, Ủy ban Mặt trận Tổ quốc Việt Nam thành phố, Viện kiểm sát nhân dân thành phố, Tòa án nhân dân thành phố, Kiểm toán nhà nước khu vực II, Kho bạc nhà nước khu vực V',
      'verb',
    ],
    [
      'Các thành viên trong tiểu ban căn cứ chức năng được giao thực hiện',
      'Các thành viên trong tiểu ban',
      'verb',
    ],
  ])('%s', (text, name, by) => {
    expect(unitSubject(text)).toMatchObject({ name, by });
  });

  it.each([
    'Tổ chức các lớp tập huấn',
    'Ban hành quy chế',
    'Phòng, chống dịch bệnh',
    'Hội nghị tổng kết',
    'Vụ Đông Xuân gieo cấy sớm',
    'Các vụ việc phức tạp được giải quyết',
    'Đoàn kết nội bộ',
    'Trường hợp có vướng mắc',
    'Nâng cao chất lượng',
    'Bộ tiêu chí được ban hành',
    'Các bộ tiêu chí được ban hành',
    'Sở hữu trí tuệ được bảo hộ',
    'Trạm bơm được nâng cấp',
    'Đội ngũ cán bộ được nâng cao trình độ',
    'Lực lượng lao động qua đào tạo đạt 75%',
    'Hội trường được sửa chữa',
  ])('"%s" opens with no unit', (text) => {
    expect(unitSubject(text)).toBeNull();
  });

  it('"Đề nghị …" marks a body that cannot be ordered', () => {
    const reading = readSample({
      organisation: ['1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã: Giám sát việc thực hiện Kế hoạch.'],
    });
    expect(reading.units[0]).toMatchObject({
      name: 'Ủy ban Mặt trận Tổ quốc Việt Nam xã',
      role: 'de_nghi',
      requested: true,
      kind: 'doan_the',
    });
  });
});

describe('lists of units', () => {
  it.each([
    ['Phòng Xây dựng, Nông nghiệp và Môi trường', ['Phòng Xây dựng, Nông nghiệp và Môi trường']],
    ['Sở Văn hóa, Thể thao và Du lịch; Sở Y tế', ['Sở Văn hóa, Thể thao và Du lịch', 'Sở Y tế']],
    ['UBND các xã A, B, C', ['UBND các xã A, B, C']],
    ['Các sở, ban, ngành, UBND các xã, phường', ['Các sở, ban, ngành', 'UBND các xã, phường']],
    ['Các phòng chuyên môn, Công an xã và Trạm Y tế', ['Các phòng chuyên môn', 'Công an xã', 'Trạm Y tế']],
    [
      'Các Sở: Tài chính, Văn hóa, Thể thao và Du lịch, Khoa học và Công nghệ',
      ['Sở Tài chính', 'Sở Văn hóa, Thể thao và Du lịch', 'Sở Khoa học và Công nghệ'],
    ],
    ['Các phòng: Kinh tế, Văn hóa - Xã hội', ['Phòng Kinh tế', 'Phòng Văn hóa - Xã hội']],
    ['Các phòng, ban, trung tâm thuộc xã', ['Các phòng, ban, trung tâm thuộc xã']],
    [
      'Các đảng ủy trực thuộc Tỉnh ủy, các cơ quan tham mưu, giúp việc Tỉnh ủy',
      ['Các đảng ủy trực thuộc Tỉnh ủy', 'các cơ quan tham mưu, giúp việc Tỉnh ủy'],
    ],
    [
      'Các sở, cơ quan trực thuộc Sở và các cơ quan liên quan',
      ['Các sở, cơ quan trực thuộc Sở và các cơ quan liên quan'],
    ],
    ['Các sở, ban, ngành, các hội', ['Các sở, ban, ngành, các hội']],
    ['Phòng Kinh tế, Công an xã, các thôn', ['Phòng Kinh tế', 'Công an xã', 'các thôn']],
    ['Sở Y tế và Sở Tài chính', ['Sở Y tế', 'Sở Tài chính']],
    ['Văn phòng HĐND và UBND', ['Văn phòng HĐND và UBND']],
    [
      'Ủy ban Mặt trận Tổ quốc và các đoàn thể chính trị – xã hội',
      ['Ủy ban Mặt trận Tổ quốc và các đoàn thể chính trị – xã hội'],
    ],
    ['Đoàn Thanh niên, Hội Liên hiệp Phụ nữ xã', ['Đoàn Thanh niên', 'Hội Liên hiệp Phụ nữ xã']],
    ['Các sở, ban, ngành, đoàn thể', ['Các sở, ban, ngành, đoàn thể']],
    [
      'Phòng Kinh tế; Ngân hàng, hợp tác xã nông nghiệp',
      ['Phòng Kinh tế', 'Ngân hàng, hợp tác xã nông nghiệp'],
    ],
    ['Phòng Văn hóa - Xã hội xã', ['Phòng Văn hóa - Xã hội xã']],
    [
      'các Ban Xây dựng Đảng và Ủy ban Kiểm tra Thành ủy',
      ['các Ban Xây dựng Đảng', 'Ủy ban Kiểm tra Thành ủy'],
    ],
    [
      'Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh, Sở Tư pháp',
      ['Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh', 'Sở Tư pháp'],
    ],
    [
      'Chuyên viên phụ trách lĩnh vực Tài chính, Văn phòng, Chủ tịch Hội Nông dân',
      ['Chuyên viên phụ trách lĩnh vực Tài chính, Văn phòng', 'Chủ tịch Hội Nông dân'],
    ],
    ['- Sở Y tế - Sở Nội vụ', ['Sở Y tế', 'Sở Nội vụ']],
    ['Các Viện: Dinh dưỡng, Sốt rét', ['Viện Dinh dưỡng', 'Viện Sốt rét']],
    ['Cục Phòng bệnh; Vụ Kế hoạch - Tài chính', ['Cục Phòng bệnh', 'Vụ Kế hoạch - Tài chính']],
    [
      'Bệnh viện Bạch Mai, Bệnh viện K và các bệnh viện trực thuộc Bộ',
      ['Bệnh viện Bạch Mai', 'Bệnh viện K', 'các bệnh viện trực thuộc Bộ'],
    ],
    ['Điện lực Tân Hòa, Xí nghiệp cấp nước số 3', ['Điện lực Tân Hòa', 'Xí nghiệp cấp nước số 3']],
    ['Ban quản lý chợ, ban quản trị các tòa nhà', ['Ban quản lý chợ', 'ban quản trị các tòa nhà']],
    ['Chi bộ các thôn, trưởng thôn', ['Chi bộ các thôn', 'trưởng thôn']],
    ['Chi ủy, Ban Công tác Mặt trận, trưởng các bản', ['Chi ủy', 'Ban Công tác Mặt trận', 'trưởng các bản']],
    [
      'Vườn Quốc gia Núi Đôi, các Ban Quản lý rừng phòng hộ, các công ty lâm nghiệp',
      ['Vườn Quốc gia Núi Đôi', 'các Ban Quản lý rừng phòng hộ', 'các công ty lâm nghiệp'],
    ],
    ['Cộng tác viên dân số, khu phố trưởng', ['Cộng tác viên dân số', 'khu phố trưởng']],
    ['Các doanh nghiệp viễn thông, Bưu điện khu vực', ['Các doanh nghiệp viễn thông', 'Bưu điện khu vực']],
    ['Các sở, ngành, Viện Quy hoạch tỉnh', ['Các sở, ngành', 'Viện Quy hoạch tỉnh']],
    ['UBND các xã, phường, báo, đài', ['UBND các xã, phường', 'báo, đài']],
    [
      'Đài Truyền hình Việt Nam, Thông tấn xã Việt Nam',
      ['Đài Truyền hình Việt Nam', 'Thông tấn xã Việt Nam'],
    ],
    ['Doanh nghiệp, Sở, ban, ngành có liên quan', ['Doanh nghiệp', 'Sở, ban, ngành có liên quan']],
    [
      'UBND các xã, phường, cơ quan, tổ chức khác có liên quan',
      ['UBND các xã, phường', 'cơ quan, tổ chức khác có liên quan'],
    ],
    ['Các sở, ban, cơ quan, đơn vị liên quan', ['Các sở, ban, cơ quan, đơn vị liên quan']],
    ['Các Sở, Ban, ngành tỉnh', ['Các Sở, Ban, ngành tỉnh']],
    [
      'Thường trực Hội đồng nhân dân, các Ban, Tổ đại biểu',
      ['Thường trực Hội đồng nhân dân, các Ban, Tổ đại biểu'],
    ],
  ])('%s', (text, names) => {
    expect(splitUnits(text)).toEqual(names);
  });
});

describe('B24 two spellings of one unit', () => {
  it.each([
    ['Phòng Kinh tế xã', 'Phòng Kinh tế', 1],
    ['Bộ phận Văn hóa – Xã hội', 'Phòng Văn hóa - Xã hội xã', 0.85],
    ['Phòng VH-XH', 'Phòng Văn hóa - Xã hội', 1],
    ['Uỷ ban nhân dân xã', 'UBND xã', 1],
    ['Ủy ban MTTQVN xã', 'Ủy ban Mặt trận Tổ quốc Việt Nam xã', 1],
    ['HTX DVNN', 'Hợp tác xã dịch vụ nông nghiệp', 1],
    ['Công chức Địa chính – Xây dựng – Nông nghiệp', 'Công chức Địa chính - Nông nghiệp - Xây dựng', 0.9],
    ['Phòng Kinh tế xã Tân Hòa', 'Phòng Kinh tế', 0.9],
    ['Sở KH&CN', 'Sở Khoa học và Công nghệ', 1],
    ['Các doanh nghiệp viễn thông', 'Doanh nghiệp viễn thông', 1],
    ['các đơn vị có liên quan', 'Các đơn vị liên quan', 1],
  ])('B24 %s = %s', (a, b, likeness) => {
    expect(sameUnit(a, b)).toBe(likeness);
    expect(sameUnit(a.normalize('NFD').normalize('NFC'), b)).toBe(likeness);
  });

  it.each([
    ['Ủy ban nhân dân xã', 'Ủy ban nhân dân tỉnh'],
    ['Phòng Kinh tế', 'Phòng Văn hóa - Xã hội'],
    ['Sở Y tế', 'Sở Tài chính'],
    ['Hội Nông dân', 'Hội Cựu chiến binh'],
    ['Các hợp tác xã', 'Hợp tác xã'],
    ['Các đơn vị liên quan', 'Các cơ quan liên quan'],
  ])('%s and %s stay two', (a, b) => {
    expect(sameUnit(a, b)).toBeLessThan(0.85);
  });

  it('B24 shows the confidence and asks instead of merging silently', () => {
    const reading = readSample({
      organisation: [
        '1. Phòng Văn hóa - Xã hội xã',
        '- Chủ trì tuyên truyền.',
        '2. Phòng Kinh tế',
        '- Phối hợp với Bộ phận Văn hóa – Xã hội tổ chức hội nghị.',
      ],
    });
    const unit = reading.units.find((one) => one.name === 'Phòng Văn hóa - Xã hội xã');
    expect(unit?.aliases).toEqual([{ name: 'Bộ phận Văn hóa – Xã hội', confidence: 0.85 }]);
    expect(reading.questions).toContainEqual(
      expect.objectContaining({ code: 'UNIT_ALIAS', answers: ['Là một đơn vị', 'Là hai đơn vị'] }),
    );
  });
});

describe('names written out', () => {
  it.each([
    ['UBND các xã, phường', 'Ủy ban nhân dân các xã, phường'],
    ['HTX DVNN', 'Hợp tác xã dịch vụ nông nghiệp'],
    ['Phòng Văn hóa – Xã hội xã', 'Phòng Văn hóa - Xã hội'],
    ['Công chức Địa chính (phụ trách Nông nghiệp)', 'Công chức Địa chính'],
  ])('%s', (name, full) => {
    expect(normalizedName(name)).toBe(full);
  });
});

describe('names in cells and labels', () => {
  it('names that lost the line between them are two', () => {
    expect(splitUnits('Sở Tài chính và Đầu tư Sở Công Thương; UBND các xã')).toEqual([
      'Sở Tài chính và Đầu tư',
      'Sở Công Thương',
      'UBND các xã',
    ]);
  });

  it('the last level of a list is the end of a name, too', () => {
    expect(splitUnits('UBND xã, phường Sở Tài chính')).toEqual(['UBND xã, phường', 'Sở Tài chính']);
    expect(splitUnits('Sở Tài chính Các sở, ngành')).toEqual(['Sở Tài chính', 'Các sở, ngành']);
  });

  it.each(['Ban Chỉ huy Phòng thủ dân sự xã', 'Văn phòng UBND tỉnh', 'Giám đốc Sở Y tế'])(
    '"%s" stays one name',
    (name) => {
      expect(splitUnits(name)).toEqual([name]);
    },
  );

  it('a label that goes on with what the unit does names only the unit', () => {
    const { units } = readSample({
      tasks: [
        'Rà soát văn bản.',
        'Cơ quan thực hiện: Sở Tư pháp rà soát các văn bản thuộc thẩm quyền quản lý của mình và gửi kết quả về Sở Nội vụ để tổng hợp.',
      ],
    });
    expect(units.map((unit) => unit.name)).toEqual(['Sở Tư pháp', 'Phòng Kinh tế']);
  });
});
