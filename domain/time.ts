/** Civil dates and instants in the service's one zone; every other module takes its time arithmetic from here. */
import { DateTime } from 'luxon';

export const ZONE = 'Asia/Ho_Chi_Minh';

/** Civil date 'YYYY-MM-DD', meant in {@link ZONE}. */
export type IsoDate = string;
/** Instant as ISO 8601 with the offset written out, always '+07:00' when it comes from this module. */
export type IsoInstant = string;
/** Local clock time 'HH:mm'. */
export type ClockTime = string;

/**
 * Viet Nam has kept UTC+7 without daylight saving since 13/6/1975. Arithmetic uses this constant rather than
 * the ICU data of the machine, so that two workers with different ICU versions agree (B12).
 */
const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const DATE_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK_SHAPE = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Days since 1970-01-01; the cheap form in which the calendar counts. Throws on a string that is no date. */
export function dayNumber(date: IsoDate): number {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  const value = Date.UTC(year, month - 1, day) / DAY_MS;
  if (Number.isNaN(value) || date.length !== 10) throw new RangeError(`not a civil date: ${date}`);
  return value;
}

export function fromDayNumber(value: number): IsoDate {
  return new Date(value * DAY_MS).toISOString().slice(0, 10);
}

/** True for an existing day of the calendar ('2026-02-31' is not one). */
export function isIsoDate(text: string): boolean {
  if (!DATE_SHAPE.test(text)) return false;
  const value = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(value.getTime()) && value.toISOString().slice(0, 10) === text;
}

export function isClockTime(text: string): boolean {
  return CLOCK_SHAPE.test(text);
}

/** 'YYYY-MM-DD' of the parts, or null where that day does not exist (31/02). */
export function dateOf({ year, month, day }: { year: number; month: number; day: number }): IsoDate | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isIsoDate(text) ? text : null;
}

export function datePartsOf(date: IsoDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: IsoDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day of the month, or its last day where the month is shorter (Bộ luật Dân sự 2015, Điều 148 khoản 3). */
export function clampedDate({ year, month, day }: { year: number; month: number; day: number }): IsoDate {
  const shifted = new Date(Date.UTC(year, month - 1, 1));
  const realYear = shifted.getUTCFullYear();
  const realMonth = shifted.getUTCMonth() + 1;
  const realDay = Math.min(day, daysInMonth(realYear, realMonth));
  return fromDayNumber(Date.UTC(realYear, realMonth - 1, realDay) / DAY_MS);
}

/** Adds months to an anchor date; always called with the anchor, never with the previous result (B11). */
export function addMonths(anchor: IsoDate, months: number): IsoDate {
  const { year, month, day } = datePartsOf(anchor);
  return clampedDate({ year, month: month + months, day });
}

export function endOfMonth(date: IsoDate): IsoDate {
  const { year, month } = datePartsOf(date);
  return clampedDate({ year, month, day: 31 });
}

export function minDate(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}

export function maxDate(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}

/** Milliseconds since 1970 of an instant string with offset. Throws on anything that is not an instant. */
export function toMillis(instant: IsoInstant): number {
  const value = Date.parse(instant);
  if (Number.isNaN(value)) throw new RangeError(`not an instant: ${instant}`);
  return value;
}

export function fromMillis(millis: number): IsoInstant {
  return `${new Date(millis + OFFSET_MS).toISOString().slice(0, -1)}+07:00`;
}

/** The instant as a luxon value in the service's zone. */
export function toLocal(instant: IsoInstant | Date): DateTime {
  const millis = typeof instant === 'string' ? toMillis(instant) : instant.getTime();
  return DateTime.fromMillis(millis, { zone: ZONE });
}

/** Canonical text of an instant: milliseconds and '+07:00', whatever zone the argument carries. */
export function isoInstant(instant: DateTime | Date | IsoInstant): IsoInstant {
  if (typeof instant === 'string') return fromMillis(toMillis(instant));
  return fromMillis(instant instanceof Date ? instant.getTime() : instant.toMillis());
}

/** The civil date on the wall calendar at that instant: UTC 20/6 17:00 is already 21/6 (B46). */
export function localDate(instant: IsoInstant | Date): IsoDate {
  const millis = typeof instant === 'string' ? toMillis(instant) : instant.getTime();
  return new Date(millis + OFFSET_MS).toISOString().slice(0, 10);
}

export function localTime(instant: IsoInstant | Date): ClockTime {
  const millis = typeof instant === 'string' ? toMillis(instant) : instant.getTime();
  return new Date(millis + OFFSET_MS).toISOString().slice(11, 16);
}

export function atLocal(date: IsoDate, time: ClockTime): IsoInstant {
  return `${date}T${time}:00.000+07:00`;
}

export function startOfDay(date: IsoDate): IsoInstant {
  return atLocal(date, '00:00');
}

/** Last instant of a due date: 23:59:59.999 local, or the stated hour (BLDS 2015 Điều 148 khoản 6). */
export function endOfDay(date: IsoDate, hour?: ClockTime): IsoInstant {
  return hour === undefined ? `${date}T23:59:59.999+07:00` : atLocal(date, hour);
}

export function isBefore(a: IsoInstant, b: IsoInstant): boolean {
  return toMillis(a) < toMillis(b);
}

export function isAfter(a: IsoInstant, b: IsoInstant): boolean {
  return toMillis(a) > toMillis(b);
}

/** The earlier of two instants, where null means "never". */
export function earliest(a: IsoInstant | null, b: IsoInstant | null): IsoInstant | null {
  if (a === null) return b;
  if (b === null) return a;
  return toMillis(a) <= toMillis(b) ? a : b;
}

export function addMinutes(instant: IsoInstant, minutes: number): IsoInstant {
  return fromMillis(toMillis(instant) + minutes * 60_000);
}

/** The next instant strictly after `instant` at which the local clock shows `time`. */
export function nextLocalTime(instant: IsoInstant, time: ClockTime): IsoInstant {
  const today = localDate(instant);
  const candidate = atLocal(today, time);
  return isAfter(candidate, instant) ? candidate : atLocal(addDays(today, 1), time);
}
