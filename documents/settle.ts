/** Makes every text of a document safe to set: one normal form, no control characters, no word that can not be broken. */
import type { OfficialDocument } from './model';

/** XML 1.0 forbids these; one of them in a unit's text would make Word refuse the whole file. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the purpose
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Longer than any word a person writes: an address or a code, which would run over the margin. */
const LONG_WORD = /[^\s\u200b]{31,}/g;
const CHUNK = /.{12}(?=.)/gu;

/** Keeps '2026 - 2030' on one line, for which a blank and a hyphen are no place to break. */
function bindYears(text: string): string {
  return text.replace(/(\d{4}) ([-–]) (\d{4})/g, '$1\u00a0$2\u00a0$3');
}

export function settleText(text: string): string {
  const clean = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(FORBIDDEN, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(LONG_WORD, (word) => word.replace(CHUNK, '$&\u200b'));
  return bindYears(clean);
}

function settleValue(value: unknown): unknown {
  if (typeof value === 'string') return settleText(value);
  if (Array.isArray(value)) return value.map(settleValue);
  if (value === null || typeof value !== 'object') return value;
  // Keys of sources are addresses and not words.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === 'sources' ? item : settleValue(item)]),
  );
}

/** Same shape, settled texts; every renderer begins with this. */
export function settled(doc: OfficialDocument): OfficialDocument {
  const { createdAt } = doc;
  return { ...(settleValue(doc) as OfficialDocument), createdAt };
}
