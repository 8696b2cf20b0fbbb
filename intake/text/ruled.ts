// Tables of web converters that print "|" alone on a line after each cell and once more between two rows.
import type { LineRange } from '../model';
import { fold, squeeze } from './fold';
import { isBlank, type Line } from './lines';
import { parseMarker } from './markers';
import { isPageHead } from './running';
import { type FoundTable, type TableCell, withHeader } from './tables';

const HEADER_WORDS =
  /^(?:stt|tt|số tt|nội dung|tên|nhiệm vụ|công việc|chỉ tiêu|mục tiêu|đơn vị|cơ quan|chủ trì|phối hợp|thời gian|thời hạn|tiến độ|sản phẩm|kết quả|ghi chú|đvt|lộ trình|giai đoạn|tiêu chí|điểm|năm|đến năm|kế hoạch|hiện trạng|kinh phí|hoạt động|phân công|căn cứ|giải pháp|lĩnh vực)/;
const MAX_COLUMNS = 16;
const MAX_CELL_LINES = 60;

/** A cell's text without the page head or number that a page break left in it: a number that opens a cell of words. */
function cellText(parts: Line[]): string {
  const texts = parts.map((part) => part.text);
  // Nothing but a page head: the cell is empty.
  if (texts.length < 2) return isPageHead(fold(texts[0] ?? '')) ? '' : squeeze(texts.join(' '));
  const own = texts.filter(
    (text, i) =>
      !isPageHead(fold(text)) &&
      !(i === 0 && /^\d{1,3}$/.test(text) && /^(?:\p{Lu}|%$)/u.test(texts[1] ?? '')),
  );
  return squeeze(own.join(' '));
}

/** The empty line before the cell is the edge of a page. */
const startsWithPageHead = (parts: Line[]): boolean =>
  parts.length > 1 && (isPageHead(fold(parts[0]?.text ?? '')) || /^\d{1,3}$/.test(parts[0]?.text ?? ''));

/** Cells of the block that starts at the lone "|" in line `from`; an empty cell is a row end or a cell left blank. */
function cellsFrom(lines: Line[], from: number): { cells: TableCell[]; at: number[]; gaps: boolean[] } {
  const cells: TableCell[] = [];
  const at: number[] = [];
  /** An empty line stands before the cell's text: a new part of the document rather than a cell. */
  const gaps: boolean[] = [];
  let gap = false;
  let buffer: Line[] = [];
  for (let i = from + 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.table || buffer.length > MAX_CELL_LINES) break;
    if (line.text !== '|') {
      if (!isBlank(line)) buffer.push(line);
      // What stood between the last line of one page and the first of the next nobody knows.
      else if (buffer.length === 0 && lines[i - 1]?.page === lines[i + 1]?.page) gap = true;
      continue;
    }
    const range: LineRange = [buffer[0]?.range[0] ?? line.range[0], buffer.at(-1)?.range[1] ?? line.range[1]];
    cells.push({ text: cellText(buffer), lines: range });
    at.push(i);
    gaps.push(gap && !startsWithPageHead(buffer));
    gap = false;
    buffer = [];
  }
  return { cells, at, gaps };
}

const isHeader = (header: string[]): boolean =>
  header.length >= 2 &&
  header.length <= MAX_COLUMNS &&
  header.every((cell) => cell.length < 120) &&
  header.filter((cell) => HEADER_WORDS.test(fold(cell))).length >= Math.max(2, header.length * 0.5);

/**
 * Reads such a table from its first "|". The empty cell behind the header tells how many columns there are; a row is
 * whole when the cell behind its last column is empty too. A row of one cell is a group heading.
 */
