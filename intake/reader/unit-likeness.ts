// When two printed names are one unit, and how a name is written out.
import { fold, key, squeeze, words } from '../text/fold';

const ABBREVIATIONS: [RegExp, string][] = [
  [/(?<![\p{L}\d])ub ?nd(?![\p{L}\d])/gu, 'ủy ban nhân dân'],
  [/(?<![\p{L}\d])hđnd(?![\p{L}\d])/gu, 'hội đồng nhân dân'],
  [/(?<![\p{L}\d])(?:ub ?)?mttq ?(?:vn|việt nam)?(?![\p{L}\d])/gu, 'ủy ban mặt trận tổ quốc việt nam'],
  [/(?<!ủy ban )mặt trận tổ quốc(?: việt nam)?/g, 'ủy ban mặt trận tổ quốc việt nam'],
  [/ủy ban mặt trận tổ quốc(?! việt nam)/g, 'ủy ban mặt trận tổ quốc việt nam'],
  [/(?<![\p{L}\d])ủy ban ủy ban(?![\p{L}\d])/gu, 'ủy ban'],
  [/(?<![\p{L}\d])vp(?: ?đu)(?![\p{L}\d])/gu, 'văn phòng đảng ủy'],
  [/(?<![\p{L}\d])vp(?![\p{L}\d])/gu, 'văn phòng'],
  [/(?<![\p{L}\d])ht?x(?![\p{L}\d])/gu, 'hợp tác xã'],
  [/(?<![\p{L}\d])dvnn(?![\p{L}\d])/gu, 'dịch vụ nông nghiệp'],
  [/(?<![\p{L}\d])vh ?[-,] ?xh(?![\p{L}\d])/gu, 'văn hóa-xã hội'],
  [/(?<![\p{L}\d])kt(?![\p{L}\d])/gu, 'kinh tế'],
  [/(?<![\p{L}\d])chqs(?![\p{L}\d])/gu, 'chỉ huy quân sự'],
  [/(?<![\p{L}\d])bch ?qs(?![\p{L}\d])/gu, 'ban chỉ huy quân sự'],
  [/(?<![\p{L}\d])qs(?![\p{L}\d])/gu, 'quân sự'],
  [/(?<![\p{L}\d])ccb(?![\p{L}\d])/gu, 'cựu chiến binh'],
  [/(?<![\p{L}\d])lhpn(?![\p{L}\d])/gu, 'liên hiệp phụ nữ'],
  [/(?<![\p{L}\d])đtn(?![\p{L}\d])|(?<![\p{L}\d])đoàn tn(?![\p{L}\d])/gu, 'đoàn thanh niên'],
  [/(?<![\p{L}\d])tncs hcm(?![\p{L}\d])/gu, 'thanh niên cộng sản hồ chí minh'],
  [/(?<![\p{L}\d])btv(?![\p{L}\d])/gu, 'ban thường vụ'],
  [/(?<![\p{L}\d])bch(?![\p{L}\d])/gu, 'ban chấp hành'],
  [/(?<![\p{L}\d])bcđ(?![\p{L}\d])/gu, 'ban chỉ đạo'],
  [/(?<![\p{L}\d])bql(?![\p{L}\d])/gu, 'ban quản lý'],
  [/(?<![\p{L}\d])kh ?& ?cn(?![\p{L}\d])/gu, 'khoa học và công nghệ'],
  [/(?<![\p{L}\d])nn ?& ?mt(?![\p{L}\d])/gu, 'nông nghiệp và môi trường'],
  [/(?<![\p{L}\d])gd ?& ?đt(?![\p{L}\d])/gu, 'giáo dục và đào tạo'],
  [/(?<![\p{L}\d])vh, ?tt ?& ?dl(?![\p{L}\d])/gu, 'văn hóa, thể thao và du lịch'],
  [/(?<![\p{L}\d])ttpvhcc(?![\p{L}\d])/gu, 'trung tâm phục vụ hành chính công'],
  [/(?<![\p{L}\d])đu(?![\p{L}\d])/gu, 'đảng ủy'],
  [/(?<![\p{L}\d])tt (?=đảng ủy|hđnd|hội đồng)/gu, 'thường trực '],
  [/(?<![\p{L}\d])ct-xh(?![\p{L}\d])/gu, 'chính trị-xã hội'],
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
      // "Các doanh nghiệp viễn thông" and "doanh nghiệp viễn thông", "có liên quan" and "liên quan" say the same.
      .replace(/^các (?=(?:doanh nghiệp|đơn vị|cơ quan|tổ chức|địa phương)(?![\p{L}\d]))/u, '')
      .replace(/ có liên quan/g, ' liên quan')
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
    /^(?:xã|phường|huyện|tỉnh|thành phố|thị xã|đặc khu)(?![\p{L}\d])/u.test(long.slice(short.length + 1))
  )
    return 0.9;
  return shared / union >= 0.8 ? 0.6 : 0;
}

