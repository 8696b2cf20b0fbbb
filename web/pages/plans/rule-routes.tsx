/** Reporting rules of a draft: saved, confirmed, dropped, or taken from a preset. */
import { Hono } from 'hono';
import { RULE_PRESETS } from '../../../config/presets/rules';
import { dropRule, saveRule } from '../../../services/plans';
import type { PlanView } from '../../../services/queries/plans';
import { need } from '../../auth/permit';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { problemOf, staffScope } from '../../http/respond';
import type { FormProblem } from '../../ui/form';
import { type PartKey, partHref } from './frame';
import { type RuleFields, ruleFieldsFromForm, ruleFromFields } from './rule-form';

/** What a refused form of a plan's part brings back to the page. */
export interface PartState {
  problems?: FormProblem[];
  typedAnswer?: { questionId: string; answer: string };
  typedFacts?: Record<string, string>;
  typedRule?: { ruleId: string; fields: RuleFields };
}

type OnPlan = (
  handler: (c: Ctx, plan: PlanView) => Response | Promise<Response>,
) => (c: Ctx) => Promise<Response>;

export interface PlanPages {
  onPlan: OnPlan;
  showPart: (c: Ctx, plan: PlanView, part: PartKey, state?: PartState) => Promise<Response>;
}

export function ruleRoutes(deps: WebDeps, { onPlan, showPart }: PlanPages): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  app.post(
    '/ke-hoach/:id/che-do/:ruleId',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const ruleId = c.req.param('ruleId') ?? '';
      const existing = plan.rules.find(({ id }) => id === ruleId) ?? null;
      if (!existing && ruleId !== 'moi') return c.notFound();
      const fields = ruleFieldsFromForm(c.get('form'));
      const again = (problems: FormProblem[]) =>
        showPart(c, plan, 'che-do', {
          // Each rule has its own form on the page, so its fields carry the rule's id.
          problems: problems.map(({ field, message }) => ({
            field: field ? `${field}-${ruleId}` : null,
            message,
          })),
          typedRule: { ruleId, fields },
        });
      const parsed = ruleFromFields(fields, existing);
      if (!parsed.ok) return again(parsed.problems);
      const confirm = c.get('form').text('action') === 'confirm';
      const done = await saveRule(db, staffScope(c, deps), {
        ...parsed.rule,
        planId: plan.id,
        ...(existing ? { ruleId } : {}),
        confirm,
      });
      if (!done.ok) {
        const problem = problemOf(done.error);
        return again([
          { ...problem, field: problem.field?.startsWith('deadline') ? 'deadlineKind' : problem.field },
        ]);
      }
      return c.redirect(
        `${partHref(plan.id, 'che-do')}&tb=${confirm ? 'da-xac-nhan' : 'da-luu'}#che-do-${done.ruleId}`,
        303,
      );
    }),
  );

  app.post(
    '/ke-hoach/:id/che-do/:ruleId/bo',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const ruleId = c.req.param('ruleId') ?? '';
      const reason = c.get('form').text('reason');
      if (!plan.rules.some(({ id }) => id === ruleId)) return c.notFound();
      if (reason === '') {
        const message = 'Nêu lý do bỏ chế độ báo cáo, để lưu vào nhật ký.';
        return showPart(c, plan, 'che-do', { problems: [{ field: `bo-${ruleId}`, message }] });
      }
      const done = await dropRule(db, staffScope(c, deps), { planId: plan.id, ruleId, reason });
      if (!done.ok) return showPart(c, plan, 'che-do', { problems: [problemOf(done.error)] });
      return c.redirect(`${partHref(plan.id, 'che-do')}&tb=da-bo`, 303);
    }),
  );

  app.post(
    '/ke-hoach/:id/mau',
    need('plan.edit'),
    onPlan(async (c, plan) => {
      const preset = RULE_PRESETS.find(({ code }) => code === c.get('form').text('preset'));
      if (!preset) {
        return showPart(c, plan, 'che-do', {
          problems: [{ field: 'mau-co-san', message: 'Chưa chọn mẫu nào.' }],
        });
      }
      for (const rule of preset.rules) {
        const done = await saveRule(db, staffScope(c, deps), {
          ...rule,
          planId: plan.id,
          deadlineSource: { kind: 'preset', text: rule.deadlineSource.text },
          unitIds: Object.values(plan.unitMap).filter((id): id is string => id !== null),
          confirm: false,
        });
        if (!done.ok) return showPart(c, plan, 'che-do', { problems: [problemOf(done.error)] });
      }
      return c.redirect(`${partHref(plan.id, 'che-do')}&tb=da-luu`, 303);
    }),
  );
  return app;
}
