/** The civil-service calendar as data: which day is worked, why, on whose notice, and whether that is settled. */
import { type DomainError, domainError } from './errors';
import { formatDate, formatDateWithWeekday, formatWeekday } from './format';
import { addDays, dayNumber, fromDayNumber, type IsoDate, isIsoDate, weekdayOf } from './time';

export const DAY_KINDS = ['NGHI', 'NGHI_BU', 'HOAN_DOI_NGHI', 'LAM_BU'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** How well a fact is known: read in the notice, in a secondary source, or recalled (reporting-regime.md). */
export type Certainty = 'V' | 'S' | 'M';

/** One day whose status differs from its weekday; overrides win over weekends and computed holidays. */
export interface CalendarEntry {
  date: IsoDate;
  kind: DayKind;
  name: string;
  /** Notice, law or province's document, as people cite it. */
  source: string;
  /** Day the source was published; null where it is not known. */
  publishedOn: IsoDate | null;
  certainty?: Certainty;
}

export interface CalendarYear {
  year: number;
  /** 'official': the notices of the year are in. 'provisional': computed, may change. */
  status: 'official' | 'provisional';
  source: string;
  entries: CalendarEntry[];
  /** A province's or office's own days add to the national year and cannot make it official. */
  scope?: 'toan_quoc' | 'dia_phuong';
}

/** Plain data; survives JSON. Later years in the list win over earlier ones, day by day. */
export interface WorkCalendar {
  /** Changes exactly when the content does. */
  version: string;
  years: CalendarYear[];
}

export interface DayStatus {
  working: boolean;
  /** Name of the holiday or of the reason for rest; null on an ordinary working day. */
  name: string | null;
  kind: DayKind | 'CUOI_TUAN' | null;
  source: string;
  /** True where the year's official notice is not in, so the answer may change (B8). */
  provisional: boolean;
}

export interface CalendarDate {
  date: IsoDate;
  /** True where any day looked at on the way lies in a year without official notice. */
  provisional: boolean;
}

export const ROLL_POLICIES = ['LUI_SAU', 'LUI_TRUOC', 'GIU_NGUYEN'] as const;
export type RollPolicy = (typeof ROLL_POLICIES)[number];

export interface RollResult extends CalendarDate {
  moved: boolean;
  /** One Vietnamese clause that names the day moved from; null where nothing moved. */
  reason: string | null;
  /** Source of the day that caused the move. */
  source: string | null;
}

interface CalendarIndex {
  entries: Map<number, CalendarEntry>;
  officialYears: Set<number>;
  knownYears: Set<number>;
}

const WEEKEND_SOURCE = 'Ngày nghỉ hằng tuần của cơ quan nhà nước';
const WORKDAY_SOURCE = 'Ngày làm việc trong tuần';

// Memo of a pure function of the calendar object; the calendar itself stays plain data.
const indexes = new WeakMap<WorkCalendar, CalendarIndex>();

/** Builds the calendar. Several records may exist for a year: national first, then an office's own. */
export function createCalendar(years: readonly CalendarYear[]): WorkCalendar {
  const sorted = years.map((year) => ({
    ...year,
    entries: [...year.entries].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
  }));
  return { version: contentVersion(JSON.stringify(sorted)), years: sorted };
}

function indexOf(calendar: WorkCalendar): CalendarIndex {
  const known = indexes.get(calendar);
  if (known) return known;
  const index: CalendarIndex = { entries: new Map(), officialYears: new Set(), knownYears: new Set() };
  for (const year of calendar.years) {
    for (const entry of year.entries) index.entries.set(dayNumber(entry.date), entry);
    if (year.scope === 'dia_phuong') continue;
    index.knownYears.add(year.year);
    if (year.status === 'official') index.officialYears.add(year.year);
    else index.officialYears.delete(year.year);
  }
  indexes.set(calendar, index);
  return index;
}

const isWeekend = (day: number): boolean => {
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  return weekday > 5;
};

const worksOn = (index: CalendarIndex, day: number): boolean => {
  const entry = index.entries.get(day);
  return entry ? entry.kind === 'LAM_BU' : !isWeekend(day);
};

const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear();

/** What kind of day it is, why, and whether that is settled. */
export function dayStatus(calendar: WorkCalendar, date: IsoDate): DayStatus {
  const index = indexOf(calendar);
  const day = dayNumber(date);
  const year = yearOf(day);
  const provisional = !index.officialYears.has(year);
  const entry = index.entries.get(day);
  if (entry) {
    const { name, kind, source } = entry;
    return { working: kind === 'LAM_BU', name, kind, source, provisional };
  }
  const suffix = index.knownYears.has(year) ? '' : ` (chưa có lịch nghỉ lễ năm ${year})`;
  if (isWeekend(day)) {
    const source = `${WEEKEND_SOURCE}${suffix}`;
    return { working: false, name: formatWeekday(date), kind: 'CUOI_TUAN', source, provisional };
  }
  return { working: true, name: null, kind: null, source: `${WORKDAY_SOURCE}${suffix}`, provisional };
}

export function isWorkingDay(calendar: WorkCalendar, date: IsoDate): boolean {
  return worksOn(indexOf(calendar), dayNumber(date));
}

/** True where the national notices of the year are in. */
export function isOfficialYear(calendar: WorkCalendar, year: number): boolean {
  return indexOf(calendar).officialYears.has(year);
}

/**
 * The n-th working day after (n > 0) or before (n < 0) a date; the date itself is not counted
 * (Bộ luật Dân sự 2015, Điều 147 khoản 2). n = 0 gives the date unchanged.
 */
export function addWorkingDays(calendar: WorkCalendar, date: IsoDate, count: number): CalendarDate {
  const index = indexOf(calendar);
  const direction = count < 0 ? -1 : 1;
  let day = dayNumber(date);
  let left = Math.abs(count);
  let provisional = false;
  while (left > 0) {
    day += direction;
    if (worksOn(index, day)) left -= 1;
    provisional ||= !index.officialYears.has(yearOf(day));
  }
  return { date: fromDayNumber(day), provisional };
}

/** First working day on or after the date. */
export function firstWorkingDayFrom(calendar: WorkCalendar, date: IsoDate): CalendarDate {
  return seek(calendar, date, 1);
}

/** Last working day on or before the date. */
export function lastWorkingDayUntil(calendar: WorkCalendar, date: IsoDate): CalendarDate {
  return seek(calendar, date, -1);
}

/** First working day strictly after the date. */
export function nextWorkingDay(calendar: WorkCalendar, date: IsoDate): CalendarDate {
  return addWorkingDays(calendar, date, 1);
}

/** Last working day strictly before the date. */
export function previousWorkingDay(calendar: WorkCalendar, date: IsoDate): CalendarDate {
  return addWorkingDays(calendar, date, -1);
}

function seek(calendar: WorkCalendar, date: IsoDate, direction: 1 | -1): CalendarDate {
  const index = indexOf(calendar);
  let day = dayNumber(date);
  let provisional = !index.officialYears.has(yearOf(day));
  while (!worksOn(index, day)) {
    day += direction;
    provisional ||= !index.officialYears.has(yearOf(day));
  }
  return { date: fromDayNumber(day), provisional };
}

/** Working days in (from, to]; negative, counting [to, from), where `to` is earlier. Same day = 0. */
export function workingDaysBetween(
  calendar: WorkCalendar,
  from: IsoDate,
  to: IsoDate,
): { count: number; provisional: boolean } {
  const index = indexOf(calendar);
  const start = dayNumber(from);
  const end = dayNumber(to);
  const [low, high] = start <= end ? [start + 1, end] : [end, start - 1];
  let count = 0;
  let provisional = false;
  for (let day = low; day <= high; day += 1) {
    if (worksOn(index, day)) count += 1;
    provisional ||= !index.officialYears.has(yearOf(day));
  }
  return { count: start <= end ? count : -count || 0, provisional };
}

/** Moves a date off a rest day as the policy says, and says which day was left and why (B5, B6). */
export function rollDate(calendar: WorkCalendar, date: IsoDate, policy: RollPolicy): RollResult {
  if (policy === 'GIU_NGUYEN') return { date, moved: false, reason: null, source: null, provisional: false };
  const status = dayStatus(calendar, date);
  if (status.working) {
    return { date, moved: false, reason: null, source: null, provisional: status.provisional };
  }
  const target = seek(calendar, date, policy === 'LUI_SAU' ? 1 : -1);
  const holiday = status.kind === 'CUOI_TUAN' ? 'ngày nghỉ hằng tuần' : status.name;
  const direction = policy === 'LUI_SAU' ? 'ngày làm việc tiếp theo' : 'ngày làm việc liền trước';
  return {
    date: target.date,
    moved: true,
    reason: `${formatDateWithWeekday(date)} là ${holiday} nên chuyển sang ${direction}, ${formatDateWithWeekday(target.date)}`,
    source: status.source,
    provisional: status.provisional || target.provisional,
  };
}

export function isRollPolicy(value: string): value is RollPolicy {
  return ROLL_POLICIES.some((policy) => policy === value);
}

/** What makes no sense in a year an administrator enters: each fault with field, reason and way out. */
export function checkCalendarYear(year: CalendarYear): DomainError[] {
  const faults: DomainError[] = [];
  const seen = new Set<IsoDate>();
  for (const [position, entry] of year.entries.entries()) {
    const field = `entries.${position}`;
    if (!isIsoDate(entry.date)) {
      faults.push(domainError('DATE_INVALID', { value: entry.date }, `${field}.date`));
      continue;
    }
    const date = formatDate(entry.date);
    const weekday = formatWeekday(entry.date);
    const weekend = weekdayOf(entry.date) > 5;
    if (!DAY_KINDS.includes(entry.kind)) {
      faults.push(domainError('CALENDAR_KIND_UNKNOWN', { value: entry.kind }, `${field}.kind`));
    }
    if (Number(entry.date.slice(0, 4)) !== year.year) {
      faults.push(domainError('CALENDAR_YEAR_MISMATCH', { date, year: year.year }, `${field}.date`));
    }
    if (seen.has(entry.date)) {
      faults.push(domainError('CALENDAR_DUPLICATE_DAY', { date, year: year.year }, `${field}.date`));
    }
    if (entry.kind === 'LAM_BU' && !weekend) {
      faults.push(domainError('CALENDAR_MAKEUP_ON_WORKDAY', { date, weekday }, `${field}.kind`));
    }
    if (entry.kind === 'HOAN_DOI_NGHI' && weekend) {
      faults.push(domainError('CALENDAR_SWAP_ON_WEEKEND', { date, weekday }, `${field}.kind`));
    }
    if (entry.source.trim() === '') {
      faults.push(domainError('CALENDAR_SOURCE_MISSING', { date }, `${field}.source`));
    }
    seen.add(entry.date);
  }
  return faults;
}

export interface CalendarDayChange {
  date: IsoDate;
  from: DayStatus;
  to: DayStatus;
}

/** Days on which two calendars disagree, in order; what an administrator's correction really changes. */
export function diffCalendars(before: WorkCalendar, after: WorkCalendar): CalendarDayChange[] {
  const dates = new Set<IsoDate>();
  for (const { entries } of [...before.years, ...after.years])
    for (const { date } of entries) dates.add(date);
  return [...dates].sort().flatMap((date) => {
    const from = dayStatus(before, date);
    const to = dayStatus(after, date);
    return from.working === to.working && from.name === to.name ? [] : [{ date, from, to }];
  });
}

/** Every day of a year with its status; the table an administrator checks against the notice. */
export function daysOfYear(calendar: WorkCalendar, year: number): (DayStatus & { date: IsoDate })[] {
  const days: (DayStatus & { date: IsoDate })[] = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
    days.push({ date, ...dayStatus(calendar, date) });
  }
  return days;
}

/** 64 bits of FNV-1a over the text; the sandbox of a workflow has no `crypto`. Not for security. */
function contentVersion(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let position = 0; position < text.length; position += 1) {
    low = Math.imul(low ^ text.charCodeAt(position), 0x01000193) >>> 0;
    high = Math.imul(high ^ (low >>> 13), 0x01000193) >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
