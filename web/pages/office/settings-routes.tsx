/** The settings page and its forms. */
import { Hono } from 'hono';
import { staffAndChannels } from '../../../services/queries/settings';
import { policyOf, settingsOf } from '../../../services/settings';
import { type SettingsSaved, saveSettings, setDelegation } from '../../../services/settings-changes';
import { need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import { changeStaffAccount, createStaffAccount, resetPassword } from '../../auth/staff';
import type { Ctx, StaffRole, WebDeps, WebEnv } from '../../deps';
import type { ReadForm } from '../../http/form';
import { page, problemOf, type ServiceError, staffScope, tell } from '../../http/respond';
import type { FormProblem } from '../../ui/form';
import { chainRoutes } from './chain';
import { LADDER_FIELD_IDS, policyFromForm, whole } from './ladder-form';
import { SettingsPage, STAFF_ROLE_WORDS } from './settings';
import { signerRoutes } from './signers';

const NOTICES: Record<string, string> = {
  'da-luu': 'Đã lưu.',
  'da-tao': 'Đã tạo tài khoản. Trao mật khẩu ban đầu cho người dùng bằng kênh riêng.',
};

const isRole = (text: string): text is StaffRole => Object.hasOwn(STAFF_ROLE_WORDS, text);

export function settingsRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;
  app.use('/thiet-lap', need('settings.edit'));
  app.use('/thiet-lap/*', need('settings.edit'));
  app.route('/', chainRoutes(deps));
  app.route('/', signerRoutes(deps));

  const show = async (c: Ctx, state: { problems?: FormProblem[]; typed?: Record<string, string> } = {}) => {
    const viewer = staffOf(c);
    const { organizationId } = viewer;
    const asOf = deps.clock.now();
    const [people, settings, policy] = await Promise.all([
      staffAndChannels(db, { organizationId, asOf }),
      settingsOf(db, organizationId),
      policyOf(db, organizationId),
    ]);
    return page(
      c,
      <SettingsPage
        {...people}
        {...{ viewer, settings, policy, asOf }}
        csrf={c.get('csrf')}
        problems={state.problems ?? []}
        typed={state.typed}
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
      state.problems ? 422 : 200,
    );
  };
  app.get('/thiet-lap', (c) => show(c));

  const typedOf = (form: ReadForm, more: Record<string, string>) => {
    const { password: _never, ...typed } = Object.fromEntries(
      form.names().map((name) => [name, form.text(name)]),
    );
    return { ...typed, ...more };
  };
  type Done = { ok: true } | { ok: false; error: ServiceError };
  const one = (
    saved: SettingsSaved,
  ): Done | { ok: false; error: ServiceError; errors: readonly ServiceError[] } => {
    if (saved.ok) return saved;
    const [error = { code: 'FIELD_INVALID', message: 'Chưa lưu được.' }] = saved.errors;
    return { ok: false, error, errors: saved.errors };
  };
  const done = async (
    c: Ctx,
    action: string,
    result: Done | { ok: false; error: ServiceError; errors?: readonly ServiceError[] },
    { notice = 'da-luu', userId }: { notice?: string; userId?: string } = {},
  ) => {
    if (result.ok) {
      await tell(c, deps, staffOf(c).organizationId);
      return c.redirect(`/thiet-lap?tb=${notice}`, 303);
    }
    const errors = 'errors' in result && result.errors ? result.errors : [result.error];
    const problems = errors.map((error) => {
      const problem = problemOf(error, LADDER_FIELD_IDS);
      const field = problem.field?.replace(/^steps\..*/, 'steps') ?? null;
      return { ...problem, field: field && userId ? `${field}-${userId}` : field };
    });
    return show(c, { problems, typed: typedOf(c.get('form'), { action, ...(userId ? { userId } : {}) }) });
  };

  app.post('/thiet-lap/nguoi', async (c) => {
    const form = c.get('form');
    const role = form.text('role');
    const result = await createStaffAccount(db, staffScope(c, deps), {
      email: form.text('email'),
      password: form.raw('password'),
      name: form.text('name'),
      title: form.text('title') || null,
      role: isRole(role) ? role : 'officer',
    });
    return done(c, 'them-nguoi', result, { notice: 'da-tao' });
  });

  app.post('/thiet-lap/nguoi/:id', async (c) => {
    const form = c.get('form');
    const userId = c.req.param('id');
    const scope = staffScope(c, deps);
    const role = form.text('role');
    const password = form.raw('password');
    const changed = await changeStaffAccount(db, scope, {
      userId,
      title: form.text('title') || null,
      active: form.text('active') !== '0',
      ...(isRole(role) ? { role } : {}),
    });
    const result = changed.ok && password ? await resetPassword(db, scope, { userId, password }) : changed;
    return done(c, 'sua-nguoi', result, { userId });
  });

  app.post('/thiet-lap/uy-quyen', async (c) => {
    const form = c.get('form');
    const result = await setDelegation(db, staffScope(c, deps), {
      fromUserId: form.text('fromUserId'),
      toUserId: form.text('toUserId'),
      fromDate: form.text('fromDate'),
      toDate: form.text('toDate'),
    });
    return done(c, 'uy-quyen', one(result));
  });

  app.post('/thiet-lap/nac-nhac', async (c) => {
    const form = c.get('form');
    const scope = staffScope(c, deps);
    const read = policyFromForm(form, await policyOf(db, scope.organizationId));
    if ('error' in read) return done(c, 'nac-nhac', { ok: false, error: read.error });
    const { policy } = read;
    return done(c, 'nac-nhac', one(await saveSettings(db, scope, { policy })));
  });

  app.post('/thiet-lap/quyet-dinh', async (c) => {
    const form = c.get('form');
    const numbers = ['correctionWorkingDays', 'letterWorkingDays', 'approverReminderWorkingDays'] as const;
    const bad = numbers.find((name) => whole(form.text(name)) === null);
    if (bad)
      return done(c, 'quyet-dinh', {
        ok: false,
        error: { code: 'FIELD_INVALID', field: bad, message: 'Nhập số ngày làm việc, ví dụ 3.' },
      });
    const patch = {
      ...Object.fromEntries(numbers.map((name) => [name, Number(form.text(name))])),
      fourEyes: form.text('fourEyes') === '1',
      approverIds: form.all('approverIds').filter(Boolean),
    };
    return done(c, 'quyet-dinh', one(await saveSettings(db, staffScope(c, deps), patch)));
  });
  return app;
}
