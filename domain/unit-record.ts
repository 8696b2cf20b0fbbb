/** Changes of units as the journal keeps them: what each took and gave, and which of them still stand (B97). */
import type { ObligationStatus } from './terms';
import type { IsoDate, IsoInstant } from './time';

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
  since?: IsoInstant;
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
  carried: ChangedReport[];
  /** reports that an earlier undoing took from the receivers, and this change gave back to them */
  broughtBack: string[];
}

/** A report as the change found it; `to` null: cancelled. */
export interface ChangedReport {
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
  at: IsoInstant;
  before: { effectiveTo: IsoDate | null; successorId: string | null };
  record: UnitChangeRecord;
}

export const UNIT_CHANGES = ['unit.merged', 'unit.split', 'unit.dissolved'] as const;
export type UnitChangeAction = (typeof UNIT_CHANGES)[number];

/** An entry of the journal about a unit: a change, or that its latest change was undone. */
export type UnitEntry = { unitId: string } & ({ undone: true } | { undone: false; change: StandingChange });

/** By unit: its changes that were not undone, the latest last. A unit whose changes were all undone has an empty list. */
export function standingOf(entries: readonly UnitEntry[]): Map<string, StandingChange[]> {
  const standing = new Map<string, StandingChange[]>();
  for (const entry of entries) {
    const own = standing.get(entry.unitId) ?? [];
    standing.set(entry.unitId, own);
    if (!entry.undone) {
      const { change } = entry;
      const { addedRules, addedTargets } = change.record;
      const record = { ...change.record, addedRules: [...addedRules], addedTargets: [...addedTargets] };
      own.push({ ...change, record });
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
