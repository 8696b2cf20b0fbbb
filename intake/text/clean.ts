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
  const whole = withLoneMarkers(lines, owned);
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
