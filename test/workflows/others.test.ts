import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { localTime } from '../../domain/time';
import { registerChanged } from '../../workflows/messages';
import { DAY, HOUR, MINUTE, stages, statusOf } from './stage';

const openStage = stages();

describe('the plan', () => {
  it('projects, waits for the next opening, continues as new at each with the same small state, and ends', async () => {
    const stage = await openStage({});
    const openings = [await stage.in(10 * DAY), await stage.in(200 * DAY)];
    stage.fakes.projectPlan = ({ asOf }) => {
      const next = openings.find((instant) => Date.parse(instant) > Date.parse(asOf));
      const opened = openings.some((instant) => Math.abs(Date.parse(instant) - Date.parse(asOf)) < HOUR)
        ? 1
        : 0;
      // asked again by the new run it finds the cycle running
      if (opened > 0) openings.shift();
      return { ended: !next && opened === 0, opened, nextWakeAt: next ?? null };
    };
    const { organizationId } = stage;
    const planId = randomUUID();
    const state = { v: 1, organizationId, planId };
    const plan = await stage.start('plan', `plan/${planId}`, state);
    const first = (await plan.describe()).runId;
    await stage.sleep(11 * DAY);
    const second = (await plan.describe()).runId;
    expect(second).not.toBe(first);
    expect(await statusOf(plan)).toBe('RUNNING');
    const { events } = await stage.client.workflow.getHandle(`plan/${planId}`, second).fetchHistory();
    const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
    expect(JSON.parse(Buffer.from(input ?? []).toString())).toEqual(state);
    await stage.sleep(200 * DAY);
    expect(await statusOf(plan)).toBe('COMPLETED');
    expect(new Set(stage.calls.map(({ input: given }) => given.planId))).toEqual(new Set([planId]));
  });

  it('B28 follows a change at once', async () => {
    const stage = await openStage({ projectPlan: () => ({ ended: false, opened: 0, nextWakeAt: null }) });
    const { organizationId } = stage;
    const planId = randomUUID();
    const plan = await stage.start('plan', `plan/${planId}`, { v: 1, organizationId, planId });
    await stage.sleep(DAY);
    expect(stage.calls).toHaveLength(1);
    stage.fakes.projectPlan = () => ({ ended: true, opened: 0, nextWakeAt: null });
    await plan.signal(registerChanged);
    await stage.sleep(MINUTE);
    expect(await statusOf(plan)).toBe('COMPLETED');
  });
});

