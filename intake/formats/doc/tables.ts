// The tables behind the text of an old Word file: pieces of text, formatted runs and paragraphs, styles, fonts, lists.

import { Numbering, type NumberingLevel } from '../docx/numbering';
import { applyParagraph, applyRun, type DocParagraph, type DocRun } from './sprm';

export interface Piece {
  /** Character positions. */
  from: number;
  to: number;
  /** Offset in the WordDocument stream. */
  offset: number;
  wide: boolean;
}

/** Formatting of a range of the WordDocument stream. */
export interface Run {
  from: number;
  to: number;
  data: Uint8Array;
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The piece table; text saved in parts stands in any order in the stream. */
export function readPieces(table: Uint8Array, offset: number): Piece[] {
  const data = view(table);
  let at = offset;
  while (at + 3 <= table.length && table[at] === 1) at += 3 + data.getUint16(at + 1, true);
  if (table[at] !== 2 || at + 5 > table.length) return [];
  const size = Math.min(data.getUint32(at + 1, true), table.length - at - 5);
  const count = Math.floor((size - 4) / 12);
  const start = at + 5;
  return Array.from({ length: Math.max(0, count) }, (_, i): Piece => {
    const raw = data.getUint32(start + (count + 1) * 4 + i * 8 + 2, true);
    const wide = (raw & 0x40000000) === 0;
    const plain = raw & 0x3fffffff;
    return {
      from: data.getUint32(start + i * 4, true),
      to: data.getUint32(start + (i + 1) * 4, true),
      offset: wide ? plain : plain >> 1,
      wide,
    };
  });
}

/** Formatted pages of 512 bytes, named by a table of (positions, page numbers). */
export function readRuns(
  main: Uint8Array,
  table: Uint8Array,
  offset: number,
  size: number,
  paragraphs: boolean,
): Run[] {
  const data = view(table);
  const count = Math.floor((Math.min(size, table.length - offset) - 4) / 8);
  const runs: Run[] = [];
  for (let i = 0; i < count; i++) {
    const pageNumber = data.getUint32(offset + (count + 1) * 4 + i * 4, true) & 0x3fffff;
    const page = main.subarray(pageNumber * 512, pageNumber * 512 + 512);
    if (page.length < 512) continue;
    const pageView = view(page);
    const entries = page[511] ?? 0;
    const width = paragraphs ? 13 : 1;
    if ((entries + 1) * 4 + entries * width > 511) continue;
    for (let j = 0; j < entries; j++) {
      const from = pageView.getUint32(j * 4, true);
      const to = pageView.getUint32((j + 1) * 4, true);
      const word = (page[(entries + 1) * 4 + j * width] ?? 0) * 2;
      runs.push({ from, to, data: word === 0 ? new Uint8Array() : modifiers(page, word, paragraphs) });
    }
  }
  return runs.sort((a, b) => a.from - b.from);
}

function modifiers(page: Uint8Array, at: number, paragraphs: boolean): Uint8Array {
  const length = page[at] ?? 0;
  if (!paragraphs) return page.subarray(at + 1, at + 1 + length);
  if (length !== 0) return page.subarray(at + 1, at + length * 2);
  return page.subarray(at + 2, at + 2 + (page[at + 1] ?? 0) * 2);
}

export function runAt(runs: Run[], offset: number): Run | undefined {
  let low = 0;
  let high = runs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (!run) return undefined;
    if (offset < run.from) high = middle - 1;
    else if (offset >= run.to) low = middle + 1;
    else return run;
  }
  return undefined;
}

export interface DocStyle {
  base: number;
  paragraph: DocParagraph;
  run: Uint8Array;
}

/** Paragraph styles by index; built-in headings 1–9 have an outline level even when the file does not say so. */
export function readStyles(table: Uint8Array, offset: number, size: number): DocStyle[] {
  const styles: DocStyle[] = [];
  const end = Math.min(table.length, offset + size);
  if (size < 4 || offset + 6 > end) return styles;
  const data = view(table);
  const headSize = data.getUint16(offset, true);
  const count = Math.min(data.getUint16(offset + 2, true), 4_096);
  const baseSize = data.getUint16(offset + 4, true);
  let at = offset + 2 + headSize;
  for (let i = 0; i < count && at + 2 <= end; i++) {
    const length = data.getUint16(at, true);
    const std = table.subarray(at + 2, at + 2 + length);
    at += 2 + length;
    styles.push(
      length >= 10 ? readStyle(std, baseSize) : { base: 0xfff, paragraph: {}, run: new Uint8Array() },
    );
  }
  return styles;
}

