// Tables that only place things on the page (letterhead, signature block, frames) become lines, one column after the other.

import { plainlyGoesOn } from './page/join';
import { cellText, type RawBlock, type RawCell, type RawParagraph, type RawTable } from './raw';

const LETTERHEAD = /cộng\s+h(òa|oà)\s+xã\s+hội|độc\s+lập\s*[-–—]\s*tự\s+do|đảng\s+cộng\s+sản\s+việt\s+nam/i;
const SIGNATURE = /nơi\s+nhận|^\s*(t\s*\/?\s*m|k\s*\/?\s*t|t\s*\/?\s*l|tuq)\s*[.:/]?\s+\p{Lu}/imu;
/** A letterhead or signature block has few rows, however its lines are spread over them. */
const MAX_LAYOUT_ROWS = 8;

function columnsOf(table: RawTable): number {
  return Math.max(0, ...table.rows.map((row) => row.reduce((sum, cell) => sum + (cell.colspan ?? 1), 0)));
}

export function isLayoutTable(table: RawTable): boolean {
  const columns = columnsOf(table);
  if (columns <= 1) return true;
  if (table.rows.length > MAX_LAYOUT_ROWS || columns > 4) return false;
  const filled = table.rows
    .flat()
    .map(cellText)
    .filter((text) => text.trim() !== '');
  if (filled.length <= 1) return true;
  const text = filled.join('\n');
  if (LETTERHEAD.test(text)) return true;
  const mostFilled = Math.max(
    ...table.rows.map((row) => row.filter((cell) => cellText(cell).trim() !== '').length),
  );
  if (SIGNATURE.test(text) && mostFilled <= 2 && !/\bSTT\b|\bTT\b/.test(filled[0] ?? '')) return true;
  // One row with cells of many lines cannot be a table of facts: there is no head and nothing to compare.
  return table.rows.length === 1 && table.rows[0]?.some((cell) => cell.paragraphs.length >= 4) === true;
}

/** Lines of a ruled letterhead were joined like those of a cell of facts; here each is one thing. */
function printedLines(paragraph: RawParagraph): RawParagraph[] {
  const out: RawParagraph[] = [];
  for (const line of paragraph.printed ?? []) {
    const last = out[out.length - 1];
    if (last?.printed && plainlyGoesOn(last.text, line)) {
      last.text += ` ${line}`;
      last.printed.push(line);
    } else out.push({ ...paragraph, text: line, printed: [line] });
  }
  return out.length > 0 ? out : [paragraph];
}

/** Left column first, top to bottom, then the next: the order in which a person reads a letterhead. */
export function linearise(table: RawTable): RawParagraph[] {
  const columns: RawCell[][] = [];
  for (const row of table.rows) {
    let column = 0;
    for (const cell of row) {
      const list = columns[column] ?? [];
      columns[column] = list;
      list.push(cell);
      column += cell.colspan ?? 1;
    }
  }
  const gap: RawParagraph = { kind: 'paragraph', text: '' };
  return columns.flatMap((cells) => [
    ...(cells ?? []).flatMap((cell) =>
      cell.paragraphs
        .flatMap(printedLines)
        .map((paragraph) => (table.page && !paragraph.page ? { ...paragraph, page: table.page } : paragraph)),
    ),
    gap,
  ]);
}

export function flattenLayout(blocks: RawBlock[]): RawBlock[] {
  return blocks.flatMap((block): RawBlock[] =>
    block.kind === 'table' && isLayoutTable(block) ? linearise(block) : [block],
  );
}