export function ruledTable(lines: Line[], from: number): FoundTable | null {
  if (lines[from]?.text !== '|') return null;
  const { cells, at, gaps } = cellsFrom(lines, from);
  let width = cells.findIndex((cell) => cell.text === '');
  if (gaps.slice(0, width).some(Boolean)) return null;
  if (width < 2 || !isHeader(cells.slice(0, width).map((cell) => cell.text))) return null;
  const head = twoRowHead(cells, width);
  const header = head?.cells ?? cells.slice(0, width);
  const first = width;
  width = header.length;
  const rows: TableCell[][] = [header];
  const broken: TableCell[] = [];
  let end = at[(head?.to ?? first) - 1] ?? from;
  let i = (head?.to ?? first) + 1;
  while (i < cells.length) {
    const stop = rowEnd(cells, i, width, gaps);
    if (stop === null) break;
    const row = cells.slice(i, stop);
    const first = row[0];
    const full = row.length === width ? row : carriedDown(row, rows.at(-1));
    if (first && full) rows.push(full);
    else if (first && row.length <= 2)
      rows.push([
        ...row,
        ...Array.from({ length: width - row.length }, () => ({ text: '', lines: first.lines })),
      ]);
    else if (first)
      broken.push({
        text: row.map((cell) => cell.text).join(' | '),
        lines: [first.lines[0], row.at(-1)?.lines[1] ?? first.lines[1]],
      });
    end = at[stop - 1] ?? end;
    i = stop + 1;
  }
  if (rows.length < 2) return null;
  const range: LineRange = [lines[from]?.range[0] ?? 1, lines[end]?.range[1] ?? 1];
  return { from, to: end, table: { ...withHeader(rows, range), broken } };
}

const WHEN = /^(?:(?:từ |trước |đến )?(?:năm|quý|tháng|ngày)(?![\p{L}])|thường xuyên|(?:hằng|hàng) )/u;

/**
 * A cell that spans rows is printed in the first of them only. At the end of the table that shows: the time stands
 * where it stood in the row above, and nothing but cells behind it is missing.
 */
function carriedDown(row: TableCell[], above: TableCell[] | undefined): TableCell[] | null {
  const when = above?.findLastIndex((cell) => WHEN.test(fold(cell.text))) ?? -1;
  if (!above || when < 2 || !/^\d{1,3}\.?$/.test(row[0]?.text ?? '')) return null;
  return WHEN.test(fold(row[when]?.text ?? '')) ? [...row, ...above.slice(row.length)] : null;
}

/** A column that others stand under: "Lộ trình thực hiện" over "Năm 2026 | Năm 2028". */
export const SPANS =
  /^(?:lộ trình|kế hoạch|phân kỳ|giai đoạn|mục tiêu|chỉ tiêu|thời gian|tiến độ|các năm|năm|thực hiện)/;

/** The head of two rows as one: the cells of the second row stand in place of the column that spans them. */
function twoRowHead(cells: TableCell[], width: number): { cells: TableCell[]; to: number } | null {
  const endOf = (from: number): number => {
    const end = cells.findIndex((cell, i) => i >= from && cell.text === '');
    return end < 0 ? cells.length : end;
  };
  const to = endOf(width + 1);
  const under = cells.slice(width + 1, to);
  const row = endOf(to + 1) - to - 1;
  if (under.length < 2 || row !== width - 1 + under.length) return null;
  if (under.some((cell) => cell.text.length > 40 || /^\d{1,3}\.?$|^[IVX]+\.?$/.test(cell.text))) return null;
  const above = cells.slice(0, width);
  const span = above.findLastIndex((cell, i) => i > 1 && SPANS.test(fold(cell.text)));
  if (span < 0) return null;
  return { cells: [...above.slice(0, span), ...under, ...above.slice(span + 1)], to };
}

/** Index of the cell that ends the row starting at `i`, or null where the table is over. */
function rowEnd(cells: TableCell[], i: number, width: number, gaps: boolean[]): number | null {
  const whole = cells[i + width];
  if ((whole === undefined && i + width === cells.length) || whole?.text === '') return i + width;
  // The last row is whole, and the text behind the table begins.
  const numbered = /^\d{1,3}\.?$/.test(cells[i]?.text ?? '');
  const behind = gaps[i + width] === true || (parseMarker(whole?.text ?? '')?.rank ?? 99) <= 6;
  if (numbered && whole && behind && cells.slice(i, i + width).every((cell) => cell.text !== ''))
    return i + width;
  for (let k = i + 1; k < Math.min(cells.length, i + width); k++) if (cells[k]?.text === '') return k;
  // The last row, with fewer cells than the header.
  return cells.length < i + width && numbered ? cells.length : null;
}
