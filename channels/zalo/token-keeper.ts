/** Hands out a live access token and refreshes it under the lock, so that two workers never use one refresh token. */
import { isoInstant, toMillis } from '../../domain/time';
import { exchangeCode, type FreshPair, type OauthOptions, refreshPair } from './oauth';
import type { ZaloTokenStore } from './tokens';
import type { ZaloFailure, ZaloLogger, ZaloTokens } from './types';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Access tokens live 25 h; refreshing below 5 h lets a schedule of twice a day miss once. */
const REFRESH_BELOW_MS = 5 * HOUR_MS;
/** Of the three months that a refresh token lives. */
const ALERT_AFTER_MS = 60 * DAY_MS;

export type TokenResult = { ok: true; tokens: ZaloTokens } | ZaloFailure;

export interface TokenKeeper {
  /** A token that is expected to work; refreshed first when little of its life is left. */
  current(): Promise<TokenResult>;
  /** Replaces the pair unless somebody already replaced the one of `staleVersion`. Safe to repeat. */
  refresh(staleVersion: number): Promise<TokenResult>;
  /** Takes the code of the consent callback. */
  exchange(code: string, codeVerifier?: string): Promise<TokenResult>;
  /** Puts in a pair obtained by hand (Zalo's API Explorer). */
  seed(pair: {
    accessToken: string;
    refreshToken: string;
    accessExpiresInSeconds?: number;
  }): Promise<ZaloTokens>;
}

export function createTokenKeeper(
  options: OauthOptions & { oaId: string; tokenStore: ZaloTokenStore; logger: ZaloLogger },
): TokenKeeper {
  const { oaId, tokenStore, clock, logger } = options;

  const keeper: TokenKeeper = {
    async current() {
      const tokens = await tokenStore.read(oaId);
      if (!tokens) return noToken();
      const now = clock.now().getTime();
      if (now - toMillis(tokens.refreshIssuedAt) > ALERT_AFTER_MS) {
        logger.warn({ oaId, version: tokens.version }, 'Zalo refresh token is older than 60 days');
      }
      const left = toMillis(tokens.accessExpiresAt) - now;
      if (left > REFRESH_BELOW_MS) return { ok: true, tokens };
      const refreshed = await keeper.refresh(tokens.version);
      // A failed early refresh must not stop what the old token can still do.
      return refreshed.ok || left <= 0 ? refreshed : { ok: true, tokens };
    },

    refresh: (staleVersion) =>
      tokenStore.withLock(oaId, async (locked) => {
        const held = await locked.read();
        if (!held) return noToken();
        if (held.version !== staleVersion) return { ok: true, tokens: held };

        let answer = await refreshPair(options, held.refreshToken);
        // A lost answer may have rotated the pair. One repetition tells: it works, or the grant is lost (§2.4).
        if (!answer.ok && answer.class === 'LOST') answer = await refreshPair(options, held.refreshToken);
        if (!answer.ok && answer.class === 'LOST') return lost(answer.reason);
        if (!answer.ok) {
          logger.warn({ oaId, code: answer.code, class: answer.class }, 'Zalo token refresh refused');
          return answer;
        }
        const tokens = nextPair(held, answer);
        await locked.write(tokens);
        logger.info({ oaId, version: tokens.version }, 'Zalo token refreshed');
        return { ok: true, tokens };
      }),

    exchange: (code, codeVerifier) =>
      tokenStore.withLock(oaId, async (locked) => {
        const answer = await exchangeCode(options, code, codeVerifier);
        if (!answer.ok) return answer.class === 'LOST' ? lost(answer.reason) : answer;
        const held = await locked.read();
        const tokens = nextPair(held ?? emptyPair(oaId, answer), answer);
        await locked.write(tokens);
        return { ok: true, tokens };
      }),

    seed: (pair) =>
      tokenStore.withLock(oaId, async (locked) => {
        const now = clock.now().getTime();
        const held = await locked.read();
        const tokens: ZaloTokens = {
          oaId,
          accessToken: pair.accessToken,
          refreshToken: pair.refreshToken,
          accessExpiresAt: isoInstant(new Date(now + (pair.accessExpiresInSeconds ?? 90_000) * 1_000)),
          refreshIssuedAt: isoInstant(new Date(now)),
          version: (held?.version ?? 0) + 1,
        };
        await locked.write(tokens);
        return tokens;
      }),
  };
  return keeper;

  function nextPair(held: ZaloTokens, fresh: FreshPair): ZaloTokens {
    if (!fresh.refreshToken) logger.warn({ oaId }, 'Zalo gave no new refresh token; the old one is kept');
    return {
      oaId,
      accessToken: fresh.accessToken,
      refreshToken: fresh.refreshToken ?? held.refreshToken,
      accessExpiresAt: fresh.accessExpiresAt,
      refreshIssuedAt: fresh.refreshToken ? fresh.issuedAt : held.refreshIssuedAt,
      version: held.version + 1,
    };
  }
}

const emptyPair = (oaId: string, fresh: FreshPair): ZaloTokens => ({
  oaId,
  accessToken: '',
  refreshToken: '',
  accessExpiresAt: fresh.issuedAt,
  refreshIssuedAt: fresh.issuedAt,
  version: 0,
});

function noToken(): ZaloFailure {
  return {
    ok: false,
    surface: 'oauth',
    code: 'NO_TOKEN',
    zaloMessage: 'no token pair stored',
    class: 'RECONSENT',
    httpStatus: 0,
    raw: null,
  };
}

function lost(reason: string): ZaloFailure {
  return {
    ok: false,
    surface: 'oauth',
    code: 'NO_ANSWER',
    zaloMessage: reason,
    class: 'RETRY',
    httpStatus: 0,
    raw: null,
  };
}
