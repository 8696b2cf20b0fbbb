// The intake: from the bytes of a plan document to a draft reading with its evidence and its questions.
import { type ReadOptions, readDocument, readPlanWithin } from './formats';
import { readPlan } from './read-plan';
import type { PlanReading } from './reading';

export { type Change, type Comparison, compareReadings, type Relation } from './compare';
export type { SourceDocument } from './model';
export type * from './reading';
export { type YearlyTarget, yearlyTargets } from './yearly';
export { readPlan };

export interface IntakeOptions extends ReadOptions {
  /** File name as uploaded; shown with the reading, never used to tell the format. */
  name: string;
}

/**
 * Reads a file of any supported format (docx, doc, pdf, scan, txt, md, html; told apart by content).
 * No database and no network. Throws `DocumentError` with a Vietnamese message when the file cannot be read.
 */
export async function intake(bytes: Uint8Array, options: IntakeOptions): Promise<PlanReading> {
  const document = await readDocument(bytes, options);
  const reading = await readPlanWithin(document, options);
  return { ...reading, source: { ...reading.source, file: options.name } };
}
