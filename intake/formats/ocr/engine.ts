// Recognition of scanned pages, page by page, in a process of its own that is ended after each document.

import { type Answer, Guarded } from '../guard';
import type { Limits } from '../limits';
import type { RecognisedLine } from './words';

export interface OcrRequest {
  id: number;
  picture: Uint8Array;
}

export type OcrAnswer = Answer | { id: number; type: 'recognised'; lines: RecognisedLine[] };

export interface Recogniser {
  recognise(picture: Uint8Array): Promise<RecognisedLine[]>;
}

/** Starts a recogniser for `use` and ends it afterwards: the model need not stay in memory between documents. */
export async function withRecogniser<T>(
  limits: Limits,
  use: (recogniser: Recogniser) => Promise<T>,
): Promise<T> {
  const process = new Guarded('./ocr/ocr-process', { heapMb: limits.heapMb, totalMb: limits.totalMb });
  try {
    return await use({
      async recognise(picture) {
        const bounds = { timeMs: limits.ocrPageMs, perPageMs: 0 };
        const answer = await process.ask<Extract<OcrAnswer, { type: 'recognised' }>>({ picture }, bounds);
        return answer.lines;
      },
    });
  } finally {
    await process.end();
  }
}
