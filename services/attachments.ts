/** Files of a report: recognised by their content, refused with a way out, kept once. */
import { fileTypeFromBuffer } from 'file-type';
import { type DomainError, domainError } from '../domain/errors';
import { audit, type Database, inTransaction, type Scope } from './context';
import { type Draft, draftRow, inputRefusal, readDraft } from './drafts';
import { storeFile } from './files';
import { lockedObligation } from './obligations';

export const MAX_FILE_MB = 20;
export const MAX_FILES = 10;
const MAX_FILE_BYTES = MAX_FILE_MB * 1024 * 1024;
const ALLOWED = new Set(['pdf', 'docx', 'xlsx', 'png', 'jpg']);

export type FileResult = { ok: true; draft: Draft; fileId: string } | { ok: false; error: DomainError };

/** What the bytes are, whatever the name says; the refusal where they are nothing a report may carry. */
export async function recogniseFile(file: {
  name: string;
  bytes: Uint8Array;
}): Promise<{ ok: true; contentType: string; extension: string } | { ok: false; error: DomainError }> {
  const { name, bytes } = file;
  if (bytes.byteLength === 0) return { ok: false, error: domainError('FILE_EMPTY', { name }, 'files') };
  if (bytes.byteLength > MAX_FILE_BYTES) {
    return { ok: false, error: domainError('FILE_TOO_LARGE', { name, max: MAX_FILE_MB }, 'files') };
  }
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!found || !ALLOWED.has(found.ext)) {
    const expected = 'PDF, Word (.docx), Excel (.xlsx) hoặc ảnh PNG, JPG';
    return { ok: false, error: domainError('FILE_TYPE_UNSUPPORTED', { name, expected }, 'files') };
  }
  return { ok: true, contentType: found.mime, extension: found.ext };
}

/** The name people see, with the ending its content deserves: a picture named .docx becomes 'tên.docx.png'. */
function honestName(name: string, extension: string): string {
  const plain = name.replace(/[\\/]|\p{Cc}/gu, ' ').trim() || 'tep-dinh-kem';
  const endings = extension === 'jpg' ? ['.jpg', '.jpeg'] : [`.${extension}`];
  const fits = endings.some((ending) => plain.toLowerCase().endsWith(ending));
  return fits ? plain : `${plain}.${extension}`;
}

/** Adds a file to the draft, which is begun if there is none. */
export async function attachFile(
  db: Database,
  scope: Scope,
  input: { obligationId: string; name: string; bytes: Uint8Array },
): Promise<FileResult> {
  const type = await recogniseFile(input);
  if (!type.ok) return type;
  return inTransaction(db, async (tx): Promise<FileResult> => {
    const found = await lockedObligation(tx, scope, input.obligationId);
    if (!found.ok) return found;
    const refused = await inputRefusal(tx, scope, found);
    if (refused) return { ok: false, error: refused };
    const draft = await draftRow(tx, scope, input.obligationId);
    if (draft.files.length >= MAX_FILES) {
      return { ok: false, error: domainError('FILE_COUNT_EXCEEDED', { max: MAX_FILES }, 'files') };
    }
    const name = honestName(input.name, type.extension);
    const fileId = await storeFile(tx, scope, { name, contentType: type.contentType, bytes: input.bytes });
    await tx.submissionFile.upsert({
      where: { submissionId_fileId: { submissionId: draft.id, fileId } },
      create: { organizationId: scope.organizationId, submissionId: draft.id, fileId, name },
      update: {},
    });
    const after = { fileId };
    await audit(tx, scope, {
      action: 'draft.file_attached',
      subjectType: 'submission',
      subjectId: draft.id,
      after,
    });
    return withDraft(await readDraft(tx, scope, input.obligationId), fileId);
  });
}

/** Takes a file off the draft; versions already sent keep theirs. */
export function removeFile(
  db: Database,
  scope: Scope,
  input: { obligationId: string; fileId: string },
): Promise<FileResult> {
  return inTransaction(db, async (tx): Promise<FileResult> => {
    const found = await lockedObligation(tx, scope, input.obligationId);
    if (!found.ok) return found;
    const refused = await inputRefusal(tx, scope, found);
    if (refused) return { ok: false, error: refused };
    const draft = await readDraft(tx, scope, input.obligationId);
    if (!draft) return { ok: false, error: domainError('NOT_FOUND', { what: 'bản nháp' }) };
    const { count } = await tx.submissionFile.deleteMany({
      where: { organizationId: scope.organizationId, submissionId: draft.submissionId, fileId: input.fileId },
    });
    if (count > 0) {
      await audit(tx, scope, {
        action: 'draft.file_removed',
        subjectType: 'submission',
        subjectId: draft.submissionId,
        before: { fileId: input.fileId },
      });
    }
    return withDraft(await readDraft(tx, scope, input.obligationId), input.fileId);
  });
}

const withDraft = (draft: Draft | null, fileId: string): FileResult =>
  draft ? { ok: true, draft, fileId } : { ok: false, error: domainError('NOT_FOUND', { what: 'bản nháp' }) };
