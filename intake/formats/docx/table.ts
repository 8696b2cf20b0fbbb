// Tables of a Word file: rows as they were opened, and their vertical merges resolved.

import { flattenNested, type RawBlock, type RawCell } from '../raw';

export interface OpenCell {
  blocks: RawBlock[];
  colspan: number;
  merge?: 'restart' | 'continue';
}

export interface OpenTable {
  rows: { cells: (OpenCell & { column: number })[]; deleted: boolean; before: number }[];
  page: number;
}

/** Vertical merges become `rowspan` on the cell that starts them; covered cells disappear. */
export function mergeRows(table: OpenTable): RawCell[][] {
  const open = new Map<number, RawCell>();
  const rows: RawCell[][] = [];
  for (const row of table.rows) {
    if (row.deleted) continue;
    const cells: RawCell[] = [];
    for (const cell of row.cells) {
      const above = open.get(cell.column);
      if (cell.merge === 'continue' && above) {
        above.rowspan = (above.rowspan ?? 1) + 1;
        above.paragraphs.push(
          ...flattenNested(cell.blocks).filter((paragraph) => paragraph.text.trim() !== ''),
        );
        continue;
      }
      const made: RawCell = { paragraphs: flattenNested(cell.blocks) };
      if (cell.colspan > 1) made.colspan = cell.colspan;
      cells.push(made);
      if (cell.merge === 'restart') open.set(cell.column, made);
      else open.delete(cell.column);
    }
    if (cells.length > 0) rows.push(cells);
  }
  return rows;
}
