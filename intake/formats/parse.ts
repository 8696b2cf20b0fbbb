// From bytes to a rendered document, inside the parsing thread: recognises the format and runs its reader.

import { docxPictures, readDocx } from './docx/read';
import { DocumentError } from './errors';
import { readHtml } from './html/read';
import type { Limits } from './limits';
import { assemblePages } from './page/assemble';
import { openPdf } from './pdf/open';
import { readPdfPages } from './pdf/read';
import { type Rendered, render } from './render';
import { type FileKind, sniff } from './sniff';
import { legacyWarning } from './text/decode';
import { renderText } from './text/read';

export type PageProgress = (page: number, pages: number) => void;

/** Either the text is there, or pictures have to be recognised first. */
export type ParseOutcome =
  | { kind: 'text'; document: Rendered }
  | { kind: 'pictures'; pictures: Uint8Array[]; source: 'image' | 'docx' };

function withText(document: Rendered, label: string): ParseOutcome {
  if (document.text.trim() === '') throw new DocumentError('NO_TEXT', label);
  return { kind: 'text', document };
}

/** Below this a Word file with pictures is a scan pasted into Word. */
const MIN_WORD_CHARACTERS = 80;

function parseDocx(bytes: Uint8Array, limits: Limits): ParseOutcome {
  const document = render('docx', readDocx(bytes, limits));
  if (document.text.replace(/\s/g, '').length < MIN_WORD_CHARACTERS) {
    const pictures = docxPictures(bytes, limits);
    if (pictures.length > 0) return { kind: 'pictures', pictures, source: 'docx' };
  }
  return withText(document, 'Word');
}

async function parsePdf(bytes: Uint8Array, limits: Limits, onPage?: PageProgress): Promise<ParseOutcome> {
  const pdf = await openPdf(bytes, limits);
  try {
    const { pages, legacy } = await readPdfPages(pdf, limits, onPage);
    const warnings = [...legacy].map(legacyWarning);
    return withText(render('pdf', { ...assemblePages(pages), warnings, confidence: 1 }), 'PDF');
  } finally {
    await pdf.loadingTask.destroy();
  }
}

export async function parse(
  bytes: Uint8Array,
  limits: Limits,
  name?: string,
  onPage?: PageProgress,
): Promise<ParseOutcome> {
  onPage?.(0, 1);
  const kind: FileKind = sniff(bytes, limits, name);
  switch (kind) {
    case 'docx':
      return parseDocx(bytes, limits);
    case 'html':
      return withText(render('html', readHtml(bytes, limits)), 'HTML');
    case 'text':
      return { kind: 'text', document: renderText(bytes, limits) };
    case 'image':
      return { kind: 'pictures', pictures: [bytes], source: 'image' };
    case 'pdf':
      return parsePdf(bytes, limits, onPage);
    default:
      throw new DocumentError('UNKNOWN_FORMAT');
  }
}
