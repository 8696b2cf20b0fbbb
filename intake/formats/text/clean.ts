// Characters that look like nothing or like something else: one form for blanks and line ends, NFC, no invisible marks.

/** Line ends of every system become '\n'; the number of lines stays that of the file. Form feeds stay (they end a page). */
export function normaliseLineEnds(text: string): string {
  // A page copied out of a script has its line ends as letters: "\\r\\n".
  return text.replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n').replace(/\\r\\n/g, ' ');
}

/** Fewer blanks than this are a slip of the thumb. */
const COLUMN_BLANKS = 4;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]/g;
/** Blanks that converters leave: non-breaking, thin, ideographic … */
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is being removed
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g;

/** Cleans one line or block without moving its line ends. Dash kinds are kept: they are part of what is printed. */
export function cleanText(text: string): string {
  return text.replace(INVISIBLE, '').replace(BLANKS, ' ').replace(CONTROL, '').normalize('NFC');
}

/**
 * Cleans a line and trims it; tabs and wide runs of blanks inside it stay, because typists part columns with them
 * ("Nơi nhận:" and the signature on one line).
 */
export function tidyLine(text: string): string {
  return cleanText(text)
    .replace(/\n/g, ' ')
    .trim()
    .replace(/[ \t\f]+/g, (run) => (run.includes('\t') ? '\t' : run.length >= COLUMN_BLANKS ? run : ' '));
}

/** Cleans and collapses runs of blanks; for text whose blanks carry no position. */
export function tidy(text: string): string {
  return cleanText(text)
    .replace(/[ \t\f\n]+/g, ' ')
    .trim();
}
