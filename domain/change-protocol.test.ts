import { describe, expect, it } from 'vitest';
import { SHIPPED_YEARS } from '../config/calendars';
import { createCalendar } from './calendar';
import { decideReminders, ladderFor } from './ladder';
import { decideChangeNotice, previewCalendarChange, previewChange, projectObligations } from './plan';
import { at, calendar, policy, rule } from './testing.fixture';
import { endOfDay } from './time';

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
  const { periods, rows } = projectObligations({
    plan: { ...plan, termFrom: '2025-01-01' },
    rules: [yearly],
    units: [],
    calendar: before,
    from: at('2025-01-05T08:00'),
  });
  const ruleOf = (id: string) => (id === yearly.id ? yearly : undefined);

  it('B9 re-projects the deadlines that cross 2/1/2026, with old date, new date and the notice', () => {
    const moves = previewCalendarChange({ periods, ruleOf, before, after: calendar });
    expect(moves.map(({ before: from, after: to }) => [from.date, to.date])).toEqual([
      ['2026-01-02', '2026-01-05'],
    ]);
    expect(moves[0]?.reason).toContain('thứ Sáu, 02/01/2026 thành ngày nghỉ');
    expect(moves[0]?.reason).toContain('12729/VPCP-KGVX');
  });

  it('B9 moves nothing the second time, and never a closed report', () => {
    const moves = previewCalendarChange({ periods, ruleOf, before, after: calendar });
    const moved = periods.map((period) => {
      const move = moves.find(({ periodKey }) => periodKey === period.key);
      return move ? { ...period, deadline: move.after } : period;
    });
    expect(previewCalendarChange({ periods: moved, ruleOf, before, after: calendar })).toEqual([]);
    const dated = rows.map(({ key, dueAt }) => ({ key, dueAt, status: 'accepted' as const }));
    const after = rows.map(({ key }) => ({ key, dueAt: endOfDay('2026-01-05') }));
    expect(previewChange(dated, after, 'lịch')).toEqual([]);
  });
});

describe('notices of a changed deadline', () => {
  const old = endOfDay('2026-06-16');
  const later = endOfDay('2026-06-26');
  const ask = (over: Partial<Parameters<typeof decideChangeNotice>[0]>) =>
    decideChangeNotice({
      toldDueAt: old,
      dueAt: later,
      changedAt: at('2026-06-10T09:00'),
      now: at('2026-06-10T09:10'),
      ...over,
    });

  it('B44 tells once those already reminded, after the change has settled, and not those who were not', () => {
    expect(ask({ now: at('2026-06-10T09:05') })).toMatchObject({
      send: false,
      askAgainAt: at('2026-06-10T09:10'),
    });
    expect(ask({})).toMatchObject({ send: true });
    expect(ask({ toldDueAt: null })).toMatchObject({ send: false, askAgainAt: null });
    expect(ask({ toldDueAt: later })).toMatchObject({ send: false, askAgainAt: null });
  });

  it('B44 says nothing where the date was changed back within ten minutes', () => {
    expect(ask({ dueAt: old, changedAt: at('2026-06-10T09:08'), now: at('2026-06-10T09:18') })).toMatchObject(
      {
        send: false,
        askAgainAt: null,
      },
    );
  });

  it('B44 moves the remaining reminders only', () => {
    const ladder = ladderFor({ deadline: { date: '2026-06-26', dueAt: later }, policy, calendar });
    const input = {
      ladder,
      now: at('2026-06-10T09:10'),
      doneSteps: ['T-15', 'T-7'],
      policy,
      calendar,
      dueDate: '2026-06-26',
    };
    expect(decideReminders(input)).toEqual({ send: null, skipped: [], nextWakeAt: at('2026-06-23T07:30') });
  });

  it('B45 sends one message and no burst when the deadline comes forward over several steps', () => {
    const notice = ask({ dueAt: endOfDay('2026-06-11') });
    expect(notice.send).toBe(true);
    const ladder = ladderFor({
      deadline: { date: '2026-06-11', dueAt: endOfDay('2026-06-11') },
      policy,
      calendar,
    });
    const input = {
      ladder,
      now: at('2026-06-10T09:10'),
      doneSteps: ['T-15'],
      policy,
      calendar,
      dueDate: '2026-06-11',
    };
    const reminded = decideReminders({ ...input, noArrearsBefore: notice.noArrearsBefore });
    expect(reminded.send).toBeNull();
    // Never reminded before: the latest step is the one message.
    const fresh = decideReminders({ ...input, doneSteps: [] });
    expect(fresh.send?.step.id).toBe('T-1');
    expect(fresh.skipped.map(({ step }) => step.id)).toEqual(['T-15', 'T-7', 'T-3']);
  });
});
