// From a source document to tidy lines with their place; tables of structured formats ride along as they are.
import type { LineRange, SourceDocument, TableBlock, TextStyle } from '../model';
import { squeeze, tidy } from './fold';

export interface Line {
  /** Tidy text with blank runs kept (columns); "" for an empty line. */
  raw: string;
  /** `raw` with single blanks, trimmed. */
  text: string;
  range: LineRange;
  page?: number;
  style?: TextStyle;
  /** A heading by the format's own account (docx outline level, markdown '#', html h1–h6). */
  heading: boolean;
  table?: TableBlock;
  /** The format says that this is a paragraph of its own (docx, html): only a broken sentence may be joined to it. */
  whole: boolean;
}

/** A line break inside a table cell of pipe text: white space to everyone but the reader of header and signature cells. */
export const CELL_BREAK = '\v';

function textLine(raw: string, range: LineRange): Line {
  const heading = /^\s{0,3}#{1,6}\s+\S/.test(raw);
  const body = heading ? raw.replace(/^\s{0,3}#{1,6}\s+/, '') : raw.replace(/^\s{0,3}>\s?/, '');
  return { raw: body, text: squeeze(body), range, heading, whole: false };
}

/**
 * Longest run of text that is looked at as one line. No paragraph of a plan comes near it; a line of a megabyte is
 * taken in pieces, so that no step has to be linear in the square of what somebody uploads.
 */
const MAX_LINE_CHARS = 6_000;

function pieces(line: Line): Line[] {
  if (line.raw.length <= MAX_LINE_CHARS) return [line];
  const out: Line[] = [];
  let rest = line.raw;
  while (rest.length > 0) {
    let at = rest.length;
    if (rest.length > MAX_LINE_CHARS) {
      const stop = rest.lastIndexOf('. ', MAX_LINE_CHARS);
      const blank = rest.lastIndexOf(' ', MAX_LINE_CHARS);
      at = stop > MAX_LINE_CHARS / 2 ? stop + 1 : blank > 0 ? blank : MAX_LINE_CHARS;
    }
    const raw = rest.slice(0, at);
    out.push({ ...line, raw, text: squeeze(raw) });
    rest = rest.slice(at);
  }
  return out;
}

function fromText(text: string): Line[] {
  return text
    .split('\n')
    .map((line, i) => textLine(tidy(line.replace(/<br\s*\/?>/gi, CELL_BREAK)), [i + 1, i + 1]));
}

function fromBlocks(document: SourceDocument): Line[] {
  const out: Line[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'table') {
      out.push({
        raw: '',
        text: '',
        range: block.lines,
        heading: false,
        whole: true,
        table: block,
        ...(block.page ? { page: block.page } : {}),
      });
      continue;
    }
    // A manual line break inside a paragraph separates header and title lines; each keeps its own line number.
    const parts = block.text.split('\n');
    const span = block.lines[1] - block.lines[0] + 1;
    const marker = block.style?.marker ? `${block.style.marker} ` : '';
    parts.forEach((part, i) => {
      const at = Math.min(block.lines[0] + i, block.lines[1]);
      const range: LineRange = parts.length === 1 || span < parts.length ? block.lines : [at, at];
      const line = textLine(tidy((i === 0 ? marker : '') + part), range);
      out.push({
        ...line,
        heading: line.heading || block.kind === 'heading',
        whole: span === 1 || parts.length > 1,
        ...(block.page ? { page: block.page } : {}),
        ...(block.style ? { style: block.style } : {}),
      });
    });
  }
  return out;
}

/** All lines of a document in reading order. Blocks win over text when the format gave any. */
export function linesOf(document: SourceDocument): Line[] {
  return (document.blocks.length > 0 ? fromBlocks(document) : fromText(document.text)).flatMap(pieces);
}

export const isBlank = (line: Line): boolean => line.text === '' && line.table === undefined;
/** "-----", "____", "* * *": a printed rule. */
export const isRule = (line: Line): boolean => /^[-–—_=*~.\s]{3,}$/.test(line.text);
export const isPipe = (line: Line): boolean => line.text.startsWith('|');
