// Length-preserving foldings: a match in the folded string has the same offsets in the text it was made from.

/** Old tone placement → new ("hoà" → "hòa"), pairs of equal length. */
const TONE_PAIRS: Record<string, string> = {
  oà: 'òa',
  oá: 'óa',
  oả: 'ỏa',
  oã: 'õa',
  oạ: 'ọa',
  oè: 'òe',
  oé: 'óe',
  oẻ: 'ỏe',
  oẽ: 'õe',
  oẹ: 'ọe',
  uỳ: 'ùy',
  uý: 'úy',
  uỷ: 'ủy',
  uỹ: 'ũy',
  uỵ: 'ụy',
};
// Only in open syllables do the two placements differ: "hoà" but "hoạch", "đoàn".
const TONE_PATTERN = /(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu;
const DASHES = /[‐‑‒–—―−]/g;

const lowerCache = new Map<string, string>();
const bareCache = new Map<string, string>();

function lowerChar(char: string): string {
  let hit = lowerCache.get(char);
  if (hit === undefined) {
    const lower = char.toLowerCase();
    hit = lower.length === char.length ? lower : char;
    lowerCache.set(char, hit);
  }
  return hit;
}

function bareChar(char: string): string {
  let hit = bareCache.get(char);
  if (hit === undefined) {
    if (char === 'đ') hit = 'd';
    else {
      const base = char.normalize('NFD')[0] ?? char;
      hit = base.length === char.length ? base : char;
    }
    bareCache.set(char, hit);
  }
  return hit;
}

function mapChars(text: string, map: (char: string) => string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) out += map(text.charAt(i));
  return out;
}

/** Lower case, one dash, straight quotes, new tone placement; diacritics stay. Same length as the input. */
export function fold(text: string): string {
  // Lower-casing keeps the length of everything but a few foreign letters; those go letter by letter.
  const whole = text.toLowerCase();
  let out = whole.length === text.length ? whole : mapChars(text, lowerChar);
  if (/[‐‑‒–—―−]/.test(out)) out = out.replace(DASHES, '-');
  if (/[“”„«»‘’]/.test(out)) out = out.replace(/[“”„«»]/g, '"').replace(/[‘’]/g, "'");
  // A run of digits longer than any figure or number is no number; patterns need not try every part of it.
  if (/\d{19}/.test(out)) out = out.replace(/\d{19,}/g, (run) => '#'.repeat(run.length));
  return out.replace(TONE_PATTERN, (pair) => TONE_PAIRS[pair] ?? pair);
}

/** Like `fold` and without diacritics, for heading words that scanners damage ("Phần đầu" = "Phấn đấu"). */
export function bare(text: string): string {
  return mapChars(fold(text), bareChar);
}

/** Key for comparing two names or passages: folded, dashes and blanks evened out, end punctuation dropped. */
export function key(text: string): string {
  return fold(text.normalize('NFC'))
    .replace(/["'*]/g, '')
    .replace(/\s*-\s*/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/[\s.;,:/]+$/, '')
    .replace(/^[-+•\s]+/, '')
    .trim();
}

/**
 * A working copy of one line: NFC, ordinary blanks, no emphasis marks, no zero-width characters.
 * Blank runs stay, because columns are told apart by them; `squeeze` removes them.
 */
export function tidy(line: string): string {
  let text = line.normalize('NFC');
  if (/[\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff\u00ad]/.test(text)) {
    text = text
      .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
      .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ');
  }
  if (text.includes('*')) {
    // A lone "*" at the start is a bullet, not an emphasis mark, when nothing closes it.
    const stars = text.match(/\*/g)?.length ?? 0;
    if (/^\s*\*\s+\S/.test(text) && stars % 2 === 1) text = text.replace('*', '-');
    text = text.replace(/\*/g, '');
  }
  return text.replace(/\r/g, '').replace(/\\([-.+#()[\]])/g, '$1');
}

/** One blank for every run, trimmed. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export const isUpperStart = (text: string): boolean => /^["“‘'(]*\p{Lu}/u.test(text);
export const isLowerStart = (text: string): boolean => /^["“‘'(]*\p{Ll}/u.test(text);

/** All letters are capitals and there are at least three of them. */
export function isCaps(text: string): boolean {
  return (text.match(/\p{Lu}/gu)?.length ?? 0) >= 3 && !/\p{Ll}/u.test(text);
}

/** Words of a folded text, for set comparison. */
export function words(text: string): string[] {
  return key(text)
    .split(/[^\p{L}\p{N}%]+/u)
    .filter(Boolean);
}

/** Dice coefficient over words and word pairs, 0 to 1. */
export function similarity(a: string, b: string): number {
  const grams = (text: string): string[] => {
    const list = words(text);
    return [...list, ...list.slice(1).map((word, i) => `${list[i]} ${word}`)];
  };
  const left = grams(a);
  const right = grams(b);
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  const counts = new Map<string, number>();
  for (const gram of left) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  let hits = 0;
  for (const gram of right) {
    const count = counts.get(gram) ?? 0;
    if (count > 0) {
      hits++;
      counts.set(gram, count - 1);
    }
  }
  return (2 * hits) / (left.length + right.length);
}
