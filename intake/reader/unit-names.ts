// Names of units: recognising one at the start of a text.
import { fold, squeeze } from '../text/fold';

/** First words of a unit's name. The exceptions are ordinary words that begin alike ("Ban hành", "Tổ chức", "Phòng, chống"). */
export const HEAD = new RegExp(
  `^(?:${[
    'ủy ban',
    'ub ?(?:nd|mttq)',
    'hội đồng',
    'hđnd',
    'thường trực',
    'tt (?:đảng ủy|hđnd)',
    'ban (?!hành(?![\\p{L}\\d])|đầu(?![\\p{L}\\d])|đêm(?![\\p{L}\\d])|ngày(?![\\p{L}\\d]))',
    'bch(?![\\p{L}\\d])',
    'bcđ(?![\\p{L}\\d])',
    'bql(?![\\p{L}\\d])',
    'đảng (?:ủy|bộ)',
    'đảng ủy',
    '(?:huyện|tỉnh|thành|thị|quận) ủy',
    'cấp ủy',
    'chi (?:bộ|ủy|cục|nhánh|đoàn|hội)(?![\\p{L}\\d])',
    'mặt trận',
    'mttq',
    'văn phòng',
    'vp(?:đu| )',
    'phòng (?!,? ?(?:chống|ngừa|cháy|trừ|tránh)(?![\\p{L}\\d]))',
    'sở (?!hữu(?![\\p{L}\\d]))',
    '(?:sở|ban|phòng|ngành|cơ quan|đơn vị), ?(?:sở|ban|phòng|ngành|đơn vị|đoàn thể|tổ chức|địa phương)',
    'bộ (?!máy(?![\\p{L}\\d])|mặt(?![\\p{L}\\d])|tiêu chí(?![\\p{L}\\d])|chỉ số(?![\\p{L}\\d])|thủ tục(?![\\p{L}\\d])|công cụ(?![\\p{L}\\d])|tài liệu(?![\\p{L}\\d]))',
    'cục(?![\\p{L}\\d])',
    'tổng (?:cục|liên đoàn|hội)(?![\\p{L}\\d])',
    'ngân hàng',
    'kho bạc',
    'kiểm toán nhà nước',
    'bảo hiểm xã hội',
    'bhxh',
    'thuế (?:xã|phường|cơ sở|tỉnh|thành phố|khu vực)',
    'hải quan',
    'tòa án',
    'bệnh viện',
    'vụ (?!việc|mùa|án|đông|xuân|hè|thu|chiêm|cháy|tai nạn|nổ|cá(?![\\p{L}\\d]))',
    'viện (?!trợ(?![\\p{L}\\d])|dẫn(?![\\p{L}\\d])|phí(?![\\p{L}\\d]))',
    'thanh tra',
    'công an',
    'quân sự',
    'hội (?!nghị(?![\\p{L}\\d])|thảo(?![\\p{L}\\d])|thi(?![\\p{L}\\d])|họp(?![\\p{L}\\d])|nhập(?![\\p{L}\\d])|chợ(?![\\p{L}\\d])|diễn(?![\\p{L}\\d])|tụ(?![\\p{L}\\d])|thao(?![\\p{L}\\d])|trường(?![\\p{L}\\d]))',
    'hiệp hội',
    'liên (?:hiệp|minh|đoàn)(?![\\p{L}\\d])',
    '(?:tỉnh|thành|huyện|thị|quận|xã|phường) đoàn(?![\\p{L}\\d])',
    'đoàn (?!kết(?![\\p{L}\\d])|viên(?![\\p{L}\\d])|công tác(?![\\p{L}\\d]))',
    'công đoàn',
    'đài ',
    'báo (?:và|hải|\\p{L}+ (?:và|tỉnh|xã))',
    'báo, đài',
    'thông tấn xã',
    'cổng thông tin',
    'trung tâm (?!thương mại)',
    'ttđt(?![\\p{L}\\d])',
    'ttpvhcc(?![\\p{L}\\d])',
    'trạm (?!bơm|biến áp)',
    'trường (?!hợp(?![\\p{L}\\d])|kỳ(?![\\p{L}\\d]))',
    'các trường',
    'hợp tác xã',
    'htx(?![\\p{L}\\d])',
    'quỹ (?:tín dụng|hỗ trợ|đầu tư|bảo vệ|bảo trợ|phát triển|phòng)',
    'vườn quốc gia',
    'thi hành án dân sự',
    'tiểu ban',
    'học viện',
    'thư viện (?:tỉnh|thành phố|xã|phường)',
    'bảo tàng (?:tỉnh|thành phố)',
    'chánh văn phòng',
    'khối dân vận',
    '(?:khuyến nông|thú y) viên',
    'kiểm lâm (?:địa bàn|viên)',
    '(?:viettel|vnpt|mobifone)(?![\\p{L}\\d])',
    'khu bảo tồn',
    'tổ (?!chức(?![\\p{L}\\d])|hợp(?![\\p{L}\\d]))',
    'tổ hợp tác',
    'đội (?!ngũ(?![\\p{L}\\d]))',
    'thôn(?![\\p{L}\\d])',
    'ấp(?![\\p{L}\\d])',
    'bản \\p{Lu}',
    'khu phố',
    'khu dân cư',
    'khóm',
    'trưởng (?!thành(?![\\p{L}\\d]))',
    'bộ phận',
    'bộ đội biên phòng',
    'đồn biên phòng',
    'hạt kiểm lâm',
    'ban ấp',
    'công chức',
    'viên chức',
    'cộng tác viên',
    'cán bộ (?!, ?công chức)',
    'chuyên viên',
    'kế toán',
    'tài chính ?-',
    'địa chính',
    'tư pháp ?-',
    'văn hóa ?- ?xã hội',
    'nhân viên',
    'đồng chí',
    'chủ tịch',
    'phó chủ tịch',
    'giám đốc',
    'thủ trưởng',
    'người đứng đầu',
    'đại biểu (?:hđnd|hội đồng)',
    'hiệu trưởng',
    'nhà trường',
    'ông (?!bà)',
    'bà (?!con|mẹ|nội|ngoại)',
    'lãnh đạo (?:ubnd|ủy ban|các|phòng|ban|sở|văn phòng|đảng ủy)',
    'bí thư',
    'doanh nghiệp',
    'công ty',
    'tổng công ty',
    'tập đoàn',
    'xí nghiệp',
    'nhà máy',
    'điện lực',
    'viễn thông',
    'bưu điện',
    'y tế (?:xã|phường|thôn)',
    'lực lượng (?!lao động(?![\\p{L}\\d])|sản xuất)',
    'cơ quan',
    'đơn vị',
    'các (?:cơ quan|đơn vị|viện|bệnh viện|cục|vụ(?! việc| cháy| án| tai nạn)|phòng|ban|ngành|sở|tổ|đoàn thể|hội|thôn|ấp|bản|khóm|buôn|làng|khu|xã|phường|chi|đồng chí|trường|doanh nghiệp|htx|hợp tác xã|bộ phận|cấp|địa phương|thành viên|công ty|câu lạc bộ|trạm|ông|bà|đảng|đội|trung tâm|lực lượng|cụm|nhà trường|chủ thể|chủ đầu tư|hộ |cơ sở|công chức|phó|ủy viên|đại biểu|tổ chức (?:chính trị|đoàn thể|hội|đảng|cơ sở|thành viên|xã hội)|ban|viên chức|cán bộ)',
    '(?:đề nghị |)(?:tổ chức chính trị|đoàn thể)',
    'ubnd',
    'các (?:tổ chức(?:,| và) cá nhân|đoàn đại biểu)',
    'các bộ(?=,| ngành| và| có|:|$)',
    'thành viên',
    'nhân dân (?:trên|các)',
    'tổ chức (?:chính trị|đoàn)',
  ].join('|')})`,
  'u',
);

