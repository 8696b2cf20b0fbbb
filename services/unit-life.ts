/** Units merged, split or dissolved: what is open passes on with a notice, what is closed keeps the old name (B94). */
import { domainError } from '../domain/errors';
import { isOwed } from '../domain/obligation';
import type { UnitChangeRecord, UnitEnd } from '../domain/plan';
import { addDays, type IsoDate } from '../domain/time';
import type { Unit } from '../prisma/generated/client';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { civilDate, dateColumn } from './dates';
import { revokeLinks } from './links';
import { isId, today } from './obligations';
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
import {
  cancelReport,
  type Passed,
  passOn,
  tellCycles,
  tellPlans,
  tellReceivers,
  touchHalves,
} from './unit-moves';
import { bringBackDuties } from './unit-record';

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
  const end = await endUnit(tx, scope, from, order);
  const carried: UnitChangeRecord['carried'] = [];
  const passed: Passed[] = [];
  for (const action of change.actions) {
    if (action.type !== 'reassign' && action.type !== 'cancel') continue;
    const row = rows.get(action.key);
    if (!row) continue;
    const { id, state, namedUnitId } = row;
    const common = row.dueAt.getTime() === row.period.dueAt.getTime();
    if (action.type === 'reassign') {
      const { to, reason } = action;
      await passOn(tx, scope, row, { to, namedUnitId: nameAfter(row, order.on), reason });
      passed.push({ row, to });
      carried.push({ id, to, state, namedUnitId, common });
    } else {
      await cancelReport(tx, scope, row, action.reason);
      carried.push({ id, to: null, state, namedUnitId, common });
    }
  }
  const own = [...rows.values()].filter(({ unitId }) => unitId === from.id);
  await revokeLinks(tx, scope, { obligationIds: own.map(({ id }) => id), reason: 'reassigned' });
  const broughtBack = await bringBackDuties(tx, scope, end.addedRules);
  await tellReceivers(tx, scope, { passed, subjectId: from.id, on: order.on, fromName: from.name });
  await touchHalves(tx, scope, [...rows.values()]);
  const { undecided } = previewOf(decided);
  const cancelled = carried.length - passed.length;
  const record: UnitChangeRecord = {
    on: order.on,
    successorIds: order.successorIds,
    reassigned: passed.length,
    cancelled,
    undecided: undecided.map(({ obligationId }) => obligationId),
    ...(order.document ? { document: order.document } : {}),
    ...end,
    carried,
    broughtBack,
  };
  await audit(tx, scope, {
    action: order.action,
    subjectType: 'unit',
    subjectId: from.id,
    before: {
      effectiveTo: from.effectiveTo ? civilDate(from.effectiveTo) : null,
      successorId: from.successorId,
    },
    after: JSON.parse(JSON.stringify(record)),
    ...(order.reason ? { reason: order.reason } : {}),
  });
  await tellCycles(tx, scope, own);
  const plans = await tx.plan.findMany({
    where: { organizationId, rules: { some: { units: { some: { unitId: { in: order.successorIds } } } } } },
    select: { id: true },
  });
  await tellPlans(
    tx,
    scope,
    plans.map(({ id }) => id),
  );
  return { ok: true, reassigned: passed.length, cancelled, undecided };
}

/** A report begun before the change keeps the old unit's name beside the new owner; one to come is simply the new one's. */
const nameAfter = (row: Row, on: IsoDate): string | null =>
  civilDate(row.period.dataFrom) < on ? (row.namedUnitId ?? row.unitId) : null;

/** The unit's last day, its successor, and the duties and indicators that pass on for the periods to come. */
async function endUnit(tx: Tx, scope: Scope, from: Unit, { on, successorIds }: Order): Promise<UnitEnd> {
  const { organizationId } = scope;
  const where = { organizationId, unitId: from.id };
  const lastDay = dateColumn(addDays(on, -1));
  const [successorId = null] = successorIds;
  await tx.unit.update({
    where: { id: from.id },
    data: { effectiveTo: lastDay, successorId: successorIds.length === 1 ? successorId : null },
  });
  const serving = { ...where, OR: [{ effectiveTo: null }, { effectiveTo: { gt: lastDay } }] };
  const contacts = await tx.contact.findMany({ where: serving, select: { id: true, effectiveTo: true } });
  await tx.contact.updateMany({ where: serving, data: { effectiveTo: lastDay } });
  const rules = await tx.ruleUnit.findMany({ where, select: { ruleId: true } });
  const addedRules = await tx.ruleUnit.createManyAndReturn({
    data: rules.flatMap(({ ruleId }) => successorIds.map((unitId) => ({ organizationId, ruleId, unitId }))),
    skipDuplicates: true,
    select: { ruleId: true, unitId: true },
  });
  await tx.ruleUnit.deleteMany({ where });
  const targets = await tx.targetUnit.findMany({ where, select: { targetId: true } });
  const addedTargets = await tx.targetUnit.createManyAndReturn({
    data: targets.flatMap(({ targetId }) =>
      successorIds.map((unitId) => ({ organizationId, targetId, unitId })),
    ),
    skipDuplicates: true,
    select: { targetId: true, unitId: true },
  });
  await tx.targetUnit.deleteMany({ where });
  return {
    contacts: contacts.map(({ id, effectiveTo }) => ({
      id,
      effectiveTo: effectiveTo ? civilDate(effectiveTo) : null,
    })),
    ruleIds: rules.map(({ ruleId }) => ruleId),
    addedRules,
    targetIds: targets.map(({ targetId }) => targetId),
    addedTargets,
  };
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
    const { toUnitId: to } = input;
    await passOn(tx, scope, row, { to, namedUnitId: nameAfter(row, today(scope)), reason });
    await revokeLinks(tx, scope, { obligationIds: [row.id], reason: 'reassigned' });
    const fromName = row.unit.name;
    await tellReceivers(tx, scope, {
      passed: [{ row, to }],
      subjectId: row.id,
      on: today(scope),
      fromName,
    });
    await touchHalves(tx, scope, [row]);
    await tellCycles(tx, scope, [row]);
    return { ok: true, reassigned: 1, cancelled: 0, undecided: [] };
  });
}
