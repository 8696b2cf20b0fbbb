// A commune to try the service with, made at the first start of an empty register: staff who can log in, units that can be reached.
import { randomBytes } from 'node:crypto';
import type { ZaloSimulator } from '../../channels/zalo/simulator';
import type { UnitKind } from '../../prisma/generated/enums';
import { audit, type Database, inTransaction, type Scope, SERVICE } from '../../services/context';
import { createStaffAccount } from '../../web/auth/staff';
import type { StaffRole } from '../../web/deps';

export interface LogIn {
  role: StaffRole;
  email: string;
  password: string;
}

const DOMAIN = 'binh-an.example.vn';

/** Nobody of these exists; names and addresses say so. */
const STAFF: { role: StaffRole; mailbox: string; name: string; title: string }[] = [
  { role: 'officer', mailbox: 'canbo', name: 'Cán bộ tổng hợp (mẫu)', title: 'Chuyên viên Văn phòng' },
  { role: 'office_head', mailbox: 'chanhvanphong', name: 'Chánh Văn phòng (mẫu)', title: 'Chánh Văn phòng' },
  { role: 'leader', mailbox: 'chutich', name: 'Chủ tịch (mẫu)', title: 'Chủ tịch' },
  { role: 'admin', mailbox: 'quantri', name: 'Quản trị (mẫu)', title: 'Quản trị hệ thống' },
];

const UNITS: { name: string; aliases: string[]; kind: UnitKind; mailbox: string; zalo: boolean }[] = [
  { name: 'Phòng Kinh tế', aliases: ['Phòng KT'], kind: 'subordinate', mailbox: 'kinhte', zalo: true },
  {
    name: 'Phòng Văn hóa - Xã hội',
    aliases: ['Phòng VH-XH'],
    kind: 'subordinate',
    mailbox: 'vanhoaxahoi',
    zalo: true,
  },
  { name: 'Trạm Y tế xã', aliases: ['Trạm Y tế'], kind: 'subordinate', mailbox: 'tramyte', zalo: false },
  { name: 'Trường Tiểu học Bình An', aliases: [], kind: 'subordinate', mailbox: 'tieuhoc', zalo: true },
  { name: 'Công an xã', aliases: [], kind: 'independent', mailbox: 'congan', zalo: false },
  {
    name: 'Ban Thường trực Ủy ban MTTQ Việt Nam xã',
    aliases: ['Ủy ban MTTQ Việt Nam xã'],
    kind: 'independent',
    mailbox: 'mttq',
    zalo: false,
  },
];

/** @returns the log-ins of the new commune, or undefined when the register is not empty */
export async function createSampleCommune(given: {
  db: Database;
  asOf: Date;
  zalo: ZaloSimulator | undefined;
}): Promise<LogIn[] | undefined> {
  const { db, asOf, zalo } = given;
  if ((await db.organization.count()) > 0) return undefined;
  const organizationId = await inTransaction(db, async (tx) => {
    const { id } = await tx.organization.create({
      data: {
        name: 'Ủy ban nhân dân xã Bình An (mẫu)',
        placeName: 'Bình An',
        level: 'xa',
        system: 'chinh_quyen',
        createdAt: asOf,
      },
      select: { id: true },
    });
    const scope = { organizationId: id, actor: SERVICE, asOf };
    await audit(tx, scope, { action: 'organization.created', subjectType: 'organization', subjectId: id });
    return id;
  });
  const scope: Scope = { organizationId, actor: SERVICE, asOf };
  for (const unit of UNITS) await createUnit({ db, scope, unit, zalo });
  const password = randomBytes(9).toString('base64url');
  const logIns: LogIn[] = [];
  for (const { role, mailbox, name, title } of STAFF) {
    const email = `${mailbox}@${DOMAIN}`;
    const made = await createStaffAccount(db, scope, { email, password, name, role, title });
    if (!made.ok) throw new Error(made.error.message);
    logIns.push({ role, email, password });
  }
  return logIns;
}

async function createUnit(given: {
  db: Database;
  scope: Scope;
  unit: (typeof UNITS)[number];
  zalo: ZaloSimulator | undefined;
}): Promise<void> {
  const { db, scope, unit, zalo } = given;
  const { organizationId, asOf: createdAt } = scope;
  const person = unit.zalo
    ? zalo?.control.createUser({ displayName: `Đầu mối ${unit.name} (mẫu)` })
    : undefined;
  if (person) await zalo?.control.follow(person.id);
  await inTransaction(db, async (tx) => {
    const { id: unitId } = await tx.unit.create({
      data: { organizationId, name: unit.name, aliases: unit.aliases, kind: unit.kind, createdAt },
      select: { id: true },
    });
    const { id: contactId } = await tx.contact.create({
      data: { organizationId, unitId, name: `Đầu mối ${unit.name} (mẫu)`, role: 'focal', createdAt },
      select: { id: true },
    });
    const route = { organizationId, contactId, createdAt };
    await tx.contactRoute.create({ data: { ...route, kind: 'email', address: `${unit.mailbox}@${DOMAIN}` } });
    if (person) {
      await tx.contactRoute.create({
        data: { ...route, kind: 'zalo', address: person.id, lastInteractionAt: createdAt },
      });
    }
    await audit(tx, scope, { action: 'unit.created', subjectType: 'unit', subjectId: unitId });
  });
}
