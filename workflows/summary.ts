/** The half-year summaries of one commune: wait for the periods, compile, have them reviewed, follow later changes. */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { registerChanged, type SummaryState } from './messages';
import { effects } from './proxies';
import { now, waitFor } from './wait';

export async function summary(state: SummaryState): Promise<void> {
  const { organizationId, halfYear } = state;
  let changed = false;
  setHandler(registerChanged, () => {
    changed = true;
  });

  for (;;) {
    changed = false;
    const step = await effects.stepSummary({ organizationId, halfYear, asOf: now() });
    if (changed) continue;
    if (step.done) return;
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      return continueAsNew<typeof summary>(state);
    }
    await waitFor(step.nextWakeAt, () => changed, step.compiled === 0);
  }
}
