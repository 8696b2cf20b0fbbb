import { describe, expect, it } from 'vitest';
import { decideChangeNotices, type PendingNotice } from './change-notices';
import { decideReminders, ladderFor } from './ladder';
import { at, calendar, policy } from './testing.fixture';
import { endOfDay } from './time';

const OLD = endOfDay('2026-06-16');
const LATER = endOfDay('2026-06-26');
const decide = (over: Partial<Parameters<typeof decideChangeNotices>[0]> = {}) =>
  decideChangeNotices({
    moves: [{ obligationId: 'o1', revision: 2, from: OLD, to: LATER }],
    remindedOf: new Map([['o1', ['lan']]]),
    pending: [],
    now: at('2026-06-10T09:00'),
    except: new Set(),
    ...over,
  });
const change = (over: object = {}) => ({
  ...{ obligationId: 'o1', oldDueAt: OLD, newDueAt: LATER, revision: 2 },
  ...over,
});
const waiting = (changes = [change()]): PendingNotice[] => [{ messageId: 'm1', contactId: 'lan', changes }];
const back = { moves: [{ obligationId: 'o1', revision: 3, from: LATER, to: OLD }] };

describe('notices of a moved deadline', () => {
  it('B44 tells once those already reminded, after the change has settled, and not those who were not', () => {
    expect(decide()).toMatchObject({
      queue: [{ contactId: 'lan', changes: [change()] }],
      leaveAt: at('2026-06-10T09:10'),
    });
    expect(decide({ remindedOf: new Map() })).toMatchObject({ queue: [], told: new Set() });
    expect(decide({ except: new Set(['lan']) })).toMatchObject({ queue: [], told: new Set(['o1']) });
  });

  it('B44 says nothing where the date was changed back before the notice left', () => {
    const decided = decide({ ...back, pending: waiting() });
    expect(decided.queue).toEqual([]);
    expect(decided.withhold).toEqual([
      { messageId: 'm1', reason: expect.stringContaining('đổi lại trong 10 phút') },
    ]);
  });

  it('B44 tells of the way back where the notice had left', () => {
    expect(decide(back).queue).toMatchObject([{ changes: [{ oldDueAt: LATER, newDueAt: OLD }] }]);
  });

  it('tells two changes in a row as one, from the date last told to the date now in force', () => {
    const further = endOfDay('2026-06-30');
    const decided = decide({
      moves: [{ obligationId: 'o1', revision: 3, from: LATER, to: further }],
      pending: waiting(),
    });
    expect(decided.withhold).toMatchObject([{ reason: expect.stringContaining('gộp') }]);
    expect(decided.queue).toMatchObject([{ changes: [{ oldDueAt: OLD, newDueAt: further, revision: 3 }] }]);
  });

  it('keeps what a waiting notice says about another report when this one is taken back', () => {
    const other = change({ obligationId: 'o2' });
    const decided = decide({ ...back, pending: waiting([change(), other]) });
    expect(decided.queue).toEqual([{ contactId: 'lan', changes: [other] }]);
  });
});

describe('reminders after a moved deadline', () => {
  const decideFor = (date: string, over: Partial<Parameters<typeof decideReminders>[0]>) =>
    decideReminders({
      ladder: ladderFor({ deadline: { date, dueAt: endOfDay(date) }, policy, calendar }),
      now: at('2026-06-10T09:10'),
      doneSteps: [],
      ...{ policy, calendar, dueDate: date },
      ...over,
    });

  it('B44 moves the remaining reminders only', () => {
    const next = { send: null, skipped: [], nextWakeAt: at('2026-06-23T07:30') };
    expect(decideFor('2026-06-26', { doneSteps: ['T-15', 'T-7'] })).toEqual(next);
  });

  it('B45 sends no burst when the deadline comes forward over several steps', () => {
    const told = decideFor('2026-06-11', { doneSteps: ['T-15'], noArrearsBefore: at('2026-06-10T09:10') });
    expect(told.send).toBeNull();
    // Never reminded before: the latest step is the one message.
    const fresh = decideFor('2026-06-11', {});
    expect(fresh.send?.step.id).toBe('T-1');
    expect(fresh.skipped.map(({ step }) => step.id)).toEqual(['T-15', 'T-7', 'T-3']);
  });
});
