// From the bytes of a file to its text, blocks and warnings; the one door through which documents enter.

import { createHash } from 'node:crypto';
import type { IntakeWarning, SourceDocument } from '../model';
import type { PlanReading } from '../reading';
import { DocumentError } from './errors';
import { DEFAULT_LIMITS, type Limits } from './limits';
import { withRecogniser } from './ocr/engine';
import { meanConfidence, pageOf, type RecognisedLine } from './ocr/words';
import type { PageContent } from './page/model';
import type { Rendered } from './render';
import { type OpenFile, readInside, withFile } from './sandbox';

export interface ReadProgress {
  /** 'doc': reading pages; 'nhan_dang': recognising scanned pages, seconds each. */
  stage: 'doc' | 'nhan_dang';
  page: number;
  pages: number;
}

export interface ReadOptions {
  /** Only used in messages; the format is recognised by content. */
  name?: string;
  /** Called for each page of a PDF, and for each page recognised by OCR. */
  onProgress?: (progress: ReadProgress) => void;
  /** Tighter or wider bounds than the shipped ones. */
  limits?: Partial<Limits>;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

/** Recognised text is never as certain as typed text, whatever the recogniser says of itself. */
const OCR_CEILING = 0.95;
const LOW_CONFIDENCE = 0.75;

function scanWarnings(confidence: number, pages: number): IntakeWarning[] {
  const warnings: IntakeWarning[] = [
    {
      code: 'SCANNED',
      message: `Có ${pages} trang quét được nhận dạng bằng máy; dấu, chữ số và số hiệu có thể sai. Hãy đối chiếu với bản gốc.`,
    },
  ];
  if (confidence < LOW_CONFIDENCE) {
    warnings.push({
      code: 'LOW_CONFIDENCE',
      message:
        'Bản quét mờ hoặc nghiêng nên nhận dạng kém chắc chắn. Nếu được, hãy quét lại ở 300 dpi hoặc dùng tệp Word.',
    });
  }
  return warnings;
}

async function recognise(
  file: OpenFile,
  limits: Limits,
  onProgress: ReadOptions['onProgress'],
): Promise<Rendered> {
  const { outcome } = file;
  if (outcome.kind === 'text') return outcome.document;
  const numbers =
    outcome.kind === 'pages' ? outcome.scanned : Array.from({ length: outcome.count }, (_, i) => i + 1);
  const found = new Map<number, PageContent>();
  const lines: RecognisedLine[] = [];
  await withRecogniser(limits, async (recogniser) => {
    let done = 0;
    onProgress?.({ stage: 'nhan_dang', page: 0, pages: numbers.length });
    for (const number of numbers) {
      const drawn = await file.draw(number);
      const page = await recogniser.recognise(drawn.picture);
      lines.push(...page);
      found.set(number, pageOf(page, { ...drawn, number }));
      onProgress?.({ stage: 'nhan_dang', page: ++done, pages: numbers.length });
    }
  });
  const typed = outcome.kind === 'pages' ? outcome.pages : [];
  const pages = typed.map((page) => found.get(page.number) ?? page);
  for (const [number, page] of found) if (!typed.some((other) => other.number === number)) pages.push(page);
  if (pages.every((page) => page.pieces.length === 0)) throw new DocumentError('OCR_FAILED');
  const confidence = Math.min(OCR_CEILING, meanConfidence(lines));
  const warnings = [
    ...(outcome.kind === 'pages' ? outcome.warnings : []),
    ...scanWarnings(confidence, numbers.length),
  ];
  return (await file.assemble({ format: 'scan', pages, warnings, confidence })).document;
}

/**
 * Reads a document of any supported format: docx, doc, pdf, scans and images, html, md, txt.
 * Untrusted parsing runs in a process with limits of time and memory; nothing is fetched.
 * @throws DocumentError with a code and a Vietnamese message when the file cannot be read.
 */
export async function readDocument(bytes: Uint8Array, options: ReadOptions = {}): Promise<SourceDocument> {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.length === 0) throw new DocumentError('EMPTY_FILE');
  if (bytes.length > limits.maxBytes) throw new DocumentError('TOO_LARGE', megabytes(bytes.length));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const onPage = (page: number, pages: number) => options.onProgress?.({ stage: 'doc', page, pages });
  return withFile(bytes, limits, { name: options.name, onPage }, async (file) => {
    const rendered = await recognise(file, limits, options.onProgress);
    return { sha256, ...rendered };
  });
}

/**
 * `readPlan` within the limits of the parsing process, for text from outside.
 * @throws DocumentError when the text cannot be read within them.
 */
export function readPlanWithin(
  document: SourceDocument,
  options: Pick<ReadOptions, 'limits'> = {},
): Promise<PlanReading> {
  return readInside(document, { ...DEFAULT_LIMITS, ...options.limits });
}
