// Converts the two Vietnamese font encodings that offices still have in old files: TCVN3 (ABC, .VnTime) and VNI (VNI-Times).

import { plausibility } from './syllable';

export type LegacyEncoding = 'TCVN3' | 'VNI';

/** TCVN 5712:1993 VN3, as the Windows-1252 characters that stand in the file. */
const TCVN3_FROM = 'µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§';
const TCVN3_TO = 'àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ';

const TCVN3 = new Map([...TCVN3_FROM].map((from, i) => [from, [...TCVN3_TO][i] ?? from]));

/** VNI writes a vowel and then one character for its mark and tone together. */
const VNI_MARKS: Record<string, string> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
};
/** Letters of their own; ô and ö may still take a tone mark. */
const VNI_LETTERS: Record<string, string> = {
  ñ: 'đ',
  ô: 'ơ',
  ö: 'ư',
  ó: 'ĩ',
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ò: 'ị',
  î: 'ỵ',
};
const VNI_PAIR = /([AEIOUYaeiouyÔÖôö])([ÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜËùøûõïâáàåãäêéèúüë])/g;

export function convertLegacy(text: string, encoding: LegacyEncoding): string {
  if (encoding === 'VNI') return fromVni(text);
  let out = '';
  for (const character of text) out += TCVN3.get(character) ?? character;
  return out;
}

/** One pass over pairs and single letters together, so that nothing is converted twice. */
const VNI_TOKEN = new RegExp(`${VNI_PAIR.source}|[ÑÔÖÓÍÌÆÒÎñôöóíìæòî]`, 'g');

function fromVni(text: string): string {
  return text.replace(VNI_TOKEN, (token: string, base?: string, mark?: string) => {
    const upper = (base ?? token) !== (base ?? token).toLowerCase();
    const letter = VNI_LETTERS[(base ?? token).toLowerCase()] ?? (base ?? token).toLowerCase();
    const out = (letter + (mark ? (VNI_MARKS[mark.toLowerCase()] ?? '') : '')).normalize('NFC');
    return upper ? out.toUpperCase() : out;
  });
}

/** The encoding that a font name stands for; H at the end of a TCVN3 font means it shows capitals. */
export function legacyFont(font: string | undefined): { encoding: LegacyEncoding; capitals: boolean } | null {
  if (!font) return null;
  const name = font.replace(/^[A-Z]{6}\+/, '');
  if (/^\.?Vn[A-Z]/.test(name) && !/^VnTimes New/.test(name)) {
    return { encoding: 'TCVN3', capitals: /H$/.test(name.replace(/[,-].*$/, '').trim()) };
  }
  if (/^VNI[- ]?[A-Z]/.test(name)) return { encoding: 'VNI', capitals: false };
  return null;
}

/** Enough accented words to judge by. */
const MIN_WORDS = 3;
const CLEARLY_WRONG = 0.6;
const CLEARLY_RIGHT = 0.85;

/** Judges by syllables: which conversion, if any, turns text that is not Vietnamese into text that is. */
export function detectLegacy(text: string, minWords = MIN_WORDS): LegacyEncoding | null {
  // Properly encoded Vietnamese always has letters that neither encoding can produce.
  const before = plausibility(text);
  if (before.accented < minWords || before.share >= CLEARLY_WRONG) return null;
  let best: LegacyEncoding | null = null;
  let bestShare = CLEARLY_RIGHT;
  for (const encoding of ['TCVN3', 'VNI'] as const) {
    const after = plausibility(convertLegacy(text.slice(0, 60_000), encoding));
    if (after.share > bestShare) {
      best = encoding;
      bestShare = after.share;
    }
  }
  return best;
}
