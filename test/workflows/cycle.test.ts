import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CycleStep } from '../../services/cycle';
import {
  type CycleState,
  deadlineChanged,
  decided,
  registerChanged,
  submitted,
} from '../../workflows/messages';
import { countEvents, DAY, HOUR, MINUTE, type Stage, stages, statusOf } from './stage';

const openStage = stages();

const waiting = (over: Partial<CycleStep> = {}): CycleStep => ({
  closed: false,
  nextWakeAt: null,
  outstanding: ['a', 'b'],
  idle: true,
  queued: 0,
  ...over,
});
const over = waiting({ closed: true, outstanding: [] });

function begin(stage: Stage, outstanding: string[] = []) {
  const { organizationId } = stage;
  const periodId = randomUUID();
  const state: CycleState = { v: 1, organizationId, periodId, outstanding };
  return stage.start('cycle', `cycle/${periodId}`, state);
}

describe('the cycle of a reporting period', () => {
  it('looks again exactly when the step before said, with one timer at a time, and ends when the period is over', async () => {
    const stage = await openStage({});
    const wakes = [await stage.in(2 * DAY), await stage.in(5 * DAY), await stage.in(5 * DAY + HOUR)];
    stage.fakes.stepCycle = () => {
      const nextWakeAt = wakes.shift();
      return nextWakeAt ? waiting({ nextWakeAt, idle: false }) : over;
    };
    const cycle = await begin(stage);
    await stage.sleep(6 * DAY);
    expect(stage.minutesOf('stepCycle')).toEqual([0, 2 * 1440, 5 * 1440, 5 * 1440 + 60]);
    expect(await statusOf(cycle)).toBe('COMPLETED');
    expect(await countEvents(cycle, 'timerStartedEventAttributes')).toBe(3);
    expect(await countEvents(cycle, 'activityTaskScheduledEventAttributes')).toBe(0);
  });

  it('B53 tells a submission how many still owe and wakes only when nobody does', async () => {
    const stage = await openStage({ stepCycle: () => waiting() });
    const cycle = await begin(stage);
    await stage.sleep(MINUTE);
    expect(await cycle.executeUpdate(submitted, { args: [{ obligationId: 'a' }] })).toEqual({
      outstanding: 1,
    });
    expect(await cycle.executeUpdate(submitted, { args: [{ obligationId: 'a' }] })).toEqual({
      outstanding: 1,
    });
    expect(stage.calls).toHaveLength(1);
    stage.fakes.stepCycle = () => over;
    expect(await cycle.executeUpdate(submitted, { args: [{ obligationId: 'b' }] })).toEqual({
      outstanding: 0,
    });
    await stage.sleep(MINUTE);
    expect(stage.calls).toHaveLength(2);
    expect(await statusOf(cycle)).toBe('COMPLETED');
  });

  it('B68 acts on every decision at once, then looks at the period', async () => {
    const stage = await openStage({ stepCycle: () => waiting(), issueDecided: () => undefined });
    const cycle = await begin(stage);
    await stage.sleep(MINUTE);
    const decide = (escalationId: string) => cycle.executeUpdate(decided, { args: [{ escalationId }] });
    expect(await Promise.all([decide('x'), decide('y'), decide('x')])).toEqual(
      Array(3).fill({ accepted: true }),
    );
    await stage.sleep(MINUTE);
    const issued = stage.calls.filter(({ name }) => name === 'issueDecided');
    // told twice it may ask twice: issuing again changes nothing (services/letters.ts)
    expect(new Set(issued.flatMap(({ input }) => input.escalationIds))).toEqual(new Set(['x', 'y']));
    expect(stage.calls.at(-1)?.name).toBe('stepCycle');
    expect(issued.every(({ input }) => input.organizationId === stage.organizationId)).toBe(true);
  });

  it('does not close over a decision that arrives with the last step', async () => {
    const stage = await openStage({ stepCycle: () => waiting(), issueDecided: () => undefined });
    const cycle = await begin(stage);
    await stage.sleep(MINUTE);
    stage.fakes.stepCycle = () => over;
    await Promise.all([
      cycle.signal(registerChanged),
      cycle.executeUpdate(decided, { args: [{ escalationId: 'x' }] }),
    ]);
    await stage.sleep(MINUTE);
    expect(await statusOf(cycle)).toBe('COMPLETED');
    expect(stage.calls.filter(({ name }) => name === 'issueDecided')).toHaveLength(1);
  });

  it('B9 B44 arms its timer anew when deadlines move', async () => {
    const stage = await openStage({});
    let nextWakeAt = await stage.in(30 * DAY);
    stage.fakes.stepCycle = () => waiting({ nextWakeAt });
    const cycle = await begin(stage);
    await stage.sleep(MINUTE);
    nextWakeAt = await stage.in(3 * DAY);
    await cycle.executeUpdate(deadlineChanged, { args: [{ obligationIds: ['a'] }] });
    await stage.sleep(MINUTE);
    nextWakeAt = await stage.in(30 * DAY);
    await stage.sleep(4 * DAY);
    expect(stage.minutesOf('stepCycle').map((minutes) => Math.round(minutes / 1440))).toEqual([0, 0, 3]);
  });

  it('reads the register again on a signal, several at once as one', async () => {
    const stage = await openStage({ stepCycle: () => waiting() });
    const cycle = await begin(stage);
    await stage.sleep(MINUTE);
    await Promise.all(Array.from({ length: 5 }, () => cycle.signal(registerChanged)));
    await stage.sleep(MINUTE);
    expect(stage.calls.length).toBeGreaterThan(1);
    expect(stage.calls.length).toBeLessThanOrEqual(6);
    expect(await statusOf(cycle)).toBe('RUNNING');
  });

  it('B38 a wake-up in the past that nothing follows from does not spin: once a minute at most', async () => {
    const stage = await openStage({});
    const past = await stage.in(-5 * DAY);
    stage.fakes.stepCycle = () => waiting({ nextWakeAt: past, idle: true });
    await begin(stage);
    await stage.sleep(10 * MINUTE);
    expect(stage.calls.length).toBeGreaterThanOrEqual(10);
    expect(stage.calls.length).toBeLessThanOrEqual(11);
    stage.fakes.stepCycle = () => over;
    await stage.sleep(2 * MINUTE);
  });

  it('B38 a wake-up in the past that something follows from is taken at once', async () => {
    const stage = await openStage({});
    const past = await stage.in(-5 * DAY);
    let left = 3;
    stage.fakes.stepCycle = () => {
      left -= 1;
      return left > 0 ? waiting({ nextWakeAt: past, idle: false }) : over;
    };
    const cycle = await begin(stage);
    await stage.sleep(MINUTE / 2);
    expect(await statusOf(cycle)).toBe('COMPLETED');
    expect(stage.calls).toHaveLength(3);
  });

  it('waits for a change and nothing else while the plan is suspended', async () => {
    const stage = await openStage({ stepCycle: () => waiting({ nextWakeAt: null }) });
    const cycle = await begin(stage);
    await stage.sleep(400 * DAY);
    expect(stage.calls).toHaveLength(1);
    expect(await countEvents(cycle, 'timerStartedEventAttributes')).toBe(0);
    stage.fakes.stepCycle = () => over;
    await cycle.signal(registerChanged);
    await stage.sleep(MINUTE);
    expect(await statusOf(cycle)).toBe('COMPLETED');
  });

  it('a database that is away holds it up and costs nothing else: the step is tried until it works', async () => {
    const stage = await openStage({});
    let away = 1;
    stage.fakes.stepCycle = () => {
      away -= 1;
      if (away >= 0) throw new Error('the database is away');
      return over;
    };
    const cycle = await begin(stage);
    await stage.sleep(5 * MINUTE);
    expect(stage.calls).toHaveLength(2);
    expect(await statusOf(cycle)).toBe('COMPLETED');
  });
});
