/** Indicators of a running plan: the form, the preview, the change. */
import { Hono } from 'hono';
import { parseVietnameseNumber } from '../../../domain/indicator-input';
import { addTargets, retireTarget } from '../../../services/plan-life';
import { reportsToCome, runningTargets } from '../../../services/queries/plan-targets';
import type { PlanView } from '../../../services/queries/plans';
import { unitOptions } from '../../../services/queries/units';
import { need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import type { ReadForm } from '../../http/form';
import { page, problemOf, staffScope, tell } from '../../http/respond';
import type { FormProblem } from '../../ui/form';
import { COMPARATORS, TargetsPage } from './targets';

type OnPlan = (
  handler: (c: Ctx, plan: PlanView) => Response | Promise<Response>,
) => (c: Ctx) => Promise<Response>;

const NOTICES: Record<string, string> = {
  'da-them': 'Đã bổ sung chỉ tiêu. Báo cáo chưa gửi của các đơn vị đã hỏi thêm chỉ tiêu này.',
  'da-bo': 'Đã thôi theo dõi chỉ tiêu. Số liệu đã gửi vẫn giữ.',
};

const isComparator = (text: string): text is keyof typeof COMPARATORS => Object.hasOwn(COMPARATORS, text);

/** The indicator as typed, or what is wrong with it, at the fields. */
function targetFrom(form: ReadForm, units: readonly { id: string }[]) {
  const problems: FormProblem[] = [];
  const fault = (field: string, message: string) => problems.push({ field, message });
  const indicator = form.text('indicator');
  const unitIds = form.all('unitIds').filter((id) => units.some((unit) => unit.id === id));
  const typed = form.text('value');
  const number = typed === '' ? null : parseVietnameseNumber(typed);
  const year = form.text('milestoneYear');
  if (indicator === '') fault('indicator', 'Chưa có tên chỉ tiêu. Ghi như trong văn bản.');
  if (number && !number.ok) fault('value', 'Không hiểu số này. Viết theo kiểu Việt Nam, ví dụ 1.250,75.');
  if (year !== '' && !/^20\d\d$/.test(year)) fault('milestoneYear', 'Mốc năm gồm bốn chữ số, ví dụ 2028.');
  if (unitIds.length === 0) fault('unitIds', 'Chưa chọn đơn vị báo cáo. Chọn ít nhất một đơn vị.');
  if (form.text('reason') === '') fault('reason', 'Chưa nêu lý do. Ghi lý do để lưu vào nhật ký.');
  if (problems.length > 0) return { ok: false as const, problems };
  const comparator = form.text('comparator');
  const value = number?.ok ? number.value : null;
  const unit = form.text('unit');
  return {
    ok: true as const,
    target: {
      indicator,
      text: value === null ? indicator : `${typed}${unit ? ` ${unit}` : ''}`,
      comparator: value !== null && isComparator(comparator) ? comparator : null,
      value,
      unit: unit || null,
      milestoneYear: year === '' ? null : Number(year),
      unitIds,
    },
  };
}

export function targetRoutes(deps: WebDeps, onPlan: OnPlan): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;
  const base = '/ke-hoach/:id/chi-tieu-bo-sung';

  const show = async (
    c: Ctx,
    plan: PlanView,
    state: { problems?: FormProblem[]; preview?: Parameters<typeof TargetsPage>[0]['preview'] } = {},
  ) => {
    const viewer = staffOf(c);
    const { organizationId } = viewer;
    const form = c.get('form');
    const [targets, units] = await Promise.all([
      runningTargets(db, { organizationId, planId: plan.id }),
      unitOptions(db, { organizationId, asOf: deps.clock.now() }),
    ]);
    return page(
      c,
      <TargetsPage
        {...{ viewer, plan, targets, units }}
        csrf={c.get('csrf')}
        preview={state.preview}
        problems={state.problems ?? []}
        typed={Object.fromEntries(form.names().map((name) => [name, form.text(name)]))}
        chosenUnits={form.all('unitIds')}
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
      state.problems ? 422 : 200,
    );
  };

  app.get(
    base,
    need('plan.edit'),
    onPlan((c, plan) => show(c, plan)),
  );

  app.post(
    base,
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const form = c.get('form');
      const { organizationId } = staffOf(c);
      const units = await unitOptions(db, { organizationId, asOf: deps.clock.now() });
      const read = targetFrom(form, units);
      if (!read.ok) return show(c, plan, { problems: read.problems });
      if (form.text('buoc') !== 'lam') {
        const { unitIds } = read.target;
        const reports = await reportsToCome(db, { organizationId, planId: plan.id, unitIds });
        const names = form.names().filter((name) => name !== '_ma' && name !== 'buoc');
        const fields = names.flatMap((name) => form.all(name).map((value) => [name, value] as const));
        return show(c, plan, { preview: { reports, fields } });
      }
      const document = form.text('document');
      const added = await addTargets(db, staffScope(c, deps), {
        planId: plan.id,
        targets: [read.target],
        reason: form.text('reason'),
        ...(document ? { document } : {}),
      });
      if (!added.ok) return show(c, plan, { problems: [problemOf(added.error)] });
      await tell(c, deps, organizationId);
      return c.redirect(`/ke-hoach/${plan.id}/chi-tieu-bo-sung?tb=da-them`, 303);
    }),
  );

  app.post(
    `${base}/:targetId/bo`,
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const { organizationId } = staffOf(c);
      const targetId = c.req.param('targetId') ?? '';
      const own = await runningTargets(db, { organizationId, planId: plan.id });
      if (!own.some(({ id }) => id === targetId)) return c.notFound();
      const reason = c.get('form').text('reason');
      const done = await retireTarget(db, staffScope(c, deps), { targetId, reason });
      if (!done.ok)
        return show(c, plan, { problems: [problemOf(done.error, { reason: `reason-${targetId}` })] });
      await tell(c, deps, organizationId);
      return c.redirect(`/ke-hoach/${plan.id}/chi-tieu-bo-sung?tb=da-bo`, 303);
    }),
  );
  return app;
}
