// Lines without furniture, and the tables among them. Tables are found first: a lone "2" in a table is a cell, else a page number.
import { dropFurniture } from './furniture';
import { findTables } from './join';
import type { Line } from './lines';
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
  return { lines, tables: findTables(lines), dropped };
}
