// Words that the recogniser found, as pieces of a page in points: from here on a scan is laid out like a PDF.

import type { PageContent, Piece, Rule } from '../page/model';
import { repairWords } from './repair';

export interface Word {
  text: string;
  /** 0–100. */
  confidence: number;
  x0: number;
  x1: number;
}

/** One recognised line, in pixels of the straightened picture. */
export interface RecognisedLine {
  baseline: number;
  rowHeight: number;
  words: Word[];
}

/** Specks come out as lone marks that the recogniser itself does not believe. */
const SPECK_CONFIDENCE = 40;
const NOISE_CONFIDENCE = 12;
/** Row height as tesseract measures it (ascenders and descenders) to the size of the type. */
const SIZE_SHARE = 0.9;

const isNoise = (word: Word): boolean =>
  word.confidence < NOISE_CONFIDENCE ||
  (word.confidence < SPECK_CONFIDENCE && !/[\p{L}\p{N}]{2}/u.test(word.text));

/** A page without its text: size in points, pixels per point, and the ruled lines found on it. */
export interface ScannedPage {
  number: number;
  width: number;
  height: number;
  scale: number;
  horizontal: Rule[];
  vertical: Rule[];
}

/**
 * The model has no "≥": in a table cell of its own it comes out as a figure 2 before the number. No plan has a goal of two
 * hundred and more per cent standing alone, so that sign is restored there, and there only.
 */
function atLeast(word: Word, before: Word | undefined, after: Word | undefined, rowHeight: number): string {
  const near = (before && word.x0 - before.x1 < rowHeight) || (after && after.x0 - word.x1 < rowHeight);
  return near ? word.text : word.text.replace(/^2(\d\d%)\.?$/, '≥$1');
}

export function pageOf(lines: RecognisedLine[], page: ScannedPage): PageContent {
  const pieces = lines.flatMap((line) => {
    const words = line.words.filter((word) => !isNoise(word));
    // Dirt and remains of ruled lines come out as dashes and dots.
    if (!words.some((word) => /[\p{L}\p{N}]/u.test(word.text))) return [];
    const texts = repairWords(
      words.map((word, i) => atLeast(word, words[i - 1], words[i + 1], line.rowHeight)),
    );
    return words.map(
      (word, i): Piece => ({
        // Words are words however close they stand.
        text: `${texts[i] ?? word.text} `,
        x0: word.x0 / page.scale,
        x1: word.x1 / page.scale,
        y: line.baseline / page.scale,
        size: (line.rowHeight / page.scale) * SIZE_SHARE,
        bold: false,
        italic: false,
      }),
    );
  });
  const { number, width, height, horizontal, vertical } = page;
  return { number, width, height, pieces, horizontal, vertical };
}

/** Mean confidence over letters, 0–1. */
export function meanConfidence(lines: RecognisedLine[]): number {
  let letters = 0;
  let sum = 0;
  for (const word of lines.flatMap((line) => line.words)) {
    if (isNoise(word)) continue;
    letters += word.text.length;
    sum += word.text.length * word.confidence;
  }
  return letters === 0 ? 0 : sum / letters / 100;
}
