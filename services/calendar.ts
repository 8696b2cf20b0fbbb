/** The commune's working calendar: what is shipped, overruled day by day by what its administrator entered. */
import { SHIPPED_CALENDAR, SHIPPED_YEARS } from '../config/calendars';
import { type CalendarYear, createCalendar, type DayKind, type WorkCalendar } from '../domain/calendar';
import type { Tx } from './context';
import { civilDate, civilDateOrNull } from './dates';

interface OverrideRow {
  date: Date;
  kind: string;
  name: string;
  source: string;
  publishedOn: Date | null;
}

/** Shipped years, then the commune's own: later years win, and an official notice settles a provisional year. */
export async function calendarOf(tx: Tx, organizationId: string): Promise<WorkCalendar> {
  const { calendar, notices } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { calendar: { orderBy: { date: 'asc' } }, notices: { orderBy: { year: 'asc' } } },
  });
  return buildCalendar(calendar, notices);
}

/** Pure part of {@link calendarOf}, so that a correction can be previewed without being written. */
export function buildCalendar(
  days: readonly OverrideRow[],
  notices: readonly { year: number; source: string }[],
): WorkCalendar {
  if (days.length === 0 && notices.length === 0) return SHIPPED_CALENDAR;
  const years = new Map<number, CalendarYear>();
  for (const { year, source } of notices) {
    years.set(year, { year, status: 'official', source, entries: [], scope: 'toan_quoc' });
  }
  for (const day of days) {
    const date = civilDate(day.date);
    const year = Number(date.slice(0, 4));
    // Without a notice the commune's own days do not make a provisional year certain (B8).
    const own: CalendarYear = years.get(year) ?? {
      year,
      status: 'provisional',
      source: day.source,
      entries: [],
      scope: 'dia_phuong',
    };
    own.entries.push({
      date,
      kind: day.kind as DayKind, // written only through checkCalendarYear
      name: day.name,
      source: day.source,
      publishedOn: civilDateOrNull(day.publishedOn),
    });
    years.set(year, own);
  }
  return createCalendar([...SHIPPED_YEARS, ...years.values()]);
}
