// Names of units: recognising one at the start of a text, splitting a list of them, and comparing two of them.
import { fold, key, squeeze, words } from '../text/fold';

/** First words of a unit's name. The exceptions are ordinary words that begin alike ("Ban hành", "Tổ chức", "Phòng, chống"). */
const HEAD = new RegExp(
  `^(?:${[
    'ủy ban',
    'ub ?(?:nd|mttq)',
    'hội đồng',
    'hđnd',
    'thường trực',
    'tt (?:đảng ủy|hđnd)',
    'ban (?!hành\\b|đầu\\b|đêm\\b|ngày\\b)',
    'bch\\b',
    'bcđ\\b',
    'bql\\b',
    'đảng (?:ủy|bộ)',
    'đảng ủy',
    '(?:huyện|tỉnh|thành|thị|quận) ủy',
    'cấp ủy',
    'chi (?:bộ|ủy|cục|nhánh|đoàn|hội)\\b',
    'mặt trận',
    'mttq',
    'văn phòng',
    'vp(?:đu| )',
    'phòng (?!,? ?(?:chống|ngừa|cháy|trừ|tránh)\\b)',
    'sở (?!hữu\\b)',
    'bộ (?!máy\\b|mặt\\b|tiêu chí\\b|chỉ số\\b|thủ tục\\b|công cụ\\b|tài liệu\\b)',
    'cục\\b',
    'tổng cục',
    'ngân hàng',
    'kho bạc',
    'bảo hiểm xã hội',
    'bhxh',
    'thuế (?:xã|phường|cơ sở|tỉnh|thành phố|khu vực)',
    'hải quan',
    'tòa án',
    'viện (?!trợ\\b|dẫn\\b|phí\\b)',
    'thanh tra',
    'công an',
    'quân sự',
    'hội (?!nghị\\b|thảo\\b|thi\\b|họp\\b|nhập\\b|chợ\\b|diễn\\b|tụ\\b|thao\\b)',
    'hiệp hội',
    'liên (?:hiệp|minh|đoàn)\\b',
    'đoàn (?!kết\\b|viên\\b|công tác\\b)',
    'công đoàn',
    'đài ',
    'báo (?:và|hải|\\p{L}+ (?:và|tỉnh|xã))',
    'cổng thông tin',
    'trung tâm (?!thương mại)',
    'ttđt\\b',
    'ttpvhcc\\b',
    'trạm ',
    'trường (?!hợp\\b|kỳ\\b)',
    'các trường',
    'hợp tác xã',
    'htx\\b',
    'quỹ (?:tín dụng|hỗ trợ|đầu tư)',
    'tổ (?!chức\\b|hợp\\b)',
    'tổ hợp tác',
    'đội ',
    'thôn\\b',
    'ấp\\b',
    'bản \\p{Lu}',
    'khu phố',
    'khu dân cư',
    'khóm',
    'trưởng (?!thành\\b)',
    'bộ phận',
    'bộ đội biên phòng',
    'đồn biên phòng',
    'hạt kiểm lâm',
    'ban ấp',
    'công chức',
    'viên chức',
    'cán bộ (?!, ?công chức)',
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
    'lãnh đạo (?:ubnd|ủy ban|các|phòng)',
    'bí thư',
    'doanh nghiệp',
    'công ty',
    'điện lực',
    'viễn thông',
    'bưu điện',
    'y tế (?:xã|phường)',
    'lực lượng',
    'cơ quan',
    'đơn vị',
    'các (?:cơ quan|đơn vị|phòng|ban|ngành|sở|tổ|đoàn thể|hội|thôn|ấp|bản|khóm|buôn|làng|khu|xã|phường|chi|đồng chí|trường|doanh nghiệp|htx|hợp tác xã|bộ phận|cấp|địa phương|thành viên|công ty|câu lạc bộ|trạm|ông|bà|đảng|đội|trung tâm|lực lượng|cụm|nhà trường|chủ thể|chủ đầu tư|hộ |cơ sở|công chức|phó|ủy viên|đại biểu|tổ chức (?:chính trị|đoàn thể|hội|đảng|cơ sở|thành viên|xã hội)|ban|viên chức|cán bộ)',
    '(?:đề nghị |)(?:tổ chức chính trị|đoàn thể)',
    'ubnd',
    'thành viên',
    'nhân dân (?:trên|các)',
    'tổ chức (?:chính trị|đoàn)',
  ].join('|')})`,
  'u',
);

