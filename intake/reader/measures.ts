// Units of measure after a number: percent, money, physical measures, and counted things.
import { fold } from '../text/fold';

const SLASH = String.raw`(?:\s*\/\s*(?:\d[\d.]*\s*)?(?:mô hình|hợp tác xã|hộ gia đình|đầu người|đơn vị diện tích|vạn dân|phụ nữ|bà mẹ|[\p{L}²³]+(?:\s(?:dân|người)(?![\p{L}]))?))*`;
const PATTERNS: RegExp[] = [
  // "25 triệu tấn/năm", "1 triệu cây": the multiplier belongs to the unit.
  new RegExp(
    String.raw`^\s*(?:nghìn|ngàn|triệu|tỷ)\s+(?:lượt(?: (?:người|khách))?|tấn|cây|người|ha|con|m3|m2|kwh|tài khoản|hộ)(?![\p{L}\d])${SLASH}`,
    'u',
  ),
  new RegExp(String.raw`^\s*điểm\s*(?:%|phần trăm)${SLASH}`, 'u'),
  new RegExp(String.raw`^\s*(?:%|‰|phần trăm|phần nghìn)${SLASH}`, 'u'),
  new RegExp(
    String.raw`^\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm)(?![\p{L}])\s*)+(?:đồng|đ(?![\p{L}])|usd|đô la(?: mỹ)?)?${SLASH}`,
    'u',
  ),
  new RegExp(String.raw`^\s*(?:đồng|usd)(?![\p{L}])${SLASH}`, 'u'),
  new RegExp(
    String.raw`^\s*(?:nghìn |ngàn |triệu )?lượt(?:\s(?:người|khách|hộ|học viên|hội viên|nông dân|cán bộ))?${SLASH}`,
    'u',
  ),
  new RegExp(
    String.raw`^\s*(?:ha|héc ta|hecta|km2|km²|km|m2|m²|m3|m³|tấn|tạ|kg|lít|kwh|mwh|mw|kw|mbps|gbps|gb|tb|m)(?![\p{L}\d])${SLASH}`,
    'u',
  ),
];

/** Counted things of more than one word; the longest that fits wins. */
const COUNTED =
  /^\s*(hợp tác xã|tổ hợp tác|bộ dữ liệu|tập dữ liệu|cơ sở dữ liệu|bộ chỉ số|nền tảng|ứng dụng|khu công nghiệp|cụm công nghiệp|tổ chức|mô hình|sản phẩm|chuỗi liên kết|chuỗi giá trị|chuỗi|dự án|đề án|công trình|hội nghị|lớp tập huấn|lớp|buổi|cuộc|doanh nghiệp|hộ dân|hộ gia đình|hộ nghèo|hộ cận nghèo|hộ|người|lao động|học sinh|thôn|cơ sở|trường học|trường|trạm y tế|trạm|điểm|tuyến đường|tuyến|bài viết|tin, bài|tin bài|chuyên mục|chuyên đề|văn bản|thủ tục hành chính|thủ tục|dịch vụ|nhà văn hóa|nhà|căn nhà|căn|cây xanh|cây|giống|vùng|cánh đồng|trang trại|câu lạc bộ|tổ|nhóm|cán bộ|đảng viên|camera|máy tính|máy|bộ|phòng học|phòng|giường bệnh|bác sĩ|sáng kiến|đề tài|phong trào|hồ sơ|gian hàng|cửa hàng|chợ|cụm|khu|hợp đồng|chương trình|nhiệm vụ|tiêu chí|chỉ tiêu|đợt|vụ|trường hợp|xã|phường|bản|ấp|lượt|hội viên|đoàn viên|mã số vùng trồng|mã số|mã vùng trồng|nhãn hiệu|di tích|lễ hội|ngày|giờ|phút|bước|bậc|lần|con|cặp|khóa|giải|kênh|trang|bản tin|tài liệu|quy trình|quyết định|kế hoạch|nghị quyết|phần mềm|hệ thống|cơ quan|đơn vị|tháng|năm|sao|tuổi|điểm đến|tác phẩm|ngành|lĩnh vực)(?![\p{L}])/u;

