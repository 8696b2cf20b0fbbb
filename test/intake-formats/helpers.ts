// Shared by the tests of formats: what was read, in short forms that are easy to compare.

import { expect } from 'vitest';
import { DocumentError, type DocumentErrorCode, type ReadOptions, readDocument } from '../../intake/formats';
import type { SourceDocument } from '../../intake/model';

export { linesOf } from './shown';

export function codesOf(document: SourceDocument): string[] {
  return document.warnings.map((warning) => warning.code);
}

/** Expects the file to be refused with this code and a Vietnamese sentence that says what to do. */
export async function expectRefused(
  bytes: Uint8Array,
  code: DocumentErrorCode | DocumentErrorCode[],
  options: ReadOptions = {},
): Promise<DocumentError> {
  const error = await readDocument(bytes, options).then(
    () => new Error('was read'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DocumentError)) throw error;
  expect([code].flat()).toContain(error.code);
  expect(error.message).toMatch(/[ạảấầẩậắằặẹẻếềểệỉịọỏốồổộớờởợụủứừửựỳỷỵđ]/);
  expect(error.message).toMatch(/^Tệp|^Ảnh|^Không|^Máy|^Chưa|^Đọc/);
  expect(error.message).not.toMatch(/\{\}|undefined/);
  return error;
}
