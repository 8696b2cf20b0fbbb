/** Units merged, split or dissolved: what is open passes on with a notice, what is closed keeps the old name (B94). */
import { domainError } from '../domain/errors';
import { isOwed } from '../domain/obligation';
import { addDays, type IsoDate } from '../domain/time';
import type { Unit } from '../prisma/generated/client';
import { contactsFor } from './contacts';
import { audit, type Database, inTransaction, type Scope, type Tx, tellWorkflow } from './context';
import { civilDate, dateColumn } from './dates';
import { withdrawEscalations } from './escalation-withdrawal';
import { groupBy } from './group';
import { cycleWorkflowId, planWorkflowId } from './ids';
import { revokeLinks } from './links';
import { isId, today } from './obligations';
import { queueMessage } from './outbox';
import { touchSummaries } from './stale';
import {
  type Decided,
  type Merge,
  merge,
  missingUnit,
  previewOf,
  ROW,
  type Row,
  type Split,
  split,
  type UnitChanged,
  type UnitPreviewed,
  unitsOf,
} from './unit-change';

/** What passes to the other unit, what ends, and what the office must decide. Writes nothing. */
export function previewMerge(db: Database, scope: Scope, input: Merge): Promise<UnitPreviewed> {
  return inTransaction(db, async (tx): Promise<UnitPreviewed> => {
    const decided = await merge(tx, scope, input, false);
    return decided.ok ? { ok: true, preview: previewOf(decided) } : decided;
  });
}

export function previewSplit(db: Database, scope: Scope, input: Split): Promise<UnitPreviewed> {
  return inTransaction(db, async (tx): Promise<UnitPreviewed> => {
    const decided = await split(tx, scope, input, false);
    return decided.ok ? { ok: true, preview: previewOf(decided) } : decided;
  });
}

/** Unit A becomes part of unit B (B94). */
export function mergeUnits(db: Database, scope: Scope, input: Merge): Promise<UnitChanged> {
  return inTransaction(db, async (tx): Promise<UnitChanged> => {
    const decided = await merge(tx, scope, input, true);
    if (!decided.ok) return decided;
    return carryOut(tx, scope, decided, { ...input, action: 'unit.merged', successorIds: [decided.into.id] });
  });
}

/** Unit A is divided; each open report goes where the office says. */
export function splitUnit(db: Database, scope: Scope, input: Split): Promise<UnitChanged> {
  return inTransaction(db, async (tx): Promise<UnitChanged> => {
    const decided = await split(tx, scope, input, true);
    return decided.ok ? carryOut(tx, scope, decided, { ...input, action: 'unit.split' }) : decided;
  });
}

/** A unit ends; what it still owes goes where the office says, as in a split. */
export function dissolveUnit(db: Database, scope: Scope, input: Split): Promise<UnitChanged> {
  return inTransaction(db, async (tx): Promise<UnitChanged> => {
    const decided = await split(tx, scope, input, true);
    return decided.ok ? carryOut(tx, scope, decided, { ...input, action: 'unit.dissolved' }) : decided;
  });
}

interface Order {
  action: string;
  on: IsoDate;
  successorIds: string[];
  reason?: string;
  document?: string;
}

