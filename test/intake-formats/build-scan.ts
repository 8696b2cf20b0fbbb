// Makes a scan of a document: a PDF page drawn to a picture, a little askew, with the noise of a scanner. Seeded.

import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { showPdfPage } from '../../intake/formats/draw';
import { DEFAULT_LIMITS } from '../../intake/formats/limits';
import { openPdf } from '../../intake/formats/pdf/open';
import { seeded } from './seeded';

export interface ScanOptions {
  /** Degrees, clockwise. */
  angle?: number;
  /** Spread of the brightness of each pixel, 0–255. */
  noise?: number;
  /** Share of pixels that are black specks. */
  specks?: number;
  dpi?: number;
  seed?: number;
  format?: 'png' | 'jpeg';
}

async function drawPage(pdf: Uint8Array, page: number): Promise<Canvas> {
  const document = await openPdf(pdf, DEFAULT_LIMITS);
  const { canvas } = await showPdfPage(document, page, DEFAULT_LIMITS);
  await document.loadingTask.destroy();
  return canvas;
}

export async function scanOf(pdf: Uint8Array, page: number, options: ScanOptions = {}): Promise<Uint8Array> {
  const { angle = 0.7, noise = 70, specks = 0.0003, dpi = 200, seed = 7, format = 'png' } = options;
  const image = await drawPage(pdf, page);
  const scale = dpi / 300;
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fbfaf6';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((angle * Math.PI) / 180);
  context.drawImage(image, -canvas.width / 2, -canvas.height / 2, canvas.width, canvas.height);
  context.resetTransform();
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  const random = seeded(seed);
  for (let i = 0; i < pixels.data.length; i += 4) {
    const shift = (random() - 0.5) * noise;
    const speck = random() < specks;
    for (let channel = 0; channel < 3; channel++) {
      pixels.data[i + channel] = speck
        ? 20
        : Math.max(0, Math.min(255, (pixels.data[i + channel] ?? 0) + shift));
    }
  }
  context.putImageData(pixels, 0, 0);
  return new Uint8Array(format === 'png' ? await canvas.encode('png') : await canvas.encode('jpeg', 85));
}

/** A PDF whose pages are JPEG pictures and nothing else, as office scanners write it. */
export function scannedPdf(jpegs: { data: Uint8Array; width: number; height: number }[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const put = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    chunks.push(bytes);
    length += bytes.length;
  };
  const object = (content: () => void) => {
    offsets.push(length);
    put(`${offsets.length} 0 obj\n`);
    content();
    put('\nendobj\n');
  };
  put('%PDF-1.4\n');
  const kids = jpegs.map((_, i) => `${3 + i * 3} 0 R`).join(' ');
  object(() => put('<< /Type /Catalog /Pages 2 0 R >>'));
  object(() => put(`<< /Type /Pages /Kids [${kids}] /Count ${jpegs.length} >>`));
  jpegs.forEach(({ data, width, height }, i) => {
    const [page, contents, image] = [3 + i * 3, 4 + i * 3, 5 + i * 3];
    object(() =>
      put(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} 0 R /Resources << /XObject << /I ${image} 0 R >> >> >>`,
      ),
    );
    const drawing = 'q 595 0 0 842 0 0 cm /I Do Q';
    object(() => put(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`));
    object(() => {
      put(
        `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${data.length} >>\nstream\n`,
      );
      put(data);
      put('\nendstream');
    });
    void page;
  });
  const start = length;
  put(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`);
  for (const offset of offsets) put(`${String(offset).padStart(10, '0')} 00000 n \n`);
  put(`trailer << /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF`);
  return new Uint8Array(Buffer.concat(chunks));
}