export interface Measure {
  unit: string | null;
  /** Characters after the number taken by the unit. */
  length: number;
  /** A count of things rather than a measure. */
  counted: boolean;
  /** Named in the tables above, not taken for a unit because a noun stands there. */
  known: boolean;
}

/** The unit printed after a number; `after` is the folded text from the number's end. */
export function measureAfter(after: string, original: string): Measure {
  for (const pattern of PATTERNS) {
    const match = pattern.exec(after);
    if (match?.[0].trim())
      return { unit: tidyUnit(match[0]), length: match[0].length, counted: false, known: true };
  }
  const counted = COUNTED.exec(after);
  if (counted) {
    const slash =
      /^(?:\s+mới)?\s*\/\s*(?:\d[\d.]*\s*)?(?:phụ nữ|bà mẹ|[\p{L}²³]+(?:\s(?:dân|người))?)(?:\s*\/\s*[\p{L}]+)?/u.exec(
        after.slice(counted[0].length),
      );
    const ratio =
      slash ??
      /^(?:\s[\p{L}]+){1,3}\s*\/\s*\d[\d.]*(?:\s[\p{L}]+){1,3}/u.exec(after.slice(counted[0].length));
    const whole = counted[0] + uncut(ratio?.[0] ?? '');
    // "20 đảng viên mới/năm": counted are members.
    const unit = tidyUnit(whole.replace(/\s+mới(?=\s*\/)/, ''));
    return { unit, length: whole.length, counted: true, known: true };
  }
  // A ratio of counted things ("110 bé trai/100 bé gái").
  const ratio = /^\s*(?:[\p{L}]+\s){0,4}[\p{L}]+\s*\/\s*\d[\d.]*(?:\s[\p{L}]+){1,3}/u.exec(after);
  if (ratio)
    return { unit: tidyUnit(uncut(ratio[0])), length: uncut(ratio[0]).length, counted: true, known: true };
  // Any other noun: the classifier and the word after it.
  const noun = /^\s*([\p{L}]{2,}(?:\s[\p{L}]{2,})?)/u.exec(after);
  if (noun?.[1] && !STOP.test(noun[1])) {
    const word = STOP_SECOND.test(noun[1].split(' ')[1] ?? '') ? (noun[1].split(' ')[0] ?? '') : noun[1];
    return {
      unit: tidyUnit(original.slice(0, noun[0].length).trim().slice(0, word.length)),
      length: noun[0].length - (noun[1].length - word.length),
      counted: true,
      known: false,
    };
  }
  return { unit: null, length: 0, counted: false, known: false };
}

/** A ratio without the words of the sentence that goes on behind it. */
const uncut = (ratio: string): string => {
  const stop =
    /(\/\s*\d[\d.]*(?:\s\p{L}+)*?)\s(?:xuống|lên|vào|còn|năm|đến|và|trong|được|so|hoặc|trở)(?=\s|$)/u.exec(
      ratio,
    );
  return stop ? ratio.slice(0, stop.index + (stop[1] ?? '').length) : ratio;
};

const STOP =
  /^(?:trở|và|hoặc|đến|so|với|của|trong|tại|theo|vào|để|là|thì|trên|dưới|được|có|đạt|năm|nêu|này|về|bên|giai đoạn)(?:\s|$)/;
const STOP_SECOND =
  /^(?:trở|và|hoặc|đến|so|với|của|trong|tại|theo|vào|để|là|trên|dưới|được|có|đạt|đủ|mới|tham|áp|ứng|thực|hoạt|đảm|bảo|sử|do)$/;

export function tidyUnit(text: string): string {
  return fold(text)
    .trim()
    .replace(/\s*\/\s*/g, '/')
    .replace(/^phần trăm/, '%')
    .replace(/hecta|héc ta/, 'ha')
    .replace(/(?<![\p{L}\d])tỉ(?![\p{L}\d])/u, 'tỷ')
    .replace(/\s+/g, ' ');
}
