import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDate,
  formatDateWithWeekday,
  formatDue,
  formatInstant,
  formatList,
  formatLongDate,
  formatNumber,
  formatPercent,
  formatRoman,
  formatWorkingDaysLeft,
} from './format';

describe('dates for people', () => {
  it('pads days below 10 and months 1 and 2, as Nghị định 30/2020 asks', () => {
    expect(formatDate('2026-02-05')).toBe('05/02/2026');
    expect(formatDate('2026-06-19')).toBe('19/6/2026');
    expect(formatLongDate('2026-02-05')).toBe('ngày 05 tháng 02 năm 2026');
    expect(formatLongDate('2022-06-24')).toBe('ngày 24 tháng 6 năm 2022');
    expect(formatDateWithWeekday('2026-06-19')).toBe('thứ Sáu, 19/6/2026');
    expect(formatDateWithWeekday('2026-06-21')).toBe('Chủ nhật, 21/6/2026');
  });

  it('names the hour only where the deadline has one', () => {
    expect(formatDue('2026-06-20T23:59:59.999+07:00')).toBe('hết thứ Bảy, 20/6/2026');
    expect(formatDue('2026-08-05T16:00:00.000+07:00')).toBe('16h00 thứ Tư, 05/8/2026');
    expect(formatInstant('2026-08-05T09:05:00.000+07:00')).toBe('09h05 ngày 05/8/2026');
  });

  it('says how many working days are left', () => {
    expect([3, 0, -2].map(formatWorkingDaysLeft)).toEqual([
      'còn 3 ngày làm việc',
      'hết hạn hôm nay',
      'quá hạn 2 ngày làm việc',
    ]);
  });
});

describe('numbers for people', () => {
  it.each([
    [1250.75, '1.250,75'],
    [139543, '139.543'],
    [3516.242, '3.516,242'],
    [0, '0'],
    [-1250.5, '-1.250,5'],
    [-0.0001, '0'],
    [1e21, '1.000.000.000.000.000.000.000'],
  ])('writes %s as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('rounds half away from zero on the decimal text', () => {
    expect(formatNumber(1.005, { decimals: 2 })).toBe('1,01');
    expect(formatNumber(2.5, { decimals: 0 })).toBe('3');
    expect(formatNumber(5, { decimals: 2, fixed: true })).toBe('5,00');
    expect(formatPercent(50.06)).toBe('50,06%');
  });

  it('can be read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (thousandths) => {
        const value = thousandths / 1000;
        const back = Number(formatNumber(value).replaceAll('.', '').replace(',', '.'));
        expect(back).toBeCloseTo(value, 9);
      }),
      { seed: 5 },
    );
  });

  it('writes small counts, lists and Roman numerals as offices do', () => {
    expect([1, 9, 10, 1200].map(formatCount)).toEqual(['01', '09', '10', '1.200']);
    expect(formatList(['A', 'B', 'C'])).toBe('A, B và C');
    expect(formatList([])).toBe('');
    expect([1, 4, 9, 14, 39].map(formatRoman)).toEqual(['I', 'IV', 'IX', 'XIV', 'XXXIX']);
  });
});
