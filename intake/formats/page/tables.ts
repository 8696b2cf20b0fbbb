// Fills the cells of a ruled table with the text inside them, and joins a table that a page break has cut.

import type { RawCell, RawParagraph, RawTable } from '../raw';
import type { Grid } from './grid';
import { joinLines } from './join';
import { toLines } from './lines';
import type { Line, PageContent, Piece } from './model';

export interface PlacedTable {
  table: RawTable;
  page: number;
  top: number;
  bottom: number;
  xs: number[];
}

function inside(grid: Grid, piece: Piece): boolean {
  const x = (piece.x0 + piece.x1) / 2;
  const y = piece.y - piece.size * 0.3;
  const [left, right] = [grid.xs[0] ?? 0, grid.xs[grid.xs.length - 1] ?? 0];
  const [top, bottom] = [grid.ys[0] ?? 0, grid.ys[grid.ys.length - 1] ?? 0];
  return x >= left - 2 && x <= right + 2 && y >= top - 2 && y <= bottom + 2;
}

/** Text set tightly may run over a column line in one piece; it is cut at the blank nearest to the line. */
function cutAtRules(piece: Piece, edges: number[]): Piece[] {
  const edge = edges.find((x) => piece.x0 < x - 3 && piece.x1 > x + 3);
  if (edge === undefined) return [piece];
  const perCharacter = (piece.x1 - piece.x0) / Math.max(1, piece.text.length);
  const target = (edge - piece.x0) / perCharacter;
  let best = -1;
  for (let i = 0; i < piece.text.length; i++) {
    if (piece.text[i] === ' ' && (best < 0 || Math.abs(i - target) < Math.abs(best - target))) best = i;
  }
  if (best <= 0 || Math.abs(best - target) > 4) return [piece];
  const middle = piece.x0 + best * perCharacter;
  const left = { ...piece, text: piece.text.slice(0, best), x1: Math.min(middle, edge) };
  const right = { ...piece, text: piece.text.slice(best + 1), x0: Math.max(middle + perCharacter, edge) };
  return [left, ...cutAtRules(right, edges)];
}

function cellParagraphs(lines: Line[], left: number, right: number): RawParagraph[] {
  return joinLines(lines, { left, right, cell: true }).map((paragraph) => {
    const { gapBefore: _, ...rest } = paragraph;
    return rest;
  });
}

export function fillTable(page: PageContent, grid: Grid): { placed: PlacedTable; used: Set<Piece> } {
  const used = new Set(page.pieces.filter((piece) => inside(grid, piece)));
  const inner = grid.xs.slice(1, -1);
  const perCell = new Map<number, Piece[]>();
  const byRow = [...grid.cells];
  for (const source of used) {
    for (const piece of cutAtRules(source, inner)) {
      // The first letters decide: text that is too wide for its cell runs over to the right.
      const x = Math.min((piece.x0 + piece.x1) / 2, piece.x0 + piece.size * 0.6);
      const y = piece.y - piece.size * 0.3;
      const index = byRow.findIndex(
        (cell) => x >= cell.x0 - 2 && x <= cell.x1 + 2 && y >= cell.y0 - 2 && y <= cell.y1 + 2,
      );
      if (index < 0) continue;
      const list = perCell.get(index) ?? [];
      perCell.set(index, list);
      list.push(piece);
    }
  }
  const rows: RawCell[][] = Array.from({ length: grid.ys.length - 1 }, () => []);
  byRow.forEach((cell, index) => {
    const lines = toLines(page.number, perCell.get(index) ?? []);
    const made: RawCell = { paragraphs: cellParagraphs(lines, cell.x0, cell.x1) };
    if (cell.colspan > 1) made.colspan = cell.colspan;
    if (cell.rowspan > 1) made.rowspan = cell.rowspan;
    rows[cell.row]?.push(made);
  });
  const table: RawTable = { kind: 'table', rows: rows.filter((row) => row.length > 0), page: page.number };
  const placed: PlacedTable = {
    table,
    page: page.number,
    top: grid.ys[0] ?? 0,
    bottom: grid.ys[grid.ys.length - 1] ?? 0,
    xs: grid.xs,
  };
  return { placed, used };
}

const plain = (cell: RawCell | undefined): string =>
  (cell?.paragraphs ?? [])
    .map((paragraph) => paragraph.text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

function sameColumns(a: number[], b: number[]): boolean {
  return a.length === b.length && a.every((x, i) => Math.abs(x - (b[i] ?? 0)) < 6);
}

/** A row cut by the page goes on with an empty first cell and a first line that is not a beginning. */
function continues(last: RawCell[], next: RawCell[]): boolean {
  if (last.length !== next.length || last.length < 2 || last.some((cell) => (cell.colspan ?? 1) > 1))
    return false;
  if (plain(next[0]) !== '') return false;
  const filled = next
    .map((cell, i) => [plain(last[i]), plain(cell)] as const)
    .filter(([, text]) => text !== '');
  return (
    filled.length > 0 &&
    filled.every(([before, text]) => before !== '' && (/^\p{Ll}/u.test(text) || !/[.;:!?]$/.test(before)))
  );
}

/** Joins `next` to `table` when it is the same table on the following page: repeated head dropped, cut row completed. */
export function joinTables(before: PlacedTable, next: PlacedTable): boolean {
  if (next.page !== before.page + 1 || !sameColumns(before.xs, next.xs)) return false;
  const rows = [...next.table.rows];
  const head = before.table.rows[0];
  if (
    head &&
    rows[0] &&
    head.length === rows[0].length &&
    head.every((cell, i) => plain(cell) === plain(rows[0]?.[i]))
  ) {
    rows.shift();
  }
  const last = before.table.rows[before.table.rows.length - 1];
  const first = rows[0];
  if (last && first && continues(last, first)) {
    rows.shift();
    last.forEach((cell, i) => {
      const more = first[i]?.paragraphs.filter((paragraph) => paragraph.text.trim() !== '') ?? [];
      const end = cell.paragraphs[cell.paragraphs.length - 1];
      const [start, ...rest] = more;
      if (end && start) end.text = `${end.text} ${start.text}`;
      else if (start) cell.paragraphs.push(start);
      cell.paragraphs.push(...rest);
    });
  }
  before.table.rows.push(...rows);
  before.page = next.page;
  before.bottom = next.bottom;
  return true;
}
