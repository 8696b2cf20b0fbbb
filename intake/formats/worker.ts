// Entry of the parsing thread: one request at a time, every failure answered with a code.

import { parentPort } from 'node:worker_threads';
import { DocumentError } from './errors';
import type { ThreadAnswer, ThreadRequest } from './messages';
import { parse } from './parse';

const port = parentPort;

function send(answer: ThreadAnswer): void {
  port?.postMessage(answer);
}

async function handle(request: ThreadRequest): Promise<void> {
  if (request.op === 'parse') {
    const outcome = await parse(request.bytes, request.limits, request.name, (page, pages) =>
      send({ id: request.id, type: 'progress', page, pages }),
    );
    send({ id: request.id, type: 'parsed', outcome });
  }
}

port?.on('message', (request: ThreadRequest) => {
  handle(request).catch((error: unknown) => {
    if (error instanceof DocumentError) {
      send({ id: request.id, type: 'failed', code: error.code, detail: error.detail });
      return;
    }
    const code = error instanceof RangeError ? 'TOO_COMPLEX' : 'DAMAGED';
    const operator = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    send({ id: request.id, type: 'failed', code, detail: 'này', operator });
  });
});
send({ id: 0, type: 'ready' });
