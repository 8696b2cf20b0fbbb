/** Where a token pair is kept, and the one place that may hold the right to replace it. */
import type { ZaloTokens } from './types';

export interface LockedTokens {
  read(): Promise<ZaloTokens | undefined>;
  write(tokens: ZaloTokens): Promise<void>;
}

/**
 * A refresh token works once and its use kills the access token in force, so only one process may refresh at a time.
 * On the database: one transaction with `SELECT … FOR UPDATE` (or an advisory lock per account), whose time limit
 * must exceed two token calls (2 × the client's `timeoutMs`); what `write` stored is committed when `withLock` resolves.
 */
export interface ZaloTokenStore {
  read(oaId: string): Promise<ZaloTokens | undefined>;
  withLock<T>(oaId: string, work: (locked: LockedTokens) => Promise<T>): Promise<T>;
}

/** For tests and the demo: one process, lost at its end. */
export function createMemoryTokenStore(initial: readonly ZaloTokens[] = []): ZaloTokenStore {
  const rows = new Map(initial.map((one) => [one.oaId, one]));
  const tails = new Map<string, Promise<unknown>>();
  return {
    read: async (oaId) => rows.get(oaId),
    withLock(oaId, work) {
      const turn = (tails.get(oaId) ?? Promise.resolve()).then(() =>
        work({
          read: async () => rows.get(oaId),
          write: async (tokens) => void rows.set(oaId, tokens),
        }),
      );
      tails.set(
        oaId,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}
