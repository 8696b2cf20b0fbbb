/** Suspension and resumption of a plan (B27), and what every change of a plan needs. */
import { overrideDeadline } from '../domain/deadlines';
import { type DomainError, domainError } from '../domain/errors';
import { planTransition } from '../domain/plan';
import { timesUnder } from '../domain/projection';
import { endOfDay, type IsoDate, isIsoDate, isoInstant } from '../domain/time';
import type { Plan, Prisma } from '../prisma/generated/client';
import { auditMany, tellMany } from './audit-many';
import { calendarOf } from './calendar';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { instantColumn } from './dates';
import { applyMoves, type DeadlineMoves, type ObligationMove } from './deadline-moves';
import { withdrawEscalations } from './escalation-withdrawal';
import { cycleWorkflowId, planWorkflowId } from './ids';
import { deadlineOf, isId } from './obligations';
import { PERIOD_ROW, periodChange } from './period-moves';
import { policyOf } from './settings';

export type PlanChanged<T = object> = ({ ok: true } & T) | { ok: false; error: DomainError };

export async function lockedPlan(tx: Tx, scope: Scope, planId: string): Promise<Plan | null> {
  if (!isId(planId)) return null;
  const { organizationId } = scope;
  await tx.$queryRaw`SELECT "id"::text FROM "Plan" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${planId}::uuid FOR UPDATE`;
  return tx.plan.findUnique({ where: { organizationId_id: { organizationId, id: planId } } });
}

export const NO_PLAN = { ok: false as const, error: domainError('NOT_FOUND', { what: 'kế hoạch này' }) };

export const reasonMissing = (action: string): { ok: false; error: DomainError } => ({
  ok: false,
  error: domainError('REASON_MISSING', { action }, 'reason'),
});

/** Word to the plan's workflow and to every cycle of it that runs. */
export async function tellPlan(tx: Tx, scope: Scope, planId: string): Promise<void> {
  const { organizationId } = scope;
  const open = await tx.reportingPeriod.findMany({
    where: { organizationId, planId, state: 'open' },
    select: { id: true },
  });
  await tellMany(tx, scope, [
    ...open.map(({ id }) => ({
      workflowId: cycleWorkflowId(id),
      name: 'deadlineChanged' as const,
      payload: { obligationIds: [] },
    })),
    { workflowId: planWorkflowId(planId), name: 'registerChanged' },
  ]);
}

/** Stops reminders and proposals; open reports show the suspension and take no input until resumed (B27). */
export function suspendPlan(
  db: Database,
  scope: Scope,
  input: { planId: string; reason: string; document?: string },
): Promise<PlanChanged<{ repeated: boolean }>> {
  return inTransaction(db, async (tx) => {
    const reason = input.reason.trim();
    if (reason === '') return reasonMissing('tạm dừng kế hoạch');
    const open = await openProposals(tx, scope, input.planId);
    const plan = await lockedPlan(tx, scope, input.planId);
    if (!plan) return NO_PLAN;
    const next = planTransition(plan.state, 'suspend');
    if (!next.ok) return next;
    if (next.repeated) return { ok: true as const, repeated: true };
    await tx.plan.update({ where: { id: plan.id }, data: { state: 'suspended', suspendedAt: scope.asOf } });
    for (const obligationId of open) await withdrawEscalations(tx, scope, obligationId, 'kế hoạch tạm dừng');
    await audit(tx, scope, {
      action: 'plan.suspended',
      subjectType: 'plan',
      subjectId: plan.id,
      before: { state: plan.state },
      after: { state: 'suspended', ...(input.document ? { document: input.document } : {}) },
      reason,
    });
    await tellPlan(tx, scope, plan.id);
    return { ok: true as const, repeated: false };
  });
}

