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
  addedRules: { ruleId: string; unitId: string }[];
  targetIds: string[];
  addedTargets: { targetId: string; unitId: string }[];
}

export interface UnitChangeRecord extends UnitEnd {
  on: IsoDate;
  successorIds: string[];
  reassigned: number;
  cancelled: number;
  undecided: string[];
  document?: string;
  carried: CarriedReport[];
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
  for (const { id, at, action, subjectId: unitId, before, after } of entries) {
    const own = standing.get(unitId) ?? [];
    standing.set(unitId, own);
    const known = ACTIONS.find((name) => name === action);
    if (!known) own.pop();
    else {
      own.push({
        entryId: String(id),
        unitId,
        action: known,
        at,
        before: before as unknown as StandingChange['before'],
        record: after as unknown as UnitChangeRecord,
      });
    }
  }
  return standing;
}

/** The latest change of a unit that can still be undone. */
export async function standingChange(
  db: Database | Tx,
  scope: Pick<Scope, 'organizationId'>,
  unitId: string,
): Promise<StandingChange | null> {
  return (await standingChanges(db, scope)).get(unitId)?.at(-1) ?? null;
}

/** Reports that fell away when an earlier change into these units was undone are owed again with the duty. */
export async function bringBackDuties(tx: Tx, scope: Scope, added: UnitEnd['addedRules']): Promise<void> {
  if (added.length === 0) return;
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
}
