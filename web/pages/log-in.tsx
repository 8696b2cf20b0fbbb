/** Staff log-in and log-out. */
import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import type { WebDeps, WebEnv } from '../deps';
import { DEFAULT_RATE_LIMITS, RateLimiter } from '../http/rate-limit';
import { page } from '../http/respond';
import { Button, ErrorSummary, Form, type FormProblem, TextField } from '../ui/form';
import { LinkPage } from '../ui/layout';

const LogInPage: FC<{ csrf: string; email?: string; back: string; problems?: readonly FormProblem[] }> = ({
  csrf,
  email,
  back,
  problems = [],
}) => (
  <LinkPage title={problems.length > 0 ? 'Lỗi: Đăng nhập' : 'Đăng nhập'} common>
    <ErrorSummary problems={problems} />
    <h1>Đăng nhập</h1>
    <p>
      Dành cho cán bộ, công chức của cơ quan. Đơn vị nộp báo cáo không cần tài khoản: xin mở đường dẫn trong
      thông báo.
    </p>
    <Form action="/dang-nhap" csrf={csrf}>
      <input type="hidden" name="ve" value={back} />
      <TextField
        name="email"
        label="Thư điện tử công vụ"
        type="email"
        autocomplete="username"
        value={email}
        problems={problems}
      />
      <TextField
        name="password"
        label="Mật khẩu"
        type="password"
        autocomplete="current-password"
        problems={problems}
      />
      <div class="actions">
        <Button>Đăng nhập</Button>
      </div>
    </Form>
    <p class="muted">Quên mật khẩu: đề nghị quản trị viên của cơ quan đặt lại.</p>
  </LinkPage>
);

/** Only addresses of this site; '//host' and 'https:' would lead away from it. */
const safeTarget = (target: string): string => (/^\/(?![/\\])[^\s\\]*$/.test(target) ? target : '/');

export function logInRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const failures = new RateLimiter(deps.rateLimits?.logIn ?? DEFAULT_RATE_LIMITS.logIn);

  app.get('/dang-nhap', (c) => {
    const back = safeTarget(c.req.query('ve') ?? '');
    if (c.get('viewer')) return c.redirect(back, 303);
    return page(c, <LogInPage csrf={c.get('csrf')} back={back} />);
  });

  app.post('/dang-nhap', async (c) => {
    const form = c.get('form');
    const email = form.text('email').toLowerCase();
    const password = form.raw('password');
    const back = safeTarget(form.text('ve'));
    const again = (problems: FormProblem[], status: 422 | 429) =>
      page(c, <LogInPage csrf={c.get('csrf')} email={email} back={back} problems={problems} />, status);

    const missing: FormProblem[] = [];
    if (email === '')
      missing.push({ field: 'email', message: 'Chưa nhập thư điện tử. Nhập địa chỉ thư công vụ của bạn.' });
    if (password === '') missing.push({ field: 'password', message: 'Chưa nhập mật khẩu.' });
    if (missing.length > 0) return again(missing, 422);

    const keys = [`ip ${c.get('ip')}`, `account ${email}`];
    if (keys.some((key) => failures.isExhausted(key))) {
      const message = 'Đăng nhập sai quá nhiều lần. Xin chờ một phút rồi thử lại.';
      return again([{ field: null, message }], 429);
    }
    const answer = await deps.auth.api.signInEmail({
      body: { email, password },
      headers: c.req.raw.headers,
      asResponse: true,
    });
    const user = answer.ok
      ? await deps.db.user.findUnique({ where: { email }, select: { active: true } })
      : null;
    if (!user?.active) {
      // The right password of a closed account opens nothing: the session just made ends at once.
      if (user) await deps.db.session.deleteMany({ where: { user: { email } } });
      for (const key of keys) failures.take(key);
      // One message for every cause: it does not tell whether the account exists.
      const message =
        'Thư điện tử hoặc mật khẩu chưa đúng. Kiểm tra lại, hoặc đề nghị quản trị viên đặt lại mật khẩu.';
      return again([{ field: 'password', message }], 422);
    }
    for (const key of keys) failures.forget(key);
    const response = c.redirect(back, 303);
    for (const cookie of answer.headers.getSetCookie()) response.headers.append('set-cookie', cookie);
    return response;
  });

  app.post('/dang-xuat', async (c) => {
    const answer = await deps.auth.api
      .signOut({ headers: c.req.raw.headers, asResponse: true })
      .catch(() => null);
    const response = c.redirect('/dang-nhap', 303);
    for (const cookie of answer?.headers.getSetCookie() ?? []) response.headers.append('set-cookie', cookie);
    return response;
  });
  return app;
}
