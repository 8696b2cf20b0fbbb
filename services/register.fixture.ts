/** A small commune for the tests of the use cases: staff, three units, one active plan, one half-year of reports. */
import { createHash } from 'node:crypto';
import { SHIPPED_YEARS } from '../config/calendars';
import { createCalendar } from '../domain/calendar';
import { computeDeadline, type DeadlineRule } from '../domain/deadlines';
import type { Prisma } from '../prisma/generated/client';
import type { Database, Scope } from './context';
import { dateColumn, instantColumn } from './dates';

export const vn = (text: string): Date =>
  new Date(text.length === 10 ? `${text}T08:00:00+07:00` : `${text}+07:00`);

export interface Register {
  organizationId: string;
  users: { officer: string; officer2: string; head: string; leader: string; admin: string };
  units: string[];
  contacts: string[];
  heads: string[];
  planId: string;
  ruleId: string;
  periodId: string;
  obligations: string[];
  targets: string[];
  fileId: string;
  /** scope of the officer, a contact or the service at an instant of Viet Nam */
  officer: (at: string) => Scope;
  leader: (at: string) => Scope;
  head: (at: string) => Scope;
  contact: (position: number, at: string) => Scope;
  service: (at: string) => Scope;
}

// five working days after the cut-off of 14/6/2026: Friday 19/6/2026
const RULE: DeadlineRule = { kind: 'workingDaysAfterCutoff', n: 5 };

