/** A calendar file as a change of the commune's calendar: read and checked here, previewed and applied like a day typed in. */
import { type CalendarImportInput, readCalendarDays } from '../domain/calendar-import';
import { type DomainError, domainError } from '../domain/errors';
import type { CalendarChange } from './calendar-changes';
import { officialYear } from './calendar-year';

export interface CalendarFile extends CalendarImportInput {
  /** the file is the whole official notice of its year, not an addition to it (B8) */
  wholeYear: boolean;
}

export type ImportedChange = { ok: true; change: CalendarChange } | { ok: false; errors: DomainError[] };

/** What the file asks to change; its faults name the line. Writes nothing. */
export function importedChange({ wholeYear, ...file }: CalendarFile): ImportedChange {
  const read = readCalendarDays(file);
  if (!read.ok) return read;
  const days = read.entries;
  if (!wholeYear) return { ok: true, change: { set: days } };
  const [year = 0, ...others] = [...new Set(days.map(({ date }) => Number(date.slice(0, 4))))];
  if (others.length > 0) {
    const years = [year, ...others].sort().join(', ');
    return { ok: false, errors: [domainError('CALENDAR_NOTICE_OF_SEVERAL_YEARS', { years }, 'wholeYear')] };
  }
  return { ok: true, change: officialYear({ year, source: file.source, days }) };
}

/** By the content first: a file is often named differently from what it holds. */
export function calendarFormatOf(text: string): CalendarFile['format'] {
  const head = text.replace(/^\uFEFF/, '').trimStart();
  if (/^BEGIN:VCALENDAR/i.test(head)) return 'ics';
  return /^[[{]/.test(head) ? 'json' : 'csv';
}
