/** The steps that every change of a unit is made of: a report passes to another unit or ends, people and workflows hear of it. */
import { isOwed } from '../domain/obligation';
import type { IsoDate } from '../domain/time';
import { contactsFor } from './contacts';
import { audit, type Scope, type Tx, tellWorkflow } from './context';
import { withdrawEscalations } from './escalation-withdrawal';
import { groupBy } from './group';
import { cycleWorkflowId, planWorkflowId } from './ids';
import { queueMessage } from './outbox';
import { touchSummaries } from './stale';
import type { Row } from './unit-change';

/** Gives a report to another unit, under the name in which it stands in history from then on. */
export async function passOn(
  tx: Tx,
  scope: Scope,
  row: Row,
  { to, namedUnitId, reason }: { to: string; namedUnitId: string | null; reason: string },
): Promise<void> {
  await tx.obligation.update({ where: { id: row.id }, data: { unitId: to, namedUnitId } });
  await withdrawEscalations(tx, scope, row.id, 'báo cáo chuyển cho đơn vị khác');
  await audit(tx, scope, {
    action: 'obligation.reassigned',
    subjectType: 'obligation',
    subjectId: row.id,
    before: { unitId: row.unitId },
    after: { unitId: to },
    reason,
  });
}

export async function cancelReport(tx: Tx, scope: Scope, row: Row, reason: string): Promise<void> {
  await tx.obligation.update({ where: { id: row.id }, data: { state: 'cancelled', closedReason: reason } });
  await withdrawEscalations(tx, scope, row.id, reason);
  await audit(tx, scope, {
    action: 'obligation.cancelled',
    subjectType: 'obligation',
    subjectId: row.id,
    before: { state: row.state },
    after: { state: 'cancelled' },
    reason,
  });
}

export interface Passed {
  row: Row;
  to: string;
}

/**
 * One notice per receiving unit with every report it takes over that is open now. `subjectId` is what changes hands, a unit or a
 * report: how often its journal was written in tells this change from the one that undoes it the same day.
 */
export async function tellReceivers(
  tx: Tx,
  scope: Scope,
  { passed, subjectId, on, fromName }: { passed: Passed[]; subjectId: string; on: IsoDate; fromName: string },
): Promise<void> {
  const { organizationId } = scope;
  const turn = await tx.auditEntry.count({ where: { organizationId, subjectId } });
  const open = passed.filter(({ row }) => row.state !== 'expected' && isOwed(row.state));
  for (const [unitId, own] of groupBy(open, ({ to }) => to)) {
    const [contact] = await contactsFor(tx, organizationId, unitId, scope.asOf);
    if (!contact) continue;
    await queueMessage(tx, scope, {
      kind: 'handover',
      to: { contactId: contact.id },
      important: true,
      key: `handover/${subjectId}.${turn}/${contact.id}`,
      items: own.map(({ row }) => ({
        obligationId: row.id,
        step: `handover/${subjectId}.${turn}`,
        revision: row.revision,
      })),
      nominalAt: scope.asOf,
      facts: { from: on, fromName },
    });
  }
}

export async function touchHalves(tx: Tx, scope: Scope, rows: readonly Row[]): Promise<void> {
  const halves = groupBy(rows, ({ planId, period }) => `${planId}|${period.halfYear}`);
  for (const [first] of halves.values()) {
    if (first) await touchSummaries(tx, scope, { planId: first.planId, halfYear: first.period.halfYear });
  }
}

/** Word to the cycles in which these reports are owed. */
export async function tellCycles(tx: Tx, scope: Scope, rows: readonly Row[]): Promise<void> {
  for (const [periodId, own] of groupBy(rows, (row) => row.periodId)) {
    if (own[0]?.period.state !== 'open') continue;
    await tellWorkflow(tx, scope, {
      workflowId: cycleWorkflowId(periodId),
      name: 'deadlineChanged',
      payload: { obligationIds: own.map(({ id }) => id) },
    });
  }
}

export async function tellPlans(tx: Tx, scope: Scope, planIds: readonly string[]): Promise<void> {
  for (const planId of planIds) {
    await tellWorkflow(tx, scope, { workflowId: planWorkflowId(planId), name: 'registerChanged' });
  }
}
