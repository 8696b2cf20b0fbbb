import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay } from './calendar';
import {
  checkPolicy,
  decideReminders,
  isInWindow,
  type LadderEntry,
  ladderFor,
  lockInstant,
  nextSendInstant,
  type ReminderPolicy,
  reminderFacts,
} from './ladder';
import { calendar, policy } from './testing.fixture';
import { addDays, addMinutes, dayNumber, endOfDay, fromDayNumber, localDate, localTime } from './time';

const due = (date: string, lastDay = date) => ({ date, dueAt: endOfDay(lastDay) });
const ladderTo = (date: string, lastDay = date) =>
  ladderFor({ deadline: due(date, lastDay), policy, calendar });
const effective = (ladder: LadderEntry[]) =>
  Object.fromEntries(ladder.map(({ step, effectiveAt }) => [step.id, effectiveAt.slice(0, 16)]));
const decide = (
  ladder: LadderEntry[],
  now: string,
  over: Partial<Parameters<typeof decideReminders>[0]> = {},
) => decideReminders({ ladder, now, doneSteps: [], policy, calendar, dueDate: '2026-06-16', ...over });

/** Due Tuesday 16/6/2026: T-1 Monday, T-3 Saturday → Friday, T-7 Tuesday, T-15 Monday. */
const JUNE = ladderTo('2026-06-16');

