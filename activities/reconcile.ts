/** The nightly comparison of the register with the engine, and the search for messages that never left (B99). */
import { Context } from '@temporalio/activity';
import { followUpSilent, overdueMessages, shouldRun } from '../services/reconcile';
import type { ActivityDeps } from './index';
import { keepZaloTokens } from './zalo-tokens';

/** Questions to the engine under way at once: a night must not flood a server that thousands of plans share. */
const AT_ONCE = 20;

export interface Reconciled {
  started: number;
  delivered: number;
  followedUp: number;
  overdue: number;
}

export async function reconcile({ db, engine, zaloTokens }: ActivityDeps, asOf: Date): Promise<Reconciled> {
  // first what may put messages into the outbox: its sender is then among what should run
  const followedUp = await followUpSilent(db, asOf);
  await keepZaloTokens(db, zaloTokens, asOf);
  const wanted = await shouldRun(db, asOf);
  const starts = [
    ...wanted.plans.map((plan) => () => engine.ensurePlan(plan)),
    ...wanted.cycles.map((cycle) => () => engine.ensureCycle(cycle)),
    ...wanted.summaries.map((summary) => () => engine.ensureSummary(summary)),
    ...wanted.dispatches.map((organizationId) => () => engine.ensureDispatch(organizationId)),
  ];
  let started = 0;
  for (let from = 0; from < starts.length; from += AT_ONCE) {
    const batch = await Promise.all(starts.slice(from, from + AT_ONCE).map((start) => start()));
    started += batch.filter((was) => was).length;
  }
  const { delivered } = await engine.deliver(null);
  const overdue = await overdueMessages(db, asOf);
  // ids and states only (law 8); operators alert on this line
  if (overdue.length > 0)
    Context.current().log.warn('messages without a final state', { overdue: overdue.slice(0, 20) });
  return { started, delivered, followedUp, overdue: overdue.length };
}
