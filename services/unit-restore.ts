/** A merger, division or dissolution undone: the journal's entry of it says what was before, a new entry says that it is again (B97). */
import { type DomainError, domainError } from '../domain/errors';
import type { ChangedReport } from '../domain/plan';
import type { ObligationStatus } from '../domain/terms';
import type { Prisma } from '../prisma/generated/client';
import { UNIT_RESTORED } from './comeback';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { dateColumnOrNull } from './dates';
import { revokeLinks } from './links';
import { today } from './obligations';
import { cancelRows } from './plan-state';
import { overdueFromOf, writeProjection } from './projection';
import { ROW, type Row } from './unit-change';
import { passOn, tellCycles, tellPlans, tellReceivers, touchHalves } from './unit-moves';
import {
  type DecidedRestore,
  decideRestore,
  type RestorePreview,
  restorePreviewOf,
  stillEnded,
} from './unit-restore-decide';

export type { RestorePreview };

type Refused = { ok: false; error: DomainError };

/** What comes back, what stays and why. Writes nothing. */
export function previewRestore(
  db: Database,
  scope: Scope,
  { unitId }: { unitId: string },
): Promise<{ ok: true; preview: RestorePreview } | Refused> {
  return inTransaction(db, async (tx) => {
    const decided = await decideRestore(tx, scope, { unitId, lock: false });
    if (!decided.ok) return decided;
    return { ok: true as const, preview: await restorePreviewOf(tx, scope, decided) };
  });
}

/** Undoes the latest change of the unit that still stands. */
export function restoreUnit(
  db: Database,
  scope: Scope,
  input: { unitId: string; reason: string },
): Promise<{ ok: true; preview: RestorePreview } | Refused> {
  return inTransaction(db, async (tx) => {
    const reason = input.reason.trim();
    if (reason === '') {
      const action = 'hoàn tác sắp xếp đơn vị';
      return { ok: false as const, error: domainError('REASON_MISSING', { action }, 'reason') };
    }
    const decided = await decideRestore(tx, scope, { unitId: input.unitId, lock: true });
    if (!decided.ok) return decided;
    const preview = await restorePreviewOf(tx, scope, decided);
    await carryOut(tx, scope, decided, reason);
    return { ok: true as const, preview };
  });
}

const NEVER_COUNTED = new Set(['history', 'cancelled']);

