/** Who is reached for a unit on a given day: its focal contacts, and its head where there is none (B95). */
import { responsibleOn } from '../domain/contacts';
import { localDate } from '../domain/time';
import type { RouteKind, RouteState } from '../prisma/generated/enums';
import type { Tx } from './context';
import { dateColumn } from './dates';

export interface UnitContact {
  id: string;
  unitId: string;
  name: string;
  title: string | null;
  role: 'focal' | 'head';
  rank: number;
  routes: { id: string; kind: RouteKind; address: string; state: RouteState }[];
}

const CONTACT_FIELDS = {
  id: true,
  unitId: true,
  name: true,
  title: true,
  role: true,
  rank: true,
  routes: { select: { id: true, kind: true, address: true, state: true }, orderBy: { createdAt: 'asc' } },
} as const;

/** Conditions of "valid on that day"; both ends are included, open ends are null. */
export const validOn = (on: Date) => ({
  AND: [
    { OR: [{ effectiveFrom: null }, { effectiveFrom: { lte: on } }] },
    { OR: [{ effectiveTo: null }, { effectiveTo: { gte: on } }] },
  ],
});

/**
 * Contacts of the units on the civil day of an instant, in the order of trying: focal contacts by rank, then heads. A unit without
 * anybody maps to an empty list, which the caller shows to the office as a gap.
 */
export async function contactsForUnits(
  tx: Tx,
  organizationId: string,
  unitIds: readonly string[],
  on: Date,
): Promise<Map<string, UnitContact[]>> {
  const rows = await tx.contact.findMany({
    where: { organizationId, unitId: { in: [...unitIds] }, ...validOn(dateColumn(localDate(on))) },
    select: CONTACT_FIELDS,
    // 'focal' sorts before 'head'
    orderBy: [{ role: 'asc' }, { rank: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  const found = new Map<string, UnitContact[]>(unitIds.map((id) => [id, []]));
  for (const row of rows) {
    found.get(row.unitId)?.push({ ...row, role: row.role === 'head' ? 'head' : 'focal' });
  }
  return found;
}

/** {@link contactsForUnits} for one unit. */
export async function contactsFor(
  tx: Tx,
  organizationId: string,
  unitId: string,
  on: Date,
): Promise<UnitContact[]> {
  const found = await contactsForUnits(tx, organizationId, [unitId], on);
  return found.get(unitId) ?? [];
}

/** Units that owe something and have nobody named, or only their head: listed for the office (B95). */
export async function contactGaps(
  tx: Tx,
  organizationId: string,
  on: Date,
): Promise<{ unitId: string; unitName: string; gap: string }[]> {
  const day = localDate(on);
  const units = await tx.unit.findMany({
    where: {
      organizationId,
      AND: validOn(dateColumn(day)).AND,
      obligations: { some: { state: { in: ['expected', 'open', 'returned'] }, plan: { state: 'active' } } },
    },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  const contacts = await contactsForUnits(
    tx,
    organizationId,
    units.map(({ id }) => id),
    on,
  );
  return units.flatMap(({ id, name }) => {
    const serving = (contacts.get(id) ?? []).map((contact) => ({
      ...contact,
      validFrom: null,
      validTo: null,
    }));
    const { gap } = responsibleOn(serving, day);
    return gap ? [{ unitId: id, unitName: name, gap }] : [];
  });
}
