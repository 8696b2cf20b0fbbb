// Entry of the recognition process: tesseract with the Vietnamese model from the package, nothing fetched.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Line, Worker } from 'tesseract.js';
import type { OcrAnswer, OcrRequest } from './engine';
import type { RecognisedLine } from './words';

const require = createRequire(import.meta.url);
let worker: Worker | undefined;

async function engine(): Promise<Worker> {
  if (!worker) {
    const { createWorker, OEM } = require('tesseract.js') as typeof import('tesseract.js');
    const data = dirname(require.resolve('@tesseract.js-data/vie/package.json'));
    worker = await createWorker('vie', OEM.LSTM_ONLY, {
      langPath: join(data, '4.0.0'),
      gzip: true,
      // The cache would be written into the working folder.
      cacheMethod: 'none',
    });
  }
  return worker;
}

function toLine(line: Line): RecognisedLine {
  return {
    baseline: (line.baseline.y0 + line.baseline.y1) / 2,
    rowHeight: line.rowAttributes?.rowHeight ?? line.bbox.y1 - line.bbox.y0,
    words: line.words.map((word) => ({
      text: word.text,
      confidence: word.confidence,
      x0: word.bbox.x0,
      x1: word.bbox.x1,
    })),
  };
}

async function recognise(picture: Uint8Array): Promise<RecognisedLine[]> {
  const tesseract = await engine();
  const { data } = await tesseract.recognize(Buffer.from(picture), {}, { blocks: true, text: false });
  return (data.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap((paragraph) => paragraph.lines.map(toLine)),
  );
}

process.on('message', (request: OcrRequest) => {
  const send = (answer: OcrAnswer) => process.send?.(answer);
  recognise(request.picture).then(
    (lines) => send({ id: request.id, type: 'recognised', lines }),
    () => send({ id: request.id, type: 'failed', code: 'OCR_FAILED', detail: '' }),
  );
});
