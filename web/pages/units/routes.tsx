/** Units and contacts: list, add, correct, hand over, confirm an address again. */
import { Hono } from 'hono';
import { feedPath } from '../../../services/calendar-feed';
import { isId } from '../../../services/obligations';
import { type UnitView, unitViews } from '../../../services/queries/units';
import { standingChange } from '../../../services/unit-record';
import {
  confirmRoute,
  createContact,
  createUnit,
  handOverContact,
  issueZaloCode,
  type RouteInput,
  updateContact,
  updateUnit,
} from '../../../services/units';
import { allows, need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import type { ReadForm } from '../../http/form';
import { page, problemOf, type ServiceError, staffScope, tell } from '../../http/respond';
import type { FormProblem } from '../../ui/form';
import { StaffPage } from '../../ui/layout';
import { ZaloSteps } from '../../ui/zalo-code';
import { unitChangeRoutes } from './change-routes';
import { UnitListPage } from './list';
import { unitRestoreRoutes } from './restore-routes';
import { UnitPage } from './unit';

const NOTICES: Record<string, string> = {
  'da-them': 'Đã thêm.',
  'da-luu': 'Đã lưu.',
  'da-ban-giao': 'Đã bàn giao. Thông báo đến người mới từ ngày đã chọn.',
  'da-thay-doi': 'Đã thay đổi. Đơn vị tiếp nhận được báo về các báo cáo nhận thêm.',
  'con-viec':
    'Đã thay đổi. Còn báo cáo mà đơn vị tiếp nhận đã có bản riêng: mở từng báo cáo còn nợ dưới đây để chuyển hoặc miễn.',
  'da-hoan-tac': 'Đã hoàn tác. Đơn vị hoạt động trở lại; đầu mối được báo về các báo cáo đang mở.',
  'dung-lai': 'Địa chỉ được dùng lại cho các thông báo sau.',
};

const KINDS = ['subordinate', 'independent', 'party'] as const;
const kindOf = (text: string) => KINDS.find((kind) => kind === text) ?? 'subordinate';
const aliasesOf = (form: ReadForm): string[] =>
  form
    .text('aliases')
    .split(';')
    .map((alias) => alias.trim())
    .filter(Boolean);

const routesOf = (form: ReadForm): RouteInput[] =>
  (['email', 'zalo', 'phone'] as const).flatMap((kind) => {
    const address = form.text(kind);
    return address ? [{ kind, address }] : [];
  });

const typedOf = (form: ReadForm, more: Record<string, string>): Record<string, string> => ({
  ...Object.fromEntries(form.names().map((name) => [name, form.text(name)])),
  ...more,
});

type Done = { ok: true } | { ok: false; error: ServiceError };

export function unitRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;
  app.use('/don-vi', need('plan.view'));
  app.use('/don-vi/*', need('plan.view'));
  const orgOf = (c: Ctx) => ({ organizationId: staffOf(c).organizationId, asOf: deps.clock.now() });

  const showList = async (
    c: Ctx,
    state: { problems?: FormProblem[]; typed?: Record<string, string> } = {},
  ) => {
    const viewer = staffOf(c);
    const units = await unitViews(db, orgOf(c));
    return page(
      c,
      <UnitListPage
        {...{ viewer, units }}
        csrf={c.get('csrf')}
        mayEdit={allows(viewer, 'unit.edit')}
        problems={state.problems ?? []}
        typed={state.typed}
      />,
      state.problems ? 422 : 200,
    );
  };
  app.get('/don-vi', (c) => showList(c));

  app.post('/don-vi', need('unit.edit'), async (c) => {
    const form = c.get('form');
    const done = await createUnit(db, staffScope(c, deps), {
      name: form.text('name'),
      kind: kindOf(form.text('kind')),
      aliases: aliasesOf(form),
    });
    if (!done.ok) return showList(c, { problems: [problemOf(done.error)], typed: typedOf(form, {}) });
    return c.redirect(`/don-vi/${done.id}?tb=da-them`, 303);
  });

  const show = async (
    c: Ctx,
    unit: UnitView,
    state: { problems?: FormProblem[]; typed?: Record<string, string> } = {},
  ) => {
    const viewer = staffOf(c);
    const change = unit.effectiveTo === null ? null : await standingChange(db, viewer, unit.id);
    return page(
      c,
      <UnitPage
        {...{ viewer, unit, change }}
        feedHref={feedPath({ kind: 'unit', id: unit.id }, deps.linkSecret)}
        hasZalo={deps.zalo !== undefined}
        csrf={c.get('csrf')}
        mayEdit={allows(viewer, 'unit.edit')}
        problems={state.problems ?? []}
        typed={state.typed}
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
      state.problems ? 422 : 200,
    );
  };

  const onUnit =
    (handler: (c: Ctx, unit: UnitView) => Response | Promise<Response>) =>
    async (c: Ctx): Promise<Response> => {
      const unitId = c.req.param('id') ?? '';
      const [unit] = isId(unitId) ? await unitViews(db, { ...orgOf(c), unitId }) : [];
      return unit ? handler(c, unit) : c.notFound();
    };
  app.route('/', unitChangeRoutes(deps, onUnit));
  app.route('/', unitRestoreRoutes(deps, onUnit));
  app.get(
    '/don-vi/:id',
    onUnit((c, unit) => show(c, unit)),
  );

  /** `suffix` makes the service's field names into the ids of the form at hand. */
  const answer = async (
    c: Ctx,
    unit: UnitView,
    input: { done: Done; notice: string; suffix: string; typed: Record<string, string> },
  ) => {
    const { done, suffix, typed } = input;
    if (!done.ok) {
      const problem = problemOf(done.error);
      const field = problem.field?.replace(/^routes\./, '') ?? null;
      return show(c, unit, {
        problems: [{ ...problem, field: field ? suffix.replace('*', field) : null }],
        typed,
      });
    }
    await tell(c, deps, staffOf(c).organizationId);
    return c.redirect(`/don-vi/${unit.id}?tb=${input.notice}`, 303);
  };

  app.post(
    '/don-vi/:id',
    need('unit.edit'),
    onUnit(async (c, unit) => {
      const form = c.get('form');
      const done = await updateUnit(db, staffScope(c, deps), {
        unitId: unit.id,
        name: form.text('name'),
        kind: kindOf(form.text('kind')),
        aliases: aliasesOf(form),
        ...(form.text('reason') ? { reason: form.text('reason') } : {}),
      });
      return answer(c, unit, { done, notice: 'da-luu', suffix: 'unit-*', typed: {} });
    }),
  );

  app.post(
    '/don-vi/:id/dau-moi',
    need('unit.edit'),
    onUnit(async (c, unit) => {
      const form = c.get('form');
      const done = await createContact(db, staffScope(c, deps), {
        unitId: unit.id,
        name: form.text('name'),
        title: form.text('title') || null,
        role: form.text('role') === 'head' ? 'head' : 'focal',
        routes: routesOf(form),
      });
      return answer(c, unit, {
        done,
        notice: 'da-them',
        suffix: '*-moi',
        typed: typedOf(form, { action: 'them' }),
      });
    }),
  );

  app.post(
    '/don-vi/:id/dau-moi/:contactId',
    need('unit.edit'),
    onUnit(async (c, unit) => {
      const form = c.get('form');
      const contactId = c.req.param('contactId') ?? '';
      const done = await updateContact(db, staffScope(c, deps), {
        contactId,
        name: form.text('name'),
        title: form.text('title') || null,
        role: form.text('role') === 'head' ? 'head' : 'focal',
        routes: routesOf(form),
      });
      const typed = typedOf(form, { action: 'sua', contactId });
      return answer(c, unit, { done, notice: 'da-luu', suffix: `*-${contactId}`, typed });
    }),
  );

  app.post(
    '/don-vi/:id/dau-moi/:contactId/ban-giao',
    need('unit.edit'),
    onUnit(async (c, unit) => {
      const form = c.get('form');
      const contactId = c.req.param('contactId') ?? '';
      const chosen = form.text('successor');
      const reason = form.text('reason');
      const successor =
        chosen === 'none'
          ? null
          : chosen === 'new' || chosen === ''
            ? { name: form.text('name'), title: form.text('title') || null, routes: routesOf(form) }
            : { contactId: chosen };
      const done = await handOverContact(db, staffScope(c, deps), {
        contactId,
        on: form.text('on'),
        successor,
        ...(reason ? { reason } : {}),
      });
      const typed = typedOf(form, { action: 'ban-giao', contactId });
      return answer(c, unit, { done, notice: 'da-ban-giao', suffix: `*-${contactId}`, typed });
    }),
  );

  // The code is shown once, on the answer itself: in an address it would stay in the history of the browser.
  app.post(
    '/don-vi/:id/dau-moi/:contactId/ma-zalo',
    need('unit.edit'),
    onUnit(async (c, unit) => {
      const contact = unit.contacts.find(({ id }) => id === c.req.param('contactId'));
      if (!contact || !deps.zalo) return c.notFound();
      const issued = await issueZaloCode(db, staffScope(c, deps), { contactId: contact.id });
      if (!issued.ok) return show(c, unit, { problems: [problemOf(issued.error)] });
      const viewer = staffOf(c);
      return page(
        c,
        <StaffPage
          title="Mã kết nối Zalo"
          viewer={viewer}
          csrf={c.get('csrf')}
          active="/don-vi"
          back={{ href: `/don-vi/${unit.id}`, label: unit.name }}
        >
          <h1>Trao mã này cho {contact.name}</h1>
          <ZaloSteps {...issued} office={viewer.organizationName} />
        </StaffPage>,
      );
    }),
  );

  app.post(
    '/don-vi/:id/dia-chi/:routeId/dung-lai',
    need('unit.edit'),
    onUnit(async (c, unit) => {
      const done = await confirmRoute(db, staffScope(c, deps), { routeId: c.req.param('routeId') ?? '' });
      return answer(c, unit, { done, notice: 'dung-lai', suffix: '*', typed: {} });
    }),
  );
  return app;
}