/** A verb in lower case ends the name: "Sở Y tế | chủ trì, phối hợp …". */
const VERB =
  /(?<=\s)(?:chủ trì|phối hợp|tham mưu|chỉ đạo|xây dựng|tổ chức|triển khai|thực hiện|hướng dẫn|tăng cường|đẩy mạnh|tiếp tục|tập trung|chủ động|có (?:trách nhiệm|nhiệm vụ|kế hoạch)|chịu trách nhiệm|căn cứ|theo (?:dõi|chức năng|nhiệm vụ|thẩm quyền|phạm vi|lĩnh vực)|đôn đốc|tổng hợp|rà soát|bố trí|cân đối|quán triệt|tuyên truyền|vận động|phát huy|phát động|giám sát|kiểm tra|thường xuyên|định kỳ|hằng năm|hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng|kịp thời|nghiên cứu|đề xuất|lồng ghép|ban hành|là (?:cơ quan|đơn vị|đầu mối|thường trực|chủ|nòng cốt)|được giao|cụ thể hóa|phân công|bảo đảm|đảm bảo|báo cáo|gửi|cung cấp|xác định|lãnh đạo|tích cực|nghiêm túc|khẩn trương|hỗ trợ|lập (?:kế hoạch|dự toán|danh|hồ sơ)|trình|thẩm định|cập nhật|giúp|trên cơ sở|phổ biến|huy động|khuyến khích|hoàn thiện|hoàn thành|duy trì|đăng ký|đề nghị|sử dụng|tiến hành|trực tiếp|quan tâm|ưu tiên|nâng cao|phát triển|củng cố|tham gia|nắm|xem xét|lựa chọn|thành lập|giao|đưa|trước ngày|chậm nhất|chấp hành|cam kết|khai thác|quản lý|tự|đồng hành|phản ánh|mở|làm|vận hành|tiếp nhận|giải quyết|nâng cấp|chuẩn bị|thông tin, |khi có|nếu có)(?=[\s,.;:]|$)/u;
/** After these words a "verb" still belongs to the name ("Ban chỉ đạo", "các tổ chức", "Tổ giúp việc"). */
const NAME_GOES_ON =
  /(?:^|\s)(?:ban|ban quản|bộ|tổ|các|và|hội|phòng|công chức|cán bộ|bộ phận|cơ quan tham|đài|trung tâm|chi cục|cơ sở|chủ thể|hộ|người|đơn vị được|cơ quan được|,)$/u;

const LEAD_IN =
  /^(?:đề nghị|giao(?: cho)?|phân công|yêu cầu|kính đề nghị|trách nhiệm của|đối với|nhiệm vụ của|về phía)\s+/;

export interface UnitSubject {
  /** The name or list of names as printed. */
  name: string;
  /** Offset in the text where the rest begins (after the colon, or at the verb). */
  restAt: number;
  by: 'colon' | 'verb' | 'end';
  requested: boolean;
  /** "Giao Phòng …": the office gives an order. */
  ordered: boolean;
}

const MAX_NAME_WORDS = 34;

/** Reads "Đề nghị X: …", "X chủ trì …" or a heading that is nothing but a name. */
export function unitSubject(text: string): UnitSubject | null {
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
    !/^(?:các|thôn|ban ấp|ubnd|đơn vị|cơ quan|tổ|chi bộ|thường trực|đoàn thể)/.test(rest)
  )
    return null;
  const colon = colonAt(rest);
  const verb = verbAt(rest, text.slice(start));
  let end = rest.replace(/[.;,:\s]+$/, '').length;
  let by: UnitSubject['by'] = 'end';
  if (verb !== null && (colon === null || verb < colon)) {
    end = verb;
    by = 'verb';
  } else if (colon !== null) {
    end = colon;
    by = 'colon';
  }
  const name = squeeze(text.slice(start, start + end)).replace(/[\s,;.:–-]+$/, '');
  const count = name.split(' ').length;
  if (name.length < 2 || count > MAX_NAME_WORDS || /[.;]\s/.test(name)) return null;
  if (by === 'end' && (count > 30 || /^(?:các|cơ quan|đơn vị)$/.test(fold(name)))) return null;
  return { name, restAt: start + end + (by === 'colon' ? 1 : 0), by, requested, ordered };
}

