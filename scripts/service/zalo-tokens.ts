// Puts a pair of Zalo tokens into the register, encrypted: from the API Explorer in the console, or from the simulator.
import type { ZaloConfig } from '../../config/env';
import type { Database } from '../../services/context';
import { createZaloTokenStore } from '../../worker/zalo-token-store';

/** An access token lives 25 hours from its issue; the refresh token three months (zalo/openapi §2.1). */
const ACCESS_MS = 25 * 3_600_000;

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
