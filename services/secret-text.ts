/** Comparison of a text that somebody sent with a secret one. */
import { timingSafeEqual } from 'node:crypto';

/**
 * True where both are the same text, letter by letter; takes the same time wherever they differ.
 * Texts and not decoded bytes: the last letter of base64 carries unused bits, so that several spellings decode to one value.
 */
export function isSameSecret(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
