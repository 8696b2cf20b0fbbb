// What the parts of the question list share.
import type { PlanReading } from '../reading';

export const clip = (text: string, size = 110): string =>
  text.length > size ? `${text.slice(0, size).trimEnd()}…` : text;

/** A reading before its questions are asked. */
export type Reading = Omit<PlanReading, 'questions' | 'counts' | 'traps'>;
