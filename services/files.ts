/** Files kept by content: the same bytes are stored once per commune. */
import { createHash } from 'node:crypto';
import type { Scope, Tx } from './context';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Stores bytes and returns the file's id; the same content under the same name is found, not stored twice. */
export async function storeFile(
  tx: Tx,
  scope: Scope,
  file: { name: string; contentType: string; bytes: Uint8Array },
): Promise<string> {
  const hash = sha256(file.bytes);
  const known = await tx.storedFile.findFirst({
    where: { organizationId: scope.organizationId, sha256: hash, name: file.name },
    select: { id: true },
  });
  if (known) return known.id;
  const stored = await tx.storedFile.create({
    data: {
      organizationId: scope.organizationId,
      sha256: hash,
      name: file.name,
      contentType: file.contentType,
      size: file.bytes.byteLength,
      bytes: Uint8Array.from(file.bytes),
      createdAt: scope.asOf,
    },
    select: { id: true },
  });
  return stored.id;
}
