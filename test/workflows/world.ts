/** A commune's register on a real database, the real workflows and activities on a server that skips time, two recording channels. */
import './quiet';
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../../activities';
import type { Engine } from '../../activities/engine';
import { createRecordingChannel, type RecordingChannel } from '../../channels/recording';
import { workflowBundleFile } from '../../scripts/build/workflow-bundle';
import { type Ledger, readLedger } from '../../scripts/demo/ledger';
import { SHIFT_SEPARATOR } from '../../scripts/demo/shift-date';
import { audit, type Database, inTransaction } from '../../services/context';
import { instantOf } from '../../services/dates';
import { at, type Register, seedRegister, vn } from '../../services/register.fixture';
import { createEngine, ensureReconcile } from '../../worker/engine';
import { FollowAsOf, followingClock, Heartbeats } from '../../worker/interceptors';

export interface WorldOptions {
  db: Database;
  environment: TestWorkflowEnvironment;
  /** local instant at which the play begins: '2026-06-01T08:00' */
  from: string;
  /** kept over from an earlier world on the same database */
  channels?: Pick<World, 'email' | 'zalo'>;
  messagesPerMinute?: number;
}

export interface World {
  db: Database;
  email: RecordingChannel;
  zalo: RecordingChannel;
  client: Client;
  engine: Engine;
  now(): Date;
  /** local instant of now, for the scopes of the fixture */
  clock(): string;
  /** Lets time run to a local instant; whatever falls into it has run when this returns. */
  runUntil(at: string): Promise<void>;
  /** Delivers waiting words to the workflows, as the web does after each request. */
  deliver(): Promise<void>;
  ledger(): Promise<Ledger>;
  /** Ends the worker; the server and the register stay as they are. */
  stop(): Promise<void>;
}

/** The commune of services/register.fixture.ts, with what a confirmation by people leaves in the log besides. */
export async function seedCommune(
  db: Database,
  options: Parameters<typeof seedRegister>[1] = {},
): Promise<Register> {
  const register = await seedRegister(db, options);
  const { planId, ruleId, users } = register;
  const scope = register.officer('2026-01-05T08:00');
  await inTransaction(db, async (tx) => {
    await audit(tx, scope, {
      action: 'rule.confirmed',
      subjectType: 'rule',
      subjectId: ruleId,
      after: { confirm: true },
    });
    await tx.plan.update({ where: { id: planId }, data: { activatedById: users.officer } });
    await audit(tx, scope, {
      action: 'plan.activated',
      subjectType: 'plan',
      subjectId: planId,
      after: { state: 'active' },
    });
  });
  return register;
}

/** Starts a worker and the nightly comparison, which starts whatever the register says should run. */
export async function openWorld({
  db,
  environment,
  from,
  channels,
  messagesPerMinute,
}: WorldOptions): Promise<World> {
  const shift = vn(from).getTime() - (await environment.currentTimeMs());
  let current = vn(from);
  const taskQueue = `world-${randomUUID()}${SHIFT_SEPARATOR}${shift}`;
  const client = new Client({ connection: environment.connection, identity: 'test' });
  const engine = createEngine({ client, db, taskQueue, now: () => current });
  const email = channels?.email ?? createRecordingChannel('email');
  const zalo = channels?.zalo ?? createRecordingChannel('zalo');
  const following = followingClock();
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    identity: 'test',
    workflowBundle: { codePath: await workflowBundleFile(['scripts/demo/shift-date.ts']) },
    activities: createActivities({
      db,
      engine,
      // a mail server cannot be asked what became of a message
      channels: { email: { name: 'email', send: (message) => email.send(message) }, zalo },
      compose: { publicUrl: 'https://dondoc.vi-du.vn', linkSecret: 'chuỗi bí mật của phép thử, đủ dài' },
      zaloTemplateId: null,
      zaloTokens: null,
      messagesPerMinute: messagesPerMinute ?? 100,
    }),
    interceptors: {
      activity: [() => ({ inbound: new Heartbeats() }), () => ({ inbound: new FollowAsOf(following) })],
    },
  });
  const running = worker.run();
  await ensureReconcile(client, { taskQueue, at: '02:00' });
  return {
    db,
    email,
    zalo,
    client,
    engine,
    now: () => current,
    clock: () => instantOf(current).slice(0, 19),
    async runUntil(local) {
      const ms = vn(local).getTime() - current.getTime();
      if (ms > 0) await environment.sleep(ms);
      current = new Date((await environment.currentTimeMs()) + shift);
    },
    async deliver() {
      await engine.deliver(null);
    },
    ledger: () => readLedger(db, { from, until: instantOf(current) }),
    async stop() {
      worker.shutdown();
      await running;
    },
  };
}

/** What one unit's focal person sends in; delivered to the workflows unless the test wants to do so later. */
export async function submit(
  world: World,
  register: Register,
  position: number,
  { deliver = true }: { deliver?: boolean } = {},
): Promise<void> {
  const { submitReport } = await import('../../services/submissions');
  const { db } = world;
  const [area = '', organic = ''] = register.targets;
  const result = await submitReport(db, register.contact(position, world.clock()), {
    obligationId: at(register.obligations, position),
    sections: {
      results: 'Đã thực hiện các nhiệm vụ.',
      difficulties: '',
      proposals: '',
      nextPeriod: 'Tiếp tục thực hiện.',
    },
    figures: [
      { targetId: area, value: String(40 + position) },
      { targetId: organic, value: '10' },
    ],
  });
  if (!result.ok) throw new Error(result.error.message);
  if (deliver) await world.deliver();
}
