/** Units of the commune with whom they are reached by, for lists and choices. */

import { localDate } from '../../domain/time';
import type { Database, Tx } from '../context';
import { civilDateOrNull, dateColumn } from '../dates';

export interface UnitOption {
  id: string;
  name: string;
  kind: string;
  aliases: string[];
}

/** Units that exist on the day, by name. */
export async function unitOptions(
  db: Database | Tx,
  { organizationId, asOf }: { organizationId: string; asOf: Date },
): Promise<UnitOption[]> {
  const today = dateColumn(localDate(asOf));
  return db.unit.findMany({
    where: { organizationId, OR: [{ effectiveTo: null }, { effectiveTo: { gte: today } }] },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, kind: true, aliases: true },
  });
}

export interface OpenReport {
  obligationId: string;
  planTitle: string;
  periodLabel: string;
  dueAt: Date;
}

/** What a unit has in hand: begun and not yet accepted, the oldest deadline first. */
export async function openReportsOfUnit(
  db: Database | Tx,
  { organizationId, unitId }: { organizationId: string; unitId: string },
): Promise<OpenReport[]> {
  const rows = await db.obligation.findMany({
    where: { organizationId, unitId, state: { in: ['open', 'returned', 'submitted'] } },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: { id: true, dueAt: true, plan: { select: { title: true } }, period: { select: { label: true } } },
  });
  return rows.map(({ id, dueAt, plan, period }) => ({
    obligationId: id,
    planTitle: plan.title,
    periodLabel: period.label,
    dueAt,
  }));
}

export interface RouteView {
  id: string;
  kind: 'email' | 'zalo' | 'phone';
  address: string;
  state: 'active' | 'bounced' | 'blocked' | 'opted_out';
  stateReason: string | null;
  lastInteractionAt: Date | null;
}

export interface ContactView {
  id: string;
  name: string;
  title: string | null;
  role: 'focal' | 'head';
  rank: number;
  effectiveFrom: string | null;
  effectiveTo: string | null;
  successorId: string | null;
  /** In charge on the day. */
  current: boolean;
  routes: RouteView[];
}

export interface UnitView {
  id: string;
  name: string;
  kind: 'subordinate' | 'independent' | 'party';
  aliases: string[];
  effectiveFrom: string | null;
  effectiveTo: string | null;
  successor: { id: string; name: string } | null;
  contacts: ContactView[];
  owed: number;
  /** True where somebody in charge has a route that works. */
  reachable: boolean;
}

export async function unitViews(
  db: Database | Tx,
  { organizationId, asOf, unitId }: { organizationId: string; asOf: Date; unitId?: string },
): Promise<UnitView[]> {
  const today = localDate(asOf);
  const [units, owed] = await Promise.all([
    db.unit.findMany({
      where: { organizationId, ...(unitId ? { id: unitId } : {}) },
      orderBy: { name: 'asc' },
      include: {
        successor: { select: { id: true, name: true } },
        contacts: {
          orderBy: [{ role: 'asc' }, { rank: 'asc' }, { createdAt: 'asc' }],
          include: { routes: { orderBy: { createdAt: 'asc' } } },
        },
      },
    }),
    db.obligation.groupBy({
      by: ['unitId'],
      where: { organizationId, state: { in: ['open', 'returned'] }, ...(unitId ? { unitId } : {}) },
      _count: true,
    }),
  ]);
  const owedBy = new Map(owed.map(({ unitId: id, _count }) => [id, _count]));
  return units.map((unit) => {
    const contacts = unit.contacts.map((contact): ContactView => {
      const effectiveFrom = civilDateOrNull(contact.effectiveFrom);
      const effectiveTo = civilDateOrNull(contact.effectiveTo);
      return {
        id: contact.id,
        name: contact.name,
        title: contact.title,
        role: contact.role === 'head' ? 'head' : 'focal',
        rank: contact.rank,
        effectiveFrom,
        effectiveTo,
        successorId: contact.successorId,
        current: (effectiveFrom ?? today) <= today && (effectiveTo ?? today) >= today,
        routes: contact.routes,
      };
    });
    return {
      id: unit.id,
      name: unit.name,
      kind: unit.kind,
      aliases: unit.aliases,
      effectiveFrom: civilDateOrNull(unit.effectiveFrom),
      effectiveTo: civilDateOrNull(unit.effectiveTo),
      successor: unit.successor,
      contacts,
      owed: owedBy.get(unit.id) ?? 0,
      reachable: contacts.some(
        ({ current, routes }) =>
          current && routes.some(({ kind, state }) => kind !== 'phone' && state === 'active'),
      ),
    };
  });
}
