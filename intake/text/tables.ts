// Tables: from pipe rows, from structured blocks, and rebuilt from cells that a converter put on lines of their own.
import type { LineRange, TableBlock } from '../model';
import { fold, key, squeeze, tidy } from './fold';
import { CELL_BREAK, isBlank, isPipe, type Line } from './lines';

export interface TableCell {
  text: string;
  lines: LineRange;
}

export interface Table {
  /** Column titles; nested header rows are joined with " / ". */
  header: string[];
  rows: TableCell[][];
  range: LineRange;
  page?: number;
  /** Rows whose cells could not be told apart: they go to a person whole. */
  broken: TableCell[];
}

/** A table found among the lines `from`..`to` (indexes, inclusive). */
export interface FoundTable {
  from: number;
  to: number;
  table: Table;
}

const SEPARATOR_ROW = /^\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?$/;

const cellsOf = (row: string): string[] => {
  const inner = row.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split('|').map((cell) => cell.split(CELL_BREAK).map(squeeze).filter(Boolean).join('\n'));
};

/** Folds a header of several rows into one: a row without its own number that only names years or sub-columns. */
export function withHeader(grid: TableCell[][], range: LineRange, page?: number): Table {
  const [first, ...rest] = grid;
  if (!first) return { header: [], rows: [], range, broken: [] };
  let header = first.map((cell) => cell.text);
  // The header printed again after a page break is no row.
  let rows = rest.filter(
    (row) =>
      row.length !== first.length || row.some((cell, i) => key(cell.text) !== key(first[i]?.text ?? '')),
  );
  const second = rows[0];
  if (second && isSubHeader(header, second)) {
    header = second.map((cell, i) => {
      const above = header[i] ?? '';
      if (!cell.text || key(cell.text) === key(above)) return above;
      return above ? `${above} / ${cell.text}` : cell.text;
    });
    rows = rows.slice(1);
  }
  // "(1) (2) (3)": column numbers under the header.
  if (
    rows[0]?.every((cell) => /^\(?\d{0,2}\)?$/.test(cell.text)) &&
    rows[0].filter((cell) => cell.text).length > 1
  )
    rows = rows.slice(1);
  return { header, rows, range, broken: [], ...(page ? { page } : {}) };
}

function isSubHeader(header: string[], row: TableCell[]): boolean {
  if (/^\d+$/.test(row[0]?.text ?? '')) return false;
  const filled = row.filter((cell, i) => cell.text && key(cell.text) !== key(header[i] ?? ''));
  return (
    filled.length > 1 &&
    filled.every((cell) =>
      /^(?:(?:đến |năm |hết )*\d{4}|đơn vị|chủ trì|phối hợp|.*(?:năm|giai đoạn) \d{4}.*)$/i.test(
        cell.text.trim(),
      ),
    )
  );
}

/** A table block of a structured format; merged cells repeat their text so that columns stay aligned. */
export function tableFromBlock(block: TableBlock): Table {
  const grid: TableCell[][] = [];
  const carried = new Map<number, { cell: TableCell; left: number }>();
  for (const row of block.rows) {
    const out: TableCell[] = [];
    const takeCarried = (): void => {
      let hit = carried.get(out.length);
      while (hit && hit.left > 0) {
        hit.left--;
        out.push(hit.cell);
        hit = carried.get(out.length);
      }
    };
    for (const cell of row) {
      takeCarried();
      const flat = { text: squeeze(tidy(cell.text)), lines: cell.lines };
      for (let i = 0; i < (cell.colspan ?? 1) && out.length < 64; i++) {
        if ((cell.rowspan ?? 1) > 1) carried.set(out.length, { cell: flat, left: (cell.rowspan ?? 1) - 1 });
        out.push(i === 0 || grid.length === 0 ? flat : { text: '', lines: cell.lines });
      }
    }
    takeCarried();
    grid.push(out);
  }
  return withHeader(grid, block.lines, block.page);
}

/** Pipe rows, also where a row was re-wrapped over several lines. */
export function pipeTable(lines: Line[], from: number): FoundTable | null {
  const start = lines[from];
  if (!start || !isPipe(start)) return null;
  const rows: TableCell[][] = [];
  let columns = 0;
  let separators = 0;
  let i = from;
  let last = from;
  while (i < lines.length) {
    const line = lines[i];
    if (!line) break;
    if (isBlank(line)) {
      // A blank between rows of one table happens in converted text; anything else ends it.
      const next = lines[i + 1];
      if (next && isPipe(next) && separators > 0 && !startsNewTable(lines, i + 1)) {
        i++;
        continue;
      }
      break;
    }
    if (!isPipe(line)) break;
    let text = line.raw.trim();
    let end = i;
    const count = (value: string): number => cellsOf(value).length;
    // Re-wrapped rows: glue on until the row closes with "|" and has all its cells.
    while (!SEPARATOR_ROW.test(text) && end + 1 < lines.length && end - i < 60) {
      const closed = text.endsWith('|') && text.length > 1;
      if (
        closed &&
        (columns === 0 ? rows.length > 0 || nextIsRowOrSeparator(lines, end + 1) : count(text) >= columns)
      )
        break;
      const next = lines[end + 1];
      if (!next || isBlank(next) || SEPARATOR_ROW.test(next.text)) break;
      if (closed && isPipe(next) && columns > 0 && count(`${text} ${next.text}`) > columns + 1) break;
      text = `${text} ${next.text}`;
      end++;
    }
    if (SEPARATOR_ROW.test(text)) {
      separators++;
      columns = cellsOf(text).length;
    } else {
      const range: LineRange = [line.range[0], lines[end]?.range[1] ?? line.range[1]];
      rows.push(cellsOf(text).map((cell) => ({ text: cell, lines: range })));
    }
    last = end;
    i = end + 1;
  }
  if (rows.length === 0) return null;
  const range: LineRange = [start.range[0], lines[last]?.range[1] ?? start.range[1]];
  return { from, to: last, table: withHeader(rows, range, start.page) };
}

const nextIsRowOrSeparator = (lines: Line[], at: number): boolean => {
  const next = lines[at];
  return !next || isBlank(next) || isPipe(next);
};

/** A header row follows: the row after it is a separator. */
function startsNewTable(lines: Line[], at: number): boolean {
  const next = lines[at + 1];
  return next !== undefined && SEPARATOR_ROW.test(next.text);
}

/** Joins a table with the one before it when a page break split them: same header, or no header and the count goes on. */
export function continuesTable(before: Table, next: Table): boolean {
  const same =
    before.header.length === next.header.length &&
    before.header.every((cell, i) => key(cell) === key(next.header[i] ?? ''));
  if (same) return true;
  if (before.header.length !== next.header.length) return false;
  const lastNumber = Number(
    [...before.rows].reverse().find((row) => /^\d+\.?$/.test(row[0]?.text ?? ''))?.[0]?.text ?? Number.NaN,
  );
  return Number(next.header[0]) === lastNumber + 1;
}

export function joinTables(before: Table, next: Table): Table {
  const same = before.header.every((cell, i) => key(cell) === key(next.header[i] ?? ''));
  const lost = same
    ? []
    : [next.header.map((text) => ({ text, lines: [next.range[0], next.range[0]] as LineRange }))];
  return {
    ...before,
    rows: [...before.rows, ...lost, ...next.rows],
    range: [before.range[0], next.range[1]],
    broken: [...before.broken, ...next.broken],
  };
}

export const isNumberHeading = (text: string): boolean =>
  /^(?:stt|tt|số tt|số thứ tự)$/.test(
    fold(text)
      .replace(/[|.\s]+/g, ' ')
      .trim(),
  );
