// Bounds on what one uploaded file may cost; every figure is far above a real plan and far below what hurts the machine.

export interface Limits {
  /** Size of the file as received, bytes. The longest real plans with pictures stay under 20 MB. */
  maxBytes: number;
  /** Entries of a zip package; Word writes 15–40, plus one for each picture. */
  maxZipEntries: number;
  /** Bytes of all package parts that are read, unpacked. */
  maxUnpackedBytes: number;
  /** Unpacked : packed. Word's own XML stays under 60 even for long tables. */
  maxZipRatio: number;
  /** Characters of the text rendering. 300 pages are about 900,000. */
  maxChars: number;
  /** Blocks (paragraphs and table rows). */
  maxBlocks: number;
  /** Depth of nested elements or tables. */
  maxDepth: number;
  maxPages: number;
  /** Pages recognised by OCR; each costs seconds. */
  maxOcrPages: number;
  /** Width × height of one picture. A4 at 600 dpi has 35 million. */
  maxPixels: number;
  /** Milliseconds of processor time for parsing a file, or one page of a PDF. */
  parseMs: number;
  /** What a page of a PDF adds to the time allowed for all of it, ms. */
  perPageMs: number;
  /** Milliseconds of processor time for reading the plan in the text; 300 pages take about 2,000. */
  planMs: number;
  /** Milliseconds of processor time for recognising one page. */
  ocrPageMs: number;
  /** V8 heap of the parsing process, MB. */
  heapMb: number;
  /** The whole parsing process, MB; the recogniser needs about 350 for a page at 300 dpi. */
  totalMb: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxBytes: 50_000_000,
  maxZipEntries: 4_000,
  maxUnpackedBytes: 96_000_000,
  maxZipRatio: 200,
  maxChars: 6_000_000,
  maxBlocks: 120_000,
  maxDepth: 200,
  maxPages: 1_000,
  maxOcrPages: 60,
  maxPixels: 45_000_000,
  parseMs: 4_000,
  perPageMs: 60,
  planMs: 4_000,
  ocrPageMs: 60_000,
  heapMb: 256,
  totalMb: 480,
};
