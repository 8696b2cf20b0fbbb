/** Writes moved deadlines: periods, obligations, audit, notices and word to the workflows, in one transaction. */

import type { Deadline } from '../domain/deadlines';
import { isAfter, isoInstant } from '../domain/time';
import { auditMany, tellMany } from './audit-many';
import { type ChangeReason, noticeMoves } from './change-notices';
import type { Scope, Tx } from './context';
import { instantOf } from './dates';
import { withdrawEscalations } from './escalation-withdrawal';
import { sha256 } from './files';
import { groupBy } from './group';
import { cycleWorkflowId, planWorkflowId } from './ids';
import { deadlineJson } from './obligations';
import { lockSummaries, touchSummaries } from './stale';

/** A period whose deadline, or an instant that follows from it, is computed anew. */
export interface PeriodChange {
  periodId: string;
  planId: string;
  label: string;
  halfYear: string;
  /** its cycle is running, or would be */
  open: boolean;
  deadline: Deadline;
  opensAt: Date;
  locksAt: Date;
  /** false where only the reasons in the chain change: nobody's date moves */
  moved: boolean;
}

export interface ObligationMove {
  obligationId: string;
  periodId: string;
  planId: string;
  planTitle: string;
  periodLabel: string;
  unitId: string;
  unitName: string;
  /** revision before the move */
  revision: number;
  from: Date;
  to: Date;
  /** Vietnamese: why it moves */
  why: string;
  /** null: the period's new deadline */
  deadline: Deadline | null;
  /** the common date beneath an extension moved, the unit's own stays */
  originalDueAt: Date | null;
}

/** An obligation that a change touches and leaves where it is, with the reason (B9, B13, B51). */
export interface KeptObligation {
  obligationId: string;
  unitName: string;
  periodLabel: string;
  dueAt: Date;
  reason: string;
}

export interface DeadlineMoves {
  periods: PeriodChange[];
  moves: ObligationMove[];
  kept: KeptObligation[];
}

/** Only these people notice: the others keep their date and get another reason for it. */
export const datesMoved = (moves: readonly ObligationMove[]): ObligationMove[] =>
  moves.filter(({ from, to }) => from.getTime() !== to.getTime());

/** Names what a person saw in the preview; another register gives another name. */
export function fingerprintOf({ moves, periods }: DeadlineMoves): string {
  const lines = [
    ...moves.map(({ obligationId, revision, to }) => `${obligationId}/${revision}/${to.getTime()}`),
    ...periods.map(({ periodId, deadline }) => `${periodId}/${deadline.dueAt}`),
  ];
  return sha256(Buffer.from(lines.sort().join('\n'))).slice(0, 24);
}

/** Rows of an update go to the database in one statement, as one JSON document; more than this is split. */
const ROWS_PER_STATEMENT = 5000;

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) yield rows.slice(at, at + ROWS_PER_STATEMENT);
}

export async function applyMoves(
  tx: Tx,
  scope: Scope,
  change: DeadlineMoves,
  why: ChangeReason & { action: string },
): Promise<{ moved: number; noticed: number }> {
  const { periods, moves } = change;
  const { organizationId } = scope;
  const real = datesMoved(moves);
  const noticed = await noticeMoves(
    tx,
    scope,
    real.map((move) => ({ ...move, revision: move.revision + 1 })),
    { reason: why.reason, ...(why.document ? { document: why.document } : {}) },
  );
  for (const rows of chunks(periods)) await writePeriods(tx, organizationId, rows);
  for (const rows of chunks(moves)) await writeObligations(tx, scope, rows, noticed);
  await touchSummariesOf(tx, scope, distinctHalves(periods, real));
  await endPointlessProposals(tx, scope, real);
  await writeAudit(tx, scope, real, why);
  await tellWorkflows(tx, scope, periods, real);
  return { moved: real.length, noticed: noticed.size };
}

async function writePeriods(tx: Tx, organizationId: string, rows: readonly PeriodChange[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map(({ periodId, deadline, opensAt, locksAt, moved }) => ({
      id: periodId,
      deadline,
      dueAt: deadline.dueAt,
      opensAt,
      locksAt,
      provisional: deadline.provisional,
      step: moved ? 1 : 0,
    })),
  );
  await tx.$executeRaw`
    UPDATE "ReportingPeriod" p SET
      "deadline" = m."deadline", "dueAt" = m."dueAt", "opensAt" = m."opensAt", "locksAt" = m."locksAt",
      "provisional" = m."provisional", "revision" = p."revision" + m."step"
    FROM jsonb_to_recordset(${json}::jsonb) AS m("id" uuid, "deadline" jsonb, "dueAt" timestamptz,
      "opensAt" timestamptz, "locksAt" timestamptz, "provisional" boolean, "step" int)
    WHERE p."organizationId" = ${organizationId}::uuid AND p."id" = m."id"`;
}

/**
 * The revision goes up only where the date moved. `revisedAt` is set where people are told of it: their ladder then
 * sends nothing in arrears, while a unit never reminded gets its one due reminder (B44, B45).
 */
