/** The OAuth host: consent that always agrees, single-use codes, rotating token pairs, errors in its own shape. */
import { codeChallenge } from '../oauth';
import { DAY_MS, HOUR_MS, MINUTE_MS, type World } from './world';

const CODE_LIFE_MS = 10 * MINUTE_MS;
const ACCESS_LIFE_MS = 25 * HOUR_MS;
const REFRESH_LIFE_MS = 90 * DAY_MS;

export type ConsentAnswer = { redirect: string } | { error: object };

export function consent(world: World, query: URLSearchParams): ConsentAnswer {
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('app_id') !== world.app.id || !world.app.active)
    return { error: oauthError(-14_002, 'Invalid app id.') };
  if (
    !URL.canParse(redirectUri) ||
    (world.app.callbackUrl !== undefined && redirectUri !== world.app.callbackUrl)
  ) {
    return { error: oauthError(-14_003, 'Invalid redirect uri.') };
  }
  const code = world.nextId('code');
  const challenge = query.get('code_challenge');
  world.codes.set(code, { ...(challenge ? { challenge } : {}), issuedMs: world.nowMs(), used: false });
  world.oa.consented = true;
  const target = new URL(redirectUri);
  target.searchParams.set('code', code);
  target.searchParams.set('oa_id', world.oa.id);
  const state = query.get('state');
  if (state !== null) target.searchParams.set('state', state);
  return { redirect: target.href };
}

/** Always HTTP 200, also for failures. */
export function tokenEndpoint(
  world: World,
  input: { contentType: string; secretKey: string; body: string },
): object {
  if (!input.contentType.startsWith('application/x-www-form-urlencoded'))
    return oauthError(-14_018, 'Invalid grant type.');
  const form = new URLSearchParams(input.body);
  if (form.get('app_id') !== world.app.id) return oauthError(-14_002, 'Invalid app id.');
  if (input.secretKey !== world.app.secret) return oauthError(-14_004, 'Invalid secret key.');
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return byCode(world, form);
    case 'refresh_token':
      return byRefreshToken(world, form);
    default:
      return oauthError(-14_018, 'Invalid grant type.');
  }
}

function byCode(world: World, form: URLSearchParams): object {
  const code = world.codes.get(form.get('code') ?? '');
  if (!code || code.used || world.nowMs() - code.issuedMs > CODE_LIFE_MS)
    return oauthError(-14_005, 'Invalid code.');
  if (code.challenge !== undefined && codeChallenge(form.get('code_verifier') ?? '') !== code.challenge) {
    return oauthError(-14_005, 'Invalid code verifier.');
  }
  code.used = true;
  return issuePair(world);
}

function byRefreshToken(world: World, form: URLSearchParams): object {
  const token = world.refreshTokens.get(form.get('refresh_token') ?? '');
  if (!token || token.state === 'used' || world.nowMs() > token.expiresMs) {
    return oauthError(world.switches.deadRefreshTokenCode, 'Invalid refresh token.');
  }
  token.state = 'used';
  return issuePair(world);
}

/** A new pair kills the access token that it replaces at once. */
export function issuePair(world: World): { access_token: string; refresh_token: string; expires_in: string } {
  for (const one of world.accessTokens.values()) one.state = 'rotated';
  const accessToken = `simAT.${world.nextId('access')}`;
  const refreshToken = `simRT.${world.nextId('refresh')}`;
  world.accessTokens.set(accessToken, { state: 'live', expiresMs: world.nowMs() + ACCESS_LIFE_MS });
  world.refreshTokens.set(refreshToken, { state: 'live', expiresMs: world.nowMs() + REFRESH_LIFE_MS });
  return {
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_in: String(ACCESS_LIFE_MS / 1_000),
  };
}

const oauthError = (error: number, name: string): object => ({
  error,
  error_name: name,
  error_reason: '',
  error_description: name,
  ref_doc: 'https://developers.zalo.me/docs',
});