/** Reports with an open proposal, locked before the plan: the order in which everybody takes the two. */
async function openProposals(tx: Tx, { organizationId }: Scope, planId: string): Promise<string[]> {
  if (!isId(planId)) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT o."id"::text AS "id" FROM "Obligation" o
    WHERE o."organizationId" = ${organizationId}::uuid AND o."planId" = ${planId}::uuid AND EXISTS (
      SELECT 1 FROM "Escalation" e WHERE e."obligationId" = o."id"
        AND e."state" IN ('proposed', 'approved', 'amended', 'postponed'))
    ORDER BY o."id" FOR UPDATE`;
  return rows.map(({ id }) => id);
}

export interface Resumption {
  planId: string;
  reason: string;
  document?: string;
  /** last civil day for the reports that fell due while the plan was suspended; absent: they are overdue */
  newDateForMissed?: IsoDate;
}

/**
 * Goes on: the reminders that remain are computed anew and none is sent in arrears (B27). Reports that fell due in the
 * meantime get a new date if the office gives one; nobody could send them.
 */
export function resumePlan(
  db: Database,
  scope: Scope,
  input: Resumption,
): Promise<PlanChanged<{ repeated: boolean; missed: number }>> {
  return inTransaction(db, async (tx) => {
    const { organizationId, asOf } = scope;
    const reason = input.reason.trim();
    if (reason === '') return reasonMissing('tiếp tục kế hoạch');
    const plan = await lockedPlan(tx, scope, input.planId);
    if (!plan) return NO_PLAN;
    const next = planTransition(plan.state, 'resume');
    if (!next.ok) return next;
    if (next.repeated) return { ok: true as const, repeated: true, missed: 0 };
    const { newDateForMissed } = input;
    if (newDateForMissed !== undefined) {
      if (!isIsoDate(newDateForMissed) || instantColumn(endOfDay(newDateForMissed)) <= asOf) {
        const params = { value: newDateForMissed };
        return { ok: false as const, error: domainError('DATE_INVALID', params, 'newDateForMissed') };
      }
    }
    await tx.plan.update({ where: { id: plan.id }, data: { state: 'active', suspendedAt: null } });
    const missed = await missedReports(tx, scope, plan);
    // A new revision whose ladder begins now: what was due in between is skipped, what is to come is reminded of.
    await tx.obligation.updateMany({
      where: { organizationId, planId: plan.id, state: { in: ['expected', 'open', 'returned'] } },
      data: { revision: { increment: 1 }, revisedAt: asOf },
    });
    if (newDateForMissed && missed.length > 0) {
      const moves = await movesForMissed(tx, scope, missed, newDateForMissed);
      const why = {
        reason,
        action: 'deadline.changed',
        ...(input.document ? { document: input.document } : {}),
      };
      await applyMoves(tx, scope, moves, why);
    }
    await audit(tx, scope, {
      action: 'plan.resumed',
      subjectType: 'plan',
      subjectId: plan.id,
      before: { state: 'suspended', suspendedAt: plan.suspendedAt ? isoInstant(plan.suspendedAt) : null },
      after: { state: 'active', missed: missed.length, ...(newDateForMissed ? { newDateForMissed } : {}) },
      reason,
    });
    await tellPlan(tx, scope, plan.id);
    return { ok: true as const, repeated: false, missed: missed.length };
  });
}

const MISSED = {
  include: {
    unit: { select: { name: true } },
    plan: { select: { title: true } },
    period: { select: PERIOD_ROW },
  },
} satisfies Prisma.ObligationDefaultArgs;

type Missed = Prisma.ObligationGetPayload<typeof MISSED>;

const missedReports = (tx: Tx, { organizationId, asOf }: Scope, plan: Plan): Promise<Missed[]> =>
  tx.obligation.findMany({
    where: {
      organizationId,
      planId: plan.id,
      state: { in: ['expected', 'open'] },
      dueAt: { gte: plan.suspendedAt ?? asOf, lte: asOf },
    },
    ...MISSED,
    orderBy: { id: 'asc' },
  });

async function movesForMissed(
  tx: Tx,
  scope: Scope,
  missed: readonly Missed[],
  date: IsoDate,
): Promise<DeadlineMoves> {
  const calendar = await calendarOf(tx, scope.organizationId);
  const reason = 'kế hoạch tạm dừng khi đến hạn';
  const source = { kind: 'nguoi' as const, text: `${scope.actor.name} đặt hạn khi tiếp tục kế hoạch` };
  const moves = missed.map((row): ObligationMove => {
    const deadline = overrideDeadline(deadlineOf(row), { date, reason, source });
    return {
      obligationId: row.id,
      periodId: row.periodId,
      planId: row.planId,
      planTitle: row.plan.title,
      periodLabel: row.period.label,
      unitId: row.unitId,
      unitName: row.unit.name,
      revision: row.revision + 1,
      from: row.dueAt,
      to: instantColumn(deadline.dueAt),
      why: reason,
      deadline,
      originalDueAt: null,
    };
  });
  const periods = [...new Map(missed.map(({ period }) => [period.id, period])).values()];
  const changes = [];
  for (const period of periods) {
    const policy = await policyOf(tx, scope.organizationId, period.planId);
    const deadline = overrideDeadline(deadlineOf(period), { date, reason, source });
    const change = periodChange(
      { period, deadline, why: reason },
      { policy, times: timesUnder(calendar), asOf: scope.asOf },
    );
    // The period's own date stays; its lock moves along so that the late reports can still be entered.
    changes.push({ ...change, deadline: deadlineOf(period), moved: false });
  }
  return { periods: changes, moves, kept: [] };
}

/** Cancels reports that are no longer owed, each with its reason and audit row. */
export async function cancelRows(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
  reason: string,
): Promise<void> {
  if (ids.length === 0) return;
  const { organizationId } = scope;
  const rows = await tx.obligation.findMany({
    where: { organizationId, id: { in: [...ids] } },
    select: { id: true, state: true },
  });
  await tx.obligation.updateMany({
    where: { organizationId, id: { in: [...ids] } },
    data: { state: 'cancelled', closedReason: reason },
  });
  for (const { id } of rows) await withdrawEscalations(tx, scope, id, reason);
  await auditMany(
    tx,
    scope,
    rows.map(({ id, state }) => ({
      action: 'obligation.cancelled',
      subjectType: 'obligation',
      subjectId: id,
      before: { state },
      after: { state: 'cancelled' },
      reason,
    })),
  );
}

/** A period in which nobody owes anything any more, and nobody ever did, is cancelled itself. */
export async function closeEmptyPeriods(tx: Tx, { organizationId }: Scope, planId: string): Promise<void> {
  await tx.reportingPeriod.updateMany({
    where: {
      organizationId,
      planId,
      state: { in: ['planned', 'open'] },
      obligations: { some: {}, every: { state: 'cancelled' } },
    },
    data: { state: 'cancelled' },
  });
}