/** A verb in lower case ends the name: "Sở Y tế | chủ trì, phối hợp …". */
const VERB =
  /(?<=\s)(?:chủ trì|phối hợp|tham mưu(?!,? giúp việc)|chỉ đạo|xây dựng|tổ chức|triển khai|thực hiện|hướng dẫn|tăng cường|đẩy mạnh|tiếp tục|tập trung|chủ động|có (?:trách nhiệm|nhiệm vụ|kế hoạch)|chịu trách nhiệm|căn cứ|theo (?:dõi|phân công|kế hoạch|quy định|chức năng|nhiệm vụ|thẩm quyền|phạm vi|lĩnh vực)|trong phạm vi (?:chức năng|nhiệm vụ|trách nhiệm|quyền hạn|thẩm quyền)|đôn đốc|(?<!dịch vụ )tổng hợp|rà soát|bố trí|cân đối|quán triệt|tuyên truyền|vận động|phát huy|phát động|giám sát|kiểm tra|thường xuyên|định kỳ|hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng|kịp thời|nghiên cứu|đề xuất|lồng ghép|ban hành|là (?:cơ quan|đơn vị|lực lượng|đầu mối|thường trực|chủ|nòng cốt)|được (?:giao|phân công)|cụ thể hóa|phân công|bảo đảm|đảm bảo|báo cáo|gửi|cung cấp|xác định|lãnh đạo|tích cực|nghiêm túc|khẩn trương|hỗ trợ|lập (?:kế hoạch|dự toán|danh|hồ sơ)|(?<!(?:chương|quy|công|lộ|tiến|giáo|quá) )trình|thẩm định|cập nhật|giúp(?! việc)|trên cơ sở|phổ biến|huy động|khuyến khích|hoàn thiện|hoàn thành|duy trì|đăng ký|đề nghị|sử dụng|tiến hành|trực tiếp|quan tâm|ưu tiên|nâng cao|phát triển|củng cố|kiện toàn|thống nhất|liên hệ|thúc đẩy|khẩn trương|bằng|đăng tải|niêm yết|công bố|công khai|phát sóng|đào tạo|bồi dưỡng|tập huấn|tham gia|nắm|xem xét|lựa chọn|thành lập|giới thiệu|chuyển giao|giao(?! dịch| thông| lưu| tiếp)|đưa|trước ngày|chậm nhất|chấp hành|cam kết|khai thác|quản lý|(?<!trật )tự|đồng hành|phản ánh|quảng bá|kết nối|đảm nhận|đảm trách|tổng vệ sinh|lắp đặt|sửa chữa|mua sắm|thu gom|ngăn chặn|đấu tranh|tuần tra|nêu|nhập dữ liệu|mời|thẩm tra|viết|dọn|(?<!thư )ký|họp|khoanh|giữ (?:gìn|vững)|phân loại|(?<!phòng )khám|sao gửi|cấp (?:thuốc|giấy|kinh phí|vật tư)|gương mẫu|thông báo|phê duyệt|điều phối|cấp phát|chi trả|ứng phó|di dời|sơ tán|liên kết|lắng nghe|hòa giải|xác minh|nhắc nhở|tự giác|tăng thời lượng|ra quân|hưởng ứng|thu thập|trang bị|khảo sát|nhân rộng|tạo điều kiện|phân bổ|cử(?! tri)|chia sẻ|bám sát|mở|(?<!việc )làm|tiên phong|dẫn dắt|vận hành|tiếp nhận|giải quyết|nâng cấp|chuẩn bị|thông tin, |khi có|nếu có)(?=[\s,.;:]|$)/u;
