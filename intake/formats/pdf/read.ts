// Reads the pages of a PDF: text with its place and type style, straight lines, and which pages are only pictures.

import { DocumentError } from '../errors';
import type { Limits } from '../limits';
import type { PageContent, Piece } from '../page/model';
import { convertLegacy, legacyFont } from '../text/legacy';
import { loadPdfjs, type PDFDocumentProxy, type PDFPageProxy } from './open';
import { pageRules } from './rules';

export interface PdfPages {
  pages: PageContent[];
  /** Numbers of pages that show a picture and (almost) no text. */
  scanned: number[];
  legacy: Set<'TCVN3' | 'VNI'>;
}

type Matrix = [number, number, number, number, number, number];

interface Font {
  bold: boolean;
  italic: boolean;
  legacy: ReturnType<typeof legacyFont>;
}

/** Below this a page with a picture is a scan; a stamp or page number may be text on it. */
const MIN_PAGE_CHARACTERS = 30;

function fontOf(page: PDFPageProxy, id: string): Font {
  let name = '';
  try {
    const font: unknown = page.commonObjs.get(id);
    if (typeof font === 'object' && font !== null && 'name' in font) name = String(font.name);
  } catch {
    // A font that could not be loaded still shows its text.
  }
  return {
    bold: /bold|black|heavy|semibold|,b/i.test(name),
    italic: /italic|oblique/i.test(name),
    legacy: legacyFont(name),
  };
}

interface TextItem {
  str: string;
  transform: number[];
  width: number;
  height: number;
  fontName: string;
}

function toPiece(item: TextItem, view: Matrix, font: Font): Piece | null {
  const [a = 0, b = 0, , , e = 0, f = 0] = item.transform;
  // Direction of writing on the page as seen; text that runs up or down the page is a stamp or margin note.
  const dx = view[0] * a + view[2] * b;
  const dy = view[1] * a + view[3] * b;
  if (Math.abs(dy) > Math.abs(dx) * 0.3) return null;
  const x = view[0] * e + view[2] * f + view[4];
  const y = view[1] * e + view[3] * f + view[5];
  const size = Math.hypot(item.transform[2] ?? 0, item.transform[3] ?? 0) || item.height || Math.hypot(a, b);
  if (!(size > 0 && size < 400) || !Number.isFinite(x + y + item.width)) return null;
  let text = item.str;
  if (font.legacy) {
    if (/[^\x20-\x7e\s]/.test(text)) text = convertLegacy(text, font.legacy.encoding);
    if (font.legacy.capitals) text = text.toUpperCase();
  }
  return { text, x0: x, x1: x + item.width, y, size, bold: font.bold, italic: font.italic };
}

export async function readPdfPages(
  document: PDFDocumentProxy,
  limits: Limits,
  onPage?: (page: number, pages: number) => void,
): Promise<PdfPages> {
  const { OPS } = await loadPdfjs();
  const strokes = new Set([
    OPS.stroke,
    OPS.closeStroke,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ]);
  const images = new Set([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintImageXObjectRepeat,
  ]);
  const result: PdfPages = { pages: [], scanned: [], legacy: new Set() };
  let characters = 0;
  let failed = 0;
  onPage?.(0, document.numPages);
  for (let number = 1; number <= document.numPages; number++) {
    try {
      const page = await document.getPage(number);
      const viewport = page.getViewport({ scale: 1 });
      const view = viewport.transform as Matrix;
      const operators = await page.getOperatorList();
      const content = await page.getTextContent();
      const fonts = new Map<string, Font>();
      const pieces: Piece[] = [];
      for (const item of content.items) {
        if (!('str' in item) || item.str.trim() === '') continue;
        const font = fonts.get(item.fontName) ?? fontOf(page, item.fontName);
        fonts.set(item.fontName, font);
        if (font.legacy) result.legacy.add(font.legacy.encoding);
        const piece = toPiece(item, view, font);
        if (piece) pieces.push(piece);
        characters += item.str.length;
      }
      if (characters > limits.maxChars) throw new DocumentError('TOO_COMPLEX', 'PDF');
      const rules = pageRules(operators, OPS, strokes, view);
      result.pages.push({ number, width: viewport.width, height: viewport.height, pieces, ...rules });
      const shown = pieces.reduce((sum, piece) => sum + piece.text.trim().length, 0);
      if (shown < MIN_PAGE_CHARACTERS && operators.fnArray.some((fn) => images.has(fn)))
        result.scanned.push(number);
      page.cleanup();
    } catch (error) {
      if (error instanceof DocumentError) throw error;
      failed++;
    }
    onPage?.(number, document.numPages);
  }
  if (failed > 0 && result.pages.length === 0) throw new DocumentError('DAMAGED', 'PDF');
  return result;
}