/** First colon outside brackets within reach of a name. */
function colonAt(text: string): number | null {
  let depth = 0;
  for (let i = 0; i < Math.min(text.length, 260); i++) {
    const char = text.charAt(i);
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === ':' && depth <= 0) return i;
    else if (/[.;]/.test(char) && depth <= 0 && text.charAt(i + 1) === ' ') return null;
  }
  return null;
}

function verbAt(folded: string, original: string): number | null {
  const pattern = new RegExp(VERB.source, 'gu');
  for (let match = pattern.exec(folded); match; match = pattern.exec(folded)) {
    if (match.index > 300) return null;
    const capital = original.charAt(match.index);
    if (capital !== capital.toLowerCase()) continue;
    const before = folded.slice(0, match.index).trimEnd();
    if (insideBrackets(before)) continue;
    if (NAME_GOES_ON.test(before) && !/(?:ban|các|tổ) [^,]*\s(?:thực hiện|chủ trì)$/.test(before)) {
      // "các cơ quan và tổ chức", "Ban chỉ đạo": part of the name. "…, phối hợp": the comma belongs to the sentence.
      if (!(before.endsWith(',') && match[0] !== 'tổ chức')) continue;
    }
    if (match[0] === 'tổ chức' && /(?:cơ quan|các|và|đơn vị),?$/.test(before)) continue;
    return match.index;
  }
  return null;
}

const insideBrackets = (text: string): boolean =>
  (text.match(/\(/g)?.length ?? 0) > (text.match(/\)/g)?.length ?? 0);

const COLLECTIVE =
  /^(?:(?:tất cả )?các |cơ quan, |đơn vị, |toàn thể |mỗi |từng |những |sở, |ban, |phòng, |thủ trưởng các|người đứng đầu|cơ quan, đơn vị|ngành|đoàn thể|nhân dân|cấp ủy|hội, |ubnd (?:các|cấp)|ủy ban nhân dân (?:các|cấp)|đơn vị (?:liên|có|được)|cơ quan (?:liên|có|chuyên))|liên quan$/;
export const isCollective = (name: string): boolean => COLLECTIVE.test(fold(name));

/** Names that hold "và" or a comma and still are one body. */
const JOINT =
  /(?:văn phòng|thường trực)[^,;]*hđnd$|hội đồng nhân dân$|(?:đài|báo)[^,;]*$|mặt trận tổ quốc[^,;]*$|mttq[^,;]*$/;
const FIXED_JOINT_RIGHT = /^(?:các )?(?:đoàn thể|tổ chức|hội|ban, ngành|hội đoàn)/;

/**
 * Splits a printed list of units. ";" and line ends always separate. "," and "và" separate only where a name of
 * known kind begins on the right, so that "Phòng Xây dựng, Nông nghiệp và Môi trường" stays whole.
 */
export function splitUnits(text: string): string[] {
  const out: string[] = [];
  // A list in one cell, each name behind a dash of its own: "- Phòng A - Phòng B".
  const listed = /^\s*[-–+•]\s/.test(text)
    ? text.replace(/\s[-–+•]\s+(?=\p{Lu})/gu, (dash, at: number) =>
        HEAD.test(fold(text.slice(at + dash.length))) ? '; ' : dash,
      )
    : text;
  for (const part of listed.split(/;|\n/)) {
    const piece = squeeze(part)
      .replace(/^[-–+•]\s*/, '')
      .replace(/[.,:\s]+$/, '');
    if (piece) out.push(...splitCommas(piece));
  }
  return out;
}

