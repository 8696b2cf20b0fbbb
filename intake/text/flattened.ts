// Tables whose cells a converter put on lines of their own, or whose columns it glued with blanks or tabs.
import type { LineRange } from '../model';
import { fold, isLowerStart, squeeze } from './fold';
import { isBlank, type Line } from './lines';
import { parseMarker } from './markers';
import { SPANS } from './ruled';
import { type FoundTable, isNumberHeading, type TableCell } from './tables';

const HEADER_WORDS =
  /^(?:nội dung|nhiệm vụ|công việc|tên|chỉ tiêu|đơn vị|cơ quan|bộ phận|chủ trì|phối hợp|thời gian|thời hạn|tiến độ|hoàn thành|sản phẩm|kết quả|ghi chú|đvt|năm|đến|mục tiêu|phân công|người|điểm|tiêu chí|giai đoạn|kế hoạch|thực hiện|kinh phí|lãnh đạo)/;
const MAX_HEADER_CELLS = 10;
const MAX_ROW_LINES = 40;

interface Piece {
  text: string;
  range: LineRange;
  index: number;
}

/** Reads a table that starts at line `from` with a lone "STT"; null when no row can be made out. */
export function flattenedTable(lines: Line[], from: number): FoundTable | null {
  const start = lines[from];
  if (!start || !isNumberHeading(start.text)) return null;
  const header: Piece[] = [{ text: start.text.replace(/\|/g, '').trim(), range: start.range, index: from }];
  let i = from + 1;
  for (; i < lines.length && header.length <= MAX_HEADER_CELLS; i++) {
    const line = lines[i];
    if (!line || line.table) return null;
    const text = squeeze(line.text.replace(/\|/g, ' '));
    if (isBlank(line) || text === '') continue;
    if (/^(?:0?1|i)\.?$/i.test(text)) break;
    const previous = header.at(-1);
    if (previous && header.length > 1 && isLowerStart(text) && !HEADER_WORDS.test(fold(text))) {
      previous.text = `${previous.text} ${text}`;
      continue;
    }
    if (text.length > 80) return null;
    header.push({ text, range: line.range, index: i });
  }
  if (header.length < 3 || header.length > MAX_HEADER_CELLS) return null;
  if (header.slice(1).filter((piece) => HEADER_WORDS.test(fold(piece.text))).length < 2) return null;
  const plain = readRows(lines, i, from, header);
  const spanned = plain && plain.table.broken.length === 0 ? null : withoutSpan(header);
  return (spanned && readRows(lines, i, from, spanned)) ?? plain;
}

const YEAR = /^(?:đến )?(?:năm )?20\d{2}$/;

/** "Lộ trình" over "2026 | 2028": the years of the second row stand in place of the column that spans them. */
function withoutSpan(header: Piece[]): Piece[] | null {
  let years = header.length;
  while (years > 0 && YEAR.test(fold(header[years - 1]?.text ?? ''))) years--;
  if (header.length - years < 2) return null;
  const span = header.findLastIndex((piece, i) => i > 1 && i < years && SPANS.test(fold(piece.text)));
  if (span < 0) return null;
  return [...header.slice(0, span), ...header.slice(years), ...header.slice(span + 1, years)];
}