async function carryOut(tx: Tx, scope: Scope, decided: Decided, order: Order): Promise<UnitChanged> {
  const { change, rows, from } = decided;
  const { organizationId } = scope;
  await endUnit(tx, scope, from, order);
  let reassigned = 0;
  let cancelled = 0;
  for (const action of change.actions) {
    const row = 'key' in action ? rows.get(action.key) : undefined;
    if (!row) continue;
    if (action.type === 'reassign') {
      await reassign(tx, scope, row, { to: action.to, on: order.on, reason: action.reason });
      reassigned += 1;
    } else if (action.type === 'cancel') {
      await cancel(tx, scope, row, action.reason);
      cancelled += 1;
    }
  }
  await revokeLinks(tx, scope, {
    obligationIds: [...rows.values()].filter(({ unitId }) => unitId === from.id).map(({ id }) => id),
    reason: 'reassigned',
  });
  await noticeReceivers(tx, scope, decided, order);
  const halves = groupBy(rows.values(), ({ planId, period }) => `${planId}|${period.halfYear}`);
  for (const [first] of halves.values()) {
    if (first) await touchSummaries(tx, scope, { planId: first.planId, halfYear: first.period.halfYear });
  }
  const { undecided } = previewOf(decided);
  await audit(tx, scope, {
    action: order.action,
    subjectType: 'unit',
    subjectId: from.id,
    before: { effectiveTo: from.effectiveTo ? civilDate(from.effectiveTo) : null },
    after: {
      on: order.on,
      successorIds: order.successorIds,
      reassigned,
      cancelled,
      undecided: undecided.map(({ obligationId }) => obligationId),
      ...(order.document ? { document: order.document } : {}),
    },
    ...(order.reason ? { reason: order.reason } : {}),
  });
  await tellAbout(
    tx,
    scope,
    [...rows.values()].filter(({ unitId }) => unitId === from.id),
  );
  const planIds = await tx.plan.findMany({
    where: { organizationId, rules: { some: { units: { some: { unitId: { in: order.successorIds } } } } } },
    select: { id: true },
  });
  for (const { id } of planIds) {
    await tellWorkflow(tx, scope, { workflowId: planWorkflowId(id), name: 'registerChanged' });
  }
  return { ok: true, reassigned, cancelled, undecided };
}

/** The unit's last day, its successor, and the duties and indicators that pass on for the periods to come. */
async function endUnit(tx: Tx, scope: Scope, from: Unit, { on, successorIds }: Order): Promise<void> {
  const { organizationId } = scope;
  const lastDay = dateColumn(addDays(on, -1));
  const [successorId = null] = successorIds;
  await tx.unit.update({
    where: { id: from.id },
    data: { effectiveTo: lastDay, successorId: successorIds.length === 1 ? successorId : null },
  });
  await tx.contact.updateMany({
    where: { organizationId, unitId: from.id, OR: [{ effectiveTo: null }, { effectiveTo: { gt: lastDay } }] },
    data: { effectiveTo: lastDay },
  });
  const rules = await tx.ruleUnit.findMany({ where: { organizationId, unitId: from.id } });
  await tx.ruleUnit.createMany({
    data: rules.flatMap(({ ruleId }) => successorIds.map((unitId) => ({ organizationId, ruleId, unitId }))),
    skipDuplicates: true,
  });
  await tx.ruleUnit.deleteMany({ where: { organizationId, unitId: from.id } });
  const targets = await tx.targetUnit.findMany({ where: { organizationId, unitId: from.id } });
  await tx.targetUnit.createMany({
    data: targets.flatMap(({ targetId }) =>
      successorIds.map((unitId) => ({ organizationId, targetId, unitId })),
    ),
    skipDuplicates: true,
  });
  await tx.targetUnit.deleteMany({ where: { organizationId, unitId: from.id } });
}

/** A report begun before the change keeps the old unit's name beside the new owner; one to come is simply the new one's. */
async function reassign(
  tx: Tx,
  scope: Scope,
  row: Row,
  { to, on, reason }: { to: string; on: IsoDate; reason: string },
): Promise<void> {
  const begun = civilDate(row.period.dataFrom) < on;
  await tx.obligation.update({
    where: { id: row.id },
    data: { unitId: to, namedUnitId: begun ? (row.namedUnitId ?? row.unitId) : null },
  });
  await withdrawEscalations(tx, scope, row.id, 'báo cáo chuyển cho đơn vị tiếp nhận');
  await audit(tx, scope, {
    action: 'obligation.reassigned',
    subjectType: 'obligation',
    subjectId: row.id,
    before: { unitId: row.unitId },
    after: { unitId: to },
    reason,
  });
}

