// Tells Vietnamese from wrongly decoded text: the share of accented words that are possible syllables.

const INITIALS = 'ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x';
const NUCLEI =
  'iêu|yêu|oai|oao|oay|oeo|uây|uôi|uyu|ươi|ươu|uyê|uya|iê|yê|ia|ya|oa|oă|oe|oo|ua|uâ|uê|uô|uơ|uy|ưa|ươ|ưu|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y';
const FINALS = 'ch|ng|nh|c|m|n|p|t';
const SYLLABLE = new RegExp(`^(${INITIALS})?(${NUCLEI})(${FINALS})?$`);
/** Grave, acute, tilde, hook above, dot below. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const LONGEST_SYLLABLE = 7;

export function isSyllable(word: string): boolean {
  if (word.length === 0 || word.length > LONGEST_SYLLABLE + 5) return false;
  const plain = word.toLowerCase().normalize('NFD').replace(TONES, '').normalize('NFC');
  return SYLLABLE.test(plain);
}

/** A run that can be one word: letters, combining marks and the symbols that legacy encodings put in their place. */
const WORD = /(?:[A-Za-z]|[\u00a1-\u01b0]|\p{M}|[\u1ea0-\u1ef9])+/gu;

export interface Plausibility {
  /** Words with at least one character beyond ASCII. */
  accented: number;
  /** Share of those that are possible Vietnamese syllables, 0–1. */
  share: number;
}

/** Looks at no more than `sample` words: enough to be certain, cheap on a long file. */
export function plausibility(text: string, sample = 4_000): Plausibility {
  let accented = 0;
  let good = 0;
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    // A quotation mark or dash alone is no word, although it stands for a letter in TCVN3.
    if (!/[^\x20-\x7e]/.test(word) || !/\p{L}/u.test(word)) continue;
    accented++;
    if (isSyllable(word)) good++;
    if (accented >= sample) break;
  }
  return { accented, share: accented === 0 ? 1 : good / accented };
}
