/** What becomes of a unit's open reports when it is merged, split or dissolved: decided by the domain, shown before it happens. */
import { type DomainError, domainError } from '../domain/errors';
import { formatDate } from '../domain/format';
import {
  mergeUnit as decideMerge,
  splitUnit as decideSplit,
  type RegisterRow,
  type UnitChange,
} from '../domain/plan';
import { type IsoDate, isIsoDate } from '../domain/time';
import type { Prisma, Unit } from '../prisma/generated/client';
import type { Scope, Tx } from './context';
import { civilDate, civilDateOrNull, instantOf } from './dates';
import { isId, today } from './obligations';

/** An open report that changes hands, or ends because the successor's own covers it. */
export interface CarriedReport {
  obligationId: string;
  planTitle: string;
  periodLabel: string;
  dueAt: Date;
  /** null: cancelled, merged into the successor's report */
  toUnitId: string | null;
  reason: string;
}

export interface UnitChangePreview {
  carried: CarriedReport[];
  /** the office decides these one by one (reassignObligation, exemptObligation) */
  undecided: CarriedReport[];
}

export type UnitPreviewed = { ok: true; preview: UnitChangePreview } | { ok: false; error: DomainError };
export type UnitChanged =
  | { ok: true; reassigned: number; cancelled: number; undecided: CarriedReport[] }
  | { ok: false; error: DomainError };

export interface Merge {
  fromUnitId: string;
  intoUnitId: string;
  /** first day of the merged unit */
  on: IsoDate;
  reason?: string;
  document?: string;
}

export interface Split {
  fromUnitId: string;
  on: IsoDate;
  /** open report → unit that takes it; every one needs an answer */
  receiverOf: Record<string, string>;
  /** units that take over the duties of the periods to come */
  successorIds: string[];
  reason?: string;
  document?: string;
}

export const ROW = {
  id: true,
  planId: true,
  periodId: true,
  unitId: true,
  namedUnitId: true,
  state: true,
  dueAt: true,
  revision: true,
  plan: { select: { title: true } },
  period: {
    select: {
      code: true,
      label: true,
      dataFrom: true,
      dataTo: true,
      ruleId: true,
      halfYear: true,
      state: true,
      dueAt: true,
    },
  },
  submissions: { where: { state: 'draft' }, select: { id: true } },
} satisfies Prisma.ObligationSelect;

export type Row = Prisma.ObligationGetPayload<{ select: typeof ROW }>;

/** Periods are told apart by rule too: two duties of one half-year are two reports. */
export const registerRow = (row: Row): RegisterRow => ({
  key: row.id,
  planId: row.planId,
  periodCode: row.periodId,
  unitId: row.unitId,
  namedUnitId: row.namedUnitId,
  status: row.state,
  dueAt: instantOf(row.dueAt),
  dataFrom: civilDate(row.period.dataFrom),
  dataTo: civilDate(row.period.dataTo),
  hasDraft: row.submissions.length > 0,
  handSet: false,
});

export interface Decided {
  ok: true;
  change: UnitChange;
  rows: Map<string, Row>;
  from: Unit;
}

export async function unitsOf(tx: Tx, scope: Scope, ids: readonly string[]): Promise<Map<string, Unit>> {
  const found = await tx.unit.findMany({
    where: { organizationId: scope.organizationId, id: { in: ids.filter(isId) } },
  });
  return new Map(found.map((unit) => [unit.id, unit]));
}

/**
 * Takes the units of a change first: of two changes that touch the same unit the second sees what the first left. What
 * merely refers to a unit, a new report or contact, does not wait.
 */
export async function lockUnits(tx: Tx, { organizationId }: Scope, ids: readonly string[]): Promise<void> {
  const units = ids.filter(isId);
  await tx.$queryRaw`
    SELECT "id"::text FROM "Unit" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ANY(${units}::uuid[])
    ORDER BY "id" FOR NO KEY UPDATE`;
}

async function openRows(tx: Tx, scope: Scope, unitIds: readonly string[], lock: boolean): Promise<Row[]> {
  const { organizationId } = scope;
  const ids = [...unitIds];
  if (lock) {
    await tx.$queryRaw`
      SELECT "id"::text FROM "Obligation"
      WHERE "organizationId" = ${organizationId}::uuid AND "unitId" = ANY(${ids}::uuid[])
        AND "state" NOT IN ('accepted', 'exempt', 'cancelled')
      ORDER BY "id" FOR UPDATE`;
  }
  return tx.obligation.findMany({
    where: { organizationId, unitId: { in: ids }, period: { state: { in: ['planned', 'open', 'closed'] } } },
    select: ROW,
    orderBy: { id: 'asc' },
  });
}

