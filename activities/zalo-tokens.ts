/** Keeps the Official Account's tokens alive: a refresh token that nobody uses dies after three months (zalo/openapi §2). */
import type { TokenResult } from '../channels/zalo/token-keeper';
import { type Database, inTransaction, type Scope, SERVICE } from '../services/context';
import { alertOfChannel } from '../services/outbox-alert';

export interface ZaloTokenWatch {
  /** the commune whose account it is */
  organizationId: string;
  /** Hands out a live token, refreshed where little of its life is left (channels/zalo/token-keeper.ts). */
  current(): Promise<TokenResult>;
}

/** Asked every night, so that the pair stays alive where nobody is written to, and a lost grant is known before it is needed. */
export async function keepZaloTokens(db: Database, watch: ZaloTokenWatch | null, asOf: Date): Promise<void> {
  if (!watch) return;
  const { organizationId } = watch;
  const result = await watch.current();
  // what passes by itself is looked at again tomorrow; consent needs a person (B66)
  if (result.ok || result.class !== 'RECONSENT') return;
  const scope: Scope = { organizationId, actor: SERVICE, asOf };
  const reason = 'Zalo của cơ quan không cấp mã truy cập nữa; quản trị viên cần cấp quyền lại';
  await inTransaction(db, (tx) =>
    alertOfChannel(tx, scope, 'zalo', { code: `ZALO-oauth-${result.code}`, reason, ours: false }),
  );
}
