// Opens a PDF with pdf.js inside the parsing process: no scripts, no fonts or resources from outside, bounded images.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { DocumentError } from '../errors';
import type { Limits } from '../limits';

export type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** pdf.js is loaded when the first PDF arrives: other formats do not pay for it. */
export async function loadPdfjs() {
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

/** Character maps and standard fonts lie in the package; they are read from disk and never fetched. */
function packageFolder(name: string): string {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return `${join(root, name)}/`;
}

export async function openPdf(bytes: Uint8Array, limits: Limits): Promise<PDFDocumentProxy> {
  const pdfjs = await loadPdfjs();
  let document: PDFDocumentProxy;
  try {
    document = await pdfjs.getDocument({
      // pdf.js takes the buffer over, and refuses Node's own kind of it.
      data: new Uint8Array(bytes),
      verbosity: 0,
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      maxImageSize: limits.maxPixels,
      stopAtErrors: false,
      cMapUrl: packageFolder('cmaps'),
      cMapPacked: true,
      wasmUrl: packageFolder('wasm'),
      standardFontDataUrl: packageFolder('standard_fonts'),
      disableAutoFetch: true,
      disableStream: true,
      disableRange: true,
    }).promise;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    throw new DocumentError(name === 'PasswordException' ? 'ENCRYPTED' : 'DAMAGED', 'PDF');
  }
  if (document.numPages > limits.maxPages) {
    const pages = document.numPages;
    await document.loadingTask.destroy();
    throw new DocumentError('TOO_MANY_PAGES', String(pages));
  }
  return document;
}
