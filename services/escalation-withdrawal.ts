/** Open proposals about a report end by themselves when there is nothing left to press for (B69). */
import { decideEscalation } from '../domain/escalation';
import { isoInstant } from '../domain/time';
import { approversOf } from './approvers';
import { audit, type Scope, type Tx, tellWorkflow } from './context';
import { caseOf } from './escalation-case';
import { cycleWorkflowId } from './ids';
import { itemOf } from './obligations';
import { queueMessage } from './outbox';

/**
 * Withdraws every open proposal about the obligation, or the one that is named, and tells whoever decides (or has decided) it. Expects the row
 * lock on the obligation, so that nothing is issued in between. Returns the ids withdrawn.
 */
export async function withdrawEscalations(
  tx: Tx,
  scope: Scope,
  obligationId: string,
  reason: string,
  escalationId?: string,
): Promise<string[]> {
  const { organizationId } = scope;
  const open = await tx.escalation.findMany({
    where: {
      organizationId,
      obligationId,
      state: { in: ['proposed', 'approved', 'amended', 'postponed'] },
      ...(escalationId ? { id: escalationId } : {}),
    },
    include: { obligation: { select: { id: true, revision: true, periodId: true } } },
  });
  for (const row of open) {
    const at = isoInstant(scope.asOf);
    const next = decideEscalation(caseOf(row), { type: 'withdraw', at, reason }, { fourEyes: false });
    if (!next.ok || next.repeated) continue;
    await tx.escalation.update({
      where: { id: row.id },
      data: { state: 'withdrawn', closedAt: scope.asOf, closedReason: reason },
      select: { id: true },
    });
    await audit(tx, scope, {
      action: 'escalation.withdrawn',
      subjectType: 'escalation',
      subjectId: row.id,
      before: { state: row.state },
      after: { state: 'withdrawn' },
      reason,
    });
    const told = row.decidedById ? [row.decidedById] : await approversOf(tx, scope);
    for (const userId of told) {
      await queueMessage(tx, scope, {
        kind: 'proposal_withdrawn',
        to: { userId },
        key: `proposal_withdrawn/${row.id}/${userId}`,
        items: itemOf(row.obligation, `proposal_withdrawn/${row.level}.${row.round}`),
        nominalAt: scope.asOf,
        facts: { escalationId: row.id, because: reason },
      });
    }
    await tellWorkflow(tx, scope, {
      workflowId: cycleWorkflowId(row.obligation.periodId),
      name: 'decided',
      payload: { escalationId: row.id },
    });
  }
  return open.map(({ id }) => id);
}
