/** Drains a commune's outbox, at the pace and in the hours that the register allows, and ends when it is empty. */
import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { type DispatchState, registerChanged } from './messages';
import { sender } from './proxies';
import { now, waitFor } from './wait';

export async function dispatch(state: DispatchState): Promise<void> {
  const { organizationId } = state;
  let changed = false;
  setHandler(registerChanged, () => {
    changed = true;
  });

  for (;;) {
    changed = false;
    const drained = await sender.drainOutbox({ organizationId, asOf: now() });
    if (changed) continue;
    // nothing waits: whoever queues next starts this workflow again (signal-with-start)
    if (drained.nextAt === null) return;
    // a mail server that is away for days has it try again every few minutes
    if (workflowInfo().continueAsNewSuggested) return continueAsNew<typeof dispatch>(state);
    await waitFor(drained.nextAt, () => changed, drained.sent === 0);
  }
}
