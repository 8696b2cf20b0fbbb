/** Consent, code exchange and refresh of a token pair on Zalo's OAuth host. */
import { createHash, randomBytes } from 'node:crypto';
import { isoInstant } from '../../domain/time';
import type { Clock } from '../clock';
import { classifyError } from './errors';
import { redact } from './redact';
import { oauthError, tokenPair } from './schemas';
import { transport } from './transport';
import type { ZaloFailure } from './types';

/**
 * `fixed`: the verifier comes from the configuration, its challenge is saved in Zalo's console (the safe default);
 * `per-request`: a new pair for every link; `none`: no PKCE at all. Zalo's own documents disagree (§2.3).
 */
export type PkceMode = { mode: 'fixed'; verifier: string } | { mode: 'per-request' } | { mode: 'none' };

export interface OauthOptions {
  appId: string;
  appSecret: string;
  oauthBaseUrl: string;
  fetch: typeof fetch;
  clock: Clock;
  timeoutMs: number;
}

/** base64url of 32 random bytes, 43 characters (RFC 7636 §4.1). */
export const createCodeVerifier = (): string => randomBytes(32).toString('base64url');

export const codeChallenge = (verifier: string): string =>
  createHash('sha256').update(verifier, 'ascii').digest('base64url');

export interface ConsentUrl {
  url: string;
  /** To be kept until the callback when the mode made one for this request. */
  codeVerifier?: string;
}

/** Exactly the parameters that Zalo's SDK builds. `redirectUri` must equal the saved callback byte for byte. */
export function buildConsentUrl(
  options: Pick<OauthOptions, 'appId' | 'oauthBaseUrl'> & {
    redirectUri: string;
    state: string;
    pkce: PkceMode;
  },
): ConsentUrl {
  const { pkce } = options;
  const verifier =
    pkce.mode === 'none' ? undefined : pkce.mode === 'fixed' ? pkce.verifier : createCodeVerifier();
  const query = new URLSearchParams({ app_id: options.appId, redirect_uri: options.redirectUri });
  if (verifier) query.set('code_challenge', codeChallenge(verifier));
  query.set('state', options.state);
  const url = `${options.oauthBaseUrl}/v4/oa/permission?${query}`;
  return pkce.mode === 'per-request' && verifier ? { url, codeVerifier: verifier } : { url };
}

export interface FreshPair {
  ok: true;
  accessToken: string;
  /** Absent when Zalo left it out: the old one stays, and somebody should look. */
  refreshToken?: string;
  accessExpiresAt: string;
  issuedAt: string;
}

export type TokenAnswer = FreshPair | ZaloFailure | { ok: false; class: 'LOST'; reason: string };

export function exchangeCode(
  options: OauthOptions,
  code: string,
  codeVerifier?: string,
): Promise<TokenAnswer> {
  return tokenCall(options, {
    code,
    app_id: options.appId,
    grant_type: 'authorization_code',
    ...(codeVerifier ? { code_verifier: codeVerifier } : {}),
  });
}

export function refreshPair(options: OauthOptions, refreshToken: string): Promise<TokenAnswer> {
  return tokenCall(options, {
    refresh_token: refreshToken,
    app_id: options.appId,
    grant_type: 'refresh_token',
  });
}

async function tokenCall(options: OauthOptions, fields: Record<string, string>): Promise<TokenAnswer> {
  const issuedAt = options.clock.now();
  const answer = await transport(
    options.fetch,
    `${options.oauthBaseUrl}/v4/oa/access_token`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', secret_key: options.appSecret },
      body: new URLSearchParams(fields).toString(),
    },
    options.timeoutMs,
  );
  if (answer.kind === 'not_sent') return failure('NOT_SENT', answer.reason, 'RETRY', 0);
  if (answer.kind !== 'answered') {
    return {
      ok: false,
      class: 'LOST',
      reason: answer.kind === 'lost' ? answer.reason : `HTTP ${answer.status}`,
    };
  }
  const pair = tokenPair.safeParse(answer.json);
  if (pair.success && answer.status < 300) {
    return {
      ok: true,
      accessToken: pair.data.access_token,
      ...(pair.data.refresh_token ? { refreshToken: pair.data.refresh_token } : {}),
      accessExpiresAt: isoInstant(new Date(issuedAt.getTime() + pair.data.expires_in * 1_000)),
      issuedAt: isoInstant(issuedAt),
    };
  }
  // Anything without an access token is a failure, also a body without a code: a grant was once overwritten by one.
  const error = oauthError.safeParse(answer.json);
  const code = error.success ? (error.data.error ?? 0) : 0;
  const message = error.success ? (error.data.error_name ?? error.data.message ?? '') : '';
  return {
    ...failure(code, message, classifyError('oauth', code).class, answer.status),
    raw: redact(answer.json),
  };
}

function failure(
  code: ZaloFailure['code'],
  zaloMessage: string,
  errorClass: ZaloFailure['class'],
  httpStatus: number,
): ZaloFailure {
  return { ok: false, surface: 'oauth', code, zaloMessage, class: errorClass, httpStatus, raw: null };
}
