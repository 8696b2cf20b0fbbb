/** What the journal keeps of a change of units, so that it can be undone from there; and which changes still stand (B97). */
import type { ObligationStatus } from '../domain/terms';
import type { IsoDate } from '../domain/time';
import { bringBack, UNIT_RESTORED } from './comeback';
import type { Database, Scope, Tx } from './context';

/** What ended with the unit, and what its successors did not have before. */
export interface UnitEnd {
  /** contacts in charge, with the end they had before */
  contacts: { id: string; effectiveTo: IsoDate | null }[];
  ruleIds: string[];
  addedRules: AddedRule[];
  targetIds: string[];
  addedTargets: AddedTarget[];
}

/** A duty that a unit had only by a change; `since` where an earlier change brought it that is undone by now. */
export interface AddedRule {
  ruleId: string;
  unitId: string;
  since?: Date;
}
export interface AddedTarget {
  targetId: string;
  unitId: string;
}

export interface UnitChangeRecord extends UnitEnd {
  on: IsoDate;
  successorIds: string[];
  reassigned: number;
  cancelled: number;
  undecided: string[];
  document?: string;
  carried: CarriedReport[];
  /** reports that an earlier undoing took from the receivers, and this change gave back to them */
  broughtBack: string[];
}

/** A report as the change found it; `to` null: cancelled. */
export interface CarriedReport {
  id: string;
  to: string | null;
  state: ObligationStatus;
  namedUnitId: string | null;
  /** it was due when its period was, so it follows where that date has moved since */
  common: boolean;
}

export interface StandingChange {
  /** of the journal */
  entryId: string;
  unitId: string;
  action: UnitChangeAction;
  at: Date;
  before: { effectiveTo: IsoDate | null; successorId: string | null };
  record: UnitChangeRecord;
}

const ACTIONS = ['unit.merged', 'unit.split', 'unit.dissolved'] as const;
export type UnitChangeAction = (typeof ACTIONS)[number];

/** By unit: its changes that were not undone, the latest last. A unit whose changes were all undone has an empty list. */
export async function standingChanges(
  tx: Database | Tx,
  { organizationId }: Pick<Scope, 'organizationId'>,
): Promise<Map<string, StandingChange[]>> {
  const entries = await tx.auditEntry.findMany({
    where: { organizationId, subjectType: 'unit', action: { in: [...ACTIONS, 'unit.restored'] } },
    orderBy: { id: 'asc' },
  });
  const standing = new Map<string, StandingChange[]>();
  for (const { id, at, action, subjectId: unitId, before: was, after } of entries) {
    const known = ACTIONS.find((name) => name === action);
    const before = was as unknown as StandingChange['before'];
    const record = after as unknown as UnitChangeRecord;
    // An entry of before the journal kept this cannot be undone from it.
    if (known && !Array.isArray(record.carried)) continue;
    const own = standing.get(unitId) ?? [];
    standing.set(unitId, own);
    if (known) {
      own.push({ entryId: String(id), unitId, action: known, at, before, record });
      continue;
    }
    const undone = own.pop();
    if (undone) inherit(standing, undone);
  }
  return standing;
}

const restsOn = ({ record }: StandingChange, list: 'ruleIds' | 'targetIds', id: string, unitId: string) =>
  record.successorIds.includes(unitId) && record[list].includes(id);

/** What an undone change had brought and another still rests on was left in place: now it goes with that one. */
function inherit(standing: ReadonlyMap<string, StandingChange[]>, undone: StandingChange): void {
  for (const heir of [...standing.values()].flat()) {
    for (const { ruleId, unitId, since = undone.at } of undone.record.addedRules) {
      if (restsOn(heir, 'ruleIds', ruleId, unitId)) heir.record.addedRules.push({ ruleId, unitId, since });
    }
    for (const { targetId, unitId } of undone.record.addedTargets) {
      if (restsOn(heir, 'targetIds', targetId, unitId)) heir.record.addedTargets.push({ targetId, unitId });
    }
  }
}

/** What a change newly gave its receivers, unless another change that stands rests on it as well. */
export function ownAdditions(
  { entryId, record }: StandingChange,
  standing: ReadonlyMap<string, StandingChange[]>,
): Pick<UnitEnd, 'addedRules' | 'addedTargets'> {
  const others = [...standing.values()].flat().filter((other) => other.entryId !== entryId);
  const free = (list: 'ruleIds' | 'targetIds', id: string, unitId: string): boolean =>
    !others.some((other) => restsOn(other, list, id, unitId));
  return {
    addedRules: record.addedRules.filter(({ ruleId, unitId }) => free('ruleIds', ruleId, unitId)),
    addedTargets: record.addedTargets.filter(({ targetId, unitId }) => free('targetIds', targetId, unitId)),
  };
}

/** The latest change of a unit that can still be undone. */
export async function standingChange(
  db: Database | Tx,
  scope: Pick<Scope, 'organizationId'>,
  unitId: string,
): Promise<StandingChange | null> {
  return (await standingChanges(db, scope)).get(unitId)?.at(-1) ?? null;
}

/** Reports that fell away when an earlier change into these units was undone are owed again with the duty. Returns them. */
export async function bringBackDuties(tx: Tx, scope: Scope, added: UnitEnd['addedRules']): Promise<string[]> {
  if (added.length === 0) return [];
  const rows = await tx.obligation.findMany({
    where: {
      organizationId: scope.organizationId,
      state: 'cancelled',
      closedReason: { startsWith: UNIT_RESTORED },
      OR: added.map(({ ruleId, unitId }) => ({
        unitId,
        period: { ruleId, state: { in: ['planned', 'open'] } },
      })),
    },
    select: { id: true, periodId: true },
    orderBy: { id: 'asc' },
  });
  for (const row of rows) await bringBack(tx, scope, row);
  return rows.map(({ id }) => id);
}