/** After these words a "verb" still belongs to the name ("Ban chỉ đạo", "các cơ sở đào tạo"; but "đảng bộ cơ sở | xây dựng"). */
const NAME_GOES_ON =
  /(?:^|\s)(?:(?<!tiểu )ban|tổ|đội|lực lượng|(?:ban chỉ đạo|tổ công tác|hội đồng) về|các|và|công chức|cán bộ|bộ phận|cơ quan tham|(?<!(?:bộ|ủy|đoàn|hội|công an) )cơ sở|chủ thể|hộ|người|đơn vị được|cơ quan được|lĩnh vực|,)$/u;

const LEAD_IN =
  /^(?:(?:đề nghị|giao(?: cho)?|phân công|yêu cầu|kính đề nghị|trách nhiệm của|đối với|nhiệm vụ của|về phía)(?:\s*:\s*|\s+)|(?:cơ quan|đơn vị) (?:chủ quản|quản lý|thường trực|đầu mối|chủ trì)\s*:\s*)/;

/** What an order may begin with before it names who is to act. */
const PREAMBLE =
  /^(?:(?:căn cứ|trên cơ sở)\s[^.;:]{0,160}?(?:kế hoạch|chương trình|đề án|nghị quyết|nhiệm vụ|chức năng|thực tế|tình hình)[^.;:,]{0,60},|đồng thời,|ngoài ra,|hằng năm,|hàng năm,)\s+(?=\p{L})/u;

