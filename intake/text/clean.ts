// Lines without furniture, and the tables among them. Tables are found first: a lone "2" in a table is a cell, else a page number.
import { dropFurniture } from './furniture';
import { findTables } from './join';
import { isBlank, isPipe, isRule, type Line } from './lines';
import { parseMarker } from './markers';
import { regroup } from './regroup';
import type { FoundTable } from './tables';

export interface CleanLines {
  lines: Line[];
  tables: Map<number, FoundTable>;
  /** How many lines were furniture. */
  dropped: number;
}

export function cleanLines(raw: Line[]): CleanLines {
  const printed = regroup(raw);
  const owned = new Set<number>();
  for (const found of findTables(printed).values()) for (let i = found.from; i <= found.to; i++) owned.add(i);
  const { lines, dropped } = dropFurniture(printed, owned);
  const whole = withDashNumbers(withLoneMarkers(lines, owned), owned);
  return { lines: whole, tables: findTables(whole), dropped };
}

const LONE_MARKER = /^(?:[IVX]{1,5}[.)]|[A-HĐ]\.|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]\)|\(\d{1,2}\)|[-–+•])$/;

/** Converters of bold numbers and of lists leave "1." or "-" alone on a line; its text stands on the next. Cells of tables are left as they are. */
function withLoneMarkers(lines: Line[], owned: Set<number>): Line[] {
  const out = [...lines];
  lines.forEach((line, i) => {
    if (owned.has(i) || line.table || !LONE_MARKER.test(line.text)) return;
    const at = isBlank(lines[i + 1] ?? line) ? i + 2 : i + 1;
    const next = lines[at];
    if (!next || owned.has(at) || next.table || isBlank(next) || isPipe(next) || isRule(next)) return;
    if (parseMarker(next.text) !== null || LONE_MARKER.test(next.text)) return;
    const text = `${line.text} ${next.text}`;
    out[i] = { ...line, raw: text, text, range: [line.range[0], next.range[1]] };
    out[at] = { ...next, raw: '', text: '' };
  });
  return out;
}

const DASH_NUMBER = /^(\d{1,2})\s?[-–]\s?(?=\S)/;

/**
 * Party documents number with a dash: "4- 100% chủ rừng …" is item 4 where item 3 or 5 is numbered so, and no range
 * from 4 to 100.
 */
function withDashNumbers(lines: Line[], owned: Set<number>): Line[] {
  const numbered = lines.flatMap((line, i) => {
    const match = owned.has(i) || line.table ? null : DASH_NUMBER.exec(line.text);
    return match
      ? [{ i, ordinal: Number(match[1]), figure: /^\d/.test(line.text.slice(match[0].length)) }]
      : [];
  });
  if (!numbered.some((one) => one.figure)) return lines;
  const out = [...lines];
  numbered.forEach(({ i, ordinal, figure }, k) => {
    const line = lines[i];
    const inSeries = [numbered[k - 1], numbered[k + 1]].some(
      (other, side) => other && !other.figure && other.ordinal === ordinal + (side === 0 ? -1 : 1),
    );
    if (!figure || !inSeries || !line) return;
    const text = line.text.replace(DASH_NUMBER, '$1. ');
    out[i] = { ...line, raw: text, text };
  });
  return out;
}
