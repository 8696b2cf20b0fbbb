/** What the office confirms about a draft's units: who they are in the register, and who reports on which target. */
import { domainError } from '../domain/errors';
import type { Prisma } from '../prisma/generated/client';
import type { UnitKind } from '../prisma/generated/enums';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { type Done, draftOf } from './plan-confirm';

/** What the office decides about one unit that the document names. */
export type UnitChoice =
  | { kind: 'existing'; unitId: string }
  | { kind: 'new'; name: string; unitKind: UnitKind; aliases?: string[] }
  | { kind: 'ignore'; reason?: string };

/** Where a reading's unit ids point to in the register; null: left out by the office. */
export type UnitMap = Record<string, string | null>;

/** Confirms which units of the register the document's units are; new ones are created, none by guess (B23, B24). */
export async function confirmUnits(
  db: Database,
  scope: Scope,
  { planId, choices }: { planId: string; choices: Record<string, UnitChoice> },
): Promise<Done<{ units: UnitMap }>> {
  return inTransaction(db, async (tx) => {
    const found = await draftOf(tx, scope, planId);
    if (!found.ok) return found;
    const units: UnitMap = { ...unitMapOf(found.plan.corrections) };
    for (const [readingId, choice] of Object.entries(choices)) {
      const resolved = await resolveUnit(tx, scope, choice);
      if (!resolved.ok) return resolved;
      units[readingId] = resolved.unitId;
    }
    const others = (Array.isArray(found.plan.corrections) ? found.plan.corrections : []).filter(
      (entry) => !isUnitMapEntry(entry),
    );
    await tx.plan.update({
      where: { id: planId },
      data: {
        corrections: [
          ...others,
          { field: 'units', value: units, by: scope.actor.name, at: scope.asOf.toISOString() },
        ],
      },
    });
    await audit(tx, scope, {
      action: 'plan.units_confirmed',
      subjectType: 'plan',
      subjectId: planId,
      after: JSON.parse(JSON.stringify({ choices, units })),
    });
    return { ok: true, units };
  });
}

/** Which units of the register report on each target of the reading, as the office chose; absent: as the document says. */
export type TargetMap = Record<string, string[]>;

/**
 * Says who reports on a target. Most documents leave it out, and the service never guesses: a target nobody answers for
 * collects no figures.
 */
export async function assignTargets(
  db: Database,
  scope: Scope,
  { planId, targets }: { planId: string; targets: TargetMap },
): Promise<Done> {
  return inTransaction(db, async (tx) => {
    const found = await draftOf(tx, scope, planId);
    if (!found.ok) return found;
    const unitIds = [...new Set(Object.values(targets).flat())];
    const known = await tx.unit.count({
      where: { organizationId: scope.organizationId, id: { in: unitIds } },
    });
    if (known < unitIds.length)
      return { ok: false, error: domainError('NOT_FOUND', { what: 'đơn vị' }, 'unitId') };
    const before = targetMapOf(found.plan.corrections);
    const others = (Array.isArray(found.plan.corrections) ? found.plan.corrections : []).filter(
      (entry) => !isTargetMapEntry(entry),
    );
    const value = { ...before, ...targets };
    await tx.plan.update({
      where: { id: planId },
      data: {
        corrections: [
          ...others,
          { field: 'targets', value, by: scope.actor.name, at: scope.asOf.toISOString() },
        ],
      },
    });
    await audit(tx, scope, {
      action: 'plan.targets_assigned',
      subjectType: 'plan',
      subjectId: planId,
      before,
      after: targets,
    });
    return { ok: true };
  });
}

const isTargetMapEntry = (entry: unknown): entry is { field: 'targets'; value: TargetMap } =>
  typeof entry === 'object' && entry !== null && 'field' in entry && entry.field === 'targets';

export function targetMapOf(corrections: Prisma.JsonValue): TargetMap {
  const entry = Array.isArray(corrections) ? (corrections as unknown[]).find(isTargetMapEntry) : undefined;
  return entry?.value ?? {};
}

const isUnitMapEntry = (entry: unknown): entry is { field: 'units'; value: UnitMap } =>
  typeof entry === 'object' && entry !== null && 'field' in entry && entry.field === 'units';

/** The confirmed mapping from the reading's units to the register's. */
export function unitMapOf(corrections: Prisma.JsonValue): UnitMap {
  const entry = Array.isArray(corrections) ? (corrections as unknown[]).find(isUnitMapEntry) : undefined;
  return entry?.value ?? {};
}

async function resolveUnit(
  tx: Tx,
  scope: Scope,
  choice: UnitChoice,
): Promise<Done<{ unitId: string | null }>> {
  const { organizationId } = scope;
  if (choice.kind === 'ignore') return { ok: true, unitId: null };
  if (choice.kind === 'existing') {
    const unit = await tx.unit.findUnique({
      where: { organizationId_id: { organizationId, id: choice.unitId } },
      select: { id: true },
    });
    if (!unit) return { ok: false, error: domainError('NOT_FOUND', { what: 'đơn vị' }, 'unitId') };
    return { ok: true, unitId: unit.id };
  }
  const unit = await tx.unit.upsert({
    where: { organizationId_name: { organizationId, name: choice.name } },
    create: {
      organizationId,
      name: choice.name,
      kind: choice.unitKind,
      aliases: choice.aliases ?? [],
      createdAt: scope.asOf,
    },
    update: {},
    select: { id: true },
  });
  return { ok: true, unitId: unit.id };
}
