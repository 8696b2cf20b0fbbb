// Letterheads and signature blocks stand in two columns: they are read left column first, then the right one.

import type { Line, Segment } from './model';

const lineOf = (line: Line, segment: Segment): Line => ({
  ...line,
  ...segment,
  beside: true,
  segments: [segment],
});

interface Gutter {
  from: number;
  to: number;
}

/** The gap of a line with two segments; others have none. */
function gapOf(line: Line): Gutter | null {
  const [left, right] = line.segments;
  return line.segments.length === 2 && left && right ? { from: left.x1, to: right.x0 } : null;
}

const MIN_GUTTER = 8;

function side(line: Line, gutter: Gutter): 'left' | 'right' | null {
  if (line.x1 <= gutter.to - MIN_GUTTER / 2) return 'left';
  if (line.x0 >= gutter.from + MIN_GUTTER / 2) return 'right';
  return null;
}

/** The title below a letterhead is short enough to pass for a line on the right; it is centred under both columns. */
function inTheMiddle(line: Line, block: Line[], gutter: Gutter): boolean {
  const middle = (Math.min(...block.map(({ x0 }) => x0)) + Math.max(...block.map(({ x1 }) => x1))) / 2;
  return line.x0 < gutter.to - line.size && Math.abs((line.x0 + line.x1) / 2 - middle) < line.size * 2;
}

/** Lines that stand alone on one side belong to the block only within this distance (in sizes of type). */
const NEAR_LINES = 3.2;

/**
 * Grows a block of two columns around line `start`. Ends at the first line that crosses the gutter, so the centred title and
 * every full line of text stay outside.
 */
function blockFrom(lines: Line[], start: number): { end: number; gutter: Gutter } | null {
  let gutter: Gutter | null = null;
  let end = start;
  let lastRight = start;
  let pairs = 0;
  for (let i = start; i < lines.length; i++) {
    const line = lines[i];
    const previous = lines[i - 1];
    if (!line || line.segments.length > 2) break;
    if (
      i > start &&
      previous &&
      (line.page !== previous.page || line.y - previous.y > line.size * NEAR_LINES * 3)
    )
      break;
    const gap = gapOf(line);
    if (gap) {
      const next: Gutter = gutter
        ? { from: Math.max(gutter.from, gap.from), to: Math.min(gutter.to, gap.to) }
        : gap;
      if (next.to - next.from < MIN_GUTTER) break;
      gutter = next;
      pairs++;
      lastRight = i;
    } else {
      if (!gutter) break;
      const where = side(line, gutter);
      if (!where || inTheMiddle(line, lines.slice(start, i), gutter)) break;
      gutter =
        where === 'left'
          ? { from: Math.max(gutter.from, Math.min(line.x1, gutter.to - MIN_GUTTER)), to: gutter.to }
          : { from: gutter.from, to: Math.min(gutter.to, Math.max(line.x0, gutter.from + MIN_GUTTER)) };
      if (where === 'right') lastRight = i;
    }
    end = i;
  }
  if (!gutter || pairs === 0) return null;
  // Left-only lines after the last line on the right are the beginning of the text, except directly below (recipients).
  const tail = lines.slice(lastRight + 1, end + 1);
  const recipients = lines.slice(start, lastRight + 1).some((line) => /nơi\s+nhận/i.test(line.text));
  return { end: recipients ? end : end - tail.length, gutter };
}

/** Reorders two-column blocks of one page; all other lines stay where they are. */
export function unfoldColumns(lines: Line[]): Line[] {
  const out: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    const block = line.segments.length === 2 ? blockFrom(lines, i) : null;
    if (!block) {
      out.push(line);
      continue;
    }
    const inBlock = lines.slice(i, block.end + 1);
    const middle = (block.gutter.from + block.gutter.to) / 2;
    const pick = (left: boolean) =>
      inBlock.flatMap((entry) =>
        entry.segments
          .filter((segment) => (segment.x0 + segment.x1) / 2 < middle === left)
          .map((s) => lineOf(entry, s)),
      );
    out.push(...pick(true), ...pick(false));
    i = block.end;
  }
  return out;
}
