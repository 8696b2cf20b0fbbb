// What an operator does to the register before anybody can log in: communes and staff.
import { randomBytes } from 'node:crypto';
import { audit, inTransaction, type Scope, SERVICE } from '../../services/context';
import { createStaffAccount } from '../../web/auth/staff';
import { SetupError } from '../setup/report.mjs';
import { withRegister } from './register';

export interface NewOrganization {
  name: string;
  place: string;
  parent?: string;
  level: 'xa' | 'phuong' | 'dac_khu';
  system: 'chinh_quyen' | 'dang';
}

export interface NewStaff {
  organization: string;
  email: string;
  name: string;
  title?: string;
  role: 'officer' | 'office_head' | 'leader' | 'admin';
  password?: string;
}

export function listOrganizations(): Promise<{ id: string; name: string; staff: number }[]> {
  return withRegister(async (db) => {
    const all = await db.organization.findMany({
      select: { id: true, name: true, _count: { select: { users: true } } },
      orderBy: { createdAt: 'asc' },
    });
    return all.map(({ id, name, _count }) => ({ id, name, staff: _count.users }));
  });
}

/** @returns its id */
export function addOrganization(given: NewOrganization): Promise<string> {
  const { level, system } = given;
  const [name, placeName] = [official(given.name), official(given.place)];
  const parentName = given.parent ? official(given.parent) : null;
  return withRegister(async (db) => {
    if (await db.organization.findUnique({ where: { name }, select: { id: true } })) {
      throw new SetupError(
        `"${name}" is in the register already.`,
        'See: npm run --silent dondoc -- organizations',
      );
    }
    const asOf = new Date();
    return inTransaction(db, async (tx) => {
      const { id } = await tx.organization.create({
        data: { name, placeName, parentName, level, system, createdAt: asOf },
        select: { id: true },
      });
      const scope: Scope = { organizationId: id, actor: SERVICE, asOf };
      await audit(tx, scope, { action: 'organization.created', subjectType: 'organization', subjectId: id });
      return id;
    });
  });
}

/** Names are compared as text, and keyboards write Vietnamese letters in two ways. */
const official = (text: string): string => text.normalize('NFC').trim();

/** @returns the first password when one had to be made */
export function addStaff(given: NewStaff): Promise<string | undefined> {
  const { organization: organizationId, email, name, role, title = null } = given;
  return withRegister(async (db) => {
    const known = /^[0-9a-f-]{36}$/i.test(organizationId)
      ? await db.organization.findUnique({ where: { id: organizationId }, select: { id: true } })
      : null;
    if (!known) {
      throw new SetupError(
        `There is no commune ${organizationId}.`,
        'See: npm run --silent dondoc -- organizations',
      );
    }
    const made = given.password ? undefined : randomBytes(9).toString('base64url');
    const scope: Scope = { organizationId, actor: SERVICE, asOf: new Date() };
    const password = given.password ?? made ?? '';
    const result = await createStaffAccount(db, scope, { email, name, role, title, password });
    if (!result.ok)
      throw new SetupError(result.error.message, `Change --${result.error.field} and run it again.`);
    return made;
  });
}
