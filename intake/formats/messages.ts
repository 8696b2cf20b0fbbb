// What passes between the service and the parsing process.

import type { DocumentFormat, IntakeWarning, SourceDocument } from '../model';
import type { PlanReading } from '../reading';
import type { Drawn } from './draw';
import type { Answer } from './guard';
import type { Limits } from './limits';
import type { PageContent } from './page/model';
import type { ParseOutcome } from './parse';
import type { Rendered } from './render';

export interface ParseRequest {
  op: 'parse';
  bytes: Uint8Array;
  limits: Limits;
  name?: string;
}

/** Draws one page of the PDF, or decodes one picture, of the file that was parsed last. */
export interface DrawRequest {
  op: 'draw';
  page: number;
  limits: Limits;
}

export interface AssembleRequest {
  op: 'assemble';
  format: DocumentFormat;
  pages: PageContent[];
  warnings: IntakeWarning[];
  confidence: number;
  limits: Limits;
}

/** Reads the plan in a text that came out of a file. */
export interface ReadRequest {
  op: 'read';
  document: SourceDocument;
}

export type ParserRequest = (ParseRequest | DrawRequest | AssembleRequest | ReadRequest) & { id: number };

export type ParserAnswer =
  | Answer
  | { id: number; type: 'parsed'; outcome: ParseOutcome }
  | ({ id: number; type: 'drawn' } & Drawn)
  | { id: number; type: 'assembled'; document: Rendered }
  | { id: number; type: 'read'; reading: PlanReading };