export interface UnitSubject {
  /** The name or list of names as printed. */
  name: string;
  /** Offset in the text where the rest begins (after the colon, or at the verb). */
  restAt: number;
  by: 'colon' | 'verb' | 'end';
  requested: boolean;
  /** "Giao Phòng …": the office gives an order. */
  ordered: boolean;
  /** "Căn cứ Kế hoạch này, các sở …": the name stands inside the sentence. */
  inside: boolean;
}

const MAX_NAME_WORDS = 34;

/** Reads "Đề nghị X: …", "X chủ trì …" or a heading that is nothing but a name. */
export function unitSubject(text: string): UnitSubject | null {
  const preamble = PREAMBLE.exec(fold(text))?.[0].length ?? 0;
  const own = subjectAt(text.slice(preamble));
  if (preamble === 0 || own === null) return own;
  if (/^(?:nhiệm vụ|trách nhiệm|đối với|về phía)/.test(fold(text.slice(preamble)))) return null;
  // Without a verb the words behind the comma are no more than a list.
  return own.by === 'verb' ? { ...own, restAt: own.restAt + preamble, inside: true } : null;
}

function subjectAt(text: string): UnitSubject | null {
  const folded = fold(text);
  const lead = LEAD_IN.exec(folded);
  const requested = /^(?:kính )?đề nghị/.test(folded);
  const ordered = lead !== null && /^(?:giao|phân công|yêu cầu)/.test(lead[0]);
  const start = lead?.[0].length ?? 0;
  const rest = folded.slice(start);
  if (!HEAD.test(rest)) return null;
  // A name starts with a capital, or is one of the collectives.
  const initial = text.charAt(start);
  if (
    initial !== initial.toUpperCase() &&
    !/^(?:các|thôn|ban ấp|ubnd|đơn vị|cơ quan|tổ|chi bộ|thường trực|đoàn thể|sở, )/.test(rest)
  )
    return null;
  const colon = colonAt(rest);
  const original = text.slice(start);
  const verb = endOfName(rest, original);
  let end = rest.replace(/[.;,:\s]+$/, '').length;
  let by: UnitSubject['by'] = 'end';
  if (verb !== null && (colon === null || verb < colon)) {
    end = verb;
    by = 'verb';
  } else if (colon !== null && !namesPlaces(rest.slice(0, colon), text.slice(start + colon + 1))) {
    end = colon;
    by = 'colon';
  }
  const name = squeeze(text.slice(start, start + end))
    .replace(/[\s,;.:–-]+$/, '')
    // "- Cơ quan thường trực …" and "(Cơ quan Thường trực)" are remarks; "(phụ trách …)" belongs to the post.
    .replace(/\s[-–]\s(?:là )?(?:[Cc]ơ quan )?(?:[Tt]hường trực|[Đđ]ầu mối|[Cc]hủ trì)[^,;]*$/u, '')
    .replace(/\s*\((?!phụ trách|kiêm)[^()]*\)$/i, '');
  const count = name.split(' ').length;
  if (name.length < 2 || (count > MAX_NAME_WORDS && !isLongList(name)) || /\.\s/.test(name)) return null;
  if (!eachIsUnit(name)) return null;
  if (by === 'colon' && /\s(?:gồm|bao gồm|là|sau|sau đây|như sau|cụ thể)$/.test(fold(name))) return null;
  if (by === 'end' && (count > 30 || /^(?:các|cơ quan|đơn vị)$/.test(fold(name)))) return null;
  return { name, restAt: start + end + (by === 'colon' ? 1 : 0), by, requested, ordered, inside: false };
}

