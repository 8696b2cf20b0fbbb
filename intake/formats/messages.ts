// What passes between the office's process and the parsing thread.

import type { DocumentErrorCode } from './errors';
import type { Limits } from './limits';
import type { ParseOutcome } from './parse';

export type ThreadRequest =
  | { id: number; op: 'parse'; bytes: Uint8Array; limits: Limits; name?: string }
  /** Draws one page of the PDF that was parsed last; answered with PNG bytes. */
  | { id: number; op: 'draw'; page: number; limits: Limits }
  /** Forgets the PDF that was parsed last. */
  | { id: number; op: 'release' };

export type ThreadAnswer =
  | { id: number; type: 'ready' }
  | { id: number; type: 'progress'; page: number; pages: number }
  | { id: number; type: 'parsed'; outcome: ParseOutcome }
  | { id: number; type: 'drawn'; png: Uint8Array }
  | { id: number; type: 'released' }
  | { id: number; type: 'failed'; code: DocumentErrorCode; detail: string; operator?: string };