async function cancel(tx: Tx, scope: Scope, row: Row, reason: string): Promise<void> {
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

/** One notice per receiving unit with every report it takes over that is open now. */
async function noticeReceivers(
  tx: Tx,
  scope: Scope,
  { change, rows, from }: Decided,
  { on }: Order,
): Promise<void> {
  const open = change.actions.flatMap((action) => {
    const row = action.type === 'reassign' ? rows.get(action.key) : undefined;
    const owed = row && row.state !== 'expected' && isOwed(row.state);
    return action.type === 'reassign' && row && owed ? [{ row, to: action.to }] : [];
  });
  for (const [unitId, own] of groupBy(open, ({ to }) => to)) {
    const [contact] = await contactsFor(tx, scope.organizationId, unitId, scope.asOf);
    if (!contact) continue;
    await queueMessage(tx, scope, {
      kind: 'handover',
      to: { contactId: contact.id },
      important: true,
      key: `handover/unit/${from.id}/${contact.id}/${on}`,
      items: own.map(({ row }) => ({
        obligationId: row.id,
        step: `handover/${from.id}`,
        revision: row.revision,
      })),
      nominalAt: scope.asOf,
      facts: { from: on, fromName: from.name },
    });
  }
}

/** Gives one open report to another unit, where a merger or split left it to the office. */
export function reassignObligation(
  db: Database,
  scope: Scope,
  input: { obligationId: string; toUnitId: string; reason: string },
): Promise<UnitChanged> {
  return inTransaction(db, async (tx): Promise<UnitChanged> => {
    const { organizationId } = scope;
    const reason = input.reason.trim();
    if (reason === '') {
      return { ok: false, error: domainError('REASON_MISSING', { action: 'chuyển báo cáo' }, 'reason') };
    }
    const units = await unitsOf(tx, scope, [input.toUnitId]);
    if (!units.has(input.toUnitId)) return missingUnit();
    const row = isId(input.obligationId)
      ? await tx.obligation.findUnique({
          where: { organizationId_id: { organizationId, id: input.obligationId } },
          select: { ...ROW, unit: true },
        })
      : null;
    if (!row || !(isOwed(row.state) || row.state === 'submitted')) {
      return { ok: false, error: domainError('NOT_FOUND', { what: 'báo cáo còn mở này' }) };
    }
    const twin = await tx.obligation.findFirst({
      where: { organizationId, periodId: row.periodId, unitId: input.toUnitId },
      select: { id: true },
    });
    if (twin) {
      return { ok: false, error: domainError('OBLIGATION_EXISTS', { period: row.period.label }, 'toUnitId') };
    }
    await reassign(tx, scope, row, { to: input.toUnitId, on: today(scope), reason });
    await revokeLinks(tx, scope, { obligationIds: [row.id], reason: 'reassigned' });
    const action = { type: 'reassign' as const, key: row.id, from: row.unitId, to: input.toUnitId, reason };
    await noticeReceivers(
      tx,
      scope,
      {
        ok: true,
        from: row.unit,
        rows: new Map([[row.id, row]]),
        change: { actions: [action], undecided: [], notices: [] },
      },
      { action: '', on: today(scope), successorIds: [] },
    );
    await touchSummaries(tx, scope, { planId: row.planId, halfYear: row.period.halfYear });
    await tellAbout(tx, scope, [row]);
    return { ok: true, reassigned: 1, cancelled: 0, undecided: [] };
  });
}

async function tellAbout(tx: Tx, scope: Scope, rows: readonly Row[]): Promise<void> {
  for (const [periodId, own] of groupBy(rows, (row) => row.periodId)) {
    if (own[0]?.period.state !== 'open') continue;
    await tellWorkflow(tx, scope, {
      workflowId: cycleWorkflowId(periodId),
      name: 'deadlineChanged',
      payload: { obligationIds: own.map(({ id }) => id) },
    });
  }
}