async function writeObligations(
  tx: Tx,
  scope: Scope,
  rows: readonly ObligationMove[],
  noticed: ReadonlySet<string>,
): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map(({ obligationId, from, to, deadline, originalDueAt }) => ({
      id: obligationId,
      dueAt: to,
      deadline: deadline ? deadlineJson(deadline) : null,
      originalDueAt,
      step: from.getTime() === to.getTime() ? 0 : 1,
      told: noticed.has(obligationId),
    })),
  );
  await tx.$executeRaw`
    UPDATE "Obligation" o SET
      "dueAt" = m."dueAt", "originalDueAt" = m."originalDueAt",
      "deadline" = coalesce(m."deadline", p."deadline"),
      -- a deadline with an hour is overdue on its own day, after that hour
      "overdueFrom" = greatest(m."dueAt" + interval '1 millisecond',
        ((coalesce(m."deadline", p."deadline") ->> 'overdueFrom') || 'T00:00:00+07:00')::timestamptz),
      "revision" = o."revision" + m."step",
      "revisedAt" = CASE WHEN m."told" THEN ${scope.asOf} ELSE o."revisedAt" END
    FROM jsonb_to_recordset(${json}::jsonb) AS m("id" uuid, "dueAt" timestamptz, "deadline" jsonb,
      "originalDueAt" timestamptz, "step" int, "told" boolean),
      "ReportingPeriod" p
    WHERE o."organizationId" = ${scope.organizationId}::uuid AND o."id" = m."id" AND p."id" = o."periodId"`;
}

/** A report that is no longer overdue is not pressed for. */
async function endPointlessProposals(tx: Tx, scope: Scope, moves: readonly ObligationMove[]): Promise<void> {
  const now = isoInstant(scope.asOf);
  const inTime = new Set(
    moves.filter(({ to }) => isAfter(instantOf(to), now)).map(({ obligationId }) => obligationId),
  );
  const open = await tx.escalation.findMany({
    where: {
      organizationId: scope.organizationId,
      state: { in: ['proposed', 'approved', 'amended', 'postponed'] },
    },
    select: { obligationId: true },
    distinct: ['obligationId'],
  });
  for (const { obligationId } of open) {
    if (inTime.has(obligationId)) await withdrawEscalations(tx, scope, obligationId, 'hạn nộp đã được dời');
  }
}

/** Only plans that have a summary; the locks are taken for all of them in one order. */
async function touchSummariesOf(
  tx: Tx,
  scope: Scope,
  halves: readonly { planId: string; halfYear: string }[],
): Promise<void> {
  const planIds = [...new Set(halves.map(({ planId }) => planId))].sort();
  await lockSummaries(tx, planIds);
  const compiled = await tx.summary.findMany({
    where: { organizationId: scope.organizationId, state: { not: 'superseded' } },
    select: { planId: true },
    distinct: ['planId'],
  });
  const having = new Set(compiled.map(({ planId }) => planId));
  for (const half of halves) if (having.has(half.planId)) await touchSummaries(tx, scope, half);
}

function distinctHalves(
  periods: readonly PeriodChange[],
  moves: readonly ObligationMove[],
): { planId: string; halfYear: string }[] {
  const moving = new Set(moves.map(({ periodId }) => periodId));
  const touched = periods.filter(({ periodId }) => moving.has(periodId));
  return [...new Map(touched.map((period) => [`${period.planId}/${period.halfYear}`, period])).values()];
}

/** B97: who, when, old, new, reason, document, for every deadline that moved. */
async function writeAudit(
  tx: Tx,
  scope: Scope,
  moves: readonly ObligationMove[],
  why: ChangeReason & { action: string },
): Promise<void> {
  await auditMany(
    tx,
    scope,
    moves.map((move) => ({
      action: why.action,
      subjectType: 'obligation',
      subjectId: move.obligationId,
      before: { dueAt: isoInstant(move.from), revision: move.revision },
      after: {
        dueAt: isoInstant(move.to),
        revision: move.revision + 1,
        ...(move.why === why.reason ? {} : { why: move.why }),
        ...(why.document ? { document: why.document } : {}),
      },
      reason: why.reason,
    })),
  );
}

async function tellWorkflows(
  tx: Tx,
  scope: Scope,
  periods: readonly PeriodChange[],
  moves: readonly ObligationMove[],
): Promise<void> {
  const byPeriod = groupBy(moves, ({ periodId }) => periodId);
  const running = new Set(periods.filter(({ open }) => open).map(({ periodId }) => periodId));
  const cycles = [...byPeriod]
    .filter(([periodId]) => running.has(periodId))
    .map(([periodId, own]) => ({
      workflowId: cycleWorkflowId(periodId),
      name: 'deadlineChanged' as const,
      payload: { obligationIds: own.map(({ obligationId }) => obligationId) },
    }));
  const plans = [...new Set(periods.map((period) => period.planId))].map((planId) => ({
    workflowId: planWorkflowId(planId),
    name: 'registerChanged' as const,
  }));
  await tellMany(tx, scope, [...cycles, ...plans]);
}
