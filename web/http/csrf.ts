/** Forms are accepted only from our own pages: same origin, and a token bound to the browser's cookie. */
import { createHmac, randomBytes } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import { isSameSecret } from '../../services/secret-text';
import type { Ctx } from '../deps';

const COOKIE = 'dondoc_bieu_mau';
export const CSRF_FIELD = '_ma';

/** Another token on every page: pages are compressed, and a constant secret beside typed text could be guessed from sizes (BREACH). */
const tokenFor = (secret: string, nonce: string, salt: string): string =>
  `${salt}.${createHmac('sha256', secret).update(`csrf:${nonce}:${salt}`).digest('base64url')}`;

/** Gives the request the token for its forms; the cookie is set on the first page a browser sees. */
export function prepareCsrf(c: Ctx, options: { secret: string; secure: boolean }): void {
  let nonce = getCookie(c, COOKIE);
  if (!nonce || !/^[\w-]{22}$/.test(nonce)) {
    nonce = randomBytes(16).toString('base64url');
    setCookie(c, COOKIE, nonce, { httpOnly: true, sameSite: 'Lax', secure: options.secure, path: '/' });
  }
  c.set('csrf', tokenFor(options.secret, nonce, randomBytes(9).toString('base64url')));
  c.set('csrfNonce', nonce);
}

/** True where the browser says that the form came from another site. */
export function isForeignOrigin(c: Ctx, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') return true;
  const origin = c.req.header('origin');
  if (!origin) return false;
  if (origin === 'null') return site !== 'same-origin';
  if (origin === new URL(publicUrl).origin) return false;
  const host = c.req.header('host');
  return !host || URL.parse(origin)?.host !== host;
}

export function hasValidToken(c: Ctx, secret: string): boolean {
  const text = c.req.header('x-dondoc-ma') ?? c.get('form').text(CSRF_FIELD);
  return isSameSecret(text, tokenFor(secret, c.get('csrfNonce'), text.split('.')[0] ?? ''));
}
