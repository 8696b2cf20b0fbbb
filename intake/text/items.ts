// One logical item: a paragraph, list item, heading or table, with a map from its characters back to source lines.
import type { LineRange, TextStyle } from '../model';
import { bare, fold } from './fold';
import type { Line } from './lines';
import { type Marker, parseMarker } from './markers';
import type { Table } from './tables';

interface Segment {
  /** Offset in `text` where the line starts. */
  start: number;
  range: LineRange;
}

export interface Item {
  text: string;
  /** `fold(text)`: same offsets. */
  folded: string;
  bare: string;
  marker: Marker | null;
  segments: Segment[];
  page?: number;
  style?: TextStyle;
  /** A heading by the format's own account. */
  heading: boolean;
  table: Table | null;
}

/** Adjacent or touching ranges become one. */
export function mergeLines(ranges: LineRange[]): LineRange[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const out: LineRange[] = [];
  for (const range of sorted) {
    const previous = out.at(-1);
    if (previous && range[0] <= previous[1] + 2) previous[1] = Math.max(previous[1], range[1]);
    else out.push([range[0], range[1]]);
  }
  return out;
}

export const itemLines = (item: Item): LineRange[] =>
  mergeLines(item.segments.map((segment) => segment.range));

/** Source lines of the characters `from` (inclusive) to `to` (exclusive). */
export function linesAt(item: Item, from: number, to: number): LineRange[] {
  const hit = item.segments.filter((segment, i) => {
    const end = item.segments[i + 1]?.start ?? item.text.length + 1;
    return segment.start < Math.max(to, from + 1) && end > from;
  });
  return mergeLines((hit.length > 0 ? hit : item.segments.slice(0, 1)).map((segment) => segment.range));
}

/** Builds an item from the lines that make it up; the marker of the first line is taken off. */
export function makeItem(lines: Line[]): Item {
  const [first, ...rest] = lines;
  const opening = first?.text ?? '';
  const marker = parseMarker(opening);
  let text = marker ? opening.slice(marker.length) : opening;
  const segments: Segment[] = first ? [{ start: 0, range: first.range }] : [];
  for (const line of rest) {
    // A word or symbol cut at a hyphen ("2271/QĐ-" / "UBND") closes up again; a dash with a blank before it does not.
    const glue = text === '' ? '' : /[\p{L}\d][-–—]$/u.test(text) && /^\p{Lu}/u.test(line.text) ? '' : ' ';
    segments.push({ start: text.length + glue.length, range: line.range });
    text = `${text}${glue}${line.text}`;
  }
  return {
    text,
    folded: fold(text),
    bare: bare(text),
    marker,
    segments,
    heading: first?.heading ?? false,
    table: null,
    ...(first?.page ? { page: first.page } : {}),
    ...(first?.style ? { style: first.style } : {}),
  };
}

export function tableItem(table: Table): Item {
  return {
    text: '',
    folded: '',
    bare: '',
    marker: null,
    segments: [{ start: 0, range: table.range }],
    heading: false,
    table,
    ...(table.page ? { page: table.page } : {}),
  };
}

/** Part of an item as an item of its own (content after a heading on the same line). */
export function sliceItem(item: Item, from: number): Item {
  const offset = from + (item.text.slice(from).length - item.text.slice(from).trimStart().length);
  const text = item.text.slice(offset);
  const segments = item.segments
    .filter((_, i) => (item.segments[i + 1]?.start ?? item.text.length + 1) > offset)
    .map((segment) => ({ start: Math.max(0, segment.start - offset), range: segment.range }));
  return { ...item, text, folded: fold(text), bare: bare(text), segments, marker: null, heading: false };
}
