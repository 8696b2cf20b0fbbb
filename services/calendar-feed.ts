/** Deadlines for a calendar program, by secret address: one unit's own reports, or an officer's view of the commune's periods. */
import { createHmac } from 'node:crypto';
import ical, { type ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Deadline } from '../domain/deadlines';
import { isReceived } from '../domain/obligation';
import { addDays, addMonths, isoInstant, localDate, startOfDay } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import type { Database } from './context';
import { instantColumn } from './dates';
import { isId } from './obligations';
import { isSameSecret } from './secret-text';

/** Whose calendar it is. */
export interface FeedOwner {
  kind: 'unit' | 'officer';
  id: string;
}

/** First letters of the token: đơn vị, cán bộ. */
const PREFIX = { unit: 'dv', officer: 'cb' } as const;
const TOKEN = /^(dv|cb)-([\w-]{1,80})\.[\w-]{43}$/;

const seal = ({ kind, id }: FeedOwner, secret: string): Buffer =>
  createHmac('sha256', secret).update(`dondoc/calendar-feed/1/${kind}/${id}`).digest();

/** The secret part of the address. A purpose of its own in the HMAC: no report link is ever a feed, and the reverse. */
export const feedToken = (owner: FeedOwner, secret: string): string =>
  `${PREFIX[owner.kind]}-${owner.id}.${seal(owner, secret).toString('base64url')}`;

export const feedPath = (owner: FeedOwner, secret: string): string => `/lich/${feedToken(owner, secret)}.ics`;

/** The owner of a genuine token in its one spelling, null of any other text. Compares in constant time. */
export function readFeedToken(token: string, secret: string): FeedOwner | null {
  const [, prefix, id = ''] = TOKEN.exec(token) ?? [];
  if (!prefix) return null;
  const owner: FeedOwner = { kind: prefix === PREFIX.unit ? 'unit' : 'officer', id };
  return isSameSecret(token, feedToken(owner, secret)) ? owner : null;
}

/** Past months stay in, so that a calendar learns of what was cancelled or moved after its day. */
const BACK_MONTHS = 3;
const AHEAD_MONTHS = 24;
/** Calendar programs are asked to come back after an hour. */
const REFRESH_SECONDS = 3600;
/** An event of a deadline with an hour ends at it and begins so long before. */
const LEAD_MS = 30 * 60_000;

const ROW = {
  id: true,
  unitId: true,
  state: true,
  dueAt: true,
  deadline: true,
  revision: true,
  revisedAt: true,
  createdAt: true,
  correctionDueAt: true,
  closedReason: true,
  unit: { select: { name: true } },
  plan: { select: { title: true, state: true } },
  period: { select: { id: true, label: true, revision: true, dueAt: true, deadline: true, state: true } },
  _count: { select: { submissions: true } },
} satisfies Prisma.ObligationSelect;

type Row = Prisma.ObligationGetPayload<{ select: typeof ROW }>;

interface Event {
  uid: string;
  /** grows with every move; a cancellation is one more */
  sequence: number;
  summary: string;
  description: string;
  dueAt: Date;
  hour: string | null;
  status: ICalEventStatus;
  stamp: Date;
  path: string | null;
}

