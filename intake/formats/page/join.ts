// Joins printed lines into paragraphs by what typesetting shows: full lines go on, indents, gaps and bullets begin anew.

import type { RawParagraph } from '../raw';
import type { Line } from './model';

/** Beginnings that are never the middle of a sentence. "- " may be, and is decided by the line before. */
const STRONG_START =
  /^(\(?[a-zđ]\)|[a-zđ]\.\s|\d{1,2}(\.\d{1,2}){0,3}[.)]\s|[IVX]{1,5}[.\s]\s*[-–.]?\s*\p{Lu}|[A-ZĐ]\.\s|Điều\s+\d+|Chương\s+[IVX]+|Phần\s|Mục\s+\d+|[+•●▪*]\s)/u;
const DASH_START = /^[-–—−]\s*\S/;
const HYPHEN_START = /^[-–—−]\s*\p{Ll}/u;
/** Space between paragraphs shows from this multiple of the usual pitch on. */
const WIDER = 1.22;
const SENTENCE_END = /[.;:!?…]["”’)]?$|\.\/\.$/;

export interface JoinOptions {
  left: number;
  right: number;
  /** Usual distance of two lines of one paragraph. */
  pitch?: number;
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
  return long && /^\p{Ll}/u.test(line.text) && !SENTENCE_END.test(before.text);
}

/** A dash that goes on in lower case, or between two years, is the hyphen of the line before. */
function isHyphen(before: Line, line: Line): boolean {
  return HYPHEN_START.test(line.text) || (/\d$/.test(before.text) && /^[-–—−]\s*\d/.test(line.text));
}

function goesOn(before: Line, line: Line, options: JoinOptions): boolean {
  if (STRONG_START.test(line.text)) return false;
  const full = options.right - before.x1 < firstWordWidth(line) + before.size * 0.6;
  if (DASH_START.test(line.text) && !(full && isHyphen(before, line) && !SENTENCE_END.test(before.text)))
    return false;
  const samePage = before.page === line.page;
  const gap = line.y - before.y;
  const usual = Math.max(before.size, line.size);
  if (samePage && gap > usual * 2.1) return false;
  if (samePage && !options.cell && options.pitch && gap > options.pitch * WIDER) return false;
  if (options.cell) {
    // Cells are ragged, so only an ended sentence or a clearly shorter line ends a paragraph.
    if (SENTENCE_END.test(before.text) && !full) return false;
    return full || /^\p{Ll}/u.test(line.text) || !DASH_START.test(line.text);
  }
  if (!full && !sentenceGoesOn(before, line, options)) return false;
  if (before.bold !== line.bold && SENTENCE_END.test(before.text)) return false;
  if (Math.abs(before.size - line.size) > 1.5) return false;
  if (centered(before, options) || centered(line, options)) return false;
  // First-line indents: an indented line begins, unless the whole paragraph is indented.
  const indented = line.x0 > options.left + line.size * 0.8;
  if (indented && Math.abs(line.x0 - before.x0) > line.size * 0.4) return false;
  if (indented && SENTENCE_END.test(before.text)) return false;
  return true;
}

/** A symbol broken after its hyphen or slash ("QĐ-" / "UBND", "16-CT/" / "ĐU") closes up again. */
function glue(before: string, next: string): string {
  if (/[\p{L}\d]\/$/u.test(before) && /^[\p{L}\d]/u.test(next)) return '';
  return /[\p{L}\d][-–]$/u.test(before) && /^[\p{Lu}\d]/u.test(next) ? '' : ' ';
}

export function joinLines(lines: Line[], options: JoinOptions): RawParagraph[] {
  const out: RawParagraph[] = [];
  let before: Line | undefined;
  for (const line of lines) {
    const last = out[out.length - 1];
    if (last && before && goesOn(before, line, options)) {
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