/** Builds the register as it stands on 01/6/2026: reports of the first half of 2026 open, due Friday 19/6/2026. */
export async function seedRegister(
  db: Database,
  options: { units?: number; name?: string; settings?: Prisma.InputJsonValue } = {},
): Promise<Register> {
  const createdAt = vn('2026-01-05');
  const name = options.name ?? 'Ủy ban nhân dân xã Hà Đông';
  const { id: organizationId } = await db.organization.create({
    data: {
      name,
      placeName: 'Hà Đông',
      level: 'xa',
      system: 'chinh_quyen',
      settings: options.settings ?? {},
      createdAt,
    },
  });
  const users = {} as Register['users'];
  const staff = (
    [
      ['officer', 'officer', 'Chuyên viên Văn phòng'],
      ['officer2', 'officer', 'Chuyên viên Văn phòng'],
      ['head', 'office_head', 'Chánh Văn phòng'],
      ['leader', 'leader', 'Chủ tịch'],
      ['admin', 'admin', 'Quản trị'],
    ] as const
  ).map(([key, role, title]) => {
    const id = `${key}-${organizationId}`;
    users[key] = id;
    return { id, organizationId, role, title, name: `${title} (${key})`, email: `${id}@vi-du.vn` };
  });
  await db.user.createMany({ data: staff });
  const positions = Array.from({ length: options.units ?? 3 }, (_, index) => index + 1);
  const unitRows = await db.unit.createManyAndReturn({
    data: positions.map((position) => ({
      organizationId,
      name: `Đơn vị ${position}`,
      kind: 'subordinate' as const,
      createdAt,
    })),
    select: { id: true },
  });
  const units = unitRows.map(({ id }) => id);
  const people = await db.contact.createManyAndReturn({
    data: (['focal', 'head'] as const).flatMap((role) =>
      units.map((unitId, index) => ({
        organizationId,
        unitId,
        name: `${role === 'focal' ? 'Đầu mối' : 'Trưởng'} ${index + 1}`,
        role,
        createdAt,
      })),
    ),
    select: { id: true },
  });
  const contacts = people.slice(0, units.length).map(({ id }) => id);
  const heads = people.slice(units.length).map(({ id }) => id);
  await db.contactRoute.createMany({
    data: people.map(({ id }, index) => ({
      organizationId,
      contactId: id,
      kind: 'email' as const,
      address: `nguoi${index + 1}@vi-du.vn`,
      createdAt,
    })),
  });
  const bytes = Buffer.from(`kế hoạch của ${name}`);
  const sha = createHash('sha256').update(bytes).digest('hex');
  const file = await db.storedFile.create({
    data: {
      organizationId,
      sha256: sha,
      name: 'ke-hoach.txt',
      contentType: 'text/plain',
      size: bytes.length,
      bytes: Uint8Array.from(bytes),
      createdAt,
    },
  });
  const plan = await db.plan.create({
    data: {
      organizationId,
      state: 'active',
      title: 'Phát triển nông nghiệp công nghệ cao năm 2026',
      documentType: 'Kế hoạch',
      system: 'chinh_quyen',
      issuingBody: name,
      number: '45',
      symbol: 'KH-UBND',
      issuedOn: dateColumn('2026-01-05'),
      termFrom: dateColumn('2026-01-01'),
      termTo: dateColumn('2026-12-31'),
      sourceFileId: file.id,
      contentSha256: sha,
      sourceText: bytes.toString(),
      reading: {},
      createdAt,
      activatedAt: createdAt,
    },
  });
  const ruleSource = { kind: 'nguoi' as const, text: 'Văn phòng xác nhận' };
  const rule = await db.reportingRule.create({
    data: {
      organizationId,
      planId: plan.id,
      position: 1,
      name: 'Báo cáo 6 tháng',
      cycle: '6_thang',
      preset: 'ND09',
      accumulation: 'THEO_KY',
      deadlineRule: RULE as unknown as Prisma.InputJsonValue,
      deadlineSource: { kind: 'person', text: 'Văn phòng xác nhận' },
      rollPolicy: 'LUI_SAU',
      confirmedById: users.officer,
      confirmedByName: 'Chuyên viên Văn phòng (officer)',
      confirmedAt: createdAt,
      units: { create: units.map((unitId) => ({ unitId })) },
    },
  });
  const computed = computeDeadline({
    rule: RULE,
    ruleSource,
    rollPolicy: 'LUI_SAU',
    calendar: createCalendar(SHIPPED_YEARS),
    period: {
      code: '2026-H1',
      label: '6 tháng đầu năm 2026',
      cycle: '6_thang',
      year: 2026,
      dataFrom: '2025-12-15',
      dataTo: '2026-06-14',
      partial: false,
      cumulativeFrom: null,
    },
  });
  if (!computed.ok) throw new Error(computed.error.message);
  const { deadline } = computed;
  const dueAt = instantColumn(deadline.dueAt);
  const stored = deadline as unknown as Prisma.InputJsonValue;
  const period = await db.reportingPeriod.create({
    data: {
      organizationId,
      planId: plan.id,
      ruleId: rule.id,
      code: '2026-H1',
      label: '6 tháng đầu năm 2026',
      cycle: '6_thang',
      dataFrom: dateColumn('2025-12-15'),
      dataTo: dateColumn('2026-06-14'),
      state: 'open',
      opensAt: vn('2026-06-01'),
      dueAt,
      locksAt: vn('2026-07-31T23:59:59.999'),
      deadline: stored,
      halfYear: '2026-H1',
    },
  });
  const obligationRows = await db.obligation.createManyAndReturn({
    data: units.map((unitId) => ({
      organizationId,
      planId: plan.id,
      periodId: period.id,
      unitId,
      state: 'open' as const,
      dueAt,
      overdueFrom: new Date(dueAt.getTime() + 1),
      deadline: stored,
      createdAt,
    })),
    select: { id: true },
  });
  const obligations = obligationRows.map(({ id }) => id);
  const targets: string[] = [];
  for (const [position, [indicator, unit, value]] of (
    [
      ['Diện tích lúa chất lượng cao', 'ha', 240],
      ['Diện tích lúa VietGAP', 'ha', 80],
    ] as const
  ).entries()) {
    const target = await db.target.create({
      data: {
        organizationId,
        planId: plan.id,
        position,
        indicator,
        text: `${indicator} đạt ${value} ${unit}`,
        comparator: '>=',
        value,
        unit,
        milestoneYear: 2026,
        kind: 'indicator',
        measurable: true,
        confidence: 1,
        confirmed: true,
        parentId: position === 1 ? (targets[0] ?? null) : null,
        units: { create: units.map((unitId) => ({ unitId })) },
      },
    });
    targets.push(target.id);
  }
  const user = (key: keyof Register['users'], title: string) => (at: string) => ({
    organizationId,
    actor: { kind: 'user' as const, id: users[key], name: `${title} (${key})` },
    asOf: vn(at),
  });
  return {
    organizationId,
    users,
    units,
    contacts,
    heads,
    planId: plan.id,
    ruleId: rule.id,
    periodId: period.id,
    obligations,
    targets,
    fileId: file.id,
    officer: user('officer', 'Chuyên viên Văn phòng'),
    leader: user('leader', 'Chủ tịch'),
    head: user('head', 'Chánh Văn phòng'),
    contact: (position, at) => ({
      organizationId,
      actor: { kind: 'contact', id: contacts[position] ?? '', name: `Đầu mối ${position + 1}` },
      asOf: vn(at),
    }),
    service: (at) => ({
      organizationId,
      actor: { kind: 'service', id: null, name: 'Hệ thống Đôn Đốc' },
      asOf: vn(at),
    }),
  };
}

/** A reminder of the obligation as if it had been sent to a contact; what "already reminded" is decided by. */
export async function pretendReminded(
  db: Database,
  register: Register,
  input: { obligationId: string; contactId: string; step?: string; at: string },
): Promise<void> {
  const { organizationId } = register;
  const { obligationId, contactId, step = 'T-7' } = input;
  const { revision } = await db.obligation.findUniqueOrThrow({ where: { id: obligationId } });
  await db.message.create({
    data: {
      organizationId,
      key: `${obligationId}/${step}/${contactId}/email/${revision}`,
      kind: 'reminder',
      contactId,
      channel: 'email',
      state: 'sent',
      nominalAt: vn(input.at),
      effectiveAt: vn(input.at),
      sentAt: vn(input.at),
      createdAt: vn(input.at),
      items: { create: { obligationId, step, revision, recipient: contactId, channel: 'email' } },
    },
  });
}

/** The n-th of a list that the fixture filled. */
export function at<T>(list: readonly T[], position: number): T {
  const item = list[position];
  if (item === undefined) throw new Error(`the fixture has no item ${position}`);
  return item;
}
