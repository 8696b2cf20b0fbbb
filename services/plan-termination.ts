/** Termination: later reports are cancelled, the final one moves, what was overdue stays overdue (B28). */
import { domainError } from '../domain/errors';
import { formatDate } from '../domain/format';
import { planTransition, type RegisterRow, terminateRows, terminationDeadline } from '../domain/plan';
import { timesUnder } from '../domain/projection';
import { endOfDay, type IsoDate, isIsoDate, localDate } from '../domain/time';
import type { Plan, Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { civilDate, dateColumn, instantColumn, instantOf } from './dates';
import { applyMoves } from './deadline-moves';
import { isId } from './obligations';
import { followPeriods, PERIOD_ROW, periodChange } from './period-moves';
import {
  cancelRows,
  closeEmptyPeriods,
  lockedPlan,
  NO_PLAN,
  type PlanChanged,
  reasonMissing,
  tellPlan,
} from './plan-state';
import { toDomain } from './projection';
import { policyOf } from './settings';

export interface Termination {
  planId: string;
  /** last day of the plan */
  on: IsoDate;
  reason: string;
  document?: string;
}

export interface TerminationPreview {
  cancelled: { obligationId: string; unitName: string; periodLabel: string; dueAt: Date }[];
  moved: { obligationId: string; unitName: string; periodLabel: string; from: Date; to: Date }[];
  /** overdue or received before: they stay as they are */
  kept: { obligationId: string; unitName: string; periodLabel: string; dueAt: Date; reason: string }[];
}

export function previewTermination(
  db: Database,
  scope: Scope,
  input: Termination,
): Promise<PlanChanged<{ preview: TerminationPreview }>> {
  return inTransaction(db, async (tx) => {
    const plan = isId(input.planId)
      ? await tx.plan.findUnique({
          where: { organizationId_id: { organizationId: scope.organizationId, id: input.planId } },
        })
      : null;
    if (!plan) return NO_PLAN;
    const decided = await decideTermination(tx, scope, plan, input);
    return decided.ok ? { ok: true as const, preview: decided.preview } : decided;
  });
}

const TERMINATION_ROW = {
  id: true,
  planId: true,
  unitId: true,
  namedUnitId: true,
  state: true,
  dueAt: true,
  periodId: true,
  unit: { select: { name: true } },
  period: { select: { ...PERIOD_ROW, rule: true } },
} satisfies Prisma.ObligationSelect;

type TerminationRow = Prisma.ObligationGetPayload<{ select: typeof TERMINATION_ROW }>;

const registerRow = (row: TerminationRow): RegisterRow => ({
  key: row.id,
  planId: row.planId,
  periodCode: row.period.code,
  unitId: row.unitId,
  namedUnitId: row.namedUnitId,
  status: row.state,
  dueAt: instantOf(row.dueAt),
  dataFrom: civilDate(row.period.dataFrom),
  dataTo: civilDate(row.period.dataTo),
  hasDraft: false,
  handSet: false,
});

async function decideTermination(tx: Tx, scope: Scope, plan: Plan, { on }: Termination) {
  const { organizationId } = scope;
  if (!isIsoDate(on)) return { ok: false as const, error: domainError('DATE_INVALID', { value: on }, 'on') };
  const next = planTransition(plan.state, 'terminate');
  if (!next.ok) return next;
  if (on > localDate(scope.asOf)) {
    return { ok: false as const, error: domainError('CHANGE_DATE_AHEAD', { date: formatDate(on) }, 'on') };
  }
  const rows = await tx.obligation.findMany({
    where: { organizationId, planId: plan.id, period: { state: { in: ['planned', 'open'] } } },
    select: TERMINATION_ROW,
    orderBy: { id: 'asc' },
  });
  const final = rows.find(({ period }) => period.cycle === 'tong_ket')?.period ?? null;
  const calendar = await calendarOf(tx, organizationId);
  const computed = final
    ? terminationDeadline({
        rule: toDomain(final.rule),
        termFrom: civilDate(plan.termFrom ?? plan.createdAt),
        terminatedOn: on,
        calendar,
      })
    : null;
  if (computed && !computed.ok) return computed;
  const finalDeadline = computed?.deadline ?? null;
  const { actions, kept } = terminateRows({
    rows: rows.map(registerRow),
    finalCode: final?.code ?? null,
    terminatedAt: endOfDay(on),
    finalDeadline,
    reason: `kế hoạch chấm dứt từ ngày ${formatDate(on)}`,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const about = (key: string) => {
    const row = byId.get(key);
    return row
      ? [{ obligationId: row.id, unitName: row.unit.name, periodLabel: row.period.label, dueAt: row.dueAt }]
      : [];
  };
  const preview: TerminationPreview = {
    cancelled: actions.flatMap((action) => (action.type === 'cancel' ? about(action.key) : [])),
    moved: actions.flatMap((action) =>
      action.type === 'move'
        ? about(action.key).map(({ dueAt, ...row }) => ({
            ...row,
            from: dueAt,
            to: instantColumn(action.to),
          }))
        : [],
    ),
    kept: kept.flatMap(({ key, reason }) => about(key).map((row) => ({ ...row, reason }))),
  };
  return { ok: true as const, preview, rows: byId, final, finalDeadline, calendar };
}

/**
 * Ends a plan before its term (B28): later reports are cancelled, the final one moves to the termination rule, what was
 * overdue stays overdue. The plan works on until what is left of it is closed, and is then 'terminated' (plan-step.ts).
 */
export function terminatePlan(
  db: Database,
  scope: Scope,
  input: Termination,
): Promise<PlanChanged<{ preview: TerminationPreview; pending: number }>> {
  return inTransaction(db, async (tx) => {
    const { organizationId, asOf } = scope;
    const reason = input.reason.trim();
    if (reason === '') return reasonMissing('chấm dứt kế hoạch');
    if (!isId(input.planId)) return NO_PLAN;
    await tx.$queryRaw`
      SELECT "id"::text FROM "Obligation" WHERE "organizationId" = ${organizationId}::uuid AND "planId" = ${input.planId}::uuid
        AND "state" NOT IN ('accepted', 'exempt', 'cancelled') ORDER BY "id" FOR UPDATE`;
    const plan = await lockedPlan(tx, scope, input.planId);
    if (!plan) return NO_PLAN;
    const decided = await decideTermination(tx, scope, plan, input);
    if (!decided.ok) return decided;
    const { preview, final, finalDeadline } = decided;
    const because = `kế hoạch chấm dứt từ ngày ${formatDate(input.on)}: ${reason}`;
    await cancelRows(
      tx,
      scope,
      preview.cancelled.map(({ obligationId }) => obligationId),
      because,
    );
    if (final && finalDeadline) await moveFinal(tx, scope, decided, input, because);
    await closeEmptyPeriods(tx, scope, plan.id);
    const pending = await tx.obligation.count({
      where: {
        organizationId,
        planId: plan.id,
        state: { in: ['expected', 'open', 'submitted', 'returned'] },
        period: { state: { in: ['planned', 'open'] } },
      },
    });
    await tx.plan.update({
      where: { id: plan.id },
      data: {
        state: pending > 0 ? 'active' : 'terminated',
        suspendedAt: null,
        termTo: dateColumn(input.on),
        endReason: because,
        ...(pending > 0 ? {} : { endedAt: asOf }),
        revision: { increment: 1 },
      },
    });
    await audit(tx, scope, {
      action: 'plan.terminated',
      subjectType: 'plan',
      subjectId: plan.id,
      before: { state: plan.state, termTo: plan.termTo ? civilDate(plan.termTo) : null },
      after: {
        on: input.on,
        cancelled: preview.cancelled.length,
        moved: preview.moved.length,
        pending,
        ...(input.document ? { document: input.document } : {}),
      },
      reason,
    });
    await tellPlan(tx, scope, plan.id);
    return { ok: true as const, preview, pending };
  });
}

type Decided = Extract<Awaited<ReturnType<typeof decideTermination>>, { ok: true }>;

async function moveFinal(
  tx: Tx,
  scope: Scope,
  { final, finalDeadline, calendar }: Decided,
  { on, document }: Termination,
  because: string,
): Promise<void> {
  if (!final || !finalDeadline) return;
  await tx.reportingPeriod.update({
    where: { id: final.id },
    data: { dataTo: dateColumn(on), partial: true },
  });
  const policy = await policyOf(tx, scope.organizationId, final.planId);
  const target = { period: final, deadline: finalDeadline, why: because };
  const change = periodChange(target, { policy, times: timesUnder(calendar), asOf: scope.asOf });
  const moves = await followPeriods(tx, scope.organizationId, [{ ...target, change }]);
  const why = { reason: because, action: 'deadline.changed', ...(document ? { document } : {}) };
  await applyMoves(tx, scope, moves, why);
}
