import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHIPPED_CALENDAR as calendar, SHIPPED_YEARS } from '../config/calendars';
import {
  addWorkingDays,
  type CalendarYear,
  checkCalendarYear,
  createCalendar,
  dayStatus,
  diffCalendars,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  rollDate,
  workingDaysBetween,
} from './calendar';
import { addDays, dayNumber, fromDayNumber } from './time';

const date2326 = fc
  .integer({ min: dayNumber('2023-01-01'), max: dayNumber('2031-12-31') })
  .map((day) => fromDayNumber(day));

describe('rolling', () => {
  it('B5 rolls Saturday 20/6/2026 by the policy and names the day', () => {
    const next = rollDate(calendar, '2026-06-20', 'LUI_SAU');
    expect(next).toMatchObject({ date: '2026-06-22', moved: true, provisional: false });
    expect(next.reason).toContain('thứ Bảy, 20/6/2026');
    expect(rollDate(calendar, '2026-06-20', 'LUI_TRUOC').date).toBe('2026-06-19');
    expect(rollDate(calendar, '2026-06-20', 'GIU_NGUYEN')).toMatchObject({
      date: '2026-06-20',
      moved: false,
    });
  });

  it('B6 leaves the made-up Saturday 10/1/2026 alone and rolls the swapped Friday 2/1/2026', () => {
    expect(rollDate(calendar, '2026-01-10', 'LUI_SAU')).toMatchObject({ date: '2026-01-10', moved: false });
    const swapped = rollDate(calendar, '2026-01-02', 'LUI_SAU');
    expect(swapped.date).toBe('2026-01-05');
    expect(swapped.reason).toContain('Nghỉ hoán đổi');
    expect(swapped.source).toContain('12729/VPCP-KGVX');
  });

  it('never lands on a rest day', () => {
    fc.assert(
      fc.property(date2326, fc.constantFrom('LUI_SAU' as const, 'LUI_TRUOC' as const), (date, policy) => {
        const rolled = rollDate(calendar, date, policy);
        expect(isWorkingDay(calendar, rolled.date)).toBe(true);
        expect(rolled.moved).toBe(rolled.date !== date);
        expect(policy === 'LUI_SAU' ? rolled.date >= date : rolled.date <= date).toBe(true);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe('counting working days', () => {
  it('B7 counts three working days back over Tết 2026 to Thursday 12/2', () => {
    // 24/2 is due; 23/2 Monday, 13/2 Friday, 12/2 Thursday.
    expect(addWorkingDays(calendar, '2026-02-24', -3).date).toBe('2026-02-12');
  });

  it('does not count the first day (BLDS Điều 147)', () => {
    expect(addWorkingDays(calendar, '2026-06-14', 2).date).toBe('2026-06-16');
    expect(nextWorkingDay(calendar, '2026-06-19').date).toBe('2026-06-22');
    expect(previousWorkingDay(calendar, '2026-06-22').date).toBe('2026-06-19');
    expect(workingDaysBetween(calendar, '2026-06-19', '2026-06-22').count).toBe(1);
    expect(workingDaysBetween(calendar, '2026-06-22', '2026-06-19').count).toBe(-1);
  });

  it('counts there and back alike', () => {
    fc.assert(
      fc.property(date2326, fc.integer({ min: -60, max: 60 }), (date, count) => {
        const there = addWorkingDays(calendar, date, count).date;
        expect(workingDaysBetween(calendar, date, there).count).toBe(count);
      }),
      { seed: 5 },
    );
  });
});

describe('certainty', () => {
  it('B8 marks what rests on a year without official notice, also over a year end', () => {
    expect(addWorkingDays(calendar, '2026-12-30', 1).provisional).toBe(false);
    expect(addWorkingDays(calendar, '2026-12-31', 1)).toEqual({ date: '2027-01-04', provisional: true });
    expect(rollDate(calendar, '2027-06-20', 'LUI_SAU').provisional).toBe(true);
    const unknown = dayStatus(calendar, '2040-06-20');
    expect(unknown.provisional).toBe(true);
    expect(unknown.source).toContain('chưa có lịch nghỉ lễ năm 2040');
  });

  it('B8 is not settled by a province’s own day, but by the national notice', () => {
    const own: CalendarYear = {
      year: 2027,
      status: 'official',
      source: 'UBND tỉnh',
      scope: 'dia_phuong',
      entries: [
        { date: '2027-03-08', kind: 'NGHI', name: 'Ngày của tỉnh', source: 'VB 1', publishedOn: null },
      ],
    };
    const withOwn = createCalendar([...SHIPPED_YEARS, own]);
    expect(dayStatus(withOwn, '2027-03-08')).toMatchObject({ working: false, provisional: true });
    const notice: CalendarYear = { year: 2027, status: 'official', source: 'Thông báo', entries: [] };
    expect(dayStatus(createCalendar([...SHIPPED_YEARS, own, notice]), '2027-03-08').provisional).toBe(false);
  });
});

describe('calendar as data', () => {
  it('survives JSON and changes its version with its content only', () => {
    const copy = JSON.parse(JSON.stringify(calendar));
    expect(dayStatus(copy, '2026-02-17')).toEqual(dayStatus(calendar, '2026-02-17'));
    expect(createCalendar(SHIPPED_YEARS).version).toBe(calendar.version);
    const fewer = SHIPPED_YEARS.map((year) => ({ ...year, entries: year.entries.slice(1) }));
    expect(createCalendar(fewer).version).not.toBe(calendar.version);
  });

  it('shows the days on which two calendars differ', () => {
    const without = SHIPPED_YEARS.map((year) => ({
      ...year,
      entries: year.entries.filter(({ date }) => date !== '2026-01-02' && date !== '2026-01-10'),
    }));
    const diff = diffCalendars(createCalendar(without), calendar);
    expect(diff.map(({ date, to }) => [date, to.working])).toEqual([
      ['2026-01-02', false],
      ['2026-01-10', true],
    ]);
  });

  it('shows a day that only changed its name', () => {
    const renamed = SHIPPED_YEARS.map((year) => ({
      ...year,
      entries: year.entries.map((entry) =>
        entry.date === '2026-11-24' ? { ...entry, name: 'Tên khác' } : entry,
      ),
    }));
    expect(diffCalendars(calendar, createCalendar(renamed)).map(({ date }) => date)).toEqual(['2026-11-24']);
    expect(diffCalendars(calendar, createCalendar(SHIPPED_YEARS))).toEqual([]);
  });

  it('refuses entries that make no sense, each with field, reason and way out', () => {
    const entry = { kind: 'NGHI' as const, name: 'x', source: 'TB 1', publishedOn: null };
    const faults = checkCalendarYear({
      year: 2026,
      status: 'official',
      source: 'TB 1',
      entries: [
        { ...entry, date: '2026-02-31' },
        { ...entry, date: '2025-09-02' },
        { ...entry, date: '2026-09-02' },
        { ...entry, date: '2026-09-02' },
        { ...entry, date: '2026-06-16', kind: 'LAM_BU' },
        { ...entry, date: '2026-06-20', kind: 'HOAN_DOI_NGHI' },
        { ...entry, date: '2026-06-19', source: ' ' },
        { ...entry, date: '2026-06-18', kind: 'NGHI_TET' as 'NGHI' },
      ],
    });
    expect(faults.map(({ code, field }) => [code, field])).toEqual([
      ['DATE_INVALID', 'entries.0.date'],
      ['CALENDAR_YEAR_MISMATCH', 'entries.1.date'],
      ['CALENDAR_DUPLICATE_DAY', 'entries.3.date'],
      ['CALENDAR_MAKEUP_ON_WORKDAY', 'entries.4.kind'],
      ['CALENDAR_SWAP_ON_WEEKEND', 'entries.5.kind'],
      ['CALENDAR_SOURCE_MISSING', 'entries.6.source'],
      ['CALENDAR_KIND_UNKNOWN', 'entries.7.kind'],
    ]);
    for (const { reason, wayOut } of faults) expect(reason && wayOut).toBeTruthy();
  });

  it('knows every day between two dates as working or not, never both', () => {
    for (let date = '2024-12-20'; date < '2025-02-10'; date = addDays(date, 1)) {
      expect(dayStatus(calendar, date).working).toBe(isWorkingDay(calendar, date));
    }
  });
});