const PRINTED: [RegExp, string][] = [
  [/^(?:UBND|U[ỷỶ]ban nhân dân|Uỷ ban nhân dân)(?=\s|$)/i, 'Ủy ban nhân dân'],
  [/(?<![\p{L}\d])HĐND(?![\p{L}\d])(?=$)/u, 'Hội đồng nhân dân'],
  [/(?<![\p{L}\d])HTX(?![\p{L}\d])/gu, 'Hợp tác xã'],
  [/(?<![\p{L}\d])DVNN(?![\p{L}\d])/gu, 'dịch vụ nông nghiệp'],
  [/(?<![\p{L}\d])LHPN(?![\p{L}\d])/gu, 'Liên hiệp Phụ nữ'],
  [/(?<![\p{L}\d])CCB(?![\p{L}\d])/gu, 'Cựu chiến binh'],
  [/(?<![\p{L}\d])CHQS(?![\p{L}\d])/gu, 'Chỉ huy Quân sự'],
  [/(?<![\p{L}\d])VH-XH(?![\p{L}\d])/gu, 'Văn hóa - Xã hội'],
  [/(?<![\p{L}\d])KH&CN(?![\p{L}\d])/gu, 'Khoa học và Công nghệ'],
  [/(?<![\p{L}\d])NN&MT(?![\p{L}\d])/gu, 'Nông nghiệp và Môi trường'],
  [/(?<![\p{L}\d])VPĐU(?![\p{L}\d])/gu, 'Văn phòng Đảng ủy'],
  [/^BTV(?![\p{L}\d])/u, 'Ban Thường vụ'],
  [/^BCĐ(?![\p{L}\d])/u, 'Ban Chỉ đạo'],
];

/**
 * A unit's name written out: abbreviations opened where they are certain, a bracketed remit and the level word
 * of the commune dropped. The Front and the organisations named with it are one body of fixed name.
 */
export function normalizedName(name: string): string {
  let text = squeeze(name.normalize('NFC'));
  const joint =
    /^(?:Ủy ban |UB ?|Uỷ ban )?(?:Mặt trận Tổ quốc|MTTQ)(?: ?(?:Việt Nam|VN))?(?: (xã|phường|thị trấn|huyện|tỉnh|thành phố))?,? và (?:các )?(đoàn thể|tổ chức)\s?(chính trị\s?[-–]\s?xã hội)?/i.exec(
      text,
    );
  if (joint)
    return `Ủy ban MTTQ Việt Nam${joint[1] ? ` ${joint[1]}` : ''} và các ${joint[3] ? 'tổ chức chính trị - xã hội' : 'đoàn thể'}`;
  for (const [pattern, full] of PRINTED) text = text.replace(pattern, full);
  text = squeeze(text.replace(/\s*\((?:phụ trách|kiêm)[^)]*\)/gi, ''));
  if (/^(?:Phòng|Bộ phận) /.test(text)) text = text.replace(/\s+xã$/, '').replace(/\s*[–]\s*/g, ' - ');
  return text;
}
