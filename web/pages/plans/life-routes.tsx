/** Changes in a plan's life: shown first with everything they move, then done. */
import { Hono } from 'hono';
import { applyDeadlineChange, type DeadlineChange, previewDeadlineChange } from '../../../services/deadlines';
import {
  type Amendment,
  amendPlan,
  previewAmendment,
  previewTermination,
  requestAdHoc,
  resumePlan,
  suspendPlan,
  terminatePlan,
} from '../../../services/plan-life';
import { lifePeriods } from '../../../services/queries/plan-life';
import type { PlanView } from '../../../services/queries/plans';
import { unitViews } from '../../../services/queries/units';
import { hasOwnPolicy, policyOf } from '../../../services/settings';
import { savePlanPolicy } from '../../../services/settings-changes';
import { allows, need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import type { ReadForm } from '../../http/form';
import { page, problemOf, type ServiceError, staffScope, tell } from '../../http/respond';
import { LADDER_FIELD_IDS, policyFromForm } from '../office/ladder-form';
import { type LifePreview, PlanLifePage } from './life';

const NOTICES: Record<string, string> = {
  'tam-dung': 'Đã tạm dừng kế hoạch. Không còn nhắc và không lập đề nghị đôn đốc.',
  'tiep-tuc': 'Đã tiếp tục kế hoạch.',
  'doi-han': 'Đã đổi hạn. Người đã được nhắc nhận thông báo hạn mới.',
  'sua-doi': 'Đã sửa đổi kế hoạch.',
  'nac-nhac': 'Đã đổi nấc nhắc của kế hoạch này. Nấc đã gửi không gửi lại.',
  'dot-xuat': 'Đã gửi yêu cầu báo cáo đột xuất.',
  'cham-dut': 'Đã ghi ngày kết thúc kế hoạch.',
};

type OnPlan = (
  handler: (c: Ctx, plan: PlanView) => Response | Promise<Response>,
) => (c: Ctx) => Promise<Response>;

/** Fields to send again with the confirmation. */
const hidden = (
  form: ReadForm,
  names: readonly string[],
  more: Record<string, string> = {},
): [string, string][] => [
  ...names.flatMap((name) => form.all(name).map((value): [string, string] => [name, value])),
  ...Object.entries(more),
];

export function planLifeRoutes(deps: WebDeps, onPlan: OnPlan): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  const show = async (
    c: Ctx,
    plan: PlanView,
    state: { preview?: LifePreview; error?: ServiceError; action?: string } = {},
  ) => {
    const viewer = staffOf(c);
    const { organizationId } = viewer;
    const asOf = deps.clock.now();
    const [periods, units, policy, ownPolicy] = await Promise.all([
      lifePeriods(db, { organizationId, planId: plan.id }),
      unitViews(db, { organizationId, asOf }),
      policyOf(db, organizationId, plan.id),
      hasOwnPolicy(db, organizationId, plan.id),
    ]);
    const form = c.get('form');
    const typed = {
      ...Object.fromEntries(form.names().map((name) => [name, form.text(name)])),
      action: state.action ?? '',
    };
    const ids = {
      reason: `reason-${state.action}`,
      termFrom: 'sd-termFrom',
      termTo: 'sd-termTo',
      ...LADDER_FIELD_IDS,
      ...Object.fromEntries(plan.rules.map(({ id }) => [`ruleUnits.${id}`, `sd-${id}`])),
    };
    return page(
      c,
      <PlanLifePage
        {...{ viewer, plan, periods, units, asOf, typed, policy, ownPolicy }}
        csrf={c.get('csrf')}
        may={{ edit: allows(viewer, 'plan.edit'), deadlines: allows(viewer, 'deadline.edit') }}
        preview={state.preview}
        problems={state.error ? [problemOf(state.error, ids)] : []}
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
      state.error ? 422 : 200,
    );
  };
  app.get(
    '/ke-hoach/:id/vong-doi',
    onPlan((c, plan) => show(c, plan)),
  );

  const done = async (
    c: Ctx,
    plan: PlanView,
    action: string,
    result: { ok: true } | { ok: false; error: ServiceError },
  ) => {
    if (!result.ok) return show(c, plan, { error: result.error, action });
    await tell(c, deps, staffOf(c).organizationId);
    return c.redirect(`/ke-hoach/${plan.id}/vong-doi?tb=${action}`, 303);
  };
  const textOr = (form: ReadForm, name: string) => (form.text(name) ? { [name]: form.text(name) } : {});
  const isConfirmed = (form: ReadForm) => form.text('buoc') === 'lam';

  app.post(
    '/ke-hoach/:id/vong-doi/tam-dung',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const form = c.get('form');
      const input = { planId: plan.id, reason: form.text('reason'), ...textOr(form, 'document') };
      return done(c, plan, 'tam-dung', await suspendPlan(db, staffScope(c, deps), input));
    }),
  );

  app.post(
    '/ke-hoach/:id/vong-doi/tiep-tuc',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const form = c.get('form');
      const input = {
        planId: plan.id,
        reason: form.text('reason'),
        ...textOr(form, 'document'),
        ...textOr(form, 'newDateForMissed'),
      };
      return done(c, plan, 'tiep-tuc', await resumePlan(db, staffScope(c, deps), input));
    }),
  );

  app.post(
    '/ke-hoach/:id/vong-doi/nac-nhac',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const form = c.get('form');
      const scope = staffScope(c, deps);
      const before = await policyOf(db, scope.organizationId, plan.id);
      const read = form.text('chung') === '1' ? { policy: null } : policyFromForm(form, before);
      if ('error' in read) return done(c, plan, 'nac-nhac', { ok: false, error: read.error });
      const saved = await savePlanPolicy(db, scope, { planId: plan.id, policy: read.policy });
      const [error] = saved.ok ? [] : saved.errors;
      return done(c, plan, 'nac-nhac', error ? { ok: false, error } : { ok: true });
    }),
  );

  app.post(
    '/ke-hoach/:id/vong-doi/doi-han',
    need('deadline.edit'),
    onPlan(async (c, plan) => {
      const form = c.get('form');
      const scope = staffScope(c, deps);
      const change: DeadlineChange = {
        kind: 'period',
        periodId: form.text('periodId'),
        date: form.text('date'),
      };
      const reason = form.text('reason');
      if (isConfirmed(form)) {
        const input = { change, reason, fingerprint: form.text('fingerprint'), ...textOr(form, 'document') };
        return done(c, plan, 'doi-han', await applyDeadlineChange(db, scope, input));
      }
      if (reason === '') {
        const error = {
          code: 'REASON_MISSING',
          field: 'reason',
          message: 'Chưa nêu lý do khi đổi hạn nộp. Ghi lý do để lưu vào nhật ký.',
        };
        return show(c, plan, { error, action: 'doi-han' });
      }
      const shown = await previewDeadlineChange(db, scope, change);
      if (!shown.ok) return show(c, plan, { error: shown.error, action: 'doi-han' });
      const { moves, kept, fingerprint } = shown.preview;
      return show(c, plan, {
        action: 'doi-han',
        preview: {
          title: 'Đổi hạn nộp: những gì sẽ thay đổi',
          action: 'doi-han',
          fields: hidden(form, ['periodId', 'date', 'reason', 'document'], { fingerprint }),
          rows: [
            ...moves.map(({ unitName, periodLabel, from, to, why }) => ({
              unitName,
              periodLabel,
              from,
              to,
              note: why,
            })),
            ...kept.map(({ unitName, periodLabel, dueAt, reason: note }) => ({
              unitName,
              periodLabel,
              from: dueAt,
              to: dueAt,
              note: `giữ nguyên: ${note}`,
            })),
          ],
          confirm: 'Đổi hạn',
        },
      });
    }),
  );

  const amendmentOf = (form: ReadForm, plan: PlanView): Omit<Amendment, 'reason'> => {
    const changed = plan.rules.flatMap((rule) => {
      const unitIds = form.all(`ruleUnits.${rule.id}`).filter(Boolean);
      const same = unitIds.length === rule.unitIds.length && unitIds.every((id) => rule.unitIds.includes(id));
      // Without any box ticked the rule is left as it is: taking a rule away is a change of its own.
      return unitIds.length === 0 || same ? [] : [{ ruleId: rule.id, unitIds }];
    });
    const dates = (['termFrom', 'termTo'] as const).flatMap((name) => {
      const date = form.text(name);
      return date && date !== plan[name] ? [[name, date] as const] : [];
    });
    return {
      planId: plan.id,
      ...Object.fromEntries(dates),
      ...(changed.length > 0 ? { ruleUnits: changed } : {}),
      ...textOr(form, 'document'),
    };
  };

  app.post(
    '/ke-hoach/:id/vong-doi/sua-doi',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const form = c.get('form');
      const scope = staffScope(c, deps);
      const amendment = amendmentOf(form, plan);
      const reason = form.text('reason');
      if (isConfirmed(form)) {
        const input = { ...amendment, reason, fingerprint: form.text('fingerprint') };
        return done(c, plan, 'sua-doi', await amendPlan(db, scope, input));
      }
      const shown = await previewAmendment(db, scope, amendment);
      if (!shown.ok) return show(c, plan, { error: shown.error, action: 'sua-doi' });
      const { added, removed, moves, kept, fingerprint } = shown.preview;
      const names = [
        'termFrom',
        'termTo',
        'reason',
        'document',
        ...plan.rules.map(({ id }) => `ruleUnits.${id}`),
      ];
      return show(c, plan, {
        action: 'sua-doi',
        preview: {
          title: 'Sửa đổi kế hoạch: những gì sẽ thay đổi',
          action: 'sua-doi',
          fields: hidden(form, names, { fingerprint }),
          rows: [
            ...added.map(({ unitName, periodLabel, dueAt }) => ({
              unitName,
              periodLabel,
              from: null,
              to: new Date(dueAt),
              note: 'thêm báo cáo',
            })),
            ...removed.map(({ unitName, periodLabel, dueAt }) => ({
              unitName,
              periodLabel,
              from: dueAt,
              to: null,
              note: 'bỏ báo cáo',
            })),
            ...moves.map(({ unitName, periodLabel, from, to, why }) => ({
              unitName,
              periodLabel,
              from,
              to,
              note: why,
            })),
            ...kept.map(({ unitName, periodLabel, dueAt, reason: note }) => ({
              unitName,
              periodLabel,
              from: dueAt,
              to: dueAt,
              note: `giữ nguyên: ${note}`,
            })),
          ],
          confirm: 'Sửa đổi kế hoạch',
        },
      });
    }),
  );

  app.post(
    '/ke-hoach/:id/vong-doi/cham-dut',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const form = c.get('form');
      const scope = staffScope(c, deps);
      const input = {
        planId: plan.id,
        on: form.text('on'),
        reason: form.text('reason'),
        ...textOr(form, 'document'),
      };
      if (isConfirmed(form)) return done(c, plan, 'cham-dut', await terminatePlan(db, scope, input));
      const shown = await previewTermination(db, scope, input);
      if (!shown.ok) return show(c, plan, { error: shown.error, action: 'cham-dut' });
      const { cancelled, moved, kept } = shown.preview;
      return show(c, plan, {
        action: 'cham-dut',
        preview: {
          title: 'Kết thúc trước hạn: những gì sẽ thay đổi',
          action: 'cham-dut',
          fields: hidden(form, ['on', 'reason', 'document']),
          rows: [
            ...cancelled.map(({ unitName, periodLabel, dueAt }) => ({
              unitName,
              periodLabel,
              from: dueAt,
              to: null,
              note: 'hủy báo cáo',
            })),
            ...moved.map(({ unitName, periodLabel, from, to }) => ({
              unitName,
              periodLabel,
              from,
              to,
              note: 'báo cáo cuối',
            })),
            ...kept.map(({ unitName, periodLabel, dueAt, reason: note }) => ({
              unitName,
              periodLabel,
              from: dueAt,
              to: dueAt,
              note: `giữ nguyên: ${note}`,
            })),
          ],
          confirm: 'Kết thúc kế hoạch',
        },
      });
    }),
  );

  app.post(
    '/ke-hoach/:id/vong-doi/dot-xuat',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const form = c.get('form');
      const input = {
        planId: plan.id,
        label: form.text('label'),
        unitIds: form.all('unitIds').filter(Boolean),
        dueOn: form.text('dueOn'),
        ...textOr(form, 'content'),
        ...textOr(form, 'hour'),
        ...textOr(form, 'document'),
      };
      return done(c, plan, 'dot-xuat', await requestAdHoc(db, staffScope(c, deps), input));
    }),
  );
  return app;
}