async function carryOut(tx: Tx, scope: Scope, decided: DecidedRestore, reason: string): Promise<void> {
  const { unit, change, plan, rows, receivers, ended } = decided;
  await bringBackUnit(tx, decided);
  const planIds = await bringBackDuties(tx, scope, decided);
  await cancelRows(
    tx,
    scope,
    ended.map(({ id }) => id),
    `${UNIT_RESTORED}${reason}`,
  );
  const was = new Map(change.record.carried.map((report) => [report.id, report]));
  const back: Row[] = [];
  for (const action of plan.actions) {
    const row = 'key' in action ? rows.get(action.key) : undefined;
    if (!row) continue;
    if (action.type === 'reassign') {
      const { to, namedUnitId = null } = action;
      await passOn(tx, scope, row, { to, namedUnitId, reason });
    } else if (action.type === 'reopen') {
      await reopen(tx, scope, row, { state: action.status, was: was.get(row.id), reason });
    }
    back.push(row);
  }
  await nameKept(tx, scope, decided);
  const moved = [...back, ...ended];
  await revokeLinks(tx, scope, { obligationIds: moved.map(({ id }) => id), reason: 'reassigned' });
  const fresh = await projectAgain(tx, scope, { unitId: unit.id, planIds });
  const owed = await tx.obligation.findMany({
    where: {
      organizationId: scope.organizationId,
      id: { in: [...back.map(({ id }) => id), ...fresh] },
      plan: { state: 'active' },
    },
    select: ROW,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  await tellReceivers(tx, scope, {
    passed: owed.map((row) => ({ row, to: unit.id })),
    subjectId: unit.id,
    on: today(scope),
    fromName: [...receivers.values()].map(({ name }) => name).join(', '),
  });
  // Who answers for an indicator changed as well, and in whose name a report stands.
  const counted = [...rows.values()].filter(({ period }) => !NEVER_COUNTED.has(period.state));
  await touchHalves(tx, scope, [...counted, ...ended]);
  await audit(tx, scope, {
    action: 'unit.restored',
    subjectType: 'unit',
    subjectId: unit.id,
    before: { action: change.action, entry: change.entryId, on: change.record.on },
    after: {
      ...change.before,
      back: back.map(({ id }) => id),
      ended: ended.map(({ id }) => id),
      kept: plan.kept.map(({ key }) => key),
    },
    reason,
  });
  await tellCycles(tx, scope, [...moved, ...owed]);
  await tellPlans(tx, scope, planIds);
}

/** What stays with a receiver stands in the unit's name, so that the unit is not asked for the same period once more. */
async function nameKept(tx: Tx, { organizationId }: Scope, { unit, plan }: DecidedRestore): Promise<void> {
  await tx.obligation.updateMany({
    where: {
      organizationId,
      id: { in: plan.kept.map(({ key }) => key) },
      unitId: { not: unit.id },
      namedUnitId: null,
      state: { not: 'cancelled' },
    },
    data: { namedUnitId: unit.id },
  });
}

async function bringBackUnit(tx: Tx, { unit, change }: DecidedRestore): Promise<void> {
  const { before, record } = change;
  await tx.unit.update({
    where: { id: unit.id },
    data: { effectiveTo: dateColumnOrNull(before.effectiveTo), successorId: before.successorId },
  });
  for (const { id, effectiveTo } of record.contacts) {
    const data = { effectiveTo: dateColumnOrNull(effectiveTo) };
    await tx.contact.updateMany({ where: stillEnded(change, id), data });
  }
}

/** The unit's duties and indicators, and away with what only the change had given the receivers. Returns the plans concerned. */
async function bringBackDuties(
  tx: Tx,
  { organizationId }: Scope,
  { unit, change, added }: DecidedRestore,
): Promise<string[]> {
  const { ruleIds, targetIds, addedRules } = change.record;
  const unitId = unit.id;
  // Of a draft plan a rule or target may have been dropped since.
  const rules = await tx.reportingRule.findMany({
    where: { organizationId, id: { in: [...ruleIds, ...addedRules.map(({ ruleId }) => ruleId)] } },
    select: { id: true, planId: true },
  });
  const targets = await tx.target.findMany({
    where: { organizationId, id: { in: targetIds } },
    select: { id: true },
  });
  const own = rules.filter(({ id }) => ruleIds.includes(id));
  await tx.ruleUnit.createMany({
    data: own.map(({ id: ruleId }) => ({ organizationId, ruleId, unitId })),
    skipDuplicates: true,
  });
  await tx.targetUnit.createMany({
    data: targets.map(({ id: targetId }) => ({ organizationId, targetId, unitId })),
    skipDuplicates: true,
  });
  const away = added.addedRules.map(({ ruleId, unitId: receiver }) => ({ ruleId, unitId: receiver }));
  await tx.ruleUnit.deleteMany({ where: { organizationId, OR: away } });
  await tx.targetUnit.deleteMany({ where: { organizationId, OR: added.addedTargets } });
  return [...new Set(rules.map(({ planId }) => planId))].sort();
}

/**
 * Owed again as it was. A new revision whose reminders begin now: the notice says what is open, nothing is sent in arrears (B44).
 */
async function reopen(
  tx: Tx,
  scope: Scope,
  row: Row,
  { state, was, reason }: { state: ObligationStatus; was: ChangedReport | undefined; reason: string },
): Promise<void> {
  const period = await tx.reportingPeriod.findUniqueOrThrow({ where: { id: row.periodId } });
  const follows = was?.common && row.dueAt.getTime() !== period.dueAt.getTime();
  await tx.obligation.update({
    where: { id: row.id },
    data: {
      state,
      closedReason: null,
      revision: { increment: 1 },
      revisedAt: scope.asOf,
      ...(follows
        ? {
            dueAt: period.dueAt,
            deadline: period.deadline as Prisma.InputJsonValue,
            overdueFrom: overdueFromOf(period.deadline),
          }
        : {}),
    },
  });
  await audit(tx, scope, {
    action: 'obligation.restored',
    subjectType: 'obligation',
    subjectId: row.id,
    before: { state: 'cancelled' },
    after: { state },
    reason,
  });
}

/** Reports of periods that came while the unit was away; those of a period that runs are open. Returns the new ones. */
async function projectAgain(
  tx: Tx,
  scope: Scope,
  { unitId, planIds }: { unitId: string; planIds: readonly string[] },
): Promise<string[]> {
  const { organizationId, asOf } = scope;
  const where = { organizationId, unitId, planId: { in: [...planIds] } };
  const known = await tx.obligation.findMany({ where, select: { id: true } });
  const plans = await tx.plan.findMany({
    where: { organizationId, id: { in: [...planIds] }, state: 'active', endReason: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of plans) await writeProjection(tx, scope, id);
  const fresh = await tx.obligation.findMany({
    where: { ...where, createdAt: asOf, id: { notIn: known.map(({ id }) => id) } },
    select: { id: true },
  });
  const ids = fresh.map(({ id }) => id);
  await tx.obligation.updateMany({
    where: { organizationId, id: { in: ids }, state: 'expected', period: { state: 'open' } },
    data: { state: 'open' },
  });
  return ids;
}
