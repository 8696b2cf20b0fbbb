/** A plan in force: projects its periods, opens each cycle in time, follows amendments, suspension and its end. */
import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { type PlanState, registerChanged } from './messages';
import { effects } from './proxies';
import { now, waitFor } from './wait';

export async function plan(state: PlanState): Promise<void> {
  const { organizationId, planId } = state;
  let changed = false;
  setHandler(registerChanged, () => {
    changed = true;
  });

  for (;;) {
    changed = false;
    const projected = await effects.projectPlan({ organizationId, planId, asOf: now() });
    if (projected.ended) return;
    // a period was opened: the run ends here, so that new code takes over at a known point (temporal-practice §8)
    const { continueAsNewSuggested } = workflowInfo();
    if ((projected.opened > 0 || continueAsNewSuggested) && !changed)
      return continueAsNew<typeof plan>(state);
    if (!changed) await waitFor(projected.nextWakeAt, () => changed, projected.opened === 0);
  }
}