/** The calendar as text/calendar; null where the owner is no longer there (account closed, unit unknown). */
export async function calendarFeed(
  db: Database,
  { owner, asOf, publicUrl }: { owner: FeedOwner; asOf: Date; publicUrl: string },
): Promise<string | null> {
  const head = await headOf(db, owner);
  if (!head) return null;
  const today = localDate(isoInstant(asOf));
  const rows = await db.obligation.findMany({
    where: {
      organizationId: head.organizationId,
      plan: { state: { not: 'draft' } },
      period: { state: { not: 'history' } },
      dueAt: {
        gte: instantColumn(startOfDay(addMonths(today, -BACK_MONTHS))),
        lt: instantColumn(startOfDay(addDays(addMonths(today, AHEAD_MONTHS), 1))),
      },
      // what passed to another unit stays in this one's calendar as cancelled
      ...(owner.kind === 'unit' ? { OR: [{ unitId: owner.id }, { namedUnitId: owner.id }] } : {}),
    },
    select: ROW,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  const events =
    owner.kind === 'unit' ? rows.flatMap((row) => eventsOfUnit(row, owner.id)) : eventsOfOffice(rows);
  const calendar = ical({
    name: head.name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Đôn Đốc', product: 'Hạn báo cáo', language: 'VI' },
    ttl: REFRESH_SECONDS,
  });
  for (const event of events) add(calendar, event, publicUrl);
  return calendar.toString();
}

async function headOf(
  db: Database,
  { kind, id }: FeedOwner,
): Promise<{ organizationId: string; name: string } | null> {
  if (kind === 'unit') {
    const unit = isId(id) ? await db.unit.findFirst({ where: { id } }) : null;
    return unit && { organizationId: unit.organizationId, name: `Hạn báo cáo – ${unit.name}` };
  }
  const user = await db.user.findUnique({ where: { id }, include: { organization: true } });
  if (!user?.active) return null;
  return { organizationId: user.organizationId, name: `Hạn báo cáo – ${user.organization.name}` };
}

const isGone = ({ state }: Pick<Row, 'state'>): boolean => state === 'cancelled' || state === 'exempt';
const isIn = ({ state }: Pick<Row, 'state'>): boolean => isReceived(state);
const deadlineOf = (json: Prisma.JsonValue): Deadline => json as unknown as Deadline;
const stampOf = (rows: readonly Row[]): Date =>
  new Date(Math.max(...rows.map(({ revisedAt, createdAt }) => (revisedAt ?? createdAt).getTime())));

function statusOf(row: Row, gone: boolean): ICalEventStatus {
  if (gone) return ICalEventStatus.CANCELLED;
  const open = deadlineOf(row.deadline).provisional || row.plan.state === 'suspended';
  return open ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

function noteOf(row: Row): string {
  if (row.plan.state === 'suspended') return ' – kế hoạch tạm dừng';
  return deadlineOf(row.deadline).provisional ? ' – tạm tính' : '';
}

function eventsOfUnit(row: Row, unitId: string): Event[] {
  const { period, plan, state } = row;
  const passed = row.unitId !== unitId;
  const gone = passed || isGone(row);
  const about = `${period.label} – ${plan.title}`;
  const why = passed ? `Đã chuyển cho ${row.unit.name}` : (row.closedReason ?? '');
  const summary = gone
    ? `Không phải nộp: ${about}`
    : isIn(row)
      ? `Đã nộp: ${about}`
      : `Hạn nộp: ${about}${noteOf(row)}`;
  const event: Event = {
    uid: row.id,
    sequence: row.revision + (gone ? 1 : 0),
    summary,
    description: why,
    dueAt: row.dueAt,
    hour: deadlineOf(row.deadline).hour,
    status: statusOf(row, gone),
    stamp: stampOf([row]),
    path: null,
  };
  if (gone || state !== 'returned' || !row.correctionDueAt) return [event];
  const correction: Event = {
    ...event,
    uid: `${row.id}.sua`,
    sequence: row.revision + row._count.submissions,
    summary: `Hạn gửi lại bản sửa: ${about}`,
    dueAt: row.correctionDueAt,
    hour: null,
  };
  return [event, correction];
}

/** One event a period, with who is still missing; a unit with a date of its own has an event of its own. */
function eventsOfOffice(rows: readonly Row[]): Event[] {
  const periods = new Map<string, Row[]>();
  for (const row of rows) periods.set(row.period.id, [...(periods.get(row.period.id) ?? []), row]);
  return [...periods.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const { period, plan } = first;
    const common = all.filter(({ dueAt }) => dueAt.getTime() === period.dueAt.getTime());
    const own = all.filter((row) => !common.includes(row));
    const live = common.filter((row) => !isGone(row));
    const gone = common.length > 0 && live.length === 0;
    const about = `${period.label} – ${plan.title}`;
    const counted = `đã nộp ${live.filter(isIn).length}/${live.length} đơn vị`;
    const reference = live[0] ?? first;
    const shared: Event = {
      uid: period.id,
      sequence: period.revision + (gone ? 1 : 0),
      summary: gone ? `Không phải nộp: ${about}` : `Hạn nộp: ${about} (${counted})${noteOf(reference)}`,
      description: gone ? (first.closedReason ?? '') : '',
      dueAt: period.dueAt,
      hour: deadlineOf(period.deadline).hour,
      status: statusOf(reference, gone),
      stamp: stampOf(all),
      path: `/theo-doi?xem=bao-cao&ky=${period.id}`,
    };
    const apart = own
      .flatMap((row) => eventsOfUnit(row, row.unitId).map((event) => ({ row, event })))
      .map(({ row, event }) => ({
        ...event,
        summary: `${event.summary} (${row.unit.name})`,
        path: `/nghia-vu/${row.id}`,
      }));
    return common.length > 0 ? [shared, ...apart] : apart;
  });
}

function add(calendar: ICalCalendar, event: Event, publicUrl: string): void {
  const { dueAt, hour } = event;
  const day = new Date(`${localDate(isoInstant(dueAt))}T00:00:00Z`);
  calendar.createEvent({
    id: `${event.uid}@dondoc`,
    sequence: event.sequence,
    stamp: event.stamp,
    summary: event.summary,
    status: event.status,
    ...(hour === null
      ? { start: day, allDay: true }
      : { start: new Date(dueAt.getTime() - LEAD_MS), end: dueAt }),
    ...(event.description ? { description: event.description } : {}),
    ...(event.path ? { url: `${publicUrl}${event.path}` } : {}),
  });
}
