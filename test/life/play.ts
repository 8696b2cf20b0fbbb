/** A commune played on a server that skips time: the real workflows, activities and register, recording channels, a clock of 2026. */
import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { expect, onTestFinished } from 'vitest';
import { createActivities } from '../../activities';
import { createRecordingChannel, type RecordingChannel } from '../../channels/recording';
import { formatDate } from '../../domain/format';
import { localDate, localTime } from '../../domain/time';
import { workflowBundleFile } from '../../scripts/build/workflow-bundle';
import { SHIFT_SEPARATOR } from '../../scripts/demo/shift-date';
import type { Database, Scope } from '../../services/context';
import { cycleWorkflowId, dispatchWorkflowId, planWorkflowId, summaryWorkflowId } from '../../services/ids';
import { shouldRun } from '../../services/reconcile';
import { type Register, seedRegister, vn } from '../../services/register.fixture';
import { markDelivered, pendingMessages } from '../../services/workflow-messages';
import { createEngine } from '../../worker/engine';
import { Heartbeats } from '../../worker/interceptors';
import { createTestDatabase } from '../harness/database';
import { timeSkipping } from '../harness/temporal';

export interface Play {
  db: Database;
  register: Register;
  email: RecordingChannel;
  now(): Date;
  /** Lets time run to this local instant; every timer, task and activity on the way has run when it returns. */
  until(local: string): Promise<void>;
  /** Lets time run, has somebody act in the register, and delivers the word of it as web and worker do. */
  act<T extends { ok: boolean }>(
    local: string,
    who: 'officer' | 'head' | 'service',
    work: (scope: Scope) => Promise<T>,
  ): Promise<T>;
  /** As `act`, but what the workflows should be told of it waits; gives the ids of these words. */
  hold<T extends { ok: boolean }>(
    local: string,
    who: 'officer' | 'head' | 'service',
    work: (scope: Scope) => Promise<T>,
  ): Promise<{ result: T; words: string[] }>;
  /** Lets the workflows hear words, in this order and as often as each is named, a second apart. */
  hear(words: readonly string[]): Promise<void>;
  /** What has arrived at units since the start: '04/6 07:30 Đầu mối 1: reminder T-7'. */
  arrived(): Promise<string[]>;
  /** The same for staff. */
  arrivedAtStaff(): Promise<string[]>;
  /** Workflow ids that the register wants running and those that do run, of all that could. */
  compare(): Promise<{ wanted: string[]; running: string[] }>;
  /** The nightly comparison, run now. */
  reconcile(): Promise<{ started: number; delivered: number; followedUp: number; overdue: number }>;
}

export interface PlayOptions {
  units?: number;
  /** changes of the register before anything runs */
  before?: (db: Database, register: Register) => Promise<void>;
}

const SECOND = 1000;
const START = '2026-06-01T08:00:00';
let plays = 0;

