/** Drains a commune's outbox, at the pace and in the hours that the register allows, and ends when it is empty. */
import { setHandler } from '@temporalio/workflow';
import { type DispatchState, registerChanged } from './messages';
import { effects } from './proxies';
import { now, waitFor } from './wait';

export async function dispatch({ organizationId }: DispatchState): Promise<void> {
  let changed = false;
  setHandler(registerChanged, () => {
    changed = true;
  });

  for (;;) {
    changed = false;
    const drained = await effects.drainOutbox({ organizationId, asOf: now() });
    if (changed) continue;
    // nothing waits: whoever queues next starts this workflow again (signal-with-start)
    if (drained.nextAt === null) return;
    await waitFor(drained.nextAt, () => changed, drained.sent === 0);
  }
}