/** "Đoàn Thanh niên xã | đảm nhận …": behind its level word a body's name is over, whatever the verb. */
const LEVEL_ENDS =
  /(?<!(?:[Cc]ác|[Cc]ấp|[Mm]ỗi|[Tt]ừng|[Hh]ợp tác|của|[Tt]oàn|[Ll]iên) )(?<=\p{L} )(?:xã|phường|tỉnh)(?= (?!và |hoặc |các |của |trên |tại |thuộc |có |trực |liên |với |cùng |hội|viên|theo |là |được |đã |phải |cần |không |\(|-)\p{Ll})/u;

/** "Các sở, ngành liên quan | lập danh sách": a collective told by "liên quan" is over behind it. */
const RELATED_ENDS =
  /(?<=(?:[Cc]ơ quan|[Đđ]ơn vị|[Ss]ở|[Nn]gành|[Bb]an|[Pp]hòng|[Đđ]ịa phương|cá nhân)(?: có)? )liên quan(?= (?!và |hoặc |các |của |trên |tại |thuộc |trực |với |cùng |ở |đến |tới |khác|là |được |phải |cần |\(|-)\p{Ll})/u;

/** "UBND các xã: Tân Lập, Phú Mỹ": the places behind the colon belong to the name. */
const namesPlaces = (name: string, after: string): boolean =>
  /các (?:xã|phường|đặc khu|sở|huyện|thôn|ban|phòng|cục|vụ|viện|bệnh viện)(?:, (?:xã|phường|đặc khu))*$/.test(
    name,
  ) &&
  (/^(?:\s*(?:và\s)?\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){0,4}\s*(?:,|;|và|$|\.$))+$/u.test(after) ||
    (/(?:sở|phòng|cục|vụ|viện|bệnh viện)$/.test(name) && isListOfKind(after)));

/** "Các Sở: Tài chính, Khoa học và Công nghệ": what each is called, and no word of what they do. */
const isListOfKind = (after: string): boolean =>
  after.length < 220 &&
  /^(?:\s*\p{Lu}\p{L}*(?:[\s-]+\p{L}+){0,7}\s*(?:[,;]|\.?$))+$/u.test(after) &&
  verbAt(fold(` ${after}`), ` ${after}`) === null;

/** "Thủ trưởng các sở; Chủ tịch UBND các xã": a list of units, each of them a name. */
const eachIsUnit = (name: string): boolean =>
  !name.includes(';') || name.split(';').every((part) => HEAD.test(fold(part).trim()));

/** "Đề nghị Văn phòng Tỉnh ủy, Tòa án nhân dân tỉnh, Kho bạc …, Thuế tỉnh …": long because it names many. */
function isLongList(name: string): boolean {
  const parts = name.split(/,\s+/);
  return parts.length >= 4 && parts.every((part) => HEAD.test(fold(part)) && part.split(' ').length <= 24);
}

/** Where the name is over and the sentence goes on: at the first verb or behind "liên quan", else behind its level. */
function endOfName(folded: string, original: string): number | null {
  const related = afterName(RELATED_ENDS, folded, original);
  const verb = verbAt(folded, original);
  const level = afterName(LEVEL_ENDS, folded, original);
  const ends = [related, verb].filter((at) => at !== null);
  if (ends.length === 0) return level;
  const end = Math.min(...ends);
  // "… Hội Phụ nữ xã nêu gương; mỗi chi hội tổ chức …": a verb of the next clause says nothing of the name.
  return level !== null && level < end && /;/.test(folded.slice(level, end)) ? level : end;
}

/** Where the sentence goes on behind the last word of a name, in the first words of a text. */
function afterName(ends: RegExp, folded: string, original: string): number | null {
  const match = ends.exec(original.slice(0, 90));
  if (!match) return null;
  const at = match.index + match[0].length + 1;
  return insideBrackets(folded.slice(0, at)) || /[.;:]/.test(folded.slice(0, at)) ? null : at;
}

/** First colon outside brackets within reach of a name. */
function colonAt(text: string): number | null {
  let depth = 0;
  for (let i = 0; i < Math.min(text.length, 260); i++) {
    const char = text.charAt(i);
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === ':' && depth <= 0) return i;
    else if (char === '.' && depth <= 0 && text.charAt(i + 1) === ' ') return null;
  }
  return null;
}

