/** What undoing a change of units would do: read from the journal and the register, decided by the domain, shown before it happens. */
import { type DomainError, domainError } from '../domain/errors';
import {
  type CarriedRow,
  type ChangePlan,
  ownAdditions,
  restoreUnit,
  type StandingChange,
  type UnitChangeAction,
  type UnitEnd,
} from '../domain/plan';
import { addDays, type IsoDate } from '../domain/time';
import type { Prisma, Unit } from '../prisma/generated/client';
import type { Scope, Tx } from './context';
import { civilDate, dateColumn } from './dates';
import { today } from './obligations';
import {
  type CarriedReport,
  lockUnits,
  missingUnit,
  ROW,
  type Row,
  registerRow,
  unitsOf,
} from './unit-change';
import { standingChanges } from './unit-record';

export interface RestorePreview {
  action: UnitChangeAction;
  /** first day of the change */
  on: IsoDate;
  receivers: string[];
  /** reports that come back; `from` null: cancelled by the change, owed again */
  back: (Report & { from: string | null })[];
  /** reports that stay where they are, with the reason */
  kept: (Report & { reason: string })[];
  /** reports that only the change had made the receivers owe: not begun, no longer asked for */
  ended: (Report & { unitName: string })[];
  /** people who are the unit's contacts again */
  contacts: string[];
}

type Report = Pick<CarriedReport, 'obligationId' | 'planTitle' | 'periodLabel' | 'dueAt'>;

export interface DecidedRestore {
  ok: true;
  unit: Unit;
  change: StandingChange;
  plan: ChangePlan;
  rows: Map<string, Row>;
  receivers: Map<string, Unit>;
  /** memberships that only this change rests on */
  added: Pick<UnitEnd, 'addedRules' | 'addedTargets'>;
  ended: Row[];
}

export async function decideRestore(
  tx: Tx,
  scope: Scope,
  { unitId, lock }: { unitId: string; lock: boolean },
): Promise<DecidedRestore | { ok: false; error: DomainError }> {
  if (lock) await lockUnits(tx, scope, [unitId]);
  const unit = (await unitsOf(tx, scope, [unitId])).get(unitId);
  if (!unit) return missingUnit();
  const changes = await standingChanges(tx, scope);
  const change = changes.get(unitId)?.at(-1);
  if (!change) {
    const code = changes.has(unitId) ? 'UNIT_ALREADY_RESTORED' : 'UNIT_NOT_CHANGED';
    return { ok: false, error: domainError(code, { unit: unit.name }) };
  }
  const { carried, successorIds } = change.record;
  const receiverIds = [...new Set([...successorIds, ...carried.flatMap(({ to }) => to ?? [])])];
  if (lock) await lockUnits(tx, scope, receiverIds);
  const receivers = await unitsOf(tx, scope, receiverIds);
  const gone = [...receivers.values()].find(
    ({ effectiveTo }) => effectiveTo !== null && civilDate(effectiveTo) < today(scope),
  );
  if (gone) {
    const params = { receiver: gone.name, unit: unit.name };
    return { ok: false, error: domainError('UNIT_RECEIVER_ENDED', params) };
  }
  const added = ownAdditions(change, changes);
  const rows = await rowsOf(tx, scope, { change, receiverIds, lock });
  const plan = restoreUnit({
    rows: [...rows.values()].map(registerRow),
    carried: carried.map((was) => wasRow(was, rows.get(was.id))),
    unitId,
    unitName: unit.name,
    touched: await touchedSince(tx, scope, change),
    over: await overOf(tx, scope, change),
  });
  const ended = await onlyByChange(tx, scope, change, added.addedRules);
  return { ok: true, unit, change, plan, rows, receivers, added, ended };
}

