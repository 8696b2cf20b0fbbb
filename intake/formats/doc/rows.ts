// Table rows of an old Word file: merges across and down from the edges that each row declares.

import type { RawCell, RawParagraph } from '../raw';
import type { DocRow } from './sprm';

/** Edges nearer than this (twips) are one column line. */
const NEAR_TWIPS = 30;

export function tableRows(rows: { cells: RawParagraph[][]; row: DocRow | undefined }[]): RawCell[][] {
  const edges: number[] = [];
  for (const edge of rows.flatMap(({ row }) => row?.edges ?? []).sort((a, b) => a - b)) {
    if (edges.length === 0 || edge - (edges[edges.length - 1] ?? 0) > NEAR_TWIPS) edges.push(edge);
  }
  const column = (x: number) => edges.findIndex((edge) => Math.abs(edge - x) <= NEAR_TWIPS);
  const open = new Map<number, RawCell>();
  return rows.map(({ cells, row }) => {
    const out: RawCell[] = [];
    cells.forEach((paragraphs, index) => {
      const from = column(row?.edges[index] ?? Number.NaN);
      const to = column(row?.edges[index + 1] ?? Number.NaN);
      const merged = row?.merged[index] ?? 'none';
      const above = open.get(from);
      if (merged === 'below' && above) {
        above.rowspan = (above.rowspan ?? 1) + 1;
        above.paragraphs.push(...paragraphs.filter((paragraph) => paragraph.text.trim() !== ''));
        return;
      }
      const before = out[out.length - 1];
      if (merged === 'across' && before) {
        before.colspan = (before.colspan ?? 1) + 1;
        return;
      }
      const cell: RawCell = { paragraphs };
      if (from >= 0 && to > from + 1) cell.colspan = to - from;
      out.push(cell);
      if (merged === 'start') open.set(from, cell);
      else open.delete(from);
    });
    return out;
  });
}
