import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, isWorkingDay } from './calendar';
import { computeDeadline } from './deadlines';
import { calendars, rulesAfterCutoff } from './generated.fixture';
import { periods, source } from './testing.fixture';

describe('any rule', () => {
  it('gives no deadline before its cut-off plus one working day, and rolls onto working days', () => {
    const all = (['thang', 'quy', '6_thang', 'hang_nam'] as const).flatMap((cycle) =>
      (['ND09', 'DUONG_LICH'] as const).flatMap((preset) => periods({ cycle, preset })),
    );
    let accepted = 0;
    fc.assert(
      fc.property(
        rulesAfterCutoff,
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
