import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dateOf,
  dayNumber,
  daysBetween,
  endOfDay,
  fromDayNumber,
  isIsoDate,
  isoInstant,
  localDate,
  localTime,
  nextLocalTime,
  toLocal,
  weekdayOf,
  ZONE,
} from './time';

describe('civil dates', () => {
  it('refuses days that do not exist', () => {
    expect(['2026-02-28', '2024-02-29', '2026-12-31'].every(isIsoDate)).toBe(true);
    for (const text of ['2026-02-29', '2026-02-31', '2026-13-01', '2026-6-1', '', '20260601']) {
      expect(isIsoDate(text)).toBe(false);
    }
    expect(dateOf({ year: 2026, month: 2, day: 31 })).toBeNull();
  });

  it('counts days across year ends and leap days', () => {
    expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1);
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(fromDayNumber(dayNumber('2030-06-15'))).toBe('2030-06-15');
    expect(weekdayOf('2026-06-20')).toBe(6);
    expect(weekdayOf('1969-12-31')).toBe(3);
  });

  it('B11 adds months to the anchor, so that 31/1 gives 28/2, 31/3 and 30/4', () => {
    expect([1, 2, 3].map((months) => addMonths('2026-01-31', months))).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
    expect(addMonths('2026-03-15', -3)).toBe('2025-12-15');
  });

  it('throws on what is no date at all', () => {
    expect(() => dayNumber('hôm nay')).toThrow(RangeError);
    expect(() => dayNumber('2026-06-20T00:00:00')).toThrow(RangeError);
  });
});

describe('instants', () => {
  it('always carries +07:00, whatever it is made from', () => {
    expect(isoInstant('2026-06-20T17:00:00Z')).toBe('2026-06-21T00:00:00.000+07:00');
    expect(isoInstant(new Date('2026-06-20T16:59:59.999Z'))).toBe(endOfDay('2026-06-20'));
    expect(isoInstant(toLocal('2026-06-20T12:00:00+02:00'))).toBe('2026-06-20T17:00:00.000+07:00');
  });

  it('agrees with the zone database on the offset of every month to 2045', () => {
    for (let year = 2020; year <= 2045; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        expect(toLocal(new Date(Date.UTC(year, month - 1, 1))).setZone(ZONE).offset).toBe(420);
      }
    }
  });

  it('B46 says 21/6 where UTC still says 20/6', () => {
    expect(localDate('2026-06-20T17:00:00Z')).toBe('2026-06-21');
    expect(localTime('2026-06-20T17:00:00Z')).toBe('00:00');
    expect(localDate('2026-06-20T16:59:59.999Z')).toBe('2026-06-20');
  });

  it('finds the next time on the local clock', () => {
    expect(nextLocalTime('2026-06-20T01:59:00+07:00', '02:00')).toBe('2026-06-20T02:00:00.000+07:00');
    expect(nextLocalTime('2026-06-20T02:00:00+07:00', '02:00')).toBe('2026-06-21T02:00:00.000+07:00');
  });
});