export function verbAt(folded: string, original: string): number | null {
  const pattern = new RegExp(VERB.source, 'gu');
  for (let match = pattern.exec(folded); match; match = pattern.exec(folded)) {
    if (match.index > 600) return null;
    const capital = original.charAt(match.index);
    if (capital !== capital.toLowerCase()) continue;
    const before = folded.slice(0, match.index).trimEnd();
    // "có liên quan tới việc thực hiện Kế hoạch": which ones, not what they do.
    if (insideBrackets(before) || /(?:tới|đến) việc$/.test(before)) continue;
    if (NAME_GOES_ON.test(before) && !/(?:ban|các|tổ) [^,]*\s(?:thực hiện|chủ trì)$/.test(before)) {
      // "các cơ quan và tổ chức", "Ban chỉ đạo": part of the name. "…, phối hợp": the comma belongs to the sentence.
      if (!(before.endsWith(',') && match[0] !== 'tổ chức')) continue;
    }
    // "Ban Chỉ đạo phát triển du lịch": what the body is for is part of its name.
    if (
      /^(?:ban quản lý (?:các )?dự án(?: đầu tư)?|ban (?:chỉ đạo|quản lý|tổ chức|vận động|điều hành)|tổ (?:công tác|giúp việc)|hội đồng|quỹ|tiểu ban|văn phòng điều phối)(?: các chương trình| chương trình| đề án)?$|viện nghiên cứu$/.test(
        before,
      ) &&
      !/^thực hiện (?:chức năng|nhiệm vụ|nghiêm|tốt|theo)/.test(folded.slice(match.index))
    )
      continue;
    if (/cơ quan$/.test(before) ? match[0] === 'quản lý' : match[0] === 'nghiên cứu' && /viện$/.test(before))
      continue;
    // "Các phòng, ban, đơn vị được giao nhiệm vụ chủ trì": which units, not what they do.
    if (/^được /.test(match[0]) && /(?:đơn vị|cơ quan|tổ chức|cá nhân)$/.test(before)) continue;
    if (
      /^(?:chủ trì|thực hiện|phối hợp)$/.test(match[0]) &&
      /(?:nhiệm vụ|được giao)$/.test(before) &&
      /được giao/.test(before)
    )
      continue;
    if (match[0] === 'tổ chức' && /(?:cơ quan|các|và|đơn vị),?$/.test(before)) continue;
    // "…, tổ chức, cá nhân có liên quan", "…, tổ chức xã hội": organisations, not organising.
    if (
      /^tổ chức(?:,| và| cá nhân| liên quan| có liên quan| xã hội| chính trị| đoàn thể| tôn giáo| tín dụng| kinh tế| thành viên| đảng)/.test(
        folded.slice(match.index),
      )
    )
      continue;
    return match.index;
  }
  return null;
}

export const insideBrackets = (text: string): boolean =>
  (text.match(/\(/g)?.length ?? 0) > (text.match(/\)/g)?.length ?? 0);

const COLLECTIVE =
  /^(?:(?:tất cả )?các |cơ quan, |đơn vị, |toàn thể |mỗi |từng |những |sở, |ban, |phòng, |thủ trưởng các|người đứng đầu|cơ quan, đơn vị|ngành|đoàn thể|nhân dân|cấp ủy|hội, |ubnd (?:các|cấp)|ủy ban nhân dân (?:các|cấp)|đơn vị (?:liên|có|được)|cơ quan (?:liên|có|chuyên))|liên quan$/;
export const isCollective = (name: string): boolean => COLLECTIVE.test(fold(name));
