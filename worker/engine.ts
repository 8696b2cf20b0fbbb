/** The workflow engine behind `activities/engine.ts`: starts by business id, and delivers the register's words. */
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Engine } from '../activities/engine';
import type { Database } from '../services/context';
import {
  cycleWorkflowId,
  dispatchWorkflowId,
  planWorkflowId,
  RECONCILE_WORKFLOW_ID,
  summaryWorkflowId,
} from '../services/ids';
import {
  markDelivered,
  markFailed,
  type PendingMessage,
  pendingMessages,
} from '../services/workflow-messages';
import type * as workflows from '../workflows';
import {
  type DispatchState,
  deadlineChanged,
  decided,
  type PlanState,
  registerChanged,
  type SummaryState,
  submitted,
} from '../workflows/messages';

export interface EngineOptions {
  client: Client;
  db: Database;
  taskQueue: string;
  /** instant to note on delivered messages; the web's or worker's clock */
  now: () => Date;
  /** an update waits for the workflow at most this long; then `reconcile` delivers it */
  updateTimeoutMs?: number;
}

const UPDATE_TIMEOUT_MS = 5_000;

export function createEngine({
  client,
  db,
  taskQueue,
  now,
  updateTimeoutMs = UPDATE_TIMEOUT_MS,
}: EngineOptions): Engine {
  /** Starts by business id; one that runs already is what was wanted. Works on every server, unlike conflict policies. */
  const ensure = async (
    workflowType: keyof typeof workflows,
    workflowId: string,
    state: unknown,
  ): Promise<boolean> => {
    try {
      await client.workflow.start(workflowType, { workflowId, taskQueue, args: [state] });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  };

  const signalOrStart = async (
    workflowType: keyof typeof workflows,
    workflowId: string,
    state: unknown,
  ): Promise<void> => {
    await client.workflow.signalWithStart(workflowType, {
      workflowId,
      taskQueue,
      args: [state],
      signal: registerChanged,
    });
  };

  /** A cycle that does not run has nothing to be told: when it is started it reads the register. */
  const tellCycle = async ({ workflowId, name, payload }: PendingMessage): Promise<void> => {
    const handle = client.workflow.getHandle(workflowId);
    const deadline = Date.now() + updateTimeoutMs;
    try {
      await client.withDeadline(deadline, async () => {
        if (name === 'submitted') {
          await handle.executeUpdate(submitted, { args: [payload as { obligationId: string }] });
        } else if (name === 'decided') {
          await handle.executeUpdate(decided, { args: [payload as { escalationId: string }] });
        } else if (name === 'deadlineChanged') {
          await handle.executeUpdate(deadlineChanged, { args: [payload as { obligationIds: string[] }] });
        } else {
          await handle.signal(registerChanged);
        }
      });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  };

  const tell = async (message: PendingMessage): Promise<void> => {
    const { organizationId, workflowId } = message;
    const [kind, id = '', halfYear = ''] = workflowId.split('/');
    switch (kind) {
      case 'plan':
        return signalOrStart('plan', workflowId, { v: 1, organizationId, planId: id } satisfies PlanState);
      case 'dispatch':
        return signalOrStart('dispatch', workflowId, { v: 1, organizationId } satisfies DispatchState);
      case 'summary':
        return signalOrStart('summary', workflowId, {
          v: 1,
          organizationId,
          halfYear,
        } satisfies SummaryState);
      default:
        return tellCycle(message);
    }
  };

  return {
    ensurePlan: (plan) => ensure('plan', planWorkflowId(plan.planId), { v: 1, ...plan }),
    ensureCycle: (cycle) =>
      ensure('cycle', cycleWorkflowId(cycle.periodId), { v: 1, ...cycle, outstanding: [] }),
    ensureSummary: (summary) =>
      ensure('summary', summaryWorkflowId(summary.organizationId, summary.halfYear), { v: 1, ...summary }),
    ensureDispatch: (organizationId) =>
      ensure('dispatch', dispatchWorkflowId(organizationId), { v: 1, organizationId }),

    async deliver(organizationId, { signalsOnly = false } = {}) {
      const all = await pendingMessages(db, { organizationId });
      const pending = signalsOnly ? all.filter(({ workflowId }) => !workflowId.startsWith('cycle/')) : all;
      // several words that only say "read again" are one word
      const groups = new Map<string, PendingMessage[]>();
      for (const message of pending) {
        const key = message.name === 'registerChanged' ? message.workflowId : message.id;
        groups.set(key, [...(groups.get(key) ?? []), message]);
      }
      let delivered = 0;
      let failed = 0;
      for (const [first, ...others] of groups.values()) {
        if (!first) continue;
        const ids = [first, ...others].map(({ id }) => id);
        try {
          await tell(first);
          await markDelivered(db, ids, now());
          delivered += ids.length;
        } catch (error) {
          await markFailed(db, first.id, error instanceof Error ? error.name : 'unknown');
          failed += ids.length;
        }
      }
      return { delivered, failed };
    },
  };
}

/** Sees that the nightly comparison runs; called when a worker starts. */
export async function ensureReconcile(
  client: Client,
  { taskQueue, at }: { taskQueue: string; at: string },
): Promise<void> {
  await client.workflow.signalWithStart('reconcile', {
    workflowId: RECONCILE_WORKFLOW_ID,
    taskQueue,
    args: [{ v: 1, at, nights: 0 }],
    signal: registerChanged,
  });
}
