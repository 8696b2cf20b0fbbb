// From the bytes of a file to its text, blocks and warnings; the one door through which documents enter.

import { createHash } from 'node:crypto';
import type { SourceDocument } from '../model';
import { DocumentError } from './errors';
import { DEFAULT_LIMITS, type Limits } from './limits';
import { parseInThread } from './sandbox';

export interface ReadProgress {
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

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

/**
 * Reads a document of any supported format: docx, doc, rtf, pdf, scans and images, html, md, txt.
 * Untrusted parsing runs in a thread with limits of time and memory; nothing is fetched.
 * @throws DocumentError with a code and a Vietnamese message when the file cannot be read.
 */
export async function readDocument(bytes: Uint8Array, options: ReadOptions = {}): Promise<SourceDocument> {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.length === 0) throw new DocumentError('EMPTY_FILE');
  if (bytes.length > limits.maxBytes) throw new DocumentError('TOO_LARGE', megabytes(bytes.length));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const onPage = (page: number, pages: number) => options.onProgress?.({ stage: 'doc', page, pages });
  return parseInThread(bytes, limits, { name: options.name, onPage }, async (outcome) => {
    if (outcome.kind === 'text') return { sha256, ...outcome.document };
    throw new DocumentError('OCR_UNAVAILABLE');
  });
}
