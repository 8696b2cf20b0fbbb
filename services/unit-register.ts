/** Units as the office keeps them: a name, the other names documents use, a kind that decides the tone. */
import { type DomainError, domainError } from '../domain/errors';
import { formatDate } from '../domain/format';
import { foldVietnamese, normaliseVietnamese } from '../domain/text';
import type { IsoDate } from '../domain/time';
import type { UnitKind } from '../prisma/generated/enums';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { civilDateOrNull, dateColumnOrNull } from './dates';
import { isId, today } from './obligations';

export type Saved = { ok: true; id: string } | { ok: false; error: DomainError };

const missing = (what: string): { ok: false; error: DomainError } => ({
  ok: false,
  error: domainError('NOT_FOUND', { what }),
});

export interface UnitInput {
  name: string;
  kind: UnitKind;
  aliases?: string[];
  effectiveFrom?: IsoDate | null;
}

/** A unit another one is already called by, whatever the spelling of dashes and tones (B24). */
async function nameTaken(
  tx: Tx,
  organizationId: string,
  names: readonly string[],
  exceptId?: string,
): Promise<DomainError | null> {
  const units = await tx.unit.findMany({
    where: { organizationId, ...(exceptId ? { id: { not: exceptId } } : {}) },
    select: { name: true, aliases: true, effectiveTo: true },
  });
  const taken = new Set(
    units
      .filter(({ effectiveTo }) => effectiveTo === null)
      .flatMap(({ name, aliases }) => [name, ...aliases])
      .map(foldVietnamese),
  );
  // the database keeps one row per written name, dissolved units included
  const written = new Set(units.map(({ name }) => name));
  const clash = names.find(
    (name, position) => taken.has(foldVietnamese(name)) || (position === 0 && written.has(name)),
  );
  return clash === undefined ? null : domainError('UNIT_NAME_TAKEN', { name: clash }, 'name');
}

const tidyNames = (names: readonly string[]): string[] => {
  const seen = new Set<string>();
  return names
    .map(normaliseVietnamese)
    .filter((name) => name !== '' && !seen.has(foldVietnamese(name)) && seen.add(foldVietnamese(name)));
};

export function createUnit(db: Database, scope: Scope, input: UnitInput): Promise<Saved> {
  return inTransaction(db, (tx) => createUnitIn(tx, scope, input));
}

export async function createUnitIn(tx: Tx, scope: Scope, input: UnitInput): Promise<Saved> {
  const { organizationId } = scope;
  const name = normaliseVietnamese(input.name);
  if (name === '') return { ok: false, error: domainError('FIELD_MISSING', { name: 'Tên đơn vị' }, 'name') };
  const aliases = tidyNames(input.aliases ?? []).filter(
    (alias) => foldVietnamese(alias) !== foldVietnamese(name),
  );
  const taken = await nameTaken(tx, organizationId, [name, ...aliases]);
  if (taken) return { ok: false, error: taken };
  const { id } = await tx.unit.create({
    data: {
      organizationId,
      name,
      kind: input.kind,
      aliases,
      effectiveFrom: dateColumnOrNull(input.effectiveFrom),
      createdAt: scope.asOf,
    },
    select: { id: true },
  });
  await audit(tx, scope, {
    action: 'unit.created',
    subjectType: 'unit',
    subjectId: id,
    after: { name, kind: input.kind, aliases },
  });
  return { ok: true, id };
}

/** Renames or corrects a unit. The old name stays as an alias, so that documents that use it still find it. */
export function updateUnit(
  db: Database,
  scope: Scope,
  input: { unitId: string; name?: string; kind?: UnitKind; aliases?: string[]; reason?: string },
): Promise<Saved> {
  return inTransaction(db, async (tx): Promise<Saved> => {
    const { organizationId } = scope;
    const unit = isId(input.unitId)
      ? await tx.unit.findUnique({ where: { organizationId_id: { organizationId, id: input.unitId } } })
      : null;
    if (!unit) return missing('đơn vị này');
    const name = input.name === undefined ? unit.name : normaliseVietnamese(input.name);
    if (name === '')
      return { ok: false, error: domainError('FIELD_MISSING', { name: 'Tên đơn vị' }, 'name') };
    const former = name === unit.name ? [] : [unit.name];
    const aliases = tidyNames([...(input.aliases ?? unit.aliases), ...former]).filter(
      (alias) => foldVietnamese(alias) !== foldVietnamese(name),
    );
    const taken = await nameTaken(tx, organizationId, [name, ...aliases], unit.id);
    if (taken) return { ok: false, error: taken };
    const kind = input.kind ?? unit.kind;
    await tx.unit.update({ where: { id: unit.id }, data: { name, kind, aliases } });
    await audit(tx, scope, {
      action: former.length > 0 ? 'unit.renamed' : 'unit.changed',
      subjectType: 'unit',
      subjectId: unit.id,
      before: { name: unit.name, kind: unit.kind, aliases: unit.aliases },
      after: { name, kind, aliases },
      ...(input.reason ? { reason: input.reason } : {}),
    });
    return { ok: true, id: unit.id };
  });
}

/**
 * Why a report cannot be asked of these units: unknown, or no more on the day. Units in `known` are asked already and pass to their
 * successors by themselves (B94). Null where all can be asked.
 */
export async function askedUnitsFault(
  tx: Tx,
  scope: Scope,
  { unitIds, known, field }: { unitIds: readonly string[]; known: readonly string[]; field: string },
): Promise<DomainError | null> {
  const rows = await tx.unit.findMany({
    where: { organizationId: scope.organizationId, id: { in: unitIds.filter(isId) } },
    select: { id: true, name: true, effectiveTo: true, successor: { select: { name: true } } },
  });
  for (const unitId of unitIds) {
    const unit = rows.find(({ id }) => id === unitId);
    if (!unit) return domainError('NOT_FOUND', { what: 'đơn vị đã chọn' }, field);
    const until = civilDateOrNull(unit.effectiveTo);
    if (until === null || until >= today(scope) || known.includes(unitId)) continue;
    const instead = unit.successor ? `đơn vị tiếp nhận "${unit.successor.name}"` : 'đơn vị đang hoạt động';
    return domainError('UNIT_GONE', { unit: unit.name, date: formatDate(until), instead }, field);
  }
  return null;
}
