import { describe, expect, it } from 'vitest';
import { checkCalendarYear, daysOfYear } from '../../domain/calendar';
import { addDays, weekdayOf } from '../../domain/time';
import { SHIPPED_CALENDAR, SHIPPED_YEARS } from '.';
import { lunarDates, provisionalYear } from './provisional';

/**
 * Days off on weekdays and weekends worked, as announced (reporting-regime.md §4.1–4.2). Written out by hand and apart
 * from the data files: every other day of the year must follow its weekday.
 */
const NOTICED: Record<number, { off: string[]; worked: string[] }> = {
  2025: {
    off: [
      '01-01', // Tết Dương lịch
      ...['01-27', '01-28', '01-29', '01-30', '01-31'], // Tết Ất Tỵ 25/01–02/02
      '04-07', // Giỗ Tổ
      ...['04-30', '05-01', '05-02'], // 02/5 hoán đổi
      ...['09-01', '09-02'], // Quốc khánh
    ],
    worked: ['04-26'],
  },
  2026: {
    off: [
      ...['01-01', '01-02'], // 02/01 hoán đổi
      ...['02-16', '02-17', '02-18', '02-19', '02-20'], // Tết Bính Ngọ 14–22/02
      '04-27', // nghỉ bù Giỗ Tổ (Chủ nhật 26/4)
      ...['04-30', '05-01'],
      ...['08-31', '09-01', '09-02'], // 31/8 hoán đổi
      '11-24', // Ngày Văn hóa Việt Nam
    ],
    worked: ['01-10', '08-22'],
  },
};

describe('official years', () => {
  it.each([2025, 2026])('gives every day of %i the status of the notices', (year) => {
    const notice = NOTICED[year] ?? { off: [], worked: [] };
    const days = daysOfYear(SHIPPED_CALENDAR, year);
    expect(days).toHaveLength(365);
    const wrong = days.filter(({ date, working, provisional }) => {
      const day = date.slice(5);
      const weekday = weekdayOf(date) <= 5;
      const expected = notice.worked.includes(day) || (weekday && !notice.off.includes(day));
      return working !== expected || provisional;
    });
    expect(wrong).toEqual([]);
  });

  it('has 248 working days in 2025 and 248 in 2026', () => {
    // 261 weekdays each; 2025: 12 off, 1 made up less; 2026: 14 off with 2 made up.
    const working = (year: number) => daysOfYear(SHIPPED_CALENDAR, year).filter((day) => day.working).length;
    expect([working(2025), working(2026)]).toEqual([261 - 12 + 1, 261 - 14 + 2].map((days) => days));
  });

  it('knows the breaks of 2023 and 2024, in which older plans are played', () => {
    const off = (from: string, to: string) => {
      const rest: string[] = [];
      for (let date = from; date <= to; date = addDays(date, 1)) {
        const status = daysOfYear(SHIPPED_CALENDAR, Number(date.slice(0, 4))).find(
          (day) => day.date === date,
        );
        if (status && !status.working) rest.push(date.slice(5));
      }
      return rest;
    };
    expect(off('2023-01-19', '2023-01-27')).toEqual(
      ['20', '21', '22', '23', '24', '25', '26'].map((day) => `01-${day}`),
    );
    expect(off('2023-04-28', '2023-05-04')).toEqual(['04-29', '04-30', '05-01', '05-02', '05-03']);
    expect(off('2023-08-31', '2023-09-05')).toEqual(['09-01', '09-02', '09-03', '09-04']);
    expect(off('2024-02-07', '2024-02-15')).toHaveLength(7);
    expect(off('2024-04-26', '2024-05-05')).toEqual(['04-27', '04-28', '04-29', '04-30', '05-01', '05-05']);
    expect(off('2024-08-30', '2024-09-04')).toEqual(['08-31', '09-01', '09-02', '09-03']);
  });

  it('states the source of every entry', () => {
    const entries = SHIPPED_YEARS.flatMap((year) => year.entries);
    expect(entries.filter(({ source, certainty }) => source.trim() === '' || !certainty)).toEqual([]);
    expect(SHIPPED_YEARS.flatMap(checkCalendarYear)).toEqual([]);
    expect(SHIPPED_YEARS.map(({ year }) => year)).toEqual([
      2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031,
    ]);
  });
});

describe('provisional years', () => {
  it.each([
    [2026, '2026-02-17', '2026-04-26'],
    [2027, '2027-02-06', '2027-04-16'],
    [2028, '2028-01-26', '2028-04-04'],
    [2029, '2029-02-13', '2029-04-23'],
    [2030, '2030-02-02', '2030-04-12'],
  ])('computes the lunar dates of %i as reporting-regime.md §4.2 has them', (year, newYear, hungKings) => {
    const lunar = lunarDates(year);
    expect([addDays(lunar.tetEve, 1), lunar.hungKings]).toEqual([newYear, hungKings]);
  });

  it.each([2027, 2028, 2029, 2030, 2031])('ships %i as it is computed, marked provisional', (year) => {
    expect(SHIPPED_YEARS.find((shipped) => shipped.year === year)).toEqual(provisionalYear(year));
    expect(daysOfYear(SHIPPED_CALENDAR, year).every(({ provisional }) => provisional)).toBe(true);
  });

  it('makes up Saturday 1/5/2027 on Monday 3/5 and has 24/11 from 2026 on only', () => {
    const names = (year: number) => provisionalYear(year).entries.map(({ date }) => date.slice(5));
    expect(names(2027)).toContain('05-03');
    expect(names(2025)).not.toContain('11-24');
    expect(names(2026)).toContain('11-24');
  });
});