function splitCommas(text: string): string[] {
  const cuts: { at: number; length: number }[] = [];
  const pattern = /,\s+(?:và\s+)?|\s+và\s+/g;
  let from = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const left = fold(text.slice(from, match.index)).trim();
    const right = text.slice(match.index + match[0].length);
    if (insideBrackets(text.slice(0, match.index))) continue;
    if (!startsUnit(right) || !HEAD.test(left) || /^các\b/.test(left)) continue;
    const and = match[0].trim() === 'và';
    if (
      and &&
      JOINT.test(left) &&
      (FIXED_JOINT_RIGHT.test(fold(right)) || /^(?:ubnd|ủy ban nhân dân|truyền hình)/.test(fold(right)))
    )
      continue;
    if (!and && /^(?:hđnd|đảng ủy|huyện ủy|tỉnh ủy|thường trực đảng ủy)$/.test(left)) continue;
    cuts.push({ at: match.index, length: match[0].length });
    from = match.index + match[0].length;
  }
  if (cuts.length === 0) return [text];
  const out: string[] = [];
  let at = 0;
  for (const cut of cuts) {
    out.push(text.slice(at, cut.at));
    at = cut.at + cut.length;
  }
  out.push(text.slice(at));
  return out.map((name) => squeeze(name).replace(/[.,:\s]+$/, '')).filter((name) => name.length > 1);
}

/** Right side of a comma: a name of its own begins here (capital, or a collective with "các"). */
function startsUnit(text: string): boolean {
  const folded = fold(text);
  if (!HEAD.test(folded)) return /^(?:ban ấp|đảng bộ|trưởng thôn|ban, ngành liên quan)/.test(folded) && false;
  if (/^(?:ban|phòng|sở|hội|tổ|chi|trường|trạm|đơn vị|cơ quan|ngành|đoàn)\b,/.test(folded)) return false;
  const first = text.charAt(0);
  return first !== first.toLowerCase() || /^(?:các |thôn|ubnd|ban ấp)/.test(folded);
}

const ABBREVIATIONS: [RegExp, string][] = [
  [/\bub ?nd\b/g, 'ủy ban nhân dân'],
  [/\bhđnd\b/g, 'hội đồng nhân dân'],
  [/\b(?:ub ?)?mttq ?(?:vn|việt nam)?\b/g, 'ủy ban mặt trận tổ quốc việt nam'],
  [/(?<!ủy ban )mặt trận tổ quốc(?: việt nam)?/g, 'ủy ban mặt trận tổ quốc việt nam'],
  [/ủy ban mặt trận tổ quốc(?! việt nam)/g, 'ủy ban mặt trận tổ quốc việt nam'],
  [/\bủy ban ủy ban\b/g, 'ủy ban'],
  [/\bvp(?: ?đu)\b/g, 'văn phòng đảng ủy'],
  [/\bvp\b/g, 'văn phòng'],
  [/\bht?x\b/g, 'hợp tác xã'],
  [/\bdvnn\b/g, 'dịch vụ nông nghiệp'],
  [/\bvh ?[-,] ?xh\b/g, 'văn hóa-xã hội'],
  [/\bkt\b/g, 'kinh tế'],
  [/\bchqs\b/g, 'chỉ huy quân sự'],
  [/\bbch ?qs\b/g, 'ban chỉ huy quân sự'],
  [/\bqs\b/g, 'quân sự'],
  [/\bccb\b/g, 'cựu chiến binh'],
  [/\blhpn\b/g, 'liên hiệp phụ nữ'],
  [/\bđtn\b|\bđoàn tn\b/g, 'đoàn thanh niên'],
  [/\btncs hcm\b/g, 'thanh niên cộng sản hồ chí minh'],
  [/\bbtv\b/g, 'ban thường vụ'],
  [/\bbch\b/g, 'ban chấp hành'],
  [/\bbcđ\b/g, 'ban chỉ đạo'],
  [/\bbql\b/g, 'ban quản lý'],
  [/\bkh ?& ?cn\b/g, 'khoa học và công nghệ'],
  [/\bnn ?& ?mt\b/g, 'nông nghiệp và môi trường'],
  [/\bgd ?& ?đt\b/g, 'giáo dục và đào tạo'],
  [/\bvh, ?tt ?& ?dl\b/g, 'văn hóa, thể thao và du lịch'],
  [/\bttpvhcc\b/g, 'trung tâm phục vụ hành chính công'],
  [/\bđu\b/g, 'đảng ủy'],
  [/\btt (?=đảng ủy|hđnd|hội đồng)/g, 'thường trực '],
  [/\bct-xh\b/g, 'chính trị-xã hội'],
];

