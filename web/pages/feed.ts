/** `/lich/<token>.ics`: calendar programs have no session, so the address itself is the key; guessing is slowed. */
import { Hono } from 'hono';
import { calendarFeed, readFeedToken } from '../../services/calendar-feed';
import type { WebDeps, WebEnv } from '../deps';
import { DEFAULT_RATE_LIMITS, RateLimiter } from '../http/rate-limit';

export function feedRoutes(deps: WebDeps): Hono<WebEnv> {
  const { db, clock, linkSecret, publicUrl } = deps;
  const app = new Hono<WebEnv>();
  const bad = new RateLimiter(deps.rateLimits?.badLinks ?? DEFAULT_RATE_LIMITS.badLinks);
  const all = new RateLimiter(deps.rateLimits?.linkRequests ?? DEFAULT_RATE_LIMITS.linkRequests);
  app.get('/lich/:file{.+\\.ics}', async (c) => {
    const ip = c.get('ip') ?? '';
    if (bad.isExhausted(ip) || !all.take(ip)) {
      return c.text('Có quá nhiều yêu cầu trong thời gian ngắn. Chờ ít phút rồi thử lại.', 429, {
        'retry-after': '60',
      });
    }
    const owner = readFeedToken(c.req.param('file').slice(0, -'.ics'.length), linkSecret);
    const feed = owner ? await calendarFeed(db, { owner, asOf: clock.now(), publicUrl }) : null;
    if (feed === null) {
      bad.take(ip);
      return c.text('Đường dẫn lịch không đúng hoặc không còn dùng. Lấy lại đường dẫn ở trang Lịch.', 404);
    }
    return c.body(feed, 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, max-age=900',
    });
  });
  return app;
}
