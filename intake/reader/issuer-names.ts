// How an issuer's name is written: from the capitals of a header to the letters of a sentence.
import { fold, isCaps, squeeze } from '../text/fold';

/** Words of officialese in lower case; everything else in a name is a proper noun. */
const LOWER = new Set(
  'nhân dân của và các về trong xã phường thị trấn đặc khu huyện quận tỉnh thành phố ủy vụ hành đạo bộ'.split(
    ' ',
  ),
);
const KNOWN: [RegExp, string][] = [
  [/^ủy ban nhân dân/i, 'Ủy ban nhân dân'],
  [/^hội đồng nhân dân/i, 'Hội đồng nhân dân'],
  [/^ban chấp hành/i, 'Ban Chấp hành'],
  [/^ban thường vụ/i, 'Ban Thường vụ'],
  [/^ban chỉ đạo/i, 'Ban Chỉ đạo'],
  [/^ban thường trực/i, 'Ban Thường trực'],
  [/ủy ban mttq/i, 'Ủy ban MTTQ'],
  [/ủy ban mặt trận tổ quốc/i, 'Ủy ban Mặt trận Tổ quốc'],
  [/^đảng ủy/i, 'Đảng ủy'],
  [/^đảng bộ/i, 'Đảng bộ'],
  [/^tỉnh ủy/i, 'Tỉnh ủy'],
  [/^thành ủy/i, 'Thành ủy'],
  [/^huyện ủy/i, 'Huyện ủy'],
];

/** "ỦY BAN NHÂN DÂN XÃ TÂN HÒA" as it would be written in a sentence. */
export function recase(text: string): string {
  if (!isCaps(text)) return squeeze(text);
  const words = squeeze(text).replace(/UỶ/g, 'ỦY').split(' ');
  const lower = words.map((word, i) => {
    const small = word.toLowerCase();
    if (LOWER.has(small) && i > 0) return small;
    return small.charAt(0).toUpperCase() + small.slice(1);
  });
  let out = lower.join(' ');
  for (const [pattern, name] of KNOWN) out = out.replace(pattern, name);
  out = out
    .replace(/(\s)(Ủy Ban Nhân dân|Ủy Ban nhân dân)/g, '$1Ủy ban nhân dân')
    .replace(/(?<![\p{L}\d])Đảng Ủy(?![\p{L}\d])/gu, 'Đảng ủy')
    .replace(/(?<![\p{L}\d])Thường vụ Đảng(?![\p{L}\d])/u, 'Thường vụ Đảng');
  return out;
}

/** The header's capitals as the body writes them, where it does. */
export function asPrinted(caps: string, body: string): string | null {
  if (!isCaps(caps)) return null;
  const at = fold(body).indexOf(fold(squeeze(caps)));
  if (at < 0) return null;
  const hit = body.slice(at, at + squeeze(caps).length);
  return isCaps(hit) ? null : hit.charAt(0).toUpperCase() + hit.slice(1);
}

/** The abbreviations of committees and councils written out. */
export const expand = (name: string): string =>
  squeeze(name)
    .replace(/^UBND(?![\p{L}\d])/iu, 'Ủy ban nhân dân')
    .replace(/^HĐND(?![\p{L}\d])/iu, 'Hội đồng nhân dân')
    .replace(/Uỷ/g, 'Ủy')
    .replace(/uỷ/g, 'ủy');
