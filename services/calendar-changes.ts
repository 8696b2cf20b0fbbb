/** Corrections of the working calendar: a day or the year's official notice, with what would move before it moves (B8, B9). */
import {
  type CalendarYear,
  checkCalendarYear,
  type DayKind,
  dayStatus,
  diffCalendars,
  type WorkCalendar,
} from '../domain/calendar';
import { type DomainError, domainError } from '../domain/errors';
import { type IsoDate, isIsoDate } from '../domain/time';
import { tellMany } from './audit-many';
import { buildCalendar } from './calendar';
import { movesBetween } from './calendar-moves';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { dateColumn, dateColumnOrNull } from './dates';
import { applyMoves, type DeadlineMoves, datesMoved, fingerprintOf } from './deadline-moves';
import { type Applied, type ChangePreview, previewOf } from './deadlines';
import { cycleWorkflowId } from './ids';

export interface CalendarDayInput {
  date: IsoDate;
  kind: DayKind;
  name: string;
  /** notice, law or province's document */
  source: string;
  publishedOn?: IsoDate | null;
}

export interface CalendarChange {
  /** days added or corrected */
  set?: CalendarDayInput[];
  /** the commune's own entries taken back; a shipped holiday is overruled with LAM_BU instead */
  remove?: IsoDate[];
  /** the official notice that makes a provisional year certain */
  notice?: { year: number; source: string };
}

export interface CalendarPreview extends ChangePreview {
  days: ReturnType<typeof diffCalendars>;
}

export type CalendarPreviewed = { ok: true; preview: CalendarPreview } | { ok: false; error: DomainError };

/** Which days change and which deadlines move with them. Writes nothing. */
export function previewCalendar(
  db: Database,
  scope: Scope,
  change: CalendarChange,
): Promise<CalendarPreviewed> {
  return inTransaction(db, async (tx): Promise<CalendarPreviewed> => {
    const computed = await compute(tx, scope, change);
    if (!computed.ok) return computed;
    return { ok: true, preview: { ...previewOf(computed.moves), days: computed.days } };
  });
}

/** One day may move tens of thousands of rows; on a slow machine that takes longer than a single report may. */
const WHOLE_COMMUNE = { timeoutMs: 180_000 };

/** Writes the correction and moves every open deadline that crosses it, once, with both dates and the reason (B9). */
export function applyCalendar(
  db: Database,
  scope: Scope,
  input: { change: CalendarChange; reason: string; document?: string; fingerprint?: string },
): Promise<Applied> {
  return inTransaction(
    db,
    async (tx): Promise<Applied> => {
      const reason = input.reason.trim();
      if (reason === '') {
        return { ok: false, error: domainError('REASON_MISSING', { action: 'sửa lịch làm việc' }, 'reason') };
      }
      const computed = await compute(tx, scope, input.change, { lock: true });
      if (!computed.ok) return computed;
      if (input.fingerprint !== undefined && input.fingerprint !== fingerprintOf(computed.moves)) {
        return { ok: false, error: domainError('PREVIEW_OUTDATED') };
      }
      await writeCalendar(tx, scope, input.change, reason);
      const document = input.document ?? input.change.notice?.source;
      const why = { reason, action: 'deadline.changed', ...(document ? { document } : {}) };
      const applied = await applyMoves(tx, scope, computed.moves, why);
      await wakeCycles(tx, scope, computed.moves);
      return { ok: true, ...applied };
    },
    WHOLE_COMMUNE,
  );
}

type Computed =
  | { ok: true; moves: DeadlineMoves; days: CalendarPreview['days'] }
  | { ok: false; error: DomainError };

