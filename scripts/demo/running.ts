/** The workflows of a play: the server that skips time cannot list them, but the register names them. */
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { Database } from '../../services/context';
import {
  cycleWorkflowId,
  dispatchWorkflowId,
  planWorkflowId,
  RECONCILE_WORKFLOW_ID,
  summaryWorkflowId,
} from '../../services/ids';

/** Descriptions of all that run now. */
export async function runningWorkflows(
  db: Database,
  client: Client,
): Promise<WorkflowExecutionDescription[]> {
  const [plans, periods, organizations, halves] = await Promise.all([
    db.plan.findMany({ where: { activatedAt: { not: null } }, select: { id: true } }),
    db.reportingPeriod.findMany({ where: { state: 'open' }, select: { id: true } }),
    db.organization.findMany({ select: { id: true } }),
    db.reportingPeriod.groupBy({ by: ['organizationId', 'halfYear'] }),
  ]);
  const ids = [
    RECONCILE_WORKFLOW_ID,
    ...plans.map(({ id }) => planWorkflowId(id)),
    ...periods.map(({ id }) => cycleWorkflowId(id)),
    ...organizations.map(({ id }) => dispatchWorkflowId(id)),
    ...halves.map(({ organizationId, halfYear }) => summaryWorkflowId(organizationId, halfYear)),
  ];
  const found = await Promise.all(
    ids.map((id) =>
      client.workflow
        .getHandle(id)
        .describe()
        .catch(() => null),
    ),
  );
  return found.flatMap((one) => (one?.status.name === 'RUNNING' ? [one] : []));
}
