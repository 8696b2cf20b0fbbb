// From the content of pages to blocks in reading order: tables, columns, paragraphs; furniture and footnotes taken out.

import type { RawBlock, RawDocument } from '../raw';
import { unfoldColumns } from './columns';
import { dropFurniture } from './furniture';
import { findGrids } from './grid';
import { brokenByWidth, dashedPairs, joinLines } from './join';
import { toLines } from './lines';
import type { Line, PageContent } from './model';
import { fillTable, joinTables, type PlacedTable } from './tables';

interface PageParts {
  page: PageContent;
  tables: PlacedTable[];
  lines: Line[];
  /** y of the short rule above footnotes. */
  noteRule: number;
}

function partsOf(page: PageContent): PageParts {
  const used = new Set<PageContent['pieces'][number]>();
  const tables: PlacedTable[] = [];
  for (const grid of findGrids(page.horizontal, page.vertical)) {
    const rest = { ...page, pieces: page.pieces.filter((piece) => !used.has(piece)) };
    const { placed, used: taken } = fillTable(rest, grid);
    if (taken.size === 0) continue;
    tables.push(placed);
    for (const piece of taken) used.add(piece);
  }
  const lines = toLines(
    page.number,
    page.pieces.filter((piece) => !used.has(piece)),
  );
  return { page, tables, lines, noteRule: noteRule(page, lines) };
}

/** Word draws a short rule at the left margin above footnotes; below it everything is set smaller. */
function noteRule(page: PageContent, lines: Line[]): number {
  const body = median(lines.map((line) => line.size));
  const rule = page.horizontal.find(({ at, from, to }) => {
    if (at < page.height * 0.4 || to - from > page.width * 0.45 || to - from < 60) return false;
    if (from > page.width * 0.25) return false;
    const below = lines.filter((line) => line.y > at && line.y < page.height * 0.95);
    return (
      below.length > 0 &&
      /^\[?\d{1,3}\b/.test(below[0]?.text ?? '') &&
      below.every((line) => line.size <= body - 1)
    );
  });
  return rule ? rule.at : Number.POSITIVE_INFINITY;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

interface Edges {
  left: number;
  right: number;
  pitch: number;
  /** Lines are not joined: see `brokenByWidth`. */
  apart: boolean;
}

/** The smaller of the usual distances: paragraphs may be set apart as often as lines follow each other. */
function usualPitch(lines: Line[]): number {
  const gaps = lines.flatMap((line, i) => {
    const before = lines[i - 1];
    const gap = before && before.page === line.page ? line.y - before.y : 0;
    return gap > line.size * 0.8 && gap < line.size * 2.5 ? [gap] : [];
  });
  return percentile(gaps, 0.3);
}

const FEW_LINES = 8;

/**
 * Where lines end at the latest. In ragged text few come near it, so the furthest counts, unless it stands out by more than a word.
 */
function rightEdge(ends: number[], lines: Line[]): number {
  const most = percentile(ends, 0.97);
  const furthest = Math.max(...ends, most);
  const size = median(lines.map((line) => line.size));
  return furthest - most < size * 2.5 ? furthest : most;
}

/** Margins by page width: an appendix across the page has its own. */
function margins(pages: PageParts[]): Map<number, Edges> {
  const groups = new Map<number, Line[]>();
  const widths = new Map<number, number>();
  for (const { page, lines } of pages) {
    const key = Math.round(page.width / 20);
    groups.set(key, [...(groups.get(key) ?? []), ...lines]);
    widths.set(key, page.width);
  }
  const out = new Map<number, Edges>();
  for (const [key, lines] of groups) {
    // A letterhead reaches further out on both sides than the text does.
    const long = lines.filter((line) => line.text.length > 25 && line.segments.length === 1);
    const sample = long.length >= 3 ? long : lines;
    const x0 = sample.map((line) => line.x0);
    const x1 = sample.map((line) => line.x1);
    const left = percentile(x0, 0.02);
    // A page of tables has few lines to go by; then the right margin is taken to be no wider than the left one.
    const least = sample.length < FEW_LINES ? (widths.get(key) ?? 0) - left : 0;
    const edges = { pitch: usualPitch(lines), left, right: Math.max(rightEdge(x1, sample), least) };
    out.set(key, { ...edges, apart: !brokenByWidth(lines, edges) });
  }
  return out;
}

function noteTexts(lines: Line[]): string[] {
  const notes: string[] = [];
  for (const line of lines) {
    const start = /^\[?\d{1,3}\]?\.?\s*(.*)$/.exec(line.text);
    if (start?.[1] !== undefined && start[1] !== '') notes.push(start[1]);
    else if (notes.length > 0) notes[notes.length - 1] += ` ${line.text}`;
  }
  return notes;
}

/** Pages in order → blocks. Coordinates in points, so that the thresholds mean the same for PDF and scans. */
export function assemblePages(pages: PageContent[]): Pick<RawDocument, 'blocks' | 'footnotes'> {
  const parts = pages.map(partsOf);
  const heights = new Map(pages.map((page) => [page.number, page.height]));
  const kept = new Set(
    dropFurniture(
      parts.flatMap((part) => part.lines),
      heights,
    ),
  );
  const edges = margins(parts);
  const dashed = dashedPairs([...kept]);
  const blocks: RawBlock[] = [];
  const footnotes: string[] = [];
  let open: Line[] = [];
  let openEdges: Edges = { left: 0, right: 595, pitch: 0, apart: false };
  let lastTable: PlacedTable | undefined;

  const closeParagraphs = (): void => {
    if (open.length > 0) blocks.push(...joinLines(open, { ...openEdges, dashed }));
    open = [];
  };
  for (const { page, tables, lines, noteRule: rule } of parts) {
    const edge = edges.get(Math.round(page.width / 20)) ?? openEdges;
    if (edge.left !== openEdges.left || edge.right !== openEdges.right) closeParagraphs();
    openEdges = edge;
    const own = lines.filter((line) => kept.has(line) && line.y <= rule);
    footnotes.push(...noteTexts(lines.filter((line) => kept.has(line) && line.y > rule)));
    let from = 0;
    for (const table of tables) {
      const until = own.findIndex((line, i) => i >= from && line.y > table.top + 2);
      const stretch = own.slice(from, until < 0 ? own.length : until);
      from += stretch.length;
      if (stretch.length > 0) {
        open.push(...unfoldColumns(stretch));
        lastTable = undefined;
      }
      if (lastTable && joinTables(lastTable, table)) continue;
      closeParagraphs();
      blocks.push(table.table);
      lastTable = table;
    }
    const rest = own.slice(from);
    if (rest.length > 0) {
      open.push(...unfoldColumns(rest));
      lastTable = undefined;
    }
  }
  closeParagraphs();
  return { blocks, footnotes };
}
