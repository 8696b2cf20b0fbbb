/** What the register says should be running and should have been sent; the engine is compared with it every night (B99). */
import { isoInstant } from '../domain/time';
import { type Database, inTransaction, type Scope, SERVICE } from './context';
import { queueStandInByEmail } from './outbox-confirm';

export interface ShouldRun {
  plans: { organizationId: string; planId: string }[];
  cycles: { organizationId: string; periodId: string }[];
  summaries: { organizationId: string; halfYear: string }[];
  dispatches: string[];
}

/** Everything that must have a running workflow at this instant. */
export async function shouldRun(db: Database, asOf: Date): Promise<ShouldRun> {
  const [plans, cycles, openHalves, dispatches] = await Promise.all([
    db.plan.findMany({
      where: {
        OR: [
          { state: { in: ['active', 'suspended'] } },
          { state: 'terminated', periods: { some: { state: { in: ['planned', 'open'] } } } },
        ],
      },
      select: { organizationId: true, id: true },
      orderBy: { id: 'asc' },
    }),
    db.reportingPeriod.findMany({
      where: {
        state: { in: ['planned', 'open'] },
        opensAt: { lte: asOf },
        plan: { state: { not: 'draft' } },
      },
      select: { organizationId: true, id: true },
      orderBy: { opensAt: 'asc' },
    }),
    db.reportingPeriod.groupBy({
      by: ['organizationId', 'halfYear'],
      where: { state: 'open' },
      orderBy: { halfYear: 'asc' },
    }),
    waitingToSend(db),
  ]);
  const unissued = await db.summary.findMany({
    where: { state: { in: ['draft', 'reviewed'] } },
    select: { organizationId: true, halfYear: true },
    distinct: ['organizationId', 'halfYear'],
  });
  const halves = new Map(
    [...openHalves, ...unissued].map(({ organizationId, halfYear }) => [
      `${organizationId}/${halfYear}`,
      { organizationId, halfYear },
    ]),
  );
  return {
    plans: plans.map(({ organizationId, id }) => ({ organizationId, planId: id })),
    cycles: cycles.map(({ organizationId, id }) => ({ organizationId, periodId: id })),
    summaries: [...halves.values()],
    dispatches,
  };
}

/** Communes with messages that have not left. */
async function waitingToSend(db: Database): Promise<string[]> {
  const waiting = await db.message.groupBy({
    by: ['organizationId'],
    where: { state: { in: ['queued', 'held', 'sending'] } },
  });
  return waiting.map(({ organizationId }) => organizationId);
}

/** Zalo accepts a message and the phone never gets it: after a day without receipt important ones follow by e-mail (B60). */
const SILENT_MS = 24 * 3_600_000;
/** Older ones were looked at on the nights before. */
const LOOK_BACK_MS = 3 * SILENT_MS;

export async function followUpSilent(db: Database, asOf: Date): Promise<number> {
  const silent = await db.message.findMany({
    where: {
      channel: 'zalo',
      important: true,
      state: 'sent',
      sentAt: { lte: new Date(asOf.getTime() - SILENT_MS), gt: new Date(asOf.getTime() - LOOK_BACK_MS) },
      fallbacks: { none: {} },
      items: { some: { obligation: { state: { in: ['expected', 'open', 'returned'] } } } },
    },
    select: { id: true, organizationId: true },
    orderBy: { id: 'asc' },
  });
  let queued = 0;
  for (const { id, organizationId } of silent) {
    const scope: Scope = { organizationId, actor: SERVICE, asOf };
    if (await inTransaction(db, (tx) => queueStandInByEmail(tx, scope, id))) queued += 1;
  }
  return queued;
}

/** A message that should have left a day ago and has no final state: the alarm of B99. */
export async function overdueMessages(
  db: Database,
  asOf: Date,
): Promise<{ organizationId: string; messageId: string; state: string; effectiveAt: string }[]> {
  const rows = await db.message.findMany({
    where: {
      state: { in: ['queued', 'held', 'sending'] },
      effectiveAt: { lt: new Date(asOf.getTime() - SILENT_MS) },
    },
    select: { id: true, organizationId: true, state: true, effectiveAt: true },
    orderBy: { effectiveAt: 'asc' },
    take: 1000,
  });
  return rows.map(({ id, organizationId, state, effectiveAt }) => ({
    organizationId,
    messageId: id,
    state,
    effectiveAt: isoInstant(effectiveAt),
  }));
}
