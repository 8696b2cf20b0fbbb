/** Ties a contact to their own Zalo account: they send a code, issued to them alone, to the commune's Official Account. */
import { randomInt } from 'node:crypto';
import { type DomainError, domainError } from '../domain/errors';
import { audit, type Database, inTransaction, type Scope } from './context';
import { sha256 } from './files';
import { isId } from './obligations';

/** Without letters and digits that look alike: the code is also read out on the telephone. */
const ALPHABET = 'ACDEFGHJKLMNPQRTUVWXY34679';
const HALF = 4;
const VALID_MS = 7 * 86_400_000;

/** As people type it: any case, with or without the dash, with words around it. */
const TYPED = new RegExp(
  `(?<![\\p{L}\\d])([${ALPHABET}]{${HALF}})[\\s-]?([${ALPHABET}]{${HALF}})(?![\\p{L}\\d])`,
  'iu',
);

const hashOf = (code: string): string => sha256(Buffer.from(`zalo-code/${code}`));

const randomText = (length: number): string =>
  Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

export type CodeIssued = { ok: true; code: string; expiresAt: Date } | { ok: false; error: DomainError };

/** A new code for a contact, seven days long; an earlier one no longer counts. Only its hash is kept. */
export function issueZaloCode(
  db: Database,
  scope: Scope,
  { contactId }: { contactId: string },
): Promise<CodeIssued> {
  return inTransaction(db, async (tx): Promise<CodeIssued> => {
    const { organizationId, asOf } = scope;
    const contact = isId(contactId)
      ? await tx.contact.findUnique({ where: { organizationId_id: { organizationId, id: contactId } } })
      : null;
    if (!contact) return { ok: false, error: domainError('NOT_FOUND', { what: 'đầu mối này' }) };
    await tx.zaloCode.updateMany({
      where: { organizationId, contactId, usedAt: null, expiresAt: { gt: asOf } },
      data: { expiresAt: asOf },
    });
    const code = randomText(2 * HALF);
    const expiresAt = new Date(asOf.getTime() + VALID_MS);
    await tx.zaloCode.create({
      data: { organizationId, contactId, codeHash: hashOf(code), expiresAt, createdAt: asOf },
    });
    await audit(tx, scope, { action: 'zalo.code_issued', subjectType: 'contact', subjectId: contactId });
    return { ok: true, code: `${code.slice(0, HALF)}-${code.slice(HALF)}`, expiresAt };
  });
}

/**
 * A person wrote to the Official Account. Where the text holds a living code, their account becomes the Zalo route of
 * the contact it was issued to, in place of any other. Returns whether it did; a code is used once.
 */
export function connectZalo(
  db: Database,
  scope: Scope,
  { address, text, at }: { address: string; text: string; at: Date },
): Promise<boolean> {
  const typed = TYPED.exec(text.normalize('NFC'));
  if (!typed) return Promise.resolve(false);
  const codeHash = hashOf(`${typed[1]}${typed[2]}`.toUpperCase());
  return inTransaction(db, async (tx) => {
    const { organizationId, asOf } = scope;
    const { count } = await tx.zaloCode.updateMany({
      where: { organizationId, codeHash, usedAt: null, expiresAt: { gt: asOf } },
      data: { usedAt: asOf },
    });
    if (count === 0) return false;
    const { contactId, contact } = await tx.zaloCode.findUniqueOrThrow({
      where: { organizationId_codeHash: { organizationId, codeHash } },
      select: { contactId: true, contact: { select: { name: true } } },
    });
    await tx.contactRoute.deleteMany({
      where: { organizationId, contactId, kind: 'zalo', address: { not: address } },
    });
    const key = { organizationId, contactId, kind: 'zalo' as const, address };
    const usable = { state: 'active' as const, stateReason: null, lastInteractionAt: at };
    await tx.contactRoute.upsert({
      where: { organizationId_contactId_kind_address: key },
      create: { ...key, ...usable, createdAt: asOf },
      update: usable,
    });
    // The account number is personal: the journal says only that there is one.
    const actor = { kind: 'contact' as const, id: contactId, name: contact.name };
    const connected = { action: 'zalo.connected', subjectType: 'contact', subjectId: contactId };
    await audit(tx, { ...scope, actor }, connected);
    return true;
  });
}
