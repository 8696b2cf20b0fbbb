/** The portal as one application: guard, session, pages. `createApp` is also what tests drive without a socket. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { createAuth } from './auth/auth';
import { readSession, requireStaff } from './auth/session';
import type { WebDeps, WebEnv, WebOptions } from './deps';
import { assetRoutes } from './http/assets';
import { guard, headers } from './http/guard';
import { page } from './http/respond';
import { boardRoutes } from './pages/board/routes';
import { escalationRoutes } from './pages/escalations/routes';
import { feedRoutes } from './pages/feed';
import { healthRoutes } from './pages/health';
import { leaderLinkRoutes } from './pages/leaders/link';
import { situationRoutes } from './pages/leaders/situation';
import { unitLinkRoutes } from './pages/link/routes';
import { logInRoutes } from './pages/log-in';
import { calendarRoutes } from './pages/office/calendar-routes';
import { forecastRoutes } from './pages/office/forecast-routes';
import { journalRoutes } from './pages/office/journal';
import { messageRoutes } from './pages/office/messages';
import { settingsRoutes } from './pages/office/settings-routes';
import { todayRoutes } from './pages/office/today';
import { planRoutes } from './pages/plans/routes';
import { summaryRoutes } from './pages/summaries/routes';
import { unitRoutes } from './pages/units/routes';
import { ErrorPage } from './ui/error-page';
import { zaloWebhookRoutes } from './webhooks/zalo';

export function createApp(options: WebOptions): Hono<WebEnv> {
  const { db, authSecret: secret, publicUrl } = options;
  const deps: WebDeps = { ...options, auth: createAuth({ db, secret, publicUrl }) };
  const app = new Hono<WebEnv>();
  app.use(headers());
  app.use(compress());
  app.route('/', assetRoutes());
  app.route('/', healthRoutes(deps));
  app.route('/', zaloWebhookRoutes(deps));

  app.use(
    guard(deps, (c, reason, wayOut) =>
      page(c, <ErrorPage title="Chưa thực hiện được" reason={reason} wayOut={wayOut} />, 403),
    ),
  );
  app.route('/', feedRoutes(deps));
  app.route('/', unitLinkRoutes(deps));
  app.route('/', leaderLinkRoutes(deps));
  // Behind a link nobody has an account: an address that is wrong there is not found, instead of asking to log in.
  for (const folder of ['/b/*', '/l/*']) app.all(folder, (c) => c.notFound());

  app.use(async (c, next) => {
    await readSession(c, deps);
    await next();
  });
  app.route('/', logInRoutes(deps));
  app.use(requireStaff);
  app.get('/', (c) => c.redirect(c.get('viewer')?.role === 'leader' ? '/tinh-hinh' : '/hom-nay', 303));
  for (const routes of [
    todayRoutes,
    planRoutes,
    boardRoutes,
    escalationRoutes,
    summaryRoutes,
    situationRoutes,
    unitRoutes,
    messageRoutes,
    journalRoutes,
    calendarRoutes,
    forecastRoutes,
    settingsRoutes,
  ]) {
    app.route('/', routes(deps));
  }

  app.notFound((c) =>
    page(
      c,
      <ErrorPage
        title="Không tìm thấy trang"
        reason="Địa chỉ này không có trang nào."
        wayOut="Kiểm tra lại đường dẫn trong thông báo, hoặc quay về trang chính."
        home="/"
      />,
      404,
    ),
  );
  app.onError((error, c) => {
    const reference = c.get('requestId') ?? 'khong-ro';
    deps.log?.({
      level: 'error',
      message: `request failed: ${c.req.method} ${routeOf(c.req.path)}`,
      requestId: reference,
      error,
    });
    return page(
      c,
      <ErrorPage
        title="Có lỗi ngoài dự kiến"
        reason="Hệ thống chưa thực hiện được yêu cầu này. Nội dung đã lưu trước đó vẫn còn."
        wayOut="Thử lại sau ít phút. Nếu vẫn lỗi, báo mã dưới đây cho quản trị viên."
        reference={reference}
        home="/"
      />,
      500,
    );
  });
  return app;
}

/** Link tokens are secrets and stay out of the log. */
const routeOf = (path: string): string =>
  path.replace(/^\/(b|l)\/[^/]+/, '/$1/…').replace(/^\/lich\/.+\.ics$/, '/lich/….ics');
