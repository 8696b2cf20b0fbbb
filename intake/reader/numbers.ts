// Numbers as Vietnamese documents print them: comma for decimals, dot for thousands, leading zeros, words.

/** Matches one printed number in folded text. */
export const NUMBER = String.raw`(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+\.\d{1,2}(?!\d)|\d+)`;

export interface ParsedNumber {
  value: number;
  /** Written the foreign way ("3.5"): accepted, and the reader says so. */
  foreign: boolean;
}

/** "2.305" → 2305, "240,6" → 240.6, "6.0" → 6 (foreign), "05" → 5. */
export function parseNumber(text: string): ParsedNumber | null {
  const compact = text.replace(/\s/g, '');
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(compact))
    return { value: Number(compact.replace(/\./g, '').replace(',', '.')), foreign: false };
  if (/^\d+,\d+$/.test(compact)) return { value: Number(compact.replace(',', '.')), foreign: false };
  if (/^\d+\.\d{1,2}$/.test(compact)) return { value: Number(compact), foreign: true };
  if (/^\d+$/.test(compact)) return { value: Number(compact), foreign: false };
  return null;
}

export const WORD_NUMBERS: Record<string, number> = {
  một: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  năm: 5,
  sáu: 6,
  bảy: 7,
  tám: 8,
  chín: 9,
  mười: 10,
};
