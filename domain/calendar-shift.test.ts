import { describe, expect, it } from 'vitest';
import { SHIPPED_YEARS } from '../config/calendars';
import { createCalendar } from './calendar';
import { previewCalendarChange, projectObligations } from './plan';
import { at, calendar, rule } from './testing.fixture';

const plan = { id: 'p1', state: 'active', termFrom: '2026-01-01', termTo: '2027-12-31' } as const;
describe('change of the calendar', () => {
  const before = createCalendar(
    SHIPPED_YEARS.map((year) => ({
      ...year,
      entries: year.entries.filter(({ date }) => date !== '2026-01-02' && date !== '2026-01-10'),
    })),
  );
  const yearly = rule({
    cycle: 'hang_nam',
    preset: 'DUONG_LICH',
    deadlineRule: { kind: 'workingDaysAfterCutoff', n: 1 },
    unitIds: ['kt'],
  });
  const { periods } = projectObligations({
    plan: { ...plan, termFrom: '2025-01-01' },
    rules: [yearly],
    units: [],
    calendar: before,
    from: at('2025-01-05T08:00'),
  });
  const dated = periods.map(({ key, period, deadline }) => ({ key, period, deadline, rule: yearly }));

  it('B9 re-projects the deadlines that cross 2/1/2026, with old date, new date and the notice', () => {
    const moves = previewCalendarChange({ periods: dated, before, after: calendar });
    expect(moves.map(({ before: from, after: to }) => [from.date, to.date])).toEqual([
      ['2026-01-02', '2026-01-05'],
    ]);
    expect(moves[0]?.reason).toContain('thứ Sáu, 02/01/2026 thành ngày nghỉ');
    expect(moves[0]?.reason).toContain('12729/VPCP-KGVX');
  });

  it('B9 moves nothing the second time', () => {
    const moves = previewCalendarChange({ periods: dated, before, after: calendar });
    const moved = dated.map((period) => {
      const move = moves.find(({ periodKey }) => periodKey === period.key);
      return move ? { ...period, deadline: move.after } : period;
    });
    expect(previewCalendarChange({ periods: moved, before, after: calendar })).toEqual([]);
  });

  it('B9 B13 follows a day on which only the compiler’s own deadline, weeks behind the units’, leans', () => {
    const derived = rule({
      deadlineRule: {
        kind: 'aggregatorMinus',
        aggregator: { kind: 'dayOfEachMonth', day: 31, of: 'next_month', bound: 'at_latest' },
        workingDays: 25,
      },
    });
    const project = (under: typeof calendar) =>
      projectObligations({
        plan: { ...plan, termTo: '2026-06-30' },
        rules: [derived],
        units: [],
        calendar: under,
        from: at('2026-01-05T08:00'),
      }).periods;
    // Friday 24/7 becomes a rest day: counted back over it from the compiler's 31/7, the units' day comes one earlier
    const rest = {
      date: '2026-07-24',
      kind: 'NGHI',
      name: 'Nghỉ bão',
      source: 'CĐ 05',
      publishedOn: null,
    } as const;
    const after = createCalendar([
      ...SHIPPED_YEARS,
      { year: 2026, status: 'official', source: 'CĐ 05', entries: [rest], scope: 'dia_phuong' },
    ]);
    const moves = previewCalendarChange({
      periods: project(calendar).map((period) => ({ ...period, rule: derived })),
      before: calendar,
      after,
    });
    expect(project(calendar).map(({ deadline }) => deadline.date)).toEqual(['2026-06-26']);
    expect(moves.map((move) => move.after)).toEqual(project(after).map(({ deadline }) => deadline));
  });
});
