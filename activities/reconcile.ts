/** The nightly comparison of the register with the engine, and the search for messages that never left (B99). */
import { Context } from '@temporalio/activity';
import { followUpSilent, overdueMessages, shouldRun } from '../services/reconcile';
import type { ActivityDeps } from './index';
import { keepZaloTokens } from './zalo-tokens';

export interface Reconciled {
  started: number;
  delivered: number;
  followedUp: number;
  overdue: number;
}

export async function reconcile({ db, engine, zaloTokens }: ActivityDeps, asOf: Date): Promise<Reconciled> {
  const wanted = await shouldRun(db, asOf);
  let started = 0;
  const count = (was: boolean): void => {
    if (was) started += 1;
    Context.current().heartbeat(started);
  };
  for (const plan of wanted.plans) count(await engine.ensurePlan(plan));
  for (const cycle of wanted.cycles) count(await engine.ensureCycle(cycle));
  for (const summary of wanted.summaries) count(await engine.ensureSummary(summary));
  const followedUp = await followUpSilent(db, asOf);
  await keepZaloTokens(db, zaloTokens, asOf);
  for (const organizationId of (await shouldRun(db, asOf)).dispatches)
    count(await engine.ensureDispatch(organizationId));
  const { delivered } = await engine.deliver(null);
  const overdue = await overdueMessages(db, asOf);
  // ids and states only (law 8); operators alert on this line
  if (overdue.length > 0)
    Context.current().log.warn('messages without a final state', { overdue: overdue.slice(0, 20) });
  return { started, delivered, followedUp, overdue: overdue.length };
}