describe('the sender', () => {
  it('drains until the outbox is empty and ends; whoever queues next starts it again', async () => {
    const stage = await openStage({});
    const { organizationId, client, taskQueue } = stage;
    const instants = [await stage.in(8 * HOUR), await stage.in(9 * HOUR), null];
    stage.fakes.drainOutbox = () => ({ sent: 3, nextAt: instants.shift() ?? null });
    const id = `dispatch/${organizationId}`;
    const dispatch = await stage.start('dispatch', id, { v: 1, organizationId });
    await stage.sleep(10 * HOUR);
    expect(stage.minutesOf('drainOutbox')).toEqual([0, 8 * 60, 9 * 60]);
    expect(await statusOf(dispatch)).toBe('COMPLETED');
    const again = await client.workflow.signalWithStart('dispatch', {
      workflowId: id,
      taskQueue,
      args: [{ v: 1, organizationId }],
      signal: registerChanged,
    });
    await stage.sleep(MINUTE);
    expect(await statusOf(again)).toBe('COMPLETED');
    expect(stage.calls.length).toBeGreaterThan(3);
  });

  it('B40 looks again when something is queued while it holds messages for the morning', async () => {
    const stage = await openStage({});
    const { organizationId } = stage;
    const morning = await stage.in(9 * HOUR);
    stage.fakes.drainOutbox = ({ asOf }) => ({
      sent: 0,
      nextAt: Date.parse(asOf) < Date.parse(morning) ? morning : null,
    });
    const dispatch = await stage.start('dispatch', `dispatch/${organizationId}`, { v: 1, organizationId });
    await stage.sleep(HOUR);
    await dispatch.signal(registerChanged);
    await stage.sleep(HOUR);
    await stage.sleep(8 * HOUR);
    expect(stage.minutesOf('drainOutbox')).toEqual([0, 60, 9 * 60]);
    expect(await statusOf(dispatch)).toBe('COMPLETED');
  });

  it('a message that always wants to leave now and never does is looked at once a minute', async () => {
    const stage = await openStage({ drainOutbox: ({ asOf }) => ({ sent: 0, nextAt: asOf }) });
    const { organizationId } = stage;
    await stage.start('dispatch', `dispatch/${organizationId}`, { v: 1, organizationId });
    await stage.sleep(10 * MINUTE);
    expect(stage.calls.length).toBeLessThanOrEqual(11);
    stage.fakes.drainOutbox = () => ({ sent: 0, nextAt: null });
    await stage.sleep(2 * MINUTE);
  });

  it('an attempt that fails is made again', async () => {
    const stage = await openStage({});
    const { organizationId } = stage;
    let away = 3;
    stage.fakes.drainOutbox = () => {
      away -= 1;
      if (away > 0) throw new Error('the database is away');
      return { sent: 1, nextAt: null };
    };
    const dispatch = await stage.start('dispatch', `dispatch/${organizationId}`, { v: 1, organizationId });
    await stage.sleep(MINUTE);
    expect(await statusOf(dispatch)).toBe('COMPLETED');
    expect(stage.calls).toHaveLength(3);
  });
});

describe('the summary', () => {
  it('B88 waits for its day, follows later changes, and ends when nothing can change any more', async () => {
    const stage = await openStage({});
    const { organizationId } = stage;
    const compileAt = await stage.in(20 * DAY);
    stage.fakes.stepSummary = ({ asOf }) => {
      const due = Date.parse(asOf) >= Date.parse(compileAt);
      return { done: false, compiled: due ? 1 : 0, nextWakeAt: due ? null : compileAt };
    };
    const id = `summary/${organizationId}/2026-H1`;
    const summary = await stage.start('summary', id, { v: 1, organizationId, halfYear: '2026-H1' });
    await stage.sleep(25 * DAY);
    expect(stage.minutesOf('stepSummary')).toEqual([0, 20 * 1440]);
    await summary.signal(registerChanged);
    await stage.sleep(DAY);
    expect(stage.calls).toHaveLength(3);
    expect(stage.calls.every(({ input }) => input.halfYear === '2026-H1')).toBe(true);
    stage.fakes.stepSummary = () => ({ done: true, compiled: 0, nextWakeAt: null });
    await summary.signal(registerChanged);
    await stage.sleep(MINUTE);
    expect(await statusOf(summary)).toBe('COMPLETED');
  });
});

describe('the comparison of register and engine', () => {
  const compared = { started: 0, delivered: 0, followedUp: 0, overdue: 0 };

  it('B99 runs at start, every night at its hour, when a worker starts, and continues as new after a fortnight', async () => {
    const stage = await openStage({ reconcile: () => compared });
    const reconcile = await stage.start('reconcile', 'reconcile', { v: 1, at: '02:00', nights: 0 });
    const first = (await reconcile.describe()).runId;
    await stage.sleep(3 * DAY);
    expect(stage.calls).toHaveLength(4);
    const nights = stage.calls.slice(1).map(({ input }) => localTime(input.asOf));
    expect(nights).toEqual(['02:00', '02:00', '02:00']);
    await reconcile.signal(registerChanged);
    await stage.sleep(MINUTE);
    expect(stage.calls).toHaveLength(5);
    await stage.sleep(15 * DAY);
    expect((await reconcile.describe()).runId).not.toBe(first);
    expect(await statusOf(reconcile)).toBe('RUNNING');
    expect(stage.calls.length).toBeGreaterThanOrEqual(19);
  });
});