/** The reports the change carried, and the unit's own, whose places are taken. */
async function rowsOf(
  tx: Tx,
  { organizationId }: Scope,
  { change, receiverIds, lock }: { change: StandingChange; receiverIds: string[]; lock: boolean },
): Promise<Map<string, Row>> {
  const { unitId, record } = change;
  const ids = record.carried.map(({ id }) => id);
  if (lock) {
    const unitIds = [unitId, ...receiverIds];
    await tx.$queryRaw`
      SELECT "id"::text FROM "Obligation"
      WHERE "organizationId" = ${organizationId}::uuid AND ("id" = ANY(${ids}::uuid[])
        OR ("unitId" = ANY(${unitIds}::uuid[]) AND "state" NOT IN ('accepted', 'exempt', 'cancelled')))
      ORDER BY "id" FOR UPDATE`;
  }
  const rows = await tx.obligation.findMany({
    where: { organizationId, OR: [{ id: { in: ids } }, { unitId }] },
    select: ROW,
    orderBy: { id: 'asc' },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** What was not yet begun is open by now where its period is: time did that, nobody touched it. */
function wasRow(
  { id, to, state, namedUnitId }: StandingChange['record']['carried'][number],
  row: Row | undefined,
): CarriedRow {
  const opened = row?.state === 'open' || (to === null && row?.period.state === 'open');
  return { key: id, to, status: state === 'expected' && opened ? 'open' : state, namedUnitId };
}

async function touchedSince(
  tx: Tx,
  { organizationId }: Scope,
  { at, record }: StandingChange,
): Promise<Set<string>> {
  const versions = await tx.submission.findMany({
    where: {
      organizationId,
      obligationId: { in: record.carried.map(({ id }) => id) },
      OR: [{ updatedAt: { gt: at } }, { decidedAt: { gt: at } }],
    },
    select: { obligationId: true },
  });
  return new Set(versions.map(({ obligationId }) => obligationId));
}

/** Reports that nothing asks for any more; a plan that was terminated is owed what it left standing, nothing is added (B28). */
async function overOf(tx: Tx, { organizationId }: Scope, { record }: StandingChange): Promise<Set<string>> {
  const ids = record.carried.map(({ id }) => id);
  const cancelled = record.carried.filter(({ to }) => to === null).map(({ id }) => id);
  const inForce: Prisma.ObligationWhereInput = {
    period: { state: { in: ['planned', 'open'] }, rule: { active: true } },
    plan: { state: { in: ['active', 'suspended'] } },
  };
  const over = await tx.obligation.findMany({
    where: {
      organizationId,
      OR: [
        { id: { in: ids }, NOT: inForce },
        { id: { in: cancelled }, plan: { endReason: { not: null } } },
      ],
    },
    select: { id: true },
  });
  return new Set(over.map(({ id }) => id));
}

/** Reports made since for a duty that only the change gave a receiver, and that nobody wrote on, asked more time for or escalated. */
async function onlyByChange(
  tx: Tx,
  { organizationId }: Scope,
  { at, record }: StandingChange,
  added: UnitEnd['addedRules'],
): Promise<Row[]> {
  if (added.length === 0) return [];
  return tx.obligation.findMany({
    where: {
      organizationId,
      id: { notIn: record.carried.map(({ id }) => id) },
      state: { in: ['expected', 'open'] },
      submissions: { none: {} },
      extensions: { none: {} },
      OR: added.map(({ ruleId, unitId, since = at }) => ({
        unitId,
        AND: { OR: [{ createdAt: { gte: since } }, { id: { in: record.broughtBack } }] },
        period: { ruleId, state: { in: ['planned', 'open'] } },
      })),
    },
    select: ROW,
    orderBy: { id: 'asc' },
  });
}

export async function restorePreviewOf(
  tx: Tx,
  { organizationId }: Scope,
  { change, plan, rows, receivers, ended }: DecidedRestore,
): Promise<RestorePreview> {
  const nameOf = (id: string): string => receivers.get(id)?.name ?? '';
  const contacts = await tx.contact.findMany({
    where: { organizationId, OR: change.record.contacts.map(({ id }) => stillEnded(change, id)) },
    select: { name: true },
    orderBy: [{ role: 'asc' }, { rank: 'asc' }, { id: 'asc' }],
  });
  const about = (key: string): Report[] => {
    const row = rows.get(key);
    return row ? [reportOf(row)] : [];
  };
  return {
    action: change.action,
    on: change.record.on,
    receivers: [...receivers.values()].map(({ name }) => name),
    back: plan.actions.flatMap((action) => {
      if (action.type !== 'reassign' && action.type !== 'reopen') return [];
      const from = action.type === 'reassign' ? nameOf(action.from) : null;
      return about(action.key).map((row) => ({ ...row, from }));
    }),
    kept: plan.kept.flatMap(({ key, reason }) => about(key).map((row) => ({ ...row, reason }))),
    ended: ended.map((row) => ({ ...reportOf(row), unitName: nameOf(row.unitId) })),
    contacts: contacts.map(({ name }) => name),
  };
}

/** A contact whose end is still the one that the change set: nobody was handed over or brought back since. */
export const stillEnded = ({ record }: StandingChange, id: string): Prisma.ContactWhereInput => ({
  id,
  effectiveTo: dateColumn(addDays(record.on, -1)),
});

const reportOf = ({ id, plan, period, dueAt }: Row): Report => ({
  obligationId: id,
  planTitle: plan.title,
  periodLabel: period.label,
  dueAt,
});
