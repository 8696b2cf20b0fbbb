/** The official notice of a year, entered whole: what it names, and what the computed calendar had that it does not. */
import { SHIPPED_YEARS } from '../config/calendars';
import { weekdayOf } from '../domain/time';
import type { CalendarChange, CalendarDayInput } from './calendar-changes';

/**
 * The change that makes a year official: the notice's own days, and for each computed holiday that the notice does not
 * name a day of work in its place, so that nothing of the computed year stands beside the notice (B8).
 */
export function officialYear(input: {
  year: number;
  /** number and date of the notice */
  source: string;
  /** each with the notice as its source unless it names another */
  days: (Omit<CalendarDayInput, 'source'> & { source?: string })[];
}): CalendarChange {
  const { year, source } = input;
  const named = new Set(input.days.map(({ date }) => date));
  const computed = SHIPPED_YEARS.filter((shipped) => shipped.year === year).flatMap(({ entries }) => entries);
  const undone = computed
    // A holiday on a weekend that nobody names any more is still a day of rest.
    .filter(({ date, kind }) => kind !== 'LAM_BU' && !named.has(date) && weekdayOf(date) <= 5)
    .map(
      ({ date, name }): CalendarDayInput => ({
        date,
        kind: 'LAM_BU',
        name: `Ngày làm việc (thông báo chính thức không có ngày nghỉ ${name})`,
        source,
      }),
    );
  const set = [...input.days.map((day): CalendarDayInput => ({ source, ...day })), ...undone];
  return { set: set.sort((a, b) => (a.date < b.date ? -1 : 1)), notice: { year, source } };
}
