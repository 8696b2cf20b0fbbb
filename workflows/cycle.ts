/** One reporting period, read like the procedure: open, remind, due, overdue, proposals and decisions, close. */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type CycleState, deadlineChanged, decided, registerChanged, submitted } from './messages';
import { effects, register } from './proxies';
import { now, waitFor } from './wait';

export async function cycle(input: CycleState): Promise<void> {
  const { organizationId, periodId } = input;
  let outstanding = input.outstanding;
  let changed = false;
  const decisions: string[] = [];

  // Handlers note and return; the loop does the work (temporal-practice §3). The register already holds the fact.
  setHandler(registerChanged, () => {
    changed = true;
  });
  setHandler(submitted, ({ obligationId }) => {
    outstanding = outstanding.filter((id) => id !== obligationId);
    // the timer stays as it is while somebody still owes: waking for each report would cost more events than it saves
    if (outstanding.length === 0) changed = true;
    return { outstanding: outstanding.length };
  });
  setHandler(decided, ({ escalationId }) => {
    if (!decisions.includes(escalationId)) decisions.push(escalationId);
    changed = true;
    return { accepted: true as const };
  });
  setHandler(deadlineChanged, () => {
    changed = true;
    return { accepted: true as const };
  });

  for (;;) {
    changed = false;
    if (decisions.length > 0) {
      const escalationIds = decisions.splice(0);
      await effects.issueDecided({ organizationId, escalationIds, asOf: now() });
    }
    const step = await register.stepCycle({ organizationId, periodId, asOf: now() });
    if (step.closed && decisions.length === 0) {
      await condition(allHandlersFinished);
      if (decisions.length === 0) return;
      continue;
    }
    outstanding = step.outstanding;
    if (workflowInfo().continueAsNewSuggested && decisions.length === 0) {
      await condition(allHandlersFinished);
      if (decisions.length === 0)
        return continueAsNew<typeof cycle>({ v: 1, organizationId, periodId, outstanding });
    }
    await waitFor(step.nextWakeAt, () => changed, step.idle);
  }
}
