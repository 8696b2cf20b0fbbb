// Joins printed lines into paragraphs by what typesetting shows: full lines go on, indents, gaps and bullets begin anew.

import type { RawParagraph } from '../raw';
import type { Line } from './model';

/** Beginnings that are never the middle of a sentence. "- " may be, and is decided by the line before. */
const STRONG_START =
  /^(\(\d{1,2}\)|\(?[a-zđ]\)|[a-zđ]\.\s|\d{1,2}(\.\d{1,2}){0,3}[.)]\s|[IVX]{1,5}[.\s]\s*[-–.]?\s*\p{Lu}|[A-ZĐ]\.\s|Căn cứ\s|Trên đây là\s|Nơi nhận|Điều\s+\d+|Chương\s+[IVX]+|Phần\s|Mục\s+\d+|[+•●▪*]\s)/u;
const DASH_START = /^[-–—−]\s*\S/;
const HYPHEN_START = /^[-–—−]\s*\p{Ll}/u;
/** Space between paragraphs shows from this multiple of the usual pitch on. */
const WIDER = 1.22;
const SENTENCE_END = /[.;:!?…]["”’)]?$|\.\/\.$/;

export interface JoinOptions {
  left: number;
  right: number;
  /** Word pairs that the document prints with a dash between them on one line ("hóa - xã"). */
  dashed?: ReadonlySet<string>;
  /** Usual distance of two lines of one paragraph. */
  pitch?: number;
  /** Every printed line is a block of its own, with empty blocks for the gaps. */
  apart?: boolean;
  /** Inside a table cell lines are short and ragged. */
  cell?: boolean;
}

function centered(line: Line, options: JoinOptions): boolean {
  const middle = (options.left + options.right) / 2;
  const margin = line.size * 1.5;
  return (
    Math.abs((line.x0 + line.x1) / 2 - middle) < line.size &&
    line.x0 > options.left + margin &&
    line.x1 < options.right - margin
  );
}

/** A centred line is joined to none. Chance makes lines look centred: a whole block set in, or a first line that ends early. */
function centeredApart(before: Line, line: Line, options: JoinOptions): boolean {
  const leftAligned = Math.abs(before.x0 - line.x0) < 1 && Math.abs(before.x1 - line.x1) > 6;
  if (leftAligned) return false;
  const byChance = before.x0 < options.left + before.size * 4 && line.x0 < options.left + line.size * 0.4;
  return centered(line, options) || (centered(before, options) && !byChance);
}

/** Letters differ in width; in a serif face capitals take about half as much again as small letters. */
const letterWidth = (text: string): number =>
  text.length +
  0.5 * (text.match(/[\p{Lu}mw—]/gu)?.length ?? 0) -
  0.4 * (text.match(/[ijlt.,;:'|!\s]/g)?.length ?? 0);

/** Width of the first word of a line, by its share of the letters. */
function firstWordWidth(line: Line): number {
  const word = /^\S+/.exec(line.text)?.[0] ?? '';
  return ((line.x1 - line.x0) * letterWidth(word)) / Math.max(1, letterWidth(line.text));
}

/** A sentence that goes on in lower case needs no full line, only one that is not short (broken early for a long word). */
function sentenceGoesOn(before: Line, line: Line, options: JoinOptions): boolean {
  const long = before.x1 - options.left > (options.right - options.left) * 0.7;
  return long && (/^\p{Ll}/u.test(line.text) || endsInDash(before)) && !SENTENCE_END.test(before.text);
}

const PAIR = /(?<=^|\s)(\p{L}+) [-–] (?=(\p{L}+))/gu;
const pairKey = (left: string, right: string): string => `${left} - ${right}`.toLowerCase();

/** All pairs of words with a dash between them that stand on one line. */
export function dashedPairs(lines: Line[]): Set<string> {
  const pairs = new Set<string>();
  for (const line of lines) {
    for (const [, left = '', right = ''] of line.text.matchAll(PAIR)) pairs.add(pairKey(left, right));
  }
  return pairs;
}

/** A range or a name is not finished at its dash. */
const endsInDash = (line: Line): boolean => /[\p{L}\d] [-–—]$/u.test(line.text);

/** A dash that goes on in lower case, between two years, or inside a name printed whole elsewhere, is a hyphen. */
function isHyphen(before: Line, line: Line, options: JoinOptions): boolean {
  if (HYPHEN_START.test(line.text) || (/\d$/.test(before.text) && /^[-–—−]\s*\d/.test(line.text)))
    return true;
  const left = /(\p{L}+)$/u.exec(before.text)?.[1];
  const right = /^[-–—−]\s*(\p{L}+)/u.exec(line.text)?.[1];
  return left !== undefined && right !== undefined && options.dashed?.has(pairKey(left, right)) === true;
}

/** Did the page width break the line after `before`? */
function isFull(before: Line, line: Line, options: JoinOptions): boolean {
  return options.right - before.x1 < firstWordWidth(line) + before.size * 0.6;
}

/** Sentences that certainly go on in the next line tell how lines were broken. */
const MIN_EVIDENCE = 6;
const BROKEN_BY_WIDTH = 0.75;

/**
 * True when lines end where the margin made them end. A text that was broken by somebody else before it was set (an e-mail, a
 * typewriter) ends its lines anywhere; then joining is left to the reader, who goes by the words.
 */
export function brokenByWidth(lines: Line[], options: JoinOptions): boolean {
  let pairs = 0;
  let full = 0;
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    if (!before || before.page !== line.page || before.segments.length > 1) return;
    if (!/^\p{Ll}/u.test(line.text) || SENTENCE_END.test(before.text)) return;
    pairs++;
    if (isFull(before, line, options)) full++;
  });
  return pairs < MIN_EVIDENCE || full >= pairs * BROKEN_BY_WIDTH;
}

/** Of lines that stand apart, one that was too long for the page went on in a second, set closer than the lines are. */
const CLOSER = 0.85;
function spillsOver(before: Line, line: Line, options: JoinOptions): boolean {
  return (
    before.page === line.page &&
    line.y - before.y < (options.pitch ?? 0) * CLOSER &&
    isFull(before, line, options)
  );
}

/** Space between paragraphs. */
function wideGap(before: Line, line: Line, options: JoinOptions): boolean {
  return (
    before.page === line.page && Boolean(options.pitch) && line.y - before.y > (options.pitch ?? 0) * WIDER
  );
}

/** What the gap would have been at the end of a page nobody knows; a line that was not full has ended something. */
function parted(before: Line, line: Line, options: JoinOptions): boolean {
  return wideGap(before, line, options) || (before.page !== line.page && !isFull(before, line, options));
}

/** In a letterhead, a signature block or among recipients each line is one thing, unless it plainly goes on. */
export function plainlyGoesOn(before: string, next: string): boolean {
  if (STRONG_START.test(next) || DASH_START.test(next) || SENTENCE_END.test(before)) return false;
  return /^[\p{Ll}(]/u.test(next) || (/(^|\s)(ngày|tháng|năm)$/iu.test(before) && /^\d/.test(next));
}

function goesOnBeside(before: Line, line: Line): boolean {
  const gap = line.y - before.y;
  if (before.beside !== line.beside || line.page !== before.page || gap <= 0 || gap > line.size * 1.6)
    return false;
  return plainlyGoesOn(before.text, line.text);
}

function goesOn(before: Line, line: Line, options: JoinOptions): boolean {
  if (before.beside || line.beside) return goesOnBeside(before, line);
  if (STRONG_START.test(line.text)) return false;
  const full = isFull(before, line, options);
  if (
    DASH_START.test(line.text) &&
    !(full && isHyphen(before, line, options) && !SENTENCE_END.test(before.text))
  )
    return false;
  const samePage = before.page === line.page;
  const gap = line.y - before.y;
  const usual = Math.max(before.size, line.size);
  if (samePage && gap > usual * 2.1) return false;
  if (!options.cell && wideGap(before, line, options)) return false;
  if (options.cell) {
    // Cells are ragged, so only an ended sentence or a clearly shorter line ends a paragraph.
    if (SENTENCE_END.test(before.text) && !full) return false;
    return full || /^\p{Ll}/u.test(line.text) || !DASH_START.test(line.text);
  }
  if (!full && !sentenceGoesOn(before, line, options)) return false;
  if (before.bold !== line.bold && SENTENCE_END.test(before.text)) return false;
  // A heading that fills its line: it is bold, what it heads is not.
  if (before.bold && !line.bold && /^\p{Lu}/u.test(line.text)) return false;
  if (Math.abs(before.size - line.size) > 1.5) return false;
  if (centeredApart(before, line, options)) return false;
  // First-line indents: an indented line begins, unless the whole paragraph is indented.
  const indented = line.x0 > options.left + line.size * 0.8;
  if (indented && Math.abs(line.x0 - before.x0) > line.size * 0.4) return false;
  if (indented && SENTENCE_END.test(before.text)) return false;
  return true;
}

/** A symbol broken after its hyphen or slash ("QĐ-" / "UBND", "16-CT/" / "ĐU") closes up again. */
function glue(before: string, next: string): string {
  if (/[\p{L}\d%]\/$/u.test(before) && /^[\p{L}\d]/u.test(next)) return '';
  // A column narrower than a date breaks it anywhere.
  if (/\d\/\d{1,3}$/.test(before) && /^\d{1,3}\b/.test(next) && !/\/\d{4}$/.test(before)) return '';
  return /[\p{L}\d][-–]$/u.test(before) && /^[\p{Lu}\d]/u.test(next) ? '' : ' ';
}

export function joinLines(lines: Line[], options: JoinOptions): RawParagraph[] {
  const out: RawParagraph[] = [];
  let before: Line | undefined;
  for (const line of lines) {
    const last = out[out.length - 1];
    if (options.apart && before && parted(before, line, options))
      out.push({ kind: 'paragraph', text: '', blank: true, page: line.page });
    const joined = options.apart && !before?.beside ? spillsOver : goesOn;
    if (last && before && joined(before, line, options)) {
      last.text += glue(last.text, line.text) + line.text;
      last.printed?.push(line.text);
      if (!line.bold) delete last.style?.bold;
      if (!line.italic) delete last.style?.italic;
    } else {
      const style: NonNullable<RawParagraph['style']> = { size: line.size };
      if (line.bold) style.bold = true;
      if (line.italic) style.italic = true;
      if (!options.cell && centered(line, options)) style.centered = true;
      const paragraph: RawParagraph = {
        kind: 'paragraph',
        text: line.text,
        page: line.page,
        printed: [line.text],
        style,
      };
      if (before && before.page === line.page && line.y - before.y > line.size * 2.1)
        paragraph.gapBefore = true;
      out.push(paragraph);
    }
    before = line;
  }
  return out;
}