function checkOn(scope: Scope, on: IsoDate): DomainError | null {
  if (!isIsoDate(on)) return domainError('DATE_INVALID', { value: on }, 'on');
  return on > today(scope) ? domainError('CHANGE_DATE_AHEAD', { date: formatDate(on) }, 'on') : null;
}

/** A unit that is no more neither passes anything on nor takes anything over. */
function goneFault(
  units: readonly { unit: Unit; field: string }[],
  on: IsoDate,
): { ok: false; error: DomainError } | null {
  for (const { unit, field } of units) {
    const until = civilDateOrNull(unit.effectiveTo);
    if (until === null || until >= on) continue;
    const params = { unit: unit.name, date: formatDate(until), instead: 'đơn vị đang hoạt động' };
    return { ok: false, error: domainError('UNIT_GONE', params, field) };
  }
  return null;
}

export const missingUnit = (): { ok: false; error: DomainError } => ({
  ok: false,
  error: domainError('NOT_FOUND', { what: 'đơn vị này' }),
});

export async function merge(
  tx: Tx,
  scope: Scope,
  input: Merge,
  lock: boolean,
): Promise<(Decided & { into: Unit }) | { ok: false; error: DomainError }> {
  if (lock) await lockUnits(tx, scope, [input.fromUnitId, input.intoUnitId]);
  const units = await unitsOf(tx, scope, [input.fromUnitId, input.intoUnitId]);
  const from = units.get(input.fromUnitId);
  const into = units.get(input.intoUnitId);
  if (!from || !into) return missingUnit();
  const fault = checkOn(scope, input.on);
  if (fault) return { ok: false, error: fault };
  const gone = goneFault(
    [
      { unit: from, field: 'fromUnitId' },
      { unit: into, field: 'intoUnitId' },
    ],
    input.on,
  );
  if (gone) return gone;
  const rows = await openRows(tx, scope, [from.id, into.id], lock);
  const decided = decideMerge({
    rows: rows.map(registerRow),
    fromUnitId: from.id,
    intoUnitId: into.id,
    effectiveOn: input.on,
    fromName: from.name,
    intoName: into.name,
  });
  if (!decided.ok) return decided;
  return { ok: true, change: decided, rows: new Map(rows.map((row) => [row.id, row])), from, into };
}

export async function split(
  tx: Tx,
  scope: Scope,
  input: Split,
  lock: boolean,
): Promise<Decided | { ok: false; error: DomainError }> {
  const receivers = [...new Set([...Object.values(input.receiverOf), ...input.successorIds])];
  if (lock) await lockUnits(tx, scope, [input.fromUnitId, ...receivers]);
  const units = await unitsOf(tx, scope, [input.fromUnitId, ...receivers]);
  const from = units.get(input.fromUnitId);
  if (!from || receivers.some((id) => !units.has(id))) return missingUnit();
  const fault = checkOn(scope, input.on);
  if (fault) return { ok: false, error: fault };
  const taking = receivers.flatMap((id) => units.get(id) ?? []);
  const gone = goneFault(
    [{ unit: from, field: 'fromUnitId' }, ...taking.map((unit) => ({ unit, field: 'successorIds' }))],
    input.on,
  );
  if (gone) return gone;
  if (input.successorIds.length === 0) {
    const params = { unit: from.name, date: formatDate(input.on) };
    return { ok: false, error: domainError('UNIT_SUCCESSOR_MISSING', params, 'successorIds') };
  }
  const rows = await openRows(tx, scope, [from.id, ...receivers], lock);
  // What is not begun follows the first successor's duties; the office answers only for what is open now.
  const [fallback = ''] = input.successorIds;
  const expected = rows.filter(({ unitId, state }) => unitId === from.id && state === 'expected');
  const receiverOf = {
    ...Object.fromEntries(expected.map(({ id }) => [id, fallback])),
    ...input.receiverOf,
  };
  const decided = decideSplit({
    rows: rows.map(registerRow),
    fromUnitId: from.id,
    fromName: from.name,
    effectiveOn: input.on,
    receiverOf,
  });
  if (!decided.ok) return decided;
  return { ok: true, change: decided, rows: new Map(rows.map((row) => [row.id, row])), from };
}

export function previewOf({ change, rows }: Decided): UnitChangePreview {
  const carried = (key: string, reason: string, toUnitId: string | null): CarriedReport[] => {
    const row = rows.get(key);
    if (!row) return [];
    const { id, dueAt, plan, period } = row;
    return [{ obligationId: id, planTitle: plan.title, periodLabel: period.label, dueAt, toUnitId, reason }];
  };
  return {
    carried: change.actions.flatMap((action) => {
      if (action.type === 'reassign') return carried(action.key, action.reason, action.to);
      return action.type === 'cancel' ? carried(action.key, action.reason, null) : [];
    }),
    undecided: change.undecided.flatMap(({ key, reason }) => carried(key, reason, null)),
  };
}
