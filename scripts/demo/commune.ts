/** The communes of the play and their people, all named as what they are: "(demo)". */

import { slugOf } from '../../domain/text';
import type { System } from '../../prisma/generated/enums';
import { SERVICE } from '../../services/context';
import { createStaffAccount } from '../../web/auth/staff';
import type { World } from './world';

export interface Staff {
  id: string;
  name: string;
  email: string;
  role: 'officer' | 'office_head' | 'leader';
}

export interface Commune {
  id: string;
  name: string;
  system: System;
  slug: string;
  staff: Record<Staff['role'], Staff>;
}

const PASSWORD = 'mat-khau-cua-nguoi-dien-thu';

const ROLES = [
  { role: 'officer', name: 'officer (demo)', title: 'Chuyên viên Văn phòng' },
  { role: 'office_head', name: 'office head (demo)', title: 'Chánh Văn phòng' },
  { role: 'leader', name: 'leader (demo)', title: 'Chủ tịch' },
] as const;

export const demoPassword = PASSWORD;

/** Creates the commune of an issuing body unless it is there. */
export async function ensureCommune(
  world: World,
  body: { name: string; system: System; level: string; placeName: string },
): Promise<Commune> {
  const { db } = world;
  const slug = slugOf(body.name);
  const known = await db.organization.findUnique({ where: { name: body.name } });
  const organization =
    known ??
    (await db.organization.create({ data: { ...body, createdAt: world.now() }, select: { id: true } }));
  const staff = {} as Commune['staff'];
  for (const { role, name, title } of ROLES) {
    const email = `${role.replace('_', '-')}@${slug}.demo.example.vn`;
    const account = await db.user.findUnique({ where: { email }, select: { id: true } });
    const created = account
      ? null
      : await createStaffAccount(
          db,
          { organizationId: organization.id, actor: SERVICE, asOf: world.now() },
          { email, password: PASSWORD, name, role, title },
        );
    if (created && !created.ok) throw new Error(created.error.message);
    staff[role] = { id: account?.id ?? (created?.ok ? created.userId : ''), name, email, role };
  }
  return { id: organization.id, name: body.name, system: body.system, slug, staff };
}
