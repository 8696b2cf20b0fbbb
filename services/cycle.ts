/** One step of a reporting cycle: whatever is due at this instant and not yet done, in one transaction. */
import { earliest, isAfter, isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { audit, type Database, inTransaction, type Scope, type Tx, tellWorkflow } from './context';
import { followEscalations } from './escalations';
import { planWorkflowId, summaryWorkflowId } from './ids';
import { remindDue } from './reminders';

export interface CycleStep {
  /** nothing more will happen in this period */
  closed: boolean;
  /** ISO instant; null: only a message can make something due */
  nextWakeAt: string | null;
  /** obligation ids not yet received */
  outstanding: string[];
  /** nothing was due: a wake-up in the past must not be asked for again at once */
  idle: boolean;
  /** messages put into the outbox */
  queued: number;
}

const ABOUT = {
  plan: { select: { state: true } },
  obligations: { select: { id: true, state: true, dueAt: true } },
} satisfies Prisma.ReportingPeriodInclude;

type Period = Prisma.ReportingPeriodGetPayload<{ include: typeof ABOUT }>;

export async function stepCycle(
  db: Database,
  scope: Scope,
  { periodId }: { periodId: string },
): Promise<CycleStep> {
  return inTransaction(db, async (tx) => {
    const { organizationId } = scope;
    await tx.$queryRaw`SELECT 1 FROM "ReportingPeriod" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${periodId}::uuid FOR UPDATE`;
    const period = await tx.reportingPeriod.findUnique({
      where: { organizationId_id: { organizationId, id: periodId } },
      include: ABOUT,
    });
    if (!period || isOver(period)) return over;
    // while the plan is suspended nothing is asked of anybody; the plan's resumption tells this cycle
    if (period.plan.state !== 'active') return resting(period);
    if (period.opensAt > scope.asOf) return { ...resting(period), nextWakeAt: isoInstant(period.opensAt) };
    const opened = await open(tx, scope, period);
    const reminded = await remindDue(tx, scope);
    const followed = await followEscalations(tx, scope, { periodId });
    const current = await tx.reportingPeriod.findUniqueOrThrow({ where: { id: periodId }, include: ABOUT });
    if (await close(tx, scope, current, followed.open)) return { ...over, queued: reminded.queued };
    const locksAt = isoInstant(current.locksAt);
    return {
      closed: false,
      nextWakeAt: [
        reminded.wakes.get(periodId) ?? null,
        followed.nextCheckAt,
        // with an undecided proposal beyond the lock only a person's decision ends the period (law 6)
        isAfter(locksAt, isoInstant(scope.asOf)) ? locksAt : null,
        closesAt(current, scope),
      ].reduce(earliest, null),
      outstanding: outstandingOf(current),
      idle: !opened && reminded.queued + reminded.skipped + followed.proposed + followed.nudged === 0,
      queued: reminded.queued,
    };
  });
}

const isOver = (period: Period): boolean =>
  period.state === 'closed' || period.state === 'cancelled' || period.state === 'history';

const over: CycleStep = { closed: true, nextWakeAt: null, outstanding: [], idle: true, queued: 0 };

const outstandingOf = (period: Period): string[] =>
  period.obligations
    .filter(({ state }) => state === 'expected' || state === 'open' || state === 'returned')
    .map(({ id }) => id)
    .sort();

const resting = (period: Period): CycleStep => ({
  closed: false,
  nextWakeAt: null,
  outstanding: outstandingOf(period),
  idle: true,
  queued: 0,
});

async function open(tx: Tx, scope: Scope, period: Period): Promise<boolean> {
  if (period.state !== 'planned') return false;
  await tx.reportingPeriod.update({ where: { id: period.id }, data: { state: 'open' } });
  await tx.obligation.updateMany({
    where: { organizationId: scope.organizationId, periodId: period.id, state: 'expected' },
    data: { state: 'open' },
  });
  await audit(tx, scope, {
    action: 'period.opened',
    subjectType: 'period',
    subjectId: period.id,
    before: { state: 'planned' },
    after: { state: 'open' },
  });
  return true;
}

const SETTLED = new Set(['accepted', 'exempt', 'cancelled']);

/** Everything is settled before its time: nothing but the last deadline is still to come. */
function closesAt({ obligations, dueAt }: Period, { asOf }: Scope): string | null {
  if (!obligations.every(({ state }) => SETTLED.has(state))) return null;
  const last = new Date(Math.max(dueAt.getTime(), ...obligations.map((row) => row.dueAt.getTime())));
  return last > asOf ? isoInstant(last) : null;
}

/**
 * A period closes when everything in it is accepted and its deadline is past, or at the lock, when late reports are no
 * longer taken. What is still owed then stays owed on record.
 */
async function close(tx: Tx, scope: Scope, period: Period, openEscalations: number): Promise<boolean> {
  const settled = period.obligations.every(({ state }) => SETTLED.has(state));
  const allDue = period.obligations.every(({ dueAt }) => dueAt <= scope.asOf) && period.dueAt <= scope.asOf;
  const done = settled && allDue;
  if (!done && period.locksAt > scope.asOf) return false;
  if (openEscalations > 0) return false;
  await tx.reportingPeriod.update({
    where: { id: period.id },
    data: { state: 'closed', closedAt: scope.asOf },
  });
  await audit(tx, scope, {
    action: 'period.closed',
    subjectType: 'period',
    subjectId: period.id,
    before: { state: 'open' },
    after: { state: 'closed', missing: outstandingOf(period).length },
    reason: done ? 'Mọi báo cáo đã được tiếp nhận' : 'Hết thời gian nhập báo cáo',
  });
  const workflowId = summaryWorkflowId(scope.organizationId, period.halfYear);
  await tellWorkflow(tx, scope, { workflowId, name: 'registerChanged' });
  // its last period may end the plan
  await tellWorkflow(tx, scope, { workflowId: planWorkflowId(period.planId), name: 'registerChanged' });
  return true;
}
