import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, createCalendar, isWorkingDay } from './calendar';
import { computeDeadline } from './deadlines';
import { periods, calendar as shipped, source } from './testing.fixture';
import { dayNumber, fromDayNumber } from './time';

describe('any rule', () => {
  const rules = fc.oneof(
    fc.record({ kind: fc.constant('workingDaysAfterCutoff' as const), n: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ kind: fc.constant('calendarDaysAfterCutoff' as const), n: fc.integer({ min: 1, max: 45 }) }),
    fc.record({
      kind: fc.constant('dayOfEachMonth' as const),
      day: fc.integer({ min: 1, max: 31 }),
      of: fc.constantFrom(
        'month' as const,
        'next_month' as const,
        'last_month_of_quarter' as const,
        'first_month_of_next_quarter' as const,
      ),
      bound: fc.constantFrom('before' as const, 'at_latest' as const),
    }),
    fc.record({ kind: fc.constant('weekday' as const), weekday: fc.integer({ min: 1, max: 7 }) }),
    fc.record({
      kind: fc.constant('endOfPeriod' as const),
      of: fc.constantFrom('month' as const, 'quarter' as const),
    }),
    fc.record({
      kind: fc.constant('lastWorkingDay' as const),
      of: fc.constantFrom('month' as const, 'quarter' as const),
    }),
  );

  /** The shipped years with days of rest and made-up days strewn over them, weeks of rest included. */
  const calendars = fc
    .array(
      fc.record({
        first: fc.integer({ min: dayNumber('2025-12-01'), max: dayNumber('2031-03-01') }),
        days: fc.integer({ min: 1, max: 12 }),
        kind: fc.constantFrom('NGHI' as const, 'LAM_BU' as const),
      }),
      { maxLength: 40 },
    )
    .map((spans) => {
      const entries = spans.flatMap(({ first, days, kind }) =>
        Array.from({ length: days }, (_, offset) => ({
          ...{ date: fromDayNumber(first + offset), kind },
          ...{ name: 'x', source: 'x', publishedOn: null },
        })),
      );
      const own = { year: 2026, status: 'provisional', source: 'x', entries, scope: 'dia_phuong' } as const;
      return createCalendar([...shipped.years, own]);
    });

  it('gives no deadline before its cut-off plus one working day, and rolls onto working days', () => {
    const all = (['thang', 'quy', '6_thang', 'hang_nam'] as const).flatMap((cycle) =>
      (['ND09', 'DUONG_LICH'] as const).flatMap((preset) => periods({ cycle, preset })),
    );
    let accepted = 0;
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom(...all),
        fc.constantFrom('LUI_SAU' as const, 'LUI_TRUOC' as const, 'GIU_NGUYEN' as const),
        calendars,
        (rule, candidate, rollPolicy, calendar) => {
          const computed = computeDeadline({
            rule,
            ruleSource: source,
            period: candidate,
            calendar,
            rollPolicy,
          });
          if (!computed.ok) return;
          accepted += 1;
          const { date, dueAt } = computed.deadline;
          expect(date >= addWorkingDays(calendar, candidate.dataTo, 1).date).toBe(true);
          if (rollPolicy !== 'GIU_NGUYEN') {
            expect(isWorkingDay(calendar, date) && isWorkingDay(calendar, dueAt.slice(0, 10))).toBe(true);
          }
        },
      ),
      { seed: 5, numRuns: 1000 },
    );
    // The property would be empty if everything were refused.
    expect(accepted).toBeGreaterThan(500);
  });
});
