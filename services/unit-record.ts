/** Changes of units in the journal: read for undoing them, and the reports that come back when a change is made again (B97). */
import {
  type StandingChange,
  standingOf,
  UNIT_CHANGES,
  type UnitChangeRecord,
  type UnitEnd,
  type UnitEntry,
} from '../domain/plan';
import { isoInstant } from '../domain/time';
import { bringBack, UNIT_RESTORED } from './comeback';
import type { Database, Scope, Tx } from './context';

/** By unit: its changes that were not undone, the latest last. */
export async function standingChanges(
  tx: Database | Tx,
  { organizationId }: Pick<Scope, 'organizationId'>,
): Promise<Map<string, StandingChange[]>> {
  const entries = await tx.auditEntry.findMany({
    where: { organizationId, subjectType: 'unit', action: { in: [...UNIT_CHANGES, 'unit.restored'] } },
    orderBy: { id: 'asc' },
  });
  return standingOf(
    entries.flatMap(({ id, at, action: name, subjectId: unitId, before, after }): UnitEntry[] => {
      const action = UNIT_CHANGES.find((known) => known === name);
      if (!action) return [{ unitId, undone: true }];
      const record = after as unknown as UnitChangeRecord;
      // An entry of before the journal kept this cannot be undone from it.
      if (!Array.isArray(record.carried)) return [];
      const was = before as unknown as StandingChange['before'];
      const change = { entryId: String(id), unitId, action, at: isoInstant(at), before: was, record };
      return [{ unitId, undone: false, change }];
    }),
  );
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
