import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, isWorkingDay } from './calendar';
import { computeDeadline } from './deadlines';
import { calendar, periods, source } from './testing.fixture';

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
        (rule, candidate, rollPolicy) => {
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
