/** Contacts of a unit and the addresses by which they are reached, as the office enters them. */
import { type DomainError, domainError } from '../domain/errors';
import { normaliseVietnamese } from '../domain/text';
import { type IsoDate, isIsoDate } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import type { RouteKind } from '../prisma/generated/enums';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { dateColumnOrNull } from './dates';
import { isId } from './obligations';
import type { Saved } from './unit-register';

const missing = (what: string): { ok: false; error: DomainError } => ({
  ok: false,
  error: domainError('NOT_FOUND', { what }),
});

export interface RouteInput {
  kind: RouteKind;
  address: string;
}

export interface ContactInput {
  unitId: string;
  name: string;
  title?: string | null;
  role: 'focal' | 'head';
  rank?: number;
  effectiveFrom?: IsoDate | null;
  effectiveTo?: IsoDate | null;
  routes?: RouteInput[];
}

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;
const PHONE = /^84\d{9}$/;

/** The address as the register keeps it, or what is wrong with it. Phones as 84…, the form Zalo takes. */
export function tidyRoute(
  route: RouteInput,
): { ok: true; route: RouteInput } | { ok: false; error: DomainError } {
  const address = route.address.trim();
  const invalid = (name: string, detail: string): { ok: false; error: DomainError } => ({
    ok: false,
    error: domainError('FIELD_INVALID', { name, detail }, `routes.${route.kind}`),
  });
  if (route.kind === 'email') {
    const lower = address.toLowerCase();
    return EMAIL.test(lower)
      ? { ok: true, route: { kind: 'email', address: lower } }
      : invalid('Thư điện tử', 'cần dạng ten@co-quan.gov.vn');
  }
  if (route.kind === 'phone') {
    const digits = address
      .replace(/[\s.()-]/g, '')
      .replace(/^\+/, '')
      .replace(/^0(?=\d{9}$)/, '84');
    return PHONE.test(digits)
      ? { ok: true, route: { kind: 'phone', address: digits } }
      : invalid('Số điện thoại', 'cần 10 chữ số, ví dụ 0912 345 678');
  }
  return /^\d{5,25}$/.test(address)
    ? { ok: true, route: { kind: 'zalo', address } }
    : invalid('Zalo', 'mã người dùng Zalo chỉ gồm chữ số');
}

function tidyRoutes(
  routes: readonly RouteInput[],
): { ok: true; routes: RouteInput[] } | { ok: false; error: DomainError } {
  const tidy: RouteInput[] = [];
  for (const route of routes) {
    if (route.address.trim() === '') continue;
    const checked = tidyRoute(route);
    if (!checked.ok) return checked;
    tidy.push(checked.route);
  }
  return { ok: true, routes: tidy };
}

export function createContact(db: Database, scope: Scope, input: ContactInput): Promise<Saved> {
  return inTransaction(db, (tx) => createContactIn(tx, scope, input));
}

export async function createContactIn(tx: Tx, scope: Scope, input: ContactInput): Promise<Saved> {
  const { organizationId, asOf } = scope;
  const fault = contactFault(input);
  if (fault) return { ok: false, error: fault };
  const unit = isId(input.unitId)
    ? await tx.unit.findUnique({
        where: { organizationId_id: { organizationId, id: input.unitId } },
        select: { id: true },
      })
    : null;
  if (!unit) return missing('đơn vị này');
  const routes = tidyRoutes(input.routes ?? []);
  if (!routes.ok) return routes;
  const { id } = await tx.contact.create({
    data: {
      organizationId,
      unitId: unit.id,
      name: normaliseVietnamese(input.name),
      title: input.title?.trim() || null,
      role: input.role,
      rank: input.rank ?? 1,
      effectiveFrom: dateColumnOrNull(input.effectiveFrom),
      effectiveTo: dateColumnOrNull(input.effectiveTo),
      createdAt: asOf,
      routes: { create: routes.routes.map((route) => ({ ...route, createdAt: asOf })) },
    },
    select: { id: true },
  });
  await audit(tx, scope, {
    action: 'contact.created',
    subjectType: 'contact',
    subjectId: id,
    after: { unitId: unit.id, role: input.role, routes: routes.routes.map(({ kind }) => kind) },
  });
  return { ok: true, id };
}

function contactFault({ name, effectiveFrom, effectiveTo }: ContactInput): DomainError | null {
  if (normaliseVietnamese(name) === '') return domainError('FIELD_MISSING', { name: 'Họ và tên' }, 'name');
  for (const [field, value] of [
    ['effectiveFrom', effectiveFrom],
    ['effectiveTo', effectiveTo],
  ] as const) {
    if (value && !isIsoDate(value)) return domainError('DATE_INVALID', { value }, field);
  }
  if (effectiveFrom && effectiveTo && effectiveTo < effectiveFrom) {
    return domainError('HANDOVER_REVERSED', { from: effectiveFrom, to: effectiveTo }, 'effectiveTo');
  }
  return null;
}

export interface ContactChange {
  contactId: string;
  name?: string;
  title?: string | null;
  role?: 'focal' | 'head';
  rank?: number;
  /** the complete list: what is missing is taken away, where the person is not the unit's last one reached */
  routes?: RouteInput[];
}

/** Corrects a contact. Addresses that stay keep their state: a bounced one is used again only when confirmed (B61). */
export function updateContact(db: Database, scope: Scope, input: ContactChange): Promise<Saved> {
  return inTransaction(db, async (tx): Promise<Saved> => {
    const { organizationId, asOf } = scope;
    const contact = isId(input.contactId)
      ? await tx.contact.findUnique({
          where: { organizationId_id: { organizationId, id: input.contactId } },
          include: { routes: true },
        })
      : null;
    if (!contact) return missing('đầu mối này');
    const name = input.name === undefined ? contact.name : normaliseVietnamese(input.name);
    if (name === '') return { ok: false, error: domainError('FIELD_MISSING', { name: 'Họ và tên' }, 'name') };
    const data: Prisma.ContactUpdateInput = {
      name,
      ...(input.title === undefined ? {} : { title: input.title?.trim() || null }),
      ...(input.role ? { role: input.role } : {}),
      ...(input.rank ? { rank: input.rank } : {}),
    };
    await tx.contact.update({ where: { id: contact.id }, data });
    if (input.routes) {
      const routes = tidyRoutes(input.routes);
      if (!routes.ok) return routes;
      const keyOf = ({ kind, address }: RouteInput): string => `${kind}/${address}`;
      const wanted = new Set(routes.routes.map(keyOf));
      const known = new Set(contact.routes.map(keyOf));
      const gone = contact.routes.filter((route) => !wanted.has(keyOf(route)));
      await tx.contactRoute.deleteMany({ where: { organizationId, id: { in: gone.map(({ id }) => id) } } });
      await tx.contactRoute.createMany({
        data: routes.routes
          .filter((route) => !known.has(keyOf(route)))
          .map((route) => ({ organizationId, contactId: contact.id, ...route, createdAt: asOf })),
      });
    }
    await audit(tx, scope, {
      action: 'contact.changed',
      subjectType: 'contact',
      subjectId: contact.id,
      before: {
        role: contact.role,
        rank: contact.rank,
        routes: contact.routes.map(({ kind, state }) => `${kind}:${state}`),
      },
      after: {
        role: input.role ?? contact.role,
        rank: input.rank ?? contact.rank,
        ...(input.routes ? { routes: input.routes.map(({ kind }) => kind) } : {}),
      },
    });
    return { ok: true, id: contact.id };
  });
}
