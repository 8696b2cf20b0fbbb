/** What stands before every handler: request id, headers, form limits, origin and token of forms. */
import { randomUUID } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Ctx, WebDeps, WebEnv } from '../deps';
import { hasValidToken, isForeignOrigin, prepareCsrf } from './csrf';
import { formOf, readForm } from './form';

const MB = 1024 * 1024;
/** Files of plans and reports may have this many bytes; a form with one has room for its text besides. */
export const MAX_FILE_MB = 25;
const UPLOAD_LIMIT = MAX_FILE_MB * MB + 2 * MB;
/** A form without a file: text only. */
const TEXT_LIMIT = 2 * MB;

export const headers = (): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      frameSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'self'"],
    },
    referrerPolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    xFrameOptions: 'SAMEORIGIN',
    // Set by the proxy that ends TLS; over plain http browsers ignore it.
    strictTransportSecurity: 'max-age=31536000',
  });

function addressOf(c: Ctx, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded) return forwarded;
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    // Without a socket (app.request in tests) there is no address.
    return 'unknown';
  }
}

/** Prepares every request and stops forms that did not come from our pages. */
export function guard(
  deps: WebDeps,
  refuse: (c: Ctx, reason: string, wayOut: string) => Response | Promise<Response>,
): MiddlewareHandler<WebEnv> {
  const secure = deps.publicUrl.startsWith('https://');
  return async (c, next) => {
    c.set('requestId', randomUUID().slice(0, 8));
    c.set('ip', addressOf(c, deps.trustProxy ?? false));
    // Nothing of a person's pages stays in a shared browser; a unit's form may come back with the Back button.
    c.header('cache-control', c.req.path.startsWith('/b/') ? 'private, no-cache' : 'private, no-store');
    prepareCsrf(c, { secret: deps.authSecret, secure });
    if (c.req.method === 'GET' || c.req.method === 'HEAD') {
      c.set('form', formOf([]));
      return next();
    }
    if (isForeignOrigin(c, deps.publicUrl)) {
      return refuse(
        c,
        'Yêu cầu này đến từ một trang khác nên không được thực hiện.',
        'Mở lại trang của Đôn Đốc rồi thực hiện lại.',
      );
    }
    const isUpload = c.req.header('content-type')?.startsWith('multipart/form-data') ?? false;
    c.set('form', await readForm(c.req.raw, isUpload ? UPLOAD_LIMIT : TEXT_LIMIT));
    if (!hasValidToken(c, deps.authSecret)) {
      return refuse(
        c,
        'Trang đã mở quá lâu hoặc trình duyệt không giữ cookie nên biểu mẫu chưa được nhận.',
        'Quay lại trang trước, tải lại trang rồi gửi lại. Nội dung đã lưu nháp vẫn còn.',
      );
    }
    return next();
  };
}