function readRows(lines: Line[], first: number, from: number, header: Piece[]): FoundTable | null {
  const width = header.length;
  const rows: TableCell[][] = [];
  const broken: TableCell[] = [];
  let expected = 1;
  let i = first;
  let last = first - 1;
  while (i < lines.length) {
    const opening = nextPiece(lines, i);
    if (!opening || !isOrdinal(opening.text, expected)) {
      // The header again after a page break.
      if (opening && isNumberHeading(opening.text)) {
        let j = opening.index + 1;
        for (let k = 1; k < width && j < lines.length; k++) j = (nextPiece(lines, j)?.index ?? j) + 1;
        i = j;
        continue;
      }
      break;
    }
    const taken = collectRow(lines, opening.index + 1, expected, width);
    const all = [opening, ...taken.pieces];
    const range: LineRange = [opening.range[0], all.at(-1)?.range[1] ?? opening.range[1]];
    const cells = fitCells(all, width);
    if (cells) rows.push(cells.map((piece) => ({ text: piece.text, lines: piece.range })));
    else broken.push({ text: all.map((piece) => piece.text).join(' | '), lines: range });
    last = all.at(-1)?.index ?? opening.index;
    i = last + 1;
    expected++;
  }
  if (rows.length === 0) return null;
  const range: LineRange = [lines[from]?.range[0] ?? 1, lines[last]?.range[1] ?? 1];
  return { from, to: last, table: { header: header.map((piece) => piece.text), rows, range, broken } };
}

const isOrdinal = (text: string, expected: number): boolean =>
  /^\d{1,3}\.?$/.test(text) && Number.parseInt(text, 10) === expected;

function nextPiece(lines: Line[], at: number): Piece | null {
  for (let i = at; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.table) return null;
    const text = squeeze(line.text.replace(/\|/g, ' '));
    if (text) return { text, range: line.range, index: i };
  }
  return null;
}

/** Pieces up to the next row number, or up to where a row has certainly ended. */
function collectRow(lines: Line[], at: number, current: number, width: number): { pieces: Piece[] } {
  const pieces: Piece[] = [];
  let i = at;
  while (pieces.length < MAX_ROW_LINES) {
    const piece = nextPiece(lines, i);
    if (!piece || isOrdinal(piece.text, current + 1) || isNumberHeading(piece.text)) break;
    // A page number between two rows: the row is whole and the number is not the next one.
    if (pieces.length >= width - 1 && /^[-–\s]*\d{1,3}[-–\s]*$/.test(piece.text)) {
      i = piece.index + 1;
      continue;
    }
    const marker = parseMarker(piece.text);
    if (
      pieces.length >= width - 1 &&
      ((marker !== null && marker.kind !== 'dash' && marker.kind !== 'plus') || endsTable(piece.text))
    )
      break;
    pieces.push(piece);
    i = piece.index + 1;
  }
  return { pieces };
}

const endsTable = (text: string): boolean =>
  /^(?:nơi nhận|trên đây|căn cứ|tm\.|t\/m|kt\.|phụ lục)/.test(fold(text));

/** Merges wrapped lines of a cell (lower-case continuation) until the cell count fits; null when it does not. */
function fitCells(pieces: Piece[], width: number): Piece[] | null {
  if (pieces.length === width) return pieces;
  if (pieces.length < width) return null;
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const previous = merged.at(-1);
    const open = previous && !/[.;]$/.test(previous.text);
    if (
      previous &&
      merged.length > 1 &&
      open &&
      (isLowerStart(piece.text) || /^[-–(]/.test(piece.text) || /[,–-]$/.test(previous.text))
    ) {
      merged[merged.length - 1] = {
        text: `${previous.text} ${piece.text}`,
        range: [previous.range[0], piece.range[1]],
        index: piece.index,
      };
    } else merged.push(piece);
  }
  return merged.length === width ? merged : null;
}