async function compute(
  tx: Tx,
  scope: Scope,
  change: CalendarChange,
  options: { lock: boolean } = { lock: false },
): Promise<Computed> {
  const { organizationId } = scope;
  const days = await tx.calendarDay.findMany({ where: { organizationId }, orderBy: { date: 'asc' } });
  const notices = await tx.calendarNotice.findMany({ where: { organizationId }, orderBy: { year: 'asc' } });
  const before = buildCalendar(days, notices);
  const fault = checkChange(change, buildCalendar([], notices));
  if (fault) return { ok: false, error: fault };
  const taken = new Set([...(change.remove ?? []), ...(change.set ?? []).map(({ date }) => date)]);
  const kept = days.filter(({ date }) => !taken.has(date.toISOString().slice(0, 10)));
  const added = (change.set ?? []).map((day) => ({
    date: dateColumn(day.date),
    kind: day.kind,
    name: day.name,
    source: day.source,
    publishedOn: dateColumnOrNull(day.publishedOn),
  }));
  const otherNotices = notices.filter(({ year }) => year !== change.notice?.year);
  const after = buildCalendar(
    [...kept, ...added].sort((a, b) => a.date.getTime() - b.date.getTime()),
    change.notice ? [...otherNotices, change.notice].sort((a, b) => a.year - b.year) : notices,
  );
  const moves = await movesBetween(tx, scope, {
    before,
    after,
    year: change.notice?.year ?? null,
    ...options,
  });
  return { ok: true, moves, days: diffCalendars(before, after) };
}

function checkChange(change: CalendarChange, base: WorkCalendar): DomainError | null {
  for (const date of change.remove ?? []) {
    if (!isIsoDate(date)) return domainError('DATE_INVALID', { value: date }, 'remove');
  }
  const years = new Map<number, CalendarYear>();
  for (const { publishedOn, ...day } of change.set ?? []) {
    const year = Number(day.date.slice(0, 4));
    const own = years.get(year) ?? { year, status: 'provisional', source: day.source, entries: [] };
    own.entries.push({ ...day, publishedOn: publishedOn ?? null });
    years.set(year, own);
  }
  for (const year of years.values()) {
    const [fault] = checkCalendarYear(year).filter((found) => {
      // Overruling a computed holiday is the one way to make a weekday a working day again.
      const position = Number(/^entries\.(\d+)\./.exec(found.field ?? '')?.[1] ?? -1);
      const entry = year.entries[position];
      return !(
        found.code === 'CALENDAR_MAKEUP_ON_WORKDAY' &&
        entry !== undefined &&
        !dayStatus(base, entry.date).working
      );
    });
    if (fault) return { ...fault, field: `set.${fault.field}` };
  }
  const { notice } = change;
  if (notice && notice.source.trim() === '') {
    return domainError('CALENDAR_SOURCE_MISSING', { date: String(notice.year) }, 'notice.source');
  }
  return null;
}

async function writeCalendar(tx: Tx, scope: Scope, change: CalendarChange, reason: string): Promise<void> {
  const { organizationId, asOf, actor } = scope;
  const dates = [...(change.remove ?? []), ...(change.set ?? []).map(({ date }) => date)].map(dateColumn);
  const before = await tx.calendarDay.findMany({ where: { organizationId, date: { in: dates } } });
  await tx.calendarDay.deleteMany({ where: { organizationId, date: { in: dates } } });
  await tx.calendarDay.createMany({
    data: (change.set ?? []).map((day) => ({
      organizationId,
      date: dateColumn(day.date),
      kind: day.kind,
      name: day.name,
      source: day.source,
      publishedOn: dateColumnOrNull(day.publishedOn),
      enteredByName: actor.name,
      createdAt: asOf,
    })),
  });
  const { notice } = change;
  if (notice) {
    const data = { source: notice.source, enteredByName: actor.name, createdAt: asOf };
    await tx.calendarNotice.upsert({
      where: { organizationId_year: { organizationId, year: notice.year } },
      create: { organizationId, year: notice.year, ...data },
      update: data,
    });
  }
  await audit(tx, scope, {
    action: 'calendar.changed',
    subjectType: 'calendar',
    subjectId: organizationId,
    before: before.map(({ date, kind, name, source }) => ({
      date: date.toISOString().slice(0, 10),
      kind,
      name,
      source,
    })),
    after: JSON.parse(JSON.stringify(change)),
    reason,
  });
}

/** Reminder days lean on the calendar even where no deadline moves: every other running cycle looks at its timer too. */
async function wakeCycles(tx: Tx, scope: Scope, { moves }: DeadlineMoves): Promise<void> {
  const told = new Set(datesMoved(moves).map(({ periodId }) => periodId));
  const open = await tx.reportingPeriod.findMany({
    where: { organizationId: scope.organizationId, state: 'open' },
    select: { id: true },
  });
  await tellMany(
    tx,
    scope,
    open
      .filter(({ id }) => !told.has(id))
      .map(({ id }) => ({
        workflowId: cycleWorkflowId(id),
        name: 'deadlineChanged',
        payload: { obligationIds: [] },
      })),
  );
}
