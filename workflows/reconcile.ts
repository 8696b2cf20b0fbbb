/**
 * Register against running workflows, at start and every night. A workflow that waits rather than a Temporal schedule:
 * the same code runs on a server that skips time, and "at start" needs no second mechanism (docs/decisions.md).
 */
import { continueAsNew, setHandler } from '@temporalio/workflow';
import { nextLocalTime } from '../domain/time';
import { type ReconcileState, registerChanged } from './messages';
import { effects } from './proxies';
import { now, waitFor } from './wait';

/** Nights in one run, eleven events each: short enough that a worker which has to replay it is at once where it was. */
const NIGHTS_PER_RUN = 14;

export async function reconcile(state: ReconcileState): Promise<void> {
  let changed = false;
  setHandler(registerChanged, () => {
    changed = true;
  });
  for (let nights = state.nights; nights < NIGHTS_PER_RUN; nights++) {
    changed = false;
    await effects.reconcile({ asOf: now() });
    await waitFor(nextLocalTime(now(), state.at), () => changed, false);
  }
  return continueAsNew<typeof reconcile>({ ...state, nights: 0 });
}