/** Columns glued by tabs or wide gaps: the header row tells how many there are. */
export function gluedTable(lines: Line[], from: number): FoundTable | null {
  const start = lines[from];
  if (!start) return null;
  const split = (raw: string): string[] =>
    raw
      .trim()
      .split(/\t+|\s{3,}/)
      .map(squeeze)
      .filter(Boolean);
  const header = split(start.raw);
  if (header.length < 3 || !isNumberHeading(header[0] ?? '')) return null;
  if (header.slice(1).filter((cell) => HEADER_WORDS.test(fold(cell))).length < 2) return null;
  const rows: TableCell[][] = [];
  const broken: TableCell[] = [];
  let last = from;
  for (let i = from + 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.table) break;
    if (isBlank(line)) continue;
    const cells = split(line.raw);
    if (/^\d{1,3}\.?$/.test(cells[0] ?? '')) {
      if (cells.length === header.length) rows.push(cells.map((text) => ({ text, lines: line.range })));
      else broken.push({ text: line.text, lines: line.range });
    } else if (cells.length === 1 && isLowerStart(line.text) && rows.length > 0 && !parseMarker(line.text)) {
      broken.push({ text: line.text, lines: line.range });
    } else break;
    last = i;
  }
  if (rows.length === 0) return null;
  return {
    from,
    to: last,
    table: { header, rows, range: [start.range[0], lines[last]?.range[1] ?? start.range[1]], broken },
  };
}

/**
 * Web converters end every cell with a line that is only "|". Cells are certain then, empty ones too; rows are told
 * apart by their numbers, group rows by a Roman number or letter and fewer cells.
 */
export function pipedTable(lines: Line[], from: number): FoundTable | null {
  const start = lines[from];
  if (!start || !isNumberHeading(start.text)) return null;
  const cells: Piece[] = [];
  let buffer: Line[] = [];
  let last = from - 1;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.table || buffer.length > MAX_ROW_LINES) break;
    if (isBlank(line)) continue;
    if (line.text !== '|') {
      buffer.push(line);
      continue;
    }
    const range: LineRange = [buffer[0]?.range[0] ?? line.range[0], buffer.at(-1)?.range[1] ?? line.range[1]];
    cells.push({ text: squeeze(buffer.map((part) => part.text).join(' ')), range, index: i });
    buffer = [];
    last = i;
    const following = lines.slice(i + 1, i + 1 + MAX_ROW_LINES).findIndex((next) => next.text === '|');
    if (following < 0 || endsTable(lines.slice(i + 1).find((next) => !isBlank(next))?.text ?? '')) break;
  }
  const width = cells.findIndex((cell) => /^(?:0?1|I|A)\.?$/.test(cell.text));
  if (width < 3 || width > MAX_HEADER_CELLS) return null;
  const rows: TableCell[][] = [];
  const broken: TableCell[] = [];
  let at = width;
  let end = cells[width - 1]?.index ?? last;
  let expected = 1;
  while (at < cells.length) {
    const opening = cells[at];
    if (!opening) break;
    const group = /^(?:[IVX]+|[A-HĐ])\.?$/.test(opening.text);
    if (!group && !isOrdinal(opening.text, expected) && !isOrdinal(opening.text, 1)) break;
    if (!group) expected = Number.parseInt(opening.text, 10) + 1;
    const next = cells.findIndex(
      (cell, i) =>
        i > at &&
        (isOrdinal(cell.text, expected) ||
          /^(?:[IVX]+|[A-HĐ])\.?$/.test(cell.text) ||
          (i >= at + width && isOrdinal(cell.text, 1))),
    );
    const stop = Math.min(next < 0 ? at + width : next, at + width);
    const row = cells.slice(at, stop);
    if (row.length === width || group) {
      const filled = [
        ...row,
        ...Array.from({ length: width - row.length }, () => ({
          text: '',
          range: opening.range,
          index: opening.index,
        })),
      ];
      rows.push(filled.map((cell) => ({ text: cell.text, lines: cell.range })));
    } else
      broken.push({
        text: row.map((cell) => cell.text).join(' | '),
        lines: [opening.range[0], row.at(-1)?.range[1] ?? opening.range[1]],
      });
    end = row.at(-1)?.index ?? end;
    at = next < 0 ? at + width : Math.max(next, at + 1);
  }
  if (rows.length === 0) return null;
  const header = cells.slice(0, width).map((cell) => cell.text);
  return {
    from,
    to: end,
    table: { header, rows, range: [start.range[0], lines[end]?.range[1] ?? start.range[1]], broken },
  };
}
