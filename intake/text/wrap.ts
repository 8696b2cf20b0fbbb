// How the lines of a document were broken: by the paragraph, or at a page width that has to be undone.
import { isLowerStart } from './fold';
import { isBlank, isPipe, type Line } from './lines';
import { parseMarker } from './markers';

export interface WrapProfile {
  /** Lines were cut at a page width. */
  wrapped: boolean;
  /** The width in characters, where wrapped. */
  width: number;
  /** A fixed-pitch cut: a line is full exactly when the next word would not have fitted. */
  exact: boolean;
  /** An empty line ends a paragraph (else it means nothing). */
  blankEnds: boolean;
  /** Share of bullets that start in lower case: there, a lower-case dash line is a bullet. */
  lowerBullets: number;
  /** The first line of a list item is cut early, the others at the page width. */
  shortFirst: boolean;
  /** Lines were cut twice: many break off well before the width. */
  ragged: boolean;
  /** Every item comes after an empty line: lines that stand together are one paragraph, wherever they break. */
  solid: boolean;
  /** The first line of a paragraph is set in, the others are not: an indented line opens one. */
  indented: boolean;
}

/** Set in by at least two blanks; deeper than half a line is centred. */
export const isIndented = (line: Line): boolean => /^\s{2,30}\S/.test(line.raw);

const MIN_LINES = 8;
const MAX_WIDTH = 150;

export function wrapProfile(lines: Line[]): WrapProfile {
  const solid: { line: Line; blankAfter: boolean }[] = [];
  for (const line of lines) {
    if (isBlank(line)) {
      const previous = solid.at(-1);
      if (previous) previous.blankAfter = true;
    } else if (!line.table && !isPipe(line)) solid.push({ line, blankAfter: false });
  }
  const none: WrapProfile = {
    wrapped: false,
    width: 0,
    exact: false,
    blankEnds: false,
    lowerBullets: 0,
    shortFirst: false,
    ragged: false,
    solid: false,
    indented: false,
  };
  if (solid.length === 0) return none;
  const bullets = solid.filter(({ line }) => /^[-–—+•]\s*\S/.test(line.text));
  const lowerBullets =
    bullets.filter(({ line }) => isLowerStart(line.text.replace(/^[-–—+•]\s*/, ''))).length /
    Math.max(1, bullets.length);
  const lengths = solid.map(({ line }) => line.text.length).sort((a, b) => a - b);
  const at = (share: number): number =>
    lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))] ?? 0;
  const width = at(0.97);
  let pairs = 0;
  let fits = 0;
  let blankInside = 0;
  let itemBreaks = 0;
  let shortBreaks = 0;
  let short = 0;
  let items = 0;
  let setIn = 0;
  let hanging = 0;
  let parted = 0;
  for (let i = 0; i + 1 < solid.length; i++) {
    const here = solid[i];
    const next = solid[i + 1];
    if (here && next && parseMarker(next.line.text) !== null) {
      items++;
      if (isIndented(next.line)) setIn++;
      if (here.blankAfter) parted++;
    }
    if (!here || !next || !isLowerStart(next.line.text) || /[.;:]$/.test(here.line.text)) continue;
    pairs++;
    if (isIndented(next.line) && parseMarker(next.line.text) === null) hanging++;
    if (here.blankAfter) blankInside++;
    if (/^(?:[-–—+•]|[a-zđ]\)|\d{1,2}[.)]|\()\s*\S/.test(here.line.text)) {
      itemBreaks++;
      if (here.line.text.length < width * 0.5) shortBreaks++;
    }
    const word = next.line.text.split(' ', 1)[0] ?? '';
    if (here.line.text.length + 1 + word.length <= width) fits++;
    if (here.line.text.length < width * 0.7) short++;
  }
  const wrapped =
    solid.length >= MIN_LINES && at(0.9) <= MAX_WIDTH && pairs >= Math.max(4, solid.length * 0.12);
  if (!wrapped) return { ...none, lowerBullets };
  const blanks = solid.filter((entry) => entry.blankAfter).length;
  return {
    wrapped,
    width,
    exact: fits <= pairs * 0.05,
    // Blanks between most broken lines carry no meaning; few blanks, and hardly any inside a sentence, do.
    blankEnds: blanks > 0 && blankInside <= pairs * 0.25 && blanks < solid.length * 0.8,
    lowerBullets,
    ragged: short >= pairs * 0.2,
    solid: items >= 8 && parted >= items * 0.95 && blankInside <= pairs * 0.1,
    indented: items >= 6 && setIn >= items * 0.8 && hanging <= pairs * 0.05,
    shortFirst: itemBreaks >= 3 && shortBreaks >= itemBreaks * 0.5,
  };
}

/** Would the break after `text` have been made by the page width alone? */
export function isFull(text: string, nextText: string, profile: WrapProfile): boolean {
  if (!profile.wrapped) return false;
  const word = nextText.split(' ', 1)[0] ?? '';
  if (profile.exact) return text.length + 1 + word.length > profile.width;
  return text.length >= profile.width * 0.84;
}