export async function startPlay({ units = 3, before }: PlayOptions = {}): Promise<Play> {
  const [{ db }, environment, codePath] = await Promise.all([
    createTestDatabase(),
    timeSkipping(),
    workflowBundleFile(['scripts/demo/shift-date.ts']),
  ]);
  const register = await seedRegister(db, { units });
  await before?.(db, register);
  const { organizationId, planId } = register;
  const shift = vn(START).getTime() - (await environment.currentTimeMs());
  let current = vn(START);
  const now = (): Date => current;
  plays += 1;
  const taskQueue = `life-${plays}${SHIFT_SEPARATOR}${shift}`;
  const client = environment.client as Client;
  const engine = createEngine({ client, db, taskQueue, now });
  const email = createRecordingChannel('email');
  const activities = createActivities({
    db,
    engine,
    channels: { email },
    compose: { publicUrl: 'https://dondoc.vi-du.vn', linkSecret: 'chuỗi bí mật của phép thử, đủ dài' },
    zaloTemplateId: null,
    zaloTokens: null,
    messagesPerMinute: 100,
  });
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: { codePath },
    activities,
    interceptors: { activity: [() => ({ inbound: new Heartbeats() })] },
    shutdownGraceTime: '1s',
    shutdownForceTime: '5s',
  });
  const running = worker.run();

  /** All workflows that the register could ever have asked for. */
  const candidates = async (): Promise<string[]> => {
    const periods = await db.reportingPeriod.findMany({ select: { id: true, halfYear: true } });
    return [
      planWorkflowId(planId),
      dispatchWorkflowId(organizationId),
      ...periods.map(({ id }) => cycleWorkflowId(id)),
      ...new Set(periods.map(({ halfYear }) => summaryWorkflowId(organizationId, halfYear))),
    ];
  };
  const runs = async (workflowId: string): Promise<boolean> => {
    try {
      return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
    } catch {
      // never started
      return false;
    }
  };
  onTestFinished(async () => {
    for (const workflowId of await candidates()) {
      if (await runs(workflowId)) await client.workflow.getHandle(workflowId).terminate('the play is over');
    }
    worker.shutdown();
    await running;
  });
  const pass = async (ms: number): Promise<void> => {
    if (ms > 0) await environment.sleep(ms);
    current = new Date((await environment.currentTimeMs()) + shift);
  };
  const until = (local: string): Promise<void> => pass(vn(local).getTime() - current.getTime());
  const arrived = async (staff: boolean): Promise<string[]> => {
    const rows = await db.message.findMany({
      where: { organizationId, key: { in: email.delivered.map(({ key }) => key) } },
      include: { items: { orderBy: { id: 'asc' } }, contact: true, user: true },
    });
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return email.delivered.flatMap(({ key, asOf }) => {
      const row = byKey.get(key);
      if (!row || (row.contact === null) !== staff) return [];
      const what =
        row.kind === 'reminder' ? `reminder ${row.items.map(({ step }) => step).join(' + ')}` : row.kind;
      const day = formatDate(localDate(asOf)).replace('/2026', '');
      return [`${day} ${localTime(asOf)} ${row.contact?.name ?? row.user?.title}: ${what}`];
    });
  };
  const change: <T>(
    local: string,
    who: 'officer' | 'head' | 'service',
    work: (scope: Scope) => Promise<T>,
  ) => Promise<T> = async (local, who, work) => {
    await until(local);
    return work({ ...register[who](START), asOf: current });
  };
  await engine.ensurePlan({ organizationId, planId });
  return {
    db,
    register,
    email,
    now,
    until,
    async act(local, who, work) {
      const result = await change(local, who, work);
      await engine.deliver(organizationId);
      return result;
    },
    async hold(local, who, work) {
      const result = await change(local, who, work);
      const waiting = await pendingMessages(db, { organizationId });
      const words = waiting.map(({ id }) => id);
      // Nobody else delivers what is marked as delivered.
      await markDelivered(db, words, current);
      return { result, words };
    },
    async hear(words) {
      for (const id of words) {
        await db.workflowMessage.update({ where: { id }, data: { deliveredAt: null } });
        expect(await engine.deliver(organizationId)).toMatchObject({ failed: 0 });
        // What it sets off has been done before the next one comes.
        await pass(SECOND);
      }
    },
    arrived: () => arrived(false),
    arrivedAtStaff: () => arrived(true),
    async compare() {
      const wanted = await shouldRun(db, current);
      const ids = [
        ...wanted.plans.map((plan) => planWorkflowId(plan.planId)),
        ...wanted.cycles.map(({ periodId }) => cycleWorkflowId(periodId)),
        ...wanted.summaries.map(({ halfYear }) => summaryWorkflowId(organizationId, halfYear)),
        ...wanted.dispatches.map(dispatchWorkflowId),
      ];
      const all = await candidates();
      const found = await Promise.all(all.map(async (id) => ((await runs(id)) ? [id] : [])));
      return { wanted: ids.sort(), running: found.flat().sort() };
    },
    reconcile: () => new MockActivityEnvironment().run(activities.reconcile, { asOf: current.toISOString() }),
  };
}

/** Takes away or gives back every way to reach a unit, so that nobody there is reminded meanwhile. */
export async function reachable({ db }: Pick<Play, 'db'>, unitId: string, yes: boolean): Promise<void> {
  await db.contactRoute.updateMany({
    where: { contact: { unitId } },
    data: { state: yes ? 'active' : 'opted_out' },
  });
}

/** What arrived at one unit, without its name. */
export const about = (all: readonly string[], unit: number): string[] =>
  all
    .filter((line) => line.includes(` Đầu mối ${unit}:`) || line.includes(` Trưởng ${unit}:`))
    .map((line) => line.replace(/ (Đầu mối|Trưởng) \d:/, ''));

/** Register and workflows agree: what should run runs, nothing else does, and the nightly comparison finds nothing to do. */
export async function agrees(play: Play): Promise<void> {
  const { wanted, running } = await play.compare();
  expect(running).toEqual(wanted);
  expect(await play.reconcile()).toEqual({ started: 0, delivered: 0, followedUp: 0, overdue: 0 });
}
