/** Zalo's token pair in the register, encrypted; refreshed under a row lock that outlasts the token call (zalo/openapi §2.5). */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ZaloTokenStore } from '../channels/zalo';
import type { ZaloTokens } from '../channels/zalo/types';
import type { Database, Tx } from '../services/context';

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Longer than two token calls of ten seconds each. */
const LOCK_MS = 40_000;

/** @param keyBase64 base64 of 32 bytes (ZALO_TOKEN_KEY) */
export function createZaloTokenStore(
  db: Database,
  organizationId: string,
  keyBase64: string,
): ZaloTokenStore {
  const key = Buffer.from(keyBase64, 'base64');
  const seal = (text: string): string => {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
      'base64',
    );
  };
  const open = (sealed: string): string => {
    const data = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, IV_BYTES));
    decipher.setAuthTag(data.subarray(data.length - TAG_BYTES));
    return (
      decipher.update(data.subarray(IV_BYTES, data.length - TAG_BYTES)).toString('utf8') +
      decipher.final('utf8')
    );
  };
  const read = async (tx: Tx, oaId: string): Promise<ZaloTokens | undefined> => {
    const row = await tx.zaloToken.findUnique({ where: { organizationId_oaId: { organizationId, oaId } } });
    if (!row) return undefined;
    return {
      oaId,
      accessToken: open(row.accessToken),
      refreshToken: open(row.refreshToken),
      accessExpiresAt: row.accessExpiresAt.toISOString(),
      refreshIssuedAt: row.refreshIssuedAt.toISOString(),
      version: row.version,
    };
  };
  const write = async (tx: Tx, tokens: ZaloTokens): Promise<void> => {
    const data = {
      accessToken: seal(tokens.accessToken),
      refreshToken: seal(tokens.refreshToken),
      accessExpiresAt: new Date(tokens.accessExpiresAt),
      refreshIssuedAt: new Date(tokens.refreshIssuedAt),
      version: tokens.version,
      updatedAt: new Date(tokens.refreshIssuedAt),
    };
    const { oaId } = tokens;
    await tx.zaloToken.upsert({
      where: { organizationId_oaId: { organizationId, oaId } },
      create: { organizationId, oaId, ...data },
      update: data,
    });
  };
  return {
    read: (oaId) => read(db, oaId),
    withLock: (oaId, work) =>
      db.$transaction(
        async (tx) => {
          // an advisory lock, because the row may not exist before the first consent
          await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('zalo/' || ${oaId}, 0))::text`;
          return work({ read: () => read(tx, oaId), write: (tokens) => write(tx, tokens) });
        },
        { timeout: LOCK_MS, maxWait: LOCK_MS },
      ),
  };
}
