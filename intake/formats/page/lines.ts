// Puts pieces of text into lines, and lines into segments where a gap is wider than any blank.

import type { Line, Piece, Segment } from './model';

/** Share of the size by which baselines of one line may differ (raised figures, two fonts). */
const BASELINE_SHARE = 0.4;
/** A gap beyond this share of the size is a blank. */
const BLANK_SHARE = 0.16;
/** A gap beyond this share of the size parts columns; justified lines stay well below. */
const COLUMN_SHARE = 1.9;
/** Number or bullet at the start of a line; the tab after it is no column. */
const MARKER = /^([-–—−+•*o·▪●]|\(?[\dIVXLC]{1,5}(\.\d{1,2}){0,4}[.)]?|\(?[a-zđA-ZĐ]{1,2}[.)]|Điều \d+\.?)$/u;

/** A number or day that was left blank to be filled in by hand is no gutter between two columns. */
const BEFORE_BLANK = /(^|\s)(Số\s*:?|ngày|tháng|năm)$/iu;
const AFTER_BLANK = /^([-–/]\s*)?\p{Lu}\p{L}{1,4}[-–/]|^(tháng|năm)(\s|$)/u;

/** Joins segments that a blank to be filled in has parted. */
function closeBlanks(segments: Segment[]): Segment[] {
  const out: Segment[] = [];
  for (const segment of segments) {
    const last = out[out.length - 1];
    if (last && BEFORE_BLANK.test(last.text) && AFTER_BLANK.test(segment.text))
      out[out.length - 1] = { ...last, text: `${last.text} ${segment.text}`, x1: segment.x1 };
    else out.push(segment);
  }
  return out;
}

function mergeStyle(pieces: Piece[]): { size: number; bold: boolean; italic: boolean } {
  let all = 0;
  let bold = 0;
  let italic = 0;
  const sizes = new Map<number, number>();
  for (const piece of pieces) {
    const length = piece.text.replace(/\s/g, '').length;
    all += length;
    if (piece.bold) bold += length;
    if (piece.italic) italic += length;
    const size = Math.round(piece.size * 2) / 2;
    sizes.set(size, (sizes.get(size) ?? 0) + length);
  }
  const size = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  return { size, bold: all > 0 && bold >= all * 0.9, italic: all > 0 && italic >= all * 0.9 };
}

function toSegment(pieces: Piece[]): Segment {
  const style = mergeStyle(pieces);
  let text = '';
  let end = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    const gap = piece.x0 - end;
    const glue = text === '' || /\s$/.test(text) || /^\s/.test(piece.text);
    if (!glue && gap > piece.size * BLANK_SHARE) text += ' ';
    text += piece.text;
    end = Math.max(end, piece.x1);
  }
  const last = pieces[pieces.length - 1];
  return { ...style, text: text.trim(), x0: pieces[0]?.x0 ?? 0, x1: Math.max(end, last?.x1 ?? 0) };
}

/** A small raised number after a word points to a footnote and is not part of the text; m² and km² stay. */
function isNoteMark(piece: Piece, before: Piece | undefined, size: number, y: number): boolean {
  if (!before || piece.size > size * 0.78 || y - piece.y < size * 0.15) return false;
  return /^\(?\[?\d{1,3}\]?\)?$/.test(piece.text.trim()) && !/(^|[\s\d/])[kcdm]?m$/.test(before.text);
}

function toLine(page: number, pieces: Piece[]): Line | null {
  const sorted = [...pieces].sort((a, b) => a.x0 - b.x0);
  const { size, bold, italic } = mergeStyle(sorted);
  const main = sorted.filter((piece) => piece.size > size * 0.78);
  const y = main.length > 0 ? Math.max(...main.map((piece) => piece.y)) : Math.max(...sorted.map((p) => p.y));
  const groups: Piece[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  let before: Piece | undefined;
  for (const piece of sorted) {
    if (isNoteMark(piece, before, size, y)) continue;
    // The same letters drawn twice in (nearly) one place imitate bold type.
    if (before && piece.text === before.text && Math.abs(piece.x0 - before.x0) < size * 0.12) continue;
    const group = groups[groups.length - 1];
    if (!group || piece.x0 - end > size * COLUMN_SHARE) groups.push([piece]);
    else group.push(piece);
    end = Math.max(end, piece.x1);
    before = piece;
  }
  let segments = closeBlanks(groups.map(toSegment).filter((segment) => segment.text !== ''));
  const [first, second] = segments;
  if (first && second && MARKER.test(first.text) && second.x0 - first.x1 < size * 6) {
    segments = [{ ...second, text: `${first.text} ${second.text}`, x0: first.x0 }, ...segments.slice(2)];
  }
  if (segments.length === 0) return null;
  return {
    page,
    y,
    x0: Math.min(...segments.map((segment) => segment.x0)),
    x1: Math.max(...segments.map((segment) => segment.x1)),
    size,
    bold,
    italic,
    text: segments.map((segment) => segment.text).join(' '),
    segments,
  };
}

/** Lines of one page or cell from top to bottom. */
export function toLines(page: number, pieces: Piece[]): Line[] {
  const shown = pieces.filter((piece) => piece.text.trim() !== '');
  shown.sort((a, b) => a.y - b.y || a.x0 - b.x0);
  const rows: { y: number; size: number; pieces: Piece[] }[] = [];
  for (const piece of shown) {
    const row = rows[rows.length - 1];
    const reach = Math.max(piece.size, row?.size ?? 0) * BASELINE_SHARE;
    if (row && piece.y - row.y <= reach) {
      row.pieces.push(piece);
      // A raised figure comes first in order; the baseline is that of the larger letters.
      if (piece.size > row.size) {
        row.size = piece.size;
        row.y = piece.y;
      }
    } else rows.push({ y: piece.y, size: piece.size, pieces: [piece] });
  }
  return rows.flatMap((row) => toLine(page, row.pieces) ?? []);
}
