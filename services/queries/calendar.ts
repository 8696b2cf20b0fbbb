/** The forecast of deadlines and the commune's own calendar entries, for the page "Lịch". */
import { type Forecast, type ForecastRow, forecast } from '../../domain/forecast';
import { type IsoDate, isoInstant, startOfDay } from '../../domain/time';
import type { Database, Tx } from '../context';
import { civilDate, civilDateOrNull, instantColumn } from '../dates';
import { printedNumber } from '../document-name';
import { endOfDayColumn } from '../obligations';

export interface ForecastPeriod {
  periodId: string;
  planTitle: string;
  planNumber: string | null;
  label: string;
  dueAt: Date;
  provisional: boolean;
  units: number;
}

export interface CalendarForecast {
  periods: ForecastPeriod[];
  forecast: Forecast;
  unitNames: Record<string, string>;
}

/** Reports still to come between two days, both included; one row per period, the domain's look at collisions beside. */
export async function calendarForecast(
  db: Database | Tx,
  { organizationId, from, to }: { organizationId: string; from: IsoDate; to: IsoDate },
): Promise<CalendarForecast> {
  const rows = await db.obligation.findMany({
    where: {
      organizationId,
      state: { in: ['expected', 'open', 'returned'] },
      plan: { state: 'active' },
      dueAt: { gte: instantColumn(startOfDay(from)), lte: endOfDayColumn(to) },
    },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      unitId: true,
      planId: true,
      periodId: true,
      dueAt: true,
      unit: { select: { name: true } },
      period: { select: { label: true, provisional: true } },
      plan: { select: { title: true, number: true, symbol: true } },
    },
  });
  const periods = new Map<string, ForecastPeriod>();
  for (const row of rows) {
    const key = `${row.periodId}/${row.dueAt.getTime()}`;
    const known = periods.get(key);
    if (known) known.units += 1;
    else {
      periods.set(key, {
        periodId: row.periodId,
        planTitle: row.plan.title,
        planNumber: printedNumber(row.plan),
        label: row.period.label,
        dueAt: row.dueAt,
        provisional: row.period.provisional,
        units: 1,
      });
    }
  }
  return {
    periods: [...periods.values()],
    unitNames: Object.fromEntries(rows.map(({ unitId, unit }) => [unitId, unit.name])),
    forecast: forecast({
      from,
      to,
      rows: rows.map(
        (row): ForecastRow => ({
          key: row.id,
          unitId: row.unitId,
          planId: row.planId,
          title: row.period.label,
          dueAt: isoInstant(row.dueAt),
          provisional: row.period.provisional,
        }),
      ),
    }),
  };
}

export interface OwnDay {
  date: IsoDate;
  kind: string;
  name: string;
  source: string;
  publishedOn: IsoDate | null;
  enteredByName: string;
}

export async function ownCalendar(db: Database | Tx, organizationId: string) {
  const [days, notices] = await Promise.all([
    db.calendarDay.findMany({ where: { organizationId }, orderBy: { date: 'asc' } }),
    db.calendarNotice.findMany({ where: { organizationId }, orderBy: { year: 'asc' } }),
  ]);
  return {
    days: days.map(
      (day): OwnDay => ({
        date: civilDate(day.date),
        kind: day.kind,
        name: day.name,
        source: day.source,
        publishedOn: civilDateOrNull(day.publishedOn),
        enteredByName: day.enteredByName,
      }),
    ),
    notices: notices.map(({ year, source, enteredByName }) => ({ year, source, enteredByName })),
  };
}
