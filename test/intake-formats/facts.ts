// The facts of a reading without their places: what must be equal when the same text comes in another format.

import type { PlanReading } from '../../intake/reading';

/** Where something stands and how sure the reader is depends on the format; ids follow from order. */
const OF_THE_FORMAT = new Set([
  'lines',
  'confidence',
  'source',
  'traps',
  'questions',
  'page',
  'cell',
  'id',
  'title_lines',
]);

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value === 'string')
    return value
      .normalize('NFC')
      .replace(/dòng \d+/g, 'dòng')
      .replace(/\s+/g, ' ')
      .trim();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !OF_THE_FORMAT.has(key))
      .map(([key, entry]) => [key, strip(entry)]),
  );
}

export type Facts = Record<string, unknown>;

export function factsOf(reading: PlanReading): Facts {
  const facts = strip(reading) as Facts;
  return { ...facts, questions: reading.questions.map((question) => question.code).sort() };
}

/** Differences as short lines, for a message that can be read. */
export function differences(want: unknown, got: unknown, path = ''): string[] {
  if (JSON.stringify(want) === JSON.stringify(got)) return [];
  if (Array.isArray(want) && Array.isArray(got)) {
    const length = Math.max(want.length, got.length);
    return Array.from({ length }, (_, i) => differences(want[i], got[i], `${path}[${i}]`)).flat();
  }
  if (isObject(want) && isObject(got)) {
    const keys = new Set([...Object.keys(want), ...Object.keys(got)]);
    return [...keys].flatMap((key) => differences(want[key], got[key], `${path}.${key}`));
  }
  return [`${path}: ${JSON.stringify(want)} ≠ ${JSON.stringify(got)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