describe('the ladder of one deadline', () => {
  it('B35 has the steps −15, −7, −3, −1, 0, +1, +3, each once', () => {
    expect(JUNE.map(({ step }) => step.offset)).toEqual([-15, -7, -3, -1, 0, 1, 3]);
    expect(new Set(JUNE.map(({ step }) => step.id)).size).toBe(7);
  });

  it('B41 moves a step off a rest day to the working day before, and says why', () => {
    expect(effective(JUNE)).toMatchObject({
      'T-15': '2026-06-01T07:30',
      'T-3': '2026-06-12T07:30', // Saturday 13/6 → Friday
      'T-1': '2026-06-15T07:30',
      T0: '2026-06-16T07:30',
    });
    const moved = JUNE.find(({ step }) => step.id === 'T-3');
    expect(moved?.nominalAt.slice(0, 10)).toBe('2026-06-13');
    expect(moved?.note).toContain('thứ Bảy, 13/6/2026');
  });

  it('B41 lets the due-day step go on a rest day that is the due day', () => {
    expect(effective(ladderTo('2026-06-20')).T0).toBe('2026-06-20T07:30');
  });

  it('B41 moves steps after the deadline forward, or they would say "overdue" before it is true', () => {
    const friday = effective(ladderTo('2026-06-19'));
    expect(friday['T+1']).toBe('2026-06-22T07:30');
    expect(friday['T+3']).toBe('2026-06-22T07:30');
  });

  it('counts steps after the deadline from the last day in time, not from the day told', () => {
    expect(effective(ladderTo('2026-06-24', '2026-06-25'))['T+1']).toBe('2026-06-26T07:30');
  });

  it('counts in working days where the step says so', () => {
    const [step] = policy.steps;
    if (!step) throw new Error('empty policy');
    const working: ReminderPolicy = {
      ...policy,
      steps: [{ ...step, id: 'W-3', offset: -3, unit: 'working' }],
    };
    const ladder = ladderFor({ deadline: due('2026-02-24'), policy: working, calendar });
    expect(effective(ladder)['W-3']).toBe('2026-02-12T07:30');
  });

  it('B34 is the same for a final review of 2030 after its state went through JSON', () => {
    const before = ladderTo('2030-12-18');
    const after = ladderFor({
      ...JSON.parse(JSON.stringify({ deadline: due('2030-12-18'), policy, calendar })),
    });
    expect(after).toEqual(before);
    const wake = (ladder: LadderEntry[]) => decide(ladder, '2026-04-01T08:00:00.000+07:00').nextWakeAt;
    expect(wake(after)).toBe('2030-12-03T07:30:00.000+07:00');
  });

  it('never falls on a rest day, save on the due day', () => {
    const days = fc.integer({ min: dayNumber('2025-02-01'), max: dayNumber('2026-11-30') });
    fc.assert(
      fc.property(days, (day) => {
        const date = fromDayNumber(day);
        for (const { effectiveAt, step } of ladderTo(date)) {
          const on = localDate(effectiveAt);
          expect(isWorkingDay(calendar, on) || (step.offset === 0 && on === date)).toBe(true);
          expect(isInWindow(localTime(effectiveAt), policy.sendWindow)).toBe(true);
          if (step.offset < 0) expect(on <= addDays(date, step.offset)).toBe(true);
          if (step.offset > 0) expect(on > date).toBe(true);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('deciding after delays', () => {
  it('B38 sends the −3 step at 18:05 after a worker was down from 06:00 to 18:00', () => {
    const decision = decide(JUNE, '2026-06-12T18:05:00.000+07:00', { doneSteps: ['T-15', 'T-7'] });
    expect(decision.send?.step.id).toBe('T-3');
    expect(decision.skipped).toEqual([]);
    expect(decision.nextWakeAt).toBe('2026-06-15T07:30:00.000+07:00');
  });

  it('B38 sends only the latest step after five days down and marks the others skipped', () => {
    const decision = decide(JUNE, '2026-06-15T10:00:00.000+07:00', { doneSteps: ['T-15'] });
    expect(decision.send?.step.id).toBe('T-1');
    expect(decision.skipped.map(({ step }) => step.id)).toEqual(['T-7', 'T-3']);
    expect(decision.skipped[0]?.reason).toContain('T-1');
  });

  it('B38 holds what comes up on a rest day until the next working day', () => {
    const decision = decide(JUNE, '2026-06-13T10:00:00.000+07:00', { doneSteps: ['T-15', 'T-7'] });
    expect(decision).toMatchObject({ send: null, nextWakeAt: '2026-06-15T07:30:00.000+07:00' });
  });

  it('B35 never sends a done step again, nor one before it', () => {
    const decision = decide(JUNE, '2026-06-15T10:00:00.000+07:00', { doneSteps: ['T-1'] });
    expect(decision.send).toBeNull();
    expect(decision.skipped.map(({ step }) => step.id)).toEqual(['T-15', 'T-7', 'T-3']);
  });

  it('B39 merges two steps of one night: held at 22:10, the next morning’s step takes its place', () => {
    const held = decide(JUNE, '2026-06-15T22:10:00.000+07:00', { doneSteps: ['T-15', 'T-7', 'T-3'] });
    expect(held).toMatchObject({ send: null, nextWakeAt: '2026-06-16T07:30:00.000+07:00' });
    const morning = decide(JUNE, '2026-06-16T07:30:00.000+07:00', { doneSteps: ['T-15', 'T-7', 'T-3'] });
    expect(morning.send?.step.id).toBe('T0');
    expect(morning.skipped.map(({ step }) => step.id)).toEqual(['T-1']);
  });

  it('B39 merges two steps that B41 put on one day', () => {
    // Due Monday 22/6: T-3 is Friday, T-1 is Sunday → Friday.
    const ladder = ladderTo('2026-06-22');
    const friday = decide(ladder, '2026-06-19T07:30:00.000+07:00', {
      doneSteps: ['T-15', 'T-7'],
      dueDate: '2026-06-22',
    });
    expect(friday.send?.step.id).toBe('T-1');
    expect(friday.skipped.map(({ step }) => step.id)).toEqual(['T-3']);
  });

  it('B40 holds 22:10 until 07:00 and then says "overdue" where the deadline passed meanwhile', () => {
    const at = '2026-06-16T22:10:00.000+07:00';
    expect(nextSendInstant({ at, calendar, policy })).toBe('2026-06-17T07:00:00.000+07:00');
    const deadline = due('2026-06-16');
    expect(reminderFacts({ deadline, at, calendar })).toMatchObject({ phase: 'due_today', daysLeft: 0 });
    const morning = reminderFacts({ deadline, at: '2026-06-17T07:00:00.000+07:00', calendar });
    expect(morning).toEqual({ phase: 'overdue', daysLeft: -1, workingDaysLeft: -1 });
  });

  it('B27 and B103 send nothing in arrears after activation or resumption', () => {
    const from = '2026-06-15T09:00:00.000+07:00';
    const decision = decide(JUNE, '2026-06-15T09:00:00.000+07:00', { noArrearsBefore: from });
    expect(decision.send).toBeNull();
    expect(decision.skipped.map(({ step }) => step.id)).toEqual(['T-15', 'T-7', 'T-3', 'T-1']);
    expect(decision.nextWakeAt).toBe('2026-06-16T07:30:00.000+07:00');
  });

  it('B102 decides the same at an earlier clock once steps are recorded', () => {
    const done = ['T-15', 'T-7', 'T-3'];
    const back = decide(JUNE, '2026-06-12T06:31:00.000+07:00', { doneSteps: done });
    expect(back.send).toBeNull();
  });

  it('sends at most one step per wake and each step at most once, whatever the hours of waking', () => {
    const wakes = fc.array(fc.integer({ min: 0, max: 40 * 24 * 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(wakes, (minutes) => {
        const handled: string[] = [];
        for (const minute of minutes.sort((a, b) => a - b)) {
          const now = addMinutes('2026-05-25T00:00:00.000+07:00', minute);
          const decision = decide(JUNE, now, { doneSteps: handled });
          const ids = [
            ...decision.skipped.map(({ step }) => step.id),
            ...(decision.send ? [decision.send.step.id] : []),
          ];
          for (const id of ids) expect(handled).not.toContain(id);
          handled.push(...ids);
          if (!decision.send) continue;
          expect(isInWindow(localTime(now), policy.quiet)).toBe(false);
          expect(isWorkingDay(calendar, localDate(now)) || localDate(now) === '2026-06-16').toBe(true);
          expect(decision.send.effectiveAt <= now).toBe(true);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('follows its own wake-ups to the end, without standing still', () => {
    let now = '2026-05-20T08:00:00.000+07:00';
    const handled: string[] = [];
    const sent: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const decision = decide(JUNE, now, { doneSteps: handled });
      handled.push(...decision.skipped.map(({ step }) => step.id));
      if (decision.send) {
        handled.push(decision.send.step.id);
        sent.push(decision.send.step.id);
      }
      if (decision.nextWakeAt === null) break;
      expect(decision.nextWakeAt > now).toBe(true);
      now = decision.nextWakeAt;
    }
    expect(sent).toEqual(['T-15', 'T-7', 'T-3', 'T-1', 'T0', 'T+1', 'T+3']);
  });
});

describe('when a message may leave', () => {
  it.each([
    ['in office hours', '2026-06-16T09:00:00.000+07:00', '2026-06-16T09:00:00.000+07:00'],
    ['in the evening', '2026-06-16T18:05:00.000+07:00', '2026-06-16T18:05:00.000+07:00'],
    ['before dawn', '2026-06-16T03:00:00.000+07:00', '2026-06-16T07:00:00.000+07:00'],
    ['at 21:00 sharp', '2026-06-19T21:00:00.000+07:00', '2026-06-22T07:00:00.000+07:00'],
    ['on a Sunday', '2026-06-21T10:00:00.000+07:00', '2026-06-22T07:00:00.000+07:00'],
    ['at the start of Tết', '2026-02-13T22:00:00.000+07:00', '2026-02-23T07:00:00.000+07:00'],
  ])('%s', (_name, at, allowed) => {
    expect(nextSendInstant({ at, calendar, policy })).toBe(allowed);
  });

  it('opens at the first minute of a window and closes at its last', () => {
    const night = { from: '21:00', to: '07:00' };
    expect(['20:59', '21:00', '06:59', '07:00'].map((time) => isInWindow(time, night))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const office = { from: '07:30', to: '17:00' };
    expect(['07:29', '07:30', '16:59', '17:00'].map((time) => isInWindow(time, office))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    for (const at of ['2026-06-16T07:30:00.000+07:00', '2026-06-16T16:59:00.000+07:00']) {
      expect(nextSendInstant({ at, calendar, policy, within: 'send_window' })).toBe(at);
    }
  });

  it('lets a rest day pass that is the due day', () => {
    const at = '2026-06-20T10:00:00.000+07:00';
    expect(nextSendInstant({ at, calendar, policy, dueDate: '2026-06-20' })).toBe(at);
  });

  it('holds what nobody waits for to the office’s window', () => {
    const at = '2026-06-16T18:05:00.000+07:00';
    expect(nextSendInstant({ at, calendar, policy, within: 'send_window' })).toBe(
      '2026-06-17T07:30:00.000+07:00',
    );
  });

  it('locks the form at the end of the last day of grace', () => {
    const at = lockInstant({ dueAt: endOfDay('2026-06-19'), policy: { lockAfterWorkingDays: 2 }, calendar });
    expect(at).toBe('2026-06-23T23:59:59.999+07:00');
    expect(
      lockInstant({ dueAt: endOfDay('2026-06-19'), policy: { lockAfterWorkingDays: null }, calendar }),
    ).toBeNull();
  });
});

describe('policies that make no sense', () => {
  const [first, ...rest] = policy.steps;
  if (!first) throw new Error('empty policy');
  it.each<[string, Partial<ReminderPolicy>, string, string]>([
    ['no steps', { steps: [] }, 'LADDER_EMPTY', 'steps'],
    ['a step twice', { steps: [first, { ...first, id: 'X' }] }, 'LADDER_STEP_DUPLICATE', 'steps.1.id'],
    ['half a day', { steps: [{ ...first, offset: 0.5 }] }, 'RULE_NUMBER_OUT_OF_RANGE', 'steps.0.offset'],
    [
      'B104 a step beyond the monthly interval',
      { steps: [{ ...first, offset: -30 }, ...rest] },
      'LADDER_OFFSET_BEYOND_INTERVAL',
      'steps.0.offset',
    ],
    [
      'B104 a look-back shorter than the grace',
      { graceWorkingDays: 20, lookbackDays: 10 },
      'LADDER_LOOKBACK_SHORTER_THAN_GRACE',
      'lookbackDays',
    ],
    [
      'a window that ends before it starts',
      { sendWindow: { from: '17:00', to: '07:30' } },
      'LADDER_WINDOW_INVALID',
      'sendWindow.to',
    ],
    [
      'a window at night',
      { sendWindow: { from: '22:00', to: '23:00' } },
      'LADDER_WINDOW_IN_QUIET',
      'sendWindow.from',
    ],
    ['an hour that is none', { quiet: { from: '9 giờ tối', to: '07:00' } }, 'HOUR_INVALID', 'quiet.from'],
  ])('%s', (_name, over, code, field) => {
    const faults = checkPolicy({ ...policy, ...over }, 'thang');
    expect(faults).toContainEqual(expect.objectContaining({ code, field }));
  });

  it('takes the shipped policy for every cycle', () => {
    expect(['thang', 'quy', '6_thang', 'hang_nam'].flatMap((cycle) => checkPolicy(policy, cycle))).toEqual(
      [],
    );
  });
});
