/** Vietnamese text for matching: one form for NFC/NFD, tone placement, dash kinds and blanks. Never for display. */

const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
const BLANKS = /[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]+/g;
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
const TONE_MARKS = '\u0300\u0301\u0303\u0309\u0323';
// oa, oe, uy at the end of a syllable take the tone on the first vowel in the old style ('hòa'), on the second in
// the new ('hoà'). Written in NFD the old form is o+tone+a; the tone is moved behind the second vowel. 'ua' is left
// alone: 'mùa' has one spelling only.
const OLD_TONE = new RegExp(`(o(?=.[ae])|u(?=.y))([${TONE_MARKS}])([aey])(?![a-z\\u0300-\\u036F])`, 'gi');

/** NFC with ordinary blanks and hyphens; keeps case and tones. For storing a normal form next to the original. */
export function normaliseVietnamese(text: string): string {
  return text.normalize('NFC').replace(INVISIBLE, '').replace(DASHES, '-').replace(BLANKS, ' ').trim();
}

/**
 * Form for comparing names: NFC, lower case, tone placed the new way ('uỷ', 'hoá'), one dash without blanks
 * around it, single blanks. Two spellings of one unit fold to the same text; different tones stay different.
 */
export function foldVietnamese(text: string): string {
  return normaliseVietnamese(text)
    .normalize('NFD')
    .replace(OLD_TONE, '$1$3$2')
    .normalize('NFC')
    .toLowerCase()
    .replace(/ ?- ?/g, '-')
    .replace(/[.;:,]+$/, '');
}

/** Folded text without any diacritics, for search boxes and file names: 'Ủy ban' → 'uy ban'. */
export function stripDiacritics(text: string): string {
  return foldVietnamese(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .replace(/đ/g, 'd');
}

/** Lower-case ASCII with hyphens: 'Báo cáo 6 tháng' → 'bao-cao-6-thang'. */
export function slugOf(text: string): string {
  return stripDiacritics(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