/** The comparable form of a unit's name: abbreviations opened, level word with or without its own name dropped. */
export function unitKey(name: string): string {
  let text = key(name)
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\s*&\s*/g, ' & ');
  text = text.replace(/ & /g, '&');
  for (const [pattern, full] of ABBREVIATIONS) text = text.replace(pattern, full);
  text = squeeze(
    text
      .replace(/^(?:đề nghị|giao) /, '')
      .replace(/^bộ phận /, 'phòng ')
      .replace(/-/g, ' '),
  );
  // "Phòng Kinh tế xã" is "Phòng Kinh tế"; but "Ủy ban nhân dân xã" and "Ủy ban nhân dân tỉnh" are two bodies.
  if (!/^(?:các |ủy ban nhân dân|hội đồng nhân dân|đảng ủy|ban thường vụ|thường trực)/.test(text)) {
    text = text.replace(/\s+(?:của )?(?:cấp )?(?:xã|phường|thị trấn|đặc khu)$/, '');
  }
  return text;
}

/** 0 to 1: how likely two printed names are one unit. Equal keys 1; "Bộ phận …" for "Phòng …" and word order less. */
export function sameUnit(a: string, b: string): number {
  const left = unitKey(a);
  const right = unitKey(b);
  const rank = (text: string): boolean => /^bộ phận/.test(fold(text));
  if (left === right) return rank(a) !== rank(b) ? 0.85 : 1;
  const leftWords = new Set(words(left));
  const rightWords = new Set(words(right));
  const shared = [...leftWords].filter((word) => rightWords.has(word)).length;
  const union = leftWords.size + rightWords.size - shared;
  if (union === 0) return 0;
  if (shared === union) return 0.9;
  // "Phòng Kinh tế xã Tân Lập" against "Phòng Kinh tế": the shorter is a whole prefix and only a place follows.
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (
    long.startsWith(`${short} `) &&
    /^(?:xã|phường|huyện|tỉnh|thành phố|thị xã|đặc khu)\b/.test(long.slice(short.length + 1))
  )
    return 0.9;
  return shared / union >= 0.8 ? 0.6 : 0;
}

const PRINTED: [RegExp, string][] = [
  [/^(?:UBND|U[ỷỶ]ban nhân dân|Uỷ ban nhân dân)(?=\s|$)/i, 'Ủy ban nhân dân'],
  [/\bHĐND\b(?=$)/, 'Hội đồng nhân dân'],
  [/\bHTX\b/g, 'Hợp tác xã'],
  [/\bDVNN\b/g, 'dịch vụ nông nghiệp'],
  [/\bLHPN\b/g, 'Liên hiệp Phụ nữ'],
  [/\bCCB\b/g, 'Cựu chiến binh'],
  [/\bCHQS\b/g, 'Chỉ huy Quân sự'],
  [/\bVH-XH\b/g, 'Văn hóa - Xã hội'],
  [/\bKH&CN\b/g, 'Khoa học và Công nghệ'],
  [/\bNN&MT\b/g, 'Nông nghiệp và Môi trường'],
  [/\bVPĐU\b/g, 'Văn phòng Đảng ủy'],
  [/^BTV\b/, 'Ban Thường vụ'],
  [/^BCĐ\b/, 'Ban Chỉ đạo'],
];

/**
 * A unit's name written out: abbreviations opened where they are certain, a bracketed remit and the level word
 * of the commune dropped. The Front and the organisations named with it are one body of fixed name.
 */
export function normalizedName(name: string): string {
  let text = squeeze(name.normalize('NFC'));
  const joint =
    /^(?:Ủy ban |UB ?|Uỷ ban )?(?:Mặt trận Tổ quốc|MTTQ)(?: ?(?:Việt Nam|VN))?(?: (xã|phường))?,? và (?:các )?(đoàn thể|tổ chức)\s?(chính trị\s?[-–]\s?xã hội)?/i.exec(
      text,
    );
  if (joint)
    return `Ủy ban MTTQ Việt Nam ${joint[1] ?? 'xã'} và các ${joint[3] ? 'tổ chức chính trị - xã hội' : 'đoàn thể'}`;
  for (const [pattern, full] of PRINTED) text = text.replace(pattern, full);
  text = squeeze(text.replace(/\s*\((?:phụ trách|kiêm)[^)]*\)/gi, ''));
  if (/^(?:Phòng|Bộ phận) /.test(text)) text = text.replace(/\s+xã$/, '').replace(/\s*[–]\s*/g, ' - ');
  return text;
}
