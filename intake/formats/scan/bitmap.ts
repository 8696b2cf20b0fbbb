// A scanned page in black and white, and how far it lies askew.

export interface Bitmap {
  width: number;
  height: number;
  /** 1 where the page is dark. */
  dark: Uint8Array;
}

/** Splits the brightness values in two so that both groups are as alike as possible (Otsu). */
function threshold(histogram: Float64Array, total: number): number {
  let sumAll = 0;
  for (let i = 0; i < 256; i++) sumAll += i * (histogram[i] ?? 0);
  let below = 0;
  let sumBelow = 0;
  let best = 127;
  let bestSpread = -1;
  for (let i = 0; i < 256; i++) {
    below += histogram[i] ?? 0;
    sumBelow += i * (histogram[i] ?? 0);
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const difference = sumBelow / below - (sumAll - sumBelow) / above;
    const spread = below * above * difference * difference;
    if (spread > bestSpread) {
      bestSpread = spread;
      best = i;
    }
  }
  return best;
}

/** Brightness of each pixel. Red ink (stamps, signatures) counts as light: it is no text and would join letters together. */
export function toGrey(pixels: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(pixels.length / 4);
  for (let i = 0; i < grey.length; i++) {
    const at = i * 4;
    grey[i] = ((pixels[at] ?? 0) * 3 + (pixels[at + 1] ?? 0) * 4 + (pixels[at + 2] ?? 0)) >> 3;
  }
  return grey;
}

/** Standard deviations of the paper's brightness by which a pixel must be darker to belong to a faint line. */
const FAINT_DEVIATIONS = 3.2;

/** `faint` also takes in what is only a little darker than the paper: thin lines that the scanner has washed out. */
export function toBitmap(grey: Uint8Array, width: number, height: number, faint = false): Bitmap {
  const histogram = new Float64Array(256);
  for (let i = 0; i < grey.length; i++) {
    const value = grey[i] ?? 0;
    histogram[value] = (histogram[value] ?? 0) + 1;
  }
  let limit = threshold(histogram, grey.length);
  if (faint) limit = Math.max(limit, faintLimit(histogram, limit));
  const dark = new Uint8Array(grey.length);
  for (let i = 0; i < grey.length; i++) dark[i] = (grey[i] ?? 255) <= limit ? 1 : 0;
  return { width, height, dark };
}

function faintLimit(histogram: Float64Array, limit: number): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let i = limit + 1; i < 256; i++) {
    const here = histogram[i] ?? 0;
    count += here;
    sum += i * here;
    squares += i * i * here;
  }
  const mean = sum / Math.max(1, count);
  const deviation = Math.sqrt(Math.max(1, squares / Math.max(1, count) - mean * mean));
  return Math.floor(mean - FAINT_DEVIATIONS * deviation);
}

const MAX_SKEW_DEGREES = 4;
const COARSE_STEP = 0.1;
const FINE_STEP = 0.02;
/** Enough dots to see the lines of a page. */
const SAMPLE_STRIDE = 4;
const MIN_DOTS = 400;

/** How sharply the dots fall into rows when the page is turned by the angle: text lines make it high. */
function sharpness(xs: Int32Array, ys: Int32Array, angle: number, rows: Int32Array): number {
  rows.fill(0);
  const slope = Math.tan((angle * Math.PI) / 180);
  const offset = Math.ceil(rows.length / 4);
  for (let i = 0; i < xs.length; i++) {
    const row = Math.round((ys[i] ?? 0) - (xs[i] ?? 0) * slope) + offset;
    if (row >= 0 && row < rows.length) rows[row] = (rows[row] ?? 0) + 1;
  }
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += (rows[i] ?? 0) ** 2;
  return sum;
}

/** Degrees, clockwise, by which the text lines of the page slope; 0 when there is too little to tell. */
export function skewOf(bitmap: Bitmap): number {
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = 0; y < bitmap.height; y += SAMPLE_STRIDE) {
    for (let x = 0; x < bitmap.width; x += SAMPLE_STRIDE) {
      if (bitmap.dark[y * bitmap.width + x]) {
        xs.push(x / SAMPLE_STRIDE);
        ys.push(y / SAMPLE_STRIDE);
      }
    }
  }
  // A page that is mostly dark is a photograph.
  if (xs.length < MIN_DOTS || xs.length > (bitmap.dark.length / SAMPLE_STRIDE ** 2) * 0.5) return 0;
  const across = Int32Array.from(xs);
  const down = Int32Array.from(ys);
  const rows = new Int32Array(Math.ceil(bitmap.height / SAMPLE_STRIDE) * 2);
  const search = (from: number, to: number, step: number): number => {
    let best = 0;
    let bestScore = -1;
    for (let angle = from; angle <= to + step / 2; angle += step) {
      const score = sharpness(across, down, angle, rows);
      if (score > bestScore) {
        bestScore = score;
        best = angle;
      }
    }
    return best;
  };
  const coarse = search(-MAX_SKEW_DEGREES, MAX_SKEW_DEGREES, COARSE_STEP);
  return search(coarse - COARSE_STEP, coarse + COARSE_STEP, FINE_STEP);
}
