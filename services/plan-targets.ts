/** Indicators added or retired while the plan runs: reports not yet sent follow, sent ones stay as they are (B29). */
import type { Aggregation, Comparator, TargetKind } from '../domain/compile-types';
import { domainError } from '../domain/errors';
import { targetDefaults } from '../domain/target-defaults';
import { audit, type Database, inTransaction, type Scope } from './context';
import { isId } from './obligations';
import { lockedPlan, NO_PLAN, type PlanChanged, reasonMissing, tellPlan } from './plan-state';

export interface TargetInput {
  indicator: string;
  text: string;
  comparator?: Comparator | null;
  value?: number | null;
  valueMax?: number | null;
  unit?: string | null;
  milestoneYear?: number | null;
  kind?: TargetKind;
  direction?: 'asc' | 'desc';
  aggregation?: Aggregation;
  parentId?: string | null;
  unitIds: string[];
}

/** Adds confirmed indicators. The forms of reports not yet sent show them at once; sent reports do not (B29). */
export function addTargets(
  db: Database,
  scope: Scope,
  input: { planId: string; targets: TargetInput[]; reason: string; document?: string },
): Promise<PlanChanged<{ targetIds: string[] }>> {
  return inTransaction(db, async (tx) => {
    const { organizationId } = scope;
    const reason = input.reason.trim();
    if (reason === '') return reasonMissing('bổ sung chỉ tiêu');
    const plan = await lockedPlan(tx, scope, input.planId);
    if (!plan) return NO_PLAN;
    const empty = input.targets.findIndex(
      ({ indicator, unitIds }) => indicator.trim() === '' || unitIds.length === 0,
    );
    if (empty >= 0) {
      const error = domainError(
        'FIELD_MISSING',
        { name: 'Tên chỉ tiêu và đơn vị báo cáo' },
        `targets.${empty}`,
      );
      return { ok: false as const, error };
    }
    const first = await tx.target.count({ where: { organizationId, planId: plan.id } });
    const targetIds: string[] = [];
    for (const [offset, target] of input.targets.entries()) {
      const defaults = targetDefaults({
        text: target.text,
        comparator: target.comparator ?? null,
        unit: target.unit ?? null,
        per: null,
      });
      const { id } = await tx.target.create({
        data: {
          organizationId,
          planId: plan.id,
          position: first + offset,
          indicator: target.indicator.trim(),
          text: target.text.trim() || target.indicator.trim(),
          comparator: target.comparator ?? null,
          value: target.value ?? null,
          valueMax: target.valueMax ?? null,
          unit: target.unit ?? null,
          milestoneYear: target.milestoneYear ?? null,
          kind: target.kind ?? 'indicator',
          measurable: target.value != null,
          direction: target.direction ?? defaults.direction,
          aggregation: target.aggregation ?? defaults.aggregation,
          parentId: target.parentId ?? null,
          confidence: 1,
          confirmed: true,
          units: { create: [...new Set(target.unitIds)].map((unitId) => ({ unitId })) },
        },
        select: { id: true },
      });
      targetIds.push(id);
    }
    await tx.plan.update({ where: { id: plan.id }, data: { revision: { increment: 1 } } });
    await audit(tx, scope, {
      action: 'plan.targets_added',
      subjectType: 'plan',
      subjectId: plan.id,
      before: { revision: plan.revision },
      after: {
        revision: plan.revision + 1,
        targetIds,
        ...(input.document ? { document: input.document } : {}),
      },
      reason,
    });
    await tellPlan(tx, scope, plan.id);
    return { ok: true as const, targetIds };
  });
}

/** Takes an indicator out of the forms to come; figures that were sent keep it. */
export function retireTarget(
  db: Database,
  scope: Scope,
  input: { targetId: string; reason: string },
): Promise<PlanChanged> {
  return inTransaction(db, async (tx) => {
    const reason = input.reason.trim();
    if (reason === '') return reasonMissing('bỏ chỉ tiêu');
    const target = isId(input.targetId)
      ? await tx.target.findUnique({
          where: { organizationId_id: { organizationId: scope.organizationId, id: input.targetId } },
        })
      : null;
    if (!target) return { ok: false as const, error: domainError('NOT_FOUND', { what: 'chỉ tiêu này' }) };
    await tx.target.update({ where: { id: target.id }, data: { confirmed: false } });
    await audit(tx, scope, {
      action: 'plan.target_retired',
      subjectType: 'plan',
      subjectId: target.planId,
      before: { targetId: target.id, confirmed: true },
      after: { targetId: target.id, confirmed: false },
      reason,
    });
    await tellPlan(tx, scope, target.planId);
    return { ok: true as const };
  });
}
