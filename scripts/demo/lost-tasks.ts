/**
 * Frees a play from a workflow task that died with its worker. The test server times such a task out after ten seconds, but not
 * one that it scheduled because a signal came while the task before was being worked on: that one it waits for without end,
 * and holds its clock. The way out is an operator's: end the run; the register has everything, and the nightly comparison
 * starts what should run (law 1).
 */
import type { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Database } from '../../services/context';
import { runningWorkflows } from './running';

/** Longer than a task may take (10 s); one with a long local activity is renewed well before. */
const LOST_MS = 15_000;

/** Ends the runs whose task was lost, gives back the hold on the clock that each left behind, and returns how many. */
export async function endLostTasks(
  db: Database,
  client: Client,
  environment: TestWorkflowEnvironment,
): Promise<number> {
  const { testService } = environment.connection;
  const now = await environment.currentTimeMs();
  let ended = 0;
  for (const { workflowId, runId } of await runningWorkflows(db, client)) {
    const handle = client.workflow.getHandle(workflowId, runId);
    const { events } = await handle.fetchHistory();
    const last = events?.at(-1);
    if (!last?.workflowTaskStartedEventAttributes || !testService) continue;
    if (now - Number(last.eventTime?.seconds ?? 0) * 1000 < LOST_MS) continue;
    await handle.terminate('its task was lost with the worker that had it');
    await testService.unlockTimeSkipping({});
    ended += 1;
  }
  return ended;
}
