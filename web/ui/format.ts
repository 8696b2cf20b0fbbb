/** How pages say dates and hours: the domain's formatter, with the time left beside every date (portal rule 2). */
import { type WorkCalendar, workingDaysBetween } from '../../domain/calendar';
import {
  formatDate,
  formatDateWithWeekday,
  formatDaysLeft,
  formatWorkingDaysLeft,
} from '../../domain/format';
import { daysBetween, isoInstant, localDate, localTime } from '../../domain/time';

/** '16:30' */
export const hour = (instant: Date): string => localTime(isoInstant(instant));

/** '16:30 thứ Sáu, 19/6/2026' */
export const moment = (instant: Date): string =>
  `${hour(instant)} ${formatDateWithWeekday(localDate(isoInstant(instant)))}`;

/** '16:30, 19/6/2026' for tables. */
export const shortMoment = (instant: Date): string =>
  `${hour(instant)}, ${formatDate(localDate(isoInstant(instant)))}`;

export const dayOf = (instant: Date): string => localDate(isoInstant(instant));

/** A civil date of the register (`@db.Date`) as people write it. */
export const civil = (column: Date | null): string =>
  column ? formatDate(column.toISOString().slice(0, 10)) : '';

/** 'thứ Sáu, 19/6/2026', with the hour before it where the deadline has one. */
export function dueText(dueAt: Date): string {
  const instant = isoInstant(dueAt);
  const date = formatDateWithWeekday(localDate(instant));
  return localTime(instant) === '23:59' ? date : `${localTime(instant)} ${date}`;
}

/** 'còn 3 ngày làm việc', 'hết hạn hôm nay', 'quá hạn 2 ngày'. Without a calendar: plain days. */
export function timeLeft(dueAt: Date, asOf: Date, calendar?: WorkCalendar): string {
  const due = dayOf(dueAt);
  const today = dayOf(asOf);
  const days = daysBetween(today, due);
  if (days < 0) return formatDaysLeft(days);
  if (days === 0) return asOf > dueAt ? 'đã hết giờ nộp hôm nay' : 'hết hạn hôm nay';
  if (!calendar) return formatDaysLeft(days);
  const { count } = workingDaysBetween(calendar, today, due);
  return count > 0 ? formatWorkingDaysLeft(count) : formatDaysLeft(days);
}

/** Pieces of bytes as people read them: '2,4 MB'. */
export function fileSize(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
