// Draws a page or decodes a picture as an upright picture of bounded size, for the recognition of its letters.

import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { DocumentError } from './errors';
import type { Limits } from './limits';
import type { Rule } from './page/model';
import { loadPdfjs, type PDFDocumentProxy, type PDFPageProxy } from './pdf/open';
import { pictureSize } from './pictures';
import { prepareScan } from './scan/prepare';

export interface Drawn {
  /** PGM. */
  picture: Uint8Array;
  /** Ruled lines of tables, in points; they are painted over in the picture. */
  horizontal: Rule[];
  vertical: Rule[];
  /** Points. */
  width: number;
  height: number;
  /** Pixels for each point. */
  scale: number;
}

/** Recognition is best at 300 dpi; more only costs time. */
const DPI = 300;
/** About A4 at 330 dpi. */
const MAX_DRAWN_PIXELS = 11_000_000;
const A4_WIDTH = 595;
const A4_HEIGHT = 842;

interface Page {
  canvas: Canvas;
  scale: number;
}

function blank(canvas: Canvas): SKRSContext2D {
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return context;
}

/** A scanner's picture and its page have the same shape, but for some cut edges. */
const SAME_SHAPE = 0.12;

/**
 * Pixels for each point of the picture that fills the page; 0 when there is none. Drawn larger than it was scanned, its noise
 * grows into dots and strokes.
 */
async function scannedScale(page: PDFPageProxy, width: number, height: number): Promise<number> {
  const { OPS } = await loadPdfjs();
  const { fnArray, argsArray } = await page.getOperatorList();
  let scale = 0;
  fnArray.forEach((fn, i) => {
    if (fn !== OPS.paintImageXObject) return;
    const [, across = 0, down = 0] = (argsArray[i] ?? []) as [unknown, number?, number?];
    if (!(across > 0 && down > 0)) return;
    const [x, y] = [across / width, down / height];
    if (Math.abs(x / y - 1) < SAME_SHAPE) scale = Math.max(scale, x);
  });
  return scale;
}

/** Below this the letters are too small whatever is done; enlarging them is the lesser evil. */
const LEAST_DPI = 180;

/** The page as it is shown. */
export async function showPdfPage(pdf: PDFDocumentProxy, number: number, limits: Limits): Promise<Page> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const page = await pdf.getPage(number);
  const size = page.getViewport({ scale: 1 });
  const pixels = Math.min(limits.maxPixels, MAX_DRAWN_PIXELS);
  const scanned = await scannedScale(page, size.width, size.height);
  const wanted = scanned > 0 ? Math.max(LEAST_DPI / 72, scanned) : DPI / 72;
  const scale = Math.min(DPI / 72, wanted, Math.sqrt(pixels / Math.max(1, size.width * size.height)));
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  const canvasContext = blank(canvas);
  // pdf.js types name the browser's canvas; this one has the same interface.
  const target = { canvas, canvasContext, viewport } as unknown as Parameters<typeof page.render>[0];
  await page.render(target).promise;
  page.cleanup();
  return { canvas, scale };
}

/** A photograph or scan has no size in points: it is taken for a page of A4 width, upright or across. */
async function showPicture(bytes: Uint8Array, limits: Limits): Promise<Page> {
  const declared = pictureSize(bytes);
  if (declared && declared.width * declared.height > limits.maxPixels) {
    throw new DocumentError('IMAGE_TOO_LARGE', `${declared.width} × ${declared.height} điểm ảnh`);
  }
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  let image: Awaited<ReturnType<typeof loadImage>>;
  try {
    image = await loadImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    throw new DocumentError('DAMAGED', 'ảnh');
  }
  if (!(image.width > 0 && image.height > 0)) throw new DocumentError('DAMAGED', 'ảnh');
  const pixels = Math.min(limits.maxPixels, MAX_DRAWN_PIXELS);
  // Only ever made smaller: enlarged, the noise of a scanner grows into dots and strokes.
  const shrink = Math.min(1, Math.sqrt(pixels / (image.width * image.height)));
  const width = Math.max(1, Math.round(image.width * shrink));
  const height = Math.max(1, Math.round(image.height * shrink));
  const canvas = createCanvas(width, height);
  blank(canvas).drawImage(image, 0, 0, width, height);
  return { canvas, scale: width / (width > height ? A4_HEIGHT : A4_WIDTH) };
}

async function prepared({ canvas, scale }: Page): Promise<Drawn> {
  const ready = await prepareScan(canvas, scale);
  return { ...ready, width: canvas.width / scale, height: canvas.height / scale, scale };
}

export async function drawPdfPage(pdf: PDFDocumentProxy, number: number, limits: Limits): Promise<Drawn> {
  return prepared(await showPdfPage(pdf, number, limits));
}

export async function drawPicture(bytes: Uint8Array | undefined, limits: Limits): Promise<Drawn> {
  if (!bytes) throw new DocumentError('INTERNAL');
  return prepared(await showPicture(bytes, limits));
}
