// Words that the recogniser found, as pieces of a page in points: from here on a scan is laid out like a PDF.

import type { PageContent, Piece } from '../page/model';

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

export function pageOf(
  lines: RecognisedLine[],
  page: { number: number; width: number; height: number; scale: number },
): PageContent {
  const pieces = lines.flatMap((line) =>
    line.words
      .filter((word) => !isNoise(word))
      .map(
        (word): Piece => ({
          // Words are words however close they stand.
          text: `${word.text} `,
          x0: word.x0 / page.scale,
          x1: word.x1 / page.scale,
          y: line.baseline / page.scale,
          size: (line.rowHeight / page.scale) * SIZE_SHARE,
          bold: false,
          italic: false,
        }),
      ),
  );
  return {
    number: page.number,
    width: page.width,
    height: page.height,
    pieces,
    horizontal: [],
    vertical: [],
  };
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