function readStyle(std: Uint8Array, baseSize: number): DocStyle {
  const data = view(std);
  const id = data.getUint16(0, true) & 0xfff;
  const kind = data.getUint16(2, true) & 0xf;
  const style: DocStyle = { base: data.getUint16(2, true) >> 4, paragraph: {}, run: new Uint8Array() };
  if (kind === 1 && id >= 1 && id <= 9) style.paragraph.outline = id - 1;
  if (baseSize + 2 > std.length) return style;
  let at = baseSize + 2 + data.getUint16(baseSize, true) * 2 + 2;
  const parts: Uint8Array[] = [];
  for (let i = 0; i < 2 && at + 2 <= std.length; i++) {
    const length = data.getUint16(at, true);
    parts.push(std.subarray(at + 2, at + 2 + length));
    at += 2 + length + (length % 2);
  }
  if (kind === 1) {
    if (parts[0] && parts[0].length > 2) applyParagraph(style.paragraph, parts[0].subarray(2));
    if (parts[1]) style.run = parts[1];
  }
  return style;
}

/** What a style passes on, from the outermost base inwards. */
export function resolveStyle(styles: DocStyle[], index: number): { paragraph: DocParagraph; run: DocRun } {
  const chain: DocStyle[] = [];
  let at = index;
  for (let guard = 0; guard < 12; guard++) {
    const style = styles[at];
    if (!style) break;
    chain.unshift(style);
    at = style.base;
  }
  const run: DocRun = {};
  for (const style of chain) applyRun(run, style.run);
  return { paragraph: Object.assign({}, ...chain.map((style) => style.paragraph)) as DocParagraph, run };
}

/** Font names by index. */
export function readFonts(table: Uint8Array, offset: number, size: number): string[] {
  const fonts: string[] = [];
  const end = Math.min(table.length, offset + size);
  let at = offset + 4;
  while (at < end && fonts.length < 1_000) {
    const length = (table[at] ?? 0) + 1;
    const name = new TextDecoder('utf-16le').decode(table.subarray(at + 40, Math.max(at + 40, at + length)));
    fonts.push(name.split('\0')[0] ?? '');
    at += length;
  }
  return fonts;
}

const FORMATS: Record<number, string> = {
  0: 'decimal',
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  22: 'decimalZero',
  23: 'bullet',
  255: 'none',
};

function readLevel(table: Uint8Array, at: number): { level: NumberingLevel; next: number } | null {
  if (at + 28 > table.length) return null;
  const data = view(table);
  const flags = table[at + 5] ?? 0;
  const text = at + 28 + (table[at + 24] ?? 0) + (table[at + 25] ?? 0);
  if (text + 2 > table.length) return null;
  const length = data.getUint16(text, true);
  if (length > 255 || text + 2 + length * 2 > table.length) return null;
  let pattern = '';
  for (let i = 0; i < length; i++) {
    const code = data.getUint16(text + 2 + i * 2, true);
    pattern += code < 9 ? `%${code + 1}` : String.fromCharCode(code);
  }
  const level: NumberingLevel = {
    start: data.getInt32(at, true),
    format: FORMATS[table[at + 4] ?? 0] ?? 'decimal',
    text: pattern,
    legal: (flags & 0x04) !== 0,
  };
  if ((flags & 0x08) !== 0) level.restart = 0;
  return { level, next: text + 2 + length * 2 };
}

/** Lists (definitions) and their uses; a paragraph names a use by its number, from 1. */
export function readLists(
  table: Uint8Array,
  lists: number,
  listsSize: number,
  uses: number,
  usesSize: number,
): Numbering {
  const numbering = new Numbering();
  if (listsSize < 2 || usesSize < 4 || lists + 2 > table.length || uses + 4 > table.length) return numbering;
  const data = view(table);
  const count = Math.min(data.getUint16(lists, true), 2_000);
  let at = lists + 2 + count * 28;
  for (let i = 0; i < count; i++) {
    const head = lists + 2 + i * 28;
    if (head + 28 > table.length) return numbering;
    const levels = new Map<number, NumberingLevel>();
    const many = ((table[head + 26] ?? 0) & 1) === 0 ? 9 : 1;
    for (let j = 0; j < many; j++) {
      const read = readLevel(table, at);
      if (!read) break;
      levels.set(j, read.level);
      at = read.next;
    }
    numbering.define(String(data.getInt32(head, true)), levels);
  }
  readUses(table, uses, numbering);
  return numbering;
}

function readUses(table: Uint8Array, uses: number, numbering: Numbering): void {
  const data = view(table);
  const count = Math.min(data.getUint32(uses, true), 2_000);
  let at = uses + 4 + count * 16;
  for (let i = 0; i < count; i++) {
    const head = uses + 4 + i * 16;
    if (head + 16 > table.length) return;
    const overrides = new Map<number, { start?: number; level?: NumberingLevel }>();
    at += 4;
    for (let j = 0; j < (table[head + 12] ?? 0) && at + 8 <= table.length; j++) {
      const start = data.getInt32(at, true);
      const flags = data.getUint32(at + 4, true);
      at += 8;
      const override: { start?: number; level?: NumberingLevel } = {};
      if ((flags & 0x10) !== 0) override.start = start;
      if ((flags & 0x20) !== 0) {
        const read = readLevel(table, at);
        if (!read) return;
        override.level = read.level;
        at = read.next;
      }
      overrides.set(flags & 0xf, override);
    }
    numbering.use(String(i + 1), String(data.getInt32(head, true)), overrides);
  }
}
