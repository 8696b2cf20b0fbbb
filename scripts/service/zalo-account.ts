// The Official Account of an installation: whose it is, and its first pair of tokens.
import type { Config, ZaloConfig } from '../../config/env';
import type { Database } from '../../services/context';
import { createZaloTokenStore } from '../../worker/zalo-token-store';

/** An access token lives 25 hours from its issue; the refresh token three months (zalo/openapi §2.1). */
const ACCESS_MS = 25 * 3_600_000;

/** Puts a pair into the register, encrypted: from the API Explorer of Zalo's console, or from the simulator. */
export async function storeZaloTokens(given: {
  db: Database;
  organizationId: string;
  zalo: Pick<ZaloConfig, 'oaId' | 'tokenKey'>;
  pair: { accessToken: string; refreshToken: string };
  issuedAt: Date;
}): Promise<void> {
  const { db, organizationId, zalo, pair, issuedAt } = given;
  const { oaId, tokenKey } = zalo;
  const known = await db.zaloToken.findUnique({
    where: { organizationId_oaId: { organizationId, oaId } },
    select: { version: true },
  });
  await createZaloTokenStore(db, organizationId, tokenKey).withLock(oaId, ({ write }) =>
    write({
      oaId,
      ...pair,
      accessExpiresAt: new Date(issuedAt.getTime() + ACCESS_MS).toISOString(),
      refreshIssuedAt: issuedAt.toISOString(),
      // Whoever holds an older pair sees that it was replaced and does not refresh it.
      version: (known?.version ?? 0) + 1,
    }),
  );
}

/** The commune of the Official Account: the configured one, or the only one there is. */
export async function zaloOrganization(config: Config, db: Database): Promise<string | undefined> {
  if (!config.zalo) return undefined;
  if (config.zalo.organizationId) return config.zalo.organizationId;
  const all = await db.organization.findMany({ select: { id: true }, take: 2 });
  return all.length === 1 ? all[0]?.id : undefined;
}
