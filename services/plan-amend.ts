/** Amending an active plan: its term, and who reports under which rule; previewed, then carried out (B30). */
import { domainError } from '../domain/errors';
import type { Plan } from '../prisma/generated/client';
import { AMENDED, bringBack, mayComeBack } from './comeback';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { civilDateOrNull, dateColumn, dateColumnOrNull } from './dates';
import { applyMoves } from './deadline-moves';
import { isId } from './obligations';
import {
  type Amendment,
  type AmendmentPreview,
  type Decided,
  decideAmendment,
  previewOf,
} from './plan-amend-decide';
import {
  cancelRows,
  closeEmptyPeriods,
  lockedPlan,
  NO_PLAN,
  type PlanChanged,
  reasonMissing,
  tellPlan,
} from './plan-state';
import { writeProjection } from './projection';

export type { Amendment, AmendmentPreview };

export function previewAmendment(
  db: Database,
  scope: Scope,
  input: Omit<Amendment, 'reason'>,
): Promise<PlanChanged<{ preview: AmendmentPreview }>> {
  return inTransaction(db, async (tx) => {
    const plan = isId(input.planId)
      ? await tx.plan.findUnique({
          where: { organizationId_id: { organizationId: scope.organizationId, id: input.planId } },
        })
      : null;
    if (!plan) return NO_PLAN;
    const decided = await decideAmendment(tx, scope, plan, { ...input, reason: '' });
    return decided.ok ? { ok: true as const, preview: await previewOf(tx, scope, decided) } : decided;
  });
}

/** Carries the amendment out: term and rules, new reports, untouched future ones away, dates moved, all audited. */
export function amendPlan(
  db: Database,
  scope: Scope,
  input: Amendment,
): Promise<PlanChanged<{ preview: AmendmentPreview }>> {
  return inTransaction(db, async (tx) => {
    const { organizationId } = scope;
    const reason = input.reason.trim();
    if (reason === '') return reasonMissing('sửa đổi kế hoạch');
    if (!isId(input.planId)) return NO_PLAN;
    await tx.$queryRaw`
      SELECT "id"::text FROM "Obligation" WHERE "organizationId" = ${organizationId}::uuid
        AND "planId" = ${input.planId}::uuid AND "state" IN ('expected', 'open') ORDER BY "id" FOR UPDATE`;
    const plan = await lockedPlan(tx, scope, input.planId);
    if (!plan) return NO_PLAN;
    const decided = await decideAmendment(tx, scope, plan, { ...input, reason });
    if (!decided.ok) return decided;
    const preview = await previewOf(tx, scope, decided);
    if (input.fingerprint !== undefined && input.fingerprint !== preview.fingerprint) {
      return { ok: false as const, error: domainError('PREVIEW_OUTDATED') };
    }
    await writeTerms(tx, scope, plan, input);
    for (const { periodId, dataFrom, dataTo, ...rest } of decided.spans) {
      const data = { ...rest, dataFrom: dateColumn(dataFrom), dataTo: dateColumn(dataTo) };
      await tx.reportingPeriod.update({ where: { id: periodId }, data });
    }
    const why = {
      reason,
      action: 'deadline.changed',
      ...(input.document ? { document: input.document } : {}),
    };
    await applyMoves(tx, scope, decided.moves, why);
    await cancelRows(
      tx,
      scope,
      preview.removed.map(({ obligationId }) => obligationId),
      `${AMENDED}${reason}`,
    );
    await bringBackWanted(tx, scope, decided);
    await writeProjection(tx, scope, plan.id);
    await openCurrent(tx, scope, plan.id);
    await closeEmptyPeriods(tx, scope, plan.id);
    await audit(tx, scope, {
      action: 'plan.amended',
      subjectType: 'plan',
      subjectId: plan.id,
      before: {
        termFrom: civilDateOrNull(plan.termFrom),
        termTo: civilDateOrNull(plan.termTo),
        revision: plan.revision,
      },
      after: {
        termFrom: input.termFrom ?? civilDateOrNull(plan.termFrom),
        termTo: input.termTo ?? civilDateOrNull(plan.termTo),
        revision: plan.revision + 1,
        added: preview.added.length,
        removed: preview.removed.length,
        moved: preview.moves.length,
        kept: preview.kept.map(({ obligationId }) => obligationId),
        ...(input.document ? { document: input.document } : {}),
      },
      reason,
    });
    await tellPlan(tx, scope, plan.id);
    return { ok: true as const, preview };
  });
}

async function writeTerms(tx: Tx, scope: Scope, plan: Plan, input: Amendment): Promise<void> {
  const { organizationId } = scope;
  await tx.plan.update({
    where: { id: plan.id },
    data: {
      revision: { increment: 1 },
      ...(input.termFrom ? { termFrom: dateColumnOrNull(input.termFrom) } : {}),
      ...(input.termTo ? { termTo: dateColumnOrNull(input.termTo) } : {}),
    },
  });
  for (const { ruleId, unitIds } of input.ruleUnits ?? []) {
    await tx.ruleUnit.deleteMany({ where: { organizationId, ruleId } });
    await tx.ruleUnit.createMany({
      data: [...new Set(unitIds)].map((unitId) => ({ organizationId, ruleId, unitId })),
    });
  }
  await tx.reportingRule.updateMany({
    where: { organizationId, planId: plan.id, id: { in: input.removeRules ?? [] } },
    data: { active: false },
  });
}

/** Reports an earlier change took away and this one wants again are there again. */
async function bringBackWanted(tx: Tx, scope: Scope, { actions, rows }: Decided): Promise<void> {
  const slotOf = (code: string, unitId: string): string => `${code}/${unitId}`;
  const gone = new Map(
    [...rows.values()].filter(mayComeBack).map((row) => [slotOf(row.period.code, row.unitId), row]),
  );
  for (const action of actions) {
    if (action.type !== 'add') continue;
    const row = gone.get(slotOf(action.row.periodCode, action.row.unitId));
    if (row) await bringBack(tx, scope, row);
  }
}

/** Reports added to a period whose cycle already runs are open from the start. */
async function openCurrent(tx: Tx, { organizationId }: Scope, planId: string): Promise<void> {
  await tx.obligation.updateMany({
    where: { organizationId, planId, state: 'expected', period: { state: 'open' } },
    data: { state: 'open' },
  });
}
