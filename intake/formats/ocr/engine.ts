// Recognition of scanned pages, page by page, in a thread of its own that is ended after each document.

import type { Limits } from '../limits';
import { type Answer, GuardedThread } from '../thread';
import type { RecognisedLine } from './words';

export interface OcrRequest {
  id: number;
  png: Uint8Array;
}

export type OcrAnswer = Answer | { id: number; type: 'recognised'; lines: RecognisedLine[] };

/** The recogniser holds about 250 MB (model and page) outside the heap. */
const GROWTH_MB = 480;

export interface Recogniser {
  recognise(png: Uint8Array): Promise<RecognisedLine[]>;
}

/** Starts a recogniser for `use` and ends it afterwards: the model need not stay in memory between documents. */
export async function withRecogniser<T>(
  limits: Limits,
  use: (recogniser: Recogniser) => Promise<T>,
): Promise<T> {
  const thread = new GuardedThread('./ocr/worker', limits.heapMb);
  try {
    return await use({
      async recognise(png) {
        const bounds = { timeMs: limits.ocrPageMs, perPageMs: 0, growthMb: GROWTH_MB };
        const answer = await thread.ask<Extract<OcrAnswer, { type: 'recognised' }>>({ png }, bounds);
        return answer.lines;
      },
    });
  } finally {
    await thread.end();
  }
}
