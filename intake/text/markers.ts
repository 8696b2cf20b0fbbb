// Enumerators and bullets at the start of a line, with the rank that the genre gives each kind.

export type MarkerKind =
  | 'phan'
  | 'chuong'
  | 'muc'
  | 'dieu'
  | 'upper'
  | 'roman'
  | 'number'
  | 'letter'
  | 'paren'
  | 'dash'
  | 'plus'
  | 'dot';

export interface Marker {
  kind: MarkerKind;
  /** As printed, without blanks: "IV.", "1.1.", "a)", "-". */
  label: string;
  /** Outermost = 0; a dotted number is one deeper for each dot. */
  rank: number;
  /** Position in its own series where it has one: 4 for "IV.", 2 for "1.2", 1 for "a)". */
  ordinal: number | null;
  /** Characters of the line taken by the marker and the blanks after it. */
  length: number;
}

const RANK: Record<MarkerKind, number> = {
  phan: 0,
  chuong: 1,
  muc: 2,
  dieu: 3,
  upper: 4,
  roman: 5,
  number: 6,
  letter: 10,
  paren: 11,
  dash: 12,
  plus: 13,
  dot: 14,
};

const ORDINAL_WORDS = ['nhất', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám'];
// The letters run a, b, c, d, đ, e, g in official numbering.
const LETTERS = 'abcdđeghiklmnopqrstuvxy';

function romanValue(text: string): number {
  const value: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 };
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const here = value[text.charAt(i)] ?? 0;
    const next = value[text.charAt(i + 1)] ?? 0;
    sum += here < next ? -here : here;
  }
  return sum;
}

function make(kind: MarkerKind, whole: string, label: string, ordinal: number | null, deeper = 0): Marker {
  return { kind, label: label.replace(/\s+/g, ''), rank: RANK[kind] + deeper, ordinal, length: whole.length };
}

/** The marker a line starts with, or null. `line` must be trimmed on the left. */
export function parseMarker(line: string): Marker | null {
  const first = line.charAt(0);
  let match = /^([-–—−•●▪◦·➢➤✓✔+])\s*(?=\S)/.exec(line);
  if (match) {
    const [whole, sign = '-'] = match;
    // "-5%" or "--" is no bullet; "-Căn cứ" is.
    if (/[-–—−+]/.test(sign) && whole.length === 1 && !/^.[\p{L}“"(]/u.test(line)) return null;
    if (sign === '+') return make('plus', whole, '+', null);
    if (/[-–—−]/.test(sign)) return make('dash', whole, '-', null);
    return make('dot', whole, sign, null);
  }
  if (/[PpCcMmĐđ]/.test(first)) {
    match = /^(?:PHẦN|Phần)\s+(?:THỨ\s+|thứ\s+)?([IVX]+|\d{1,2}|\p{L}+)\s*[.:\-–]?\s*/u.exec(line);
    if (match) {
      const word = (match[1] ?? '').toLowerCase();
      const named = ORDINAL_WORDS.indexOf(word);
      if (named >= 0 || /^([IVX]+|\d+)$/.test(match[1] ?? '')) {
        return make(
          'phan',
          match[0],
          `P.${(match[1] ?? '').toUpperCase()}`,
          named >= 0 ? named + 1 : romanValue(match[1] ?? ''),
        );
      }
    }
    match = /^(?:CHƯƠNG|Chương)\s+([IVX]+|\d{1,2})\s*[.:\-–]?\s*/.exec(line);
    if (match) return make('chuong', match[0], match[0].trim(), romanValue(match[1] ?? ''));
    match = /^(?:MỤC|Mục)\s+([IVX]+|\d{1,2})\s*[.:]\s*(?=\S)/.exec(line);
    if (match) return make('muc', match[0], match[0].trim(), Number(match[1]) || romanValue(match[1] ?? ''));
    match = /^(?:ĐIỀU|Điều)\s+(\d{1,2})\s*[.:]?\s*(?=\p{Lu}|$)/u.exec(line);
    if (match) return make('dieu', match[0], match[0].trim(), Number(match[1]));
  }
  // Scanners and title-casing damage Roman numerals: "Ii -", "Iii.".
  match =
    /^(?!V\/[Vv]\s)([IVX]{1,5}|I[iv]{1,3}|Vi{1,3}|X[iv]{1,3})\s*(?:[.)/:]|[-–—](?=\s|[A-ZĐ]{2}))\s*(?=\S)/.exec(
      line,
    );
  if (match) return make('roman', match[0], `${match[1]}.`, romanValue((match[1] ?? '').toUpperCase()));
  match = /^([A-HĐ])\s*[.)]\s+(?=\S)/.exec(line) ?? /^([A-HĐ])\s+[-–]\s+(?=\p{Lu})/u.exec(line);
  if (match) return make('upper', match[0], `${match[1]}.`, 'ABCDĐEGH'.indexOf(match[1] ?? '') + 1);
  match = /^(\d{1,2}(?:\.\d{1,2}){1,3})\s*[.)/:]?\s*(?=["“(]?\p{Lu}|["“(]?\p{Ll}{2,}\s)/u.exec(line);
  if (match && (/[.)/:]\s*$/.test(match[0]) || /\s$/.test(match[0]))) {
    const parts = (match[1] ?? '').split('.');
    // "2.5 triệu đồng": a decimal with a unit, not a heading. Headings start with a capital or carry a closing dot.
    if (
      /\p{Lu}/u.test(line.charAt(match[0].length)) ||
      /[.)/:]\s*$/.test(match[0]) ||
      /["“(]/.test(line.charAt(match[0].length))
    ) {
      return make('number', match[0], `${match[1]}.`, Number(parts.at(-1)), parts.length - 1);
    }
  }
  match = /^(\d{1,2})\s*(?:[.)](?!\d)|\/(?=\s|\p{Lu}(?!\p{L}{0,6}-)))\s*(?=\S)/u.exec(line);
  // "… Tờ trình số / 61/TTr-SYT": the number of a document, not of a section.
  if (match) return make('number', match[0], `${match[1]}.`, Number(match[1]));
  // Party documents number with a dash: "1- Quan điểm", "I- MỤC TIÊU".
  match = /^(\d{1,2}(?:\.\d{1,2})*)\s*[-–](?:\s+(?=\p{Lu})|(?=\p{Lu}\p{Ll}))/u.exec(line);
  if (match) {
    const parts = (match[1] ?? '').split('.');
    return make('number', match[0], `${match[1]}.`, Number(parts.at(-1)), parts.length - 1);
  }
  match = /^\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=\S)/.exec(line);
  if (match) return make('paren', match[0], match[0].trim(), Number(match[1]) || null);
  match = /^([a-zđ])\s*(?:\)|\.(?=\s))\s*(?=\S)/.exec(line);
  if (match) return make('letter', match[0], `${match[1]})`, LETTERS.indexOf(match[1] ?? '') + 1 || null);
  // "1 Mục đích:" – the dot was lost; only a short line that ends in a colon is taken for a heading.
  match = /^(\d{1,2})\s+(?=\p{Lu}[^.;]{2,60}:\s*$)/u.exec(line);
  if (match) return make('number', match[0], `${match[1]}.`, Number(match[1]));
  return null;
}

export const isBullet = (marker: Marker | null): boolean => marker !== null && marker.rank >= RANK.dash;
export const isEnumerator = (marker: Marker | null): boolean => marker !== null && marker.rank < RANK.dash;
