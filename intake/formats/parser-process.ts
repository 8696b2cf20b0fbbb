// Entry of the parsing process: one request at a time, every failure answered with a code.

import { readPlan } from '../read-plan';
import { drawPdfPage, drawPicture } from './draw';
import { DocumentError } from './errors';
import type { ParserAnswer, ParserRequest } from './messages';
import { assemblePages } from './page/assemble';
import { type OpenSource, parse, release } from './parse';
import { render } from './render';

let source: OpenSource | null = null;

function send(answer: ParserAnswer): void {
  process.send?.(answer);
}

async function handle(request: ParserRequest): Promise<void> {
  const { id } = request;
  if (request.op === 'parse') {
    await release(source);
    source = null;
    const parsed = await parse(request.bytes, request.limits, request.name, (page, pages) =>
      send({ id, type: 'progress', page, pages }),
    );
    source = parsed.source;
    send({ id, type: 'parsed', outcome: parsed.outcome });
  } else if (request.op === 'draw') {
    if (!source) throw new DocumentError('INTERNAL');
    const drawn =
      source.kind === 'pdf'
        ? await drawPdfPage(source.pdf, request.page, request.limits)
        : await drawPicture(source.pictures[request.page - 1], request.limits);
    send({ id, type: 'drawn', ...drawn });
  } else if (request.op === 'read') {
    send({ id, type: 'read', reading: readPlan(request.document) });
  } else {
    const { format, pages, warnings, confidence } = request;
    send({
      id,
      type: 'assembled',
      document: render(format, { ...assemblePages(pages), warnings, confidence }),
    });
  }
}

process.on('message', (request: ParserRequest) => {
  handle(request).catch((error: unknown) => {
    if (error instanceof DocumentError) {
      send({ id: request.id, type: 'failed', code: error.code, detail: error.detail });
      return;
    }
    // Whatever a parser throws on a broken file means a broken file; too deep a recursion says so itself.
    const code = error instanceof RangeError && /call stack/i.test(error.message) ? 'TOO_COMPLEX' : 'DAMAGED';
    send({ id: request.id, type: 'failed', code, detail: 'này' });
  });
});
