// From bytes to a rendered document, inside the parsing process: recognises the format and runs its reader.

import type { IntakeWarning } from '../model';
import { readDoc } from './doc/read';
import { docxPictures, readDocx } from './docx/read';
import { DocumentError } from './errors';
import type { PageProgress } from './guard';
import { readHtml } from './html/read';
import type { Limits } from './limits';
import { assemblePages } from './page/assemble';
import type { PageContent } from './page/model';
import { openPdf, type PDFDocumentProxy } from './pdf/open';
import { readPdfPages } from './pdf/read';
import { type Rendered, render } from './render';
import { imageType, sniff } from './sniff';
import { legacyWarning } from './text/decode';
import { renderText } from './text/read';

/** Either the text is there, or pages have to be recognised first. */
export type ParseOutcome =
  | { kind: 'text'; document: Rendered }
  | { kind: 'pages'; pages: PageContent[]; scanned: number[]; warnings: IntakeWarning[] }
  | { kind: 'pictures'; count: number };

/** What stays open for drawing after parsing. */
export type OpenSource =
  | { kind: 'pdf'; pdf: PDFDocumentProxy }
  | { kind: 'pictures'; pictures: Uint8Array[] };

export interface Parsed {
  outcome: ParseOutcome;
  source: OpenSource | null;
}

export async function release(source: OpenSource | null): Promise<void> {
  if (source?.kind === 'pdf') await source.pdf.loadingTask.destroy();
}

function withText(document: Rendered, label: string): Parsed {
  if (document.text.trim() === '') throw new DocumentError('NO_TEXT', label);
  return { outcome: { kind: 'text', document }, source: null };
}

function withPictures(pictures: Uint8Array[], limits: Limits): Parsed {
  if (pictures.length > limits.maxOcrPages)
    throw new DocumentError('TOO_MANY_PAGES', String(pictures.length));
  return { outcome: { kind: 'pictures', count: pictures.length }, source: { kind: 'pictures', pictures } };
}

/** Below this a Word file with pictures is a scan pasted into Word. */
const MIN_WORD_CHARACTERS = 80;

function parseDocx(bytes: Uint8Array, limits: Limits): Parsed {
  const document = render('docx', readDocx(bytes, limits));
  if (document.text.replace(/\s/g, '').length < MIN_WORD_CHARACTERS) {
    const pictures = docxPictures(bytes, limits);
    if (pictures.length > 0) return withPictures(pictures, limits);
  }
  return withText(document, 'Word');
}

async function parsePdf(bytes: Uint8Array, limits: Limits, onPage?: PageProgress): Promise<Parsed> {
  const pdf = await openPdf(bytes, limits);
  let keep = false;
  try {
    const { pages, scanned, legacy } = await readPdfPages(pdf, limits, onPage);
    const warnings = [...legacy].map(legacyWarning);
    if (scanned.length === 0) {
      return withText(render('pdf', { ...assemblePages(pages), warnings, confidence: 1 }), 'PDF');
    }
    if (scanned.length > limits.maxOcrPages)
      throw new DocumentError('TOO_MANY_PAGES', String(scanned.length));
    keep = true;
    return { outcome: { kind: 'pages', pages, scanned, warnings }, source: { kind: 'pdf', pdf } };
  } finally {
    if (!keep) await pdf.loadingTask.destroy();
  }
}

export async function parse(
  bytes: Uint8Array,
  limits: Limits,
  name?: string,
  onPage?: PageProgress,
): Promise<Parsed> {
  const kind = sniff(bytes, limits, name);
  switch (kind) {
    case 'docx':
      return parseDocx(bytes, limits);
    case 'doc':
      return withText(render('doc', readDoc(bytes, limits)), 'Word');
    case 'html':
      return withText(render('html', readHtml(bytes, limits)), 'HTML');
    case 'text':
      return { outcome: { kind: 'text', document: renderText(bytes, limits) }, source: null };
    case 'pdf':
      return parsePdf(bytes, limits, onPage);
    case 'image': {
      const type = imageType(bytes) ?? '';
      if (['tiff', 'heic', 'avif'].includes(type))
        throw new DocumentError('UNSUPPORTED_IMAGE', type.toUpperCase());
      return withPictures([bytes], limits);
    }
    default:
      throw new DocumentError('UNKNOWN_FORMAT');
  }
}
