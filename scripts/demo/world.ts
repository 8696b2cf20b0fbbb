/** Everything the player plays on: real PostgreSQL, a real Temporal server that skips time, SMTP and Zalo on sockets, the portal, a worker process. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Engine } from '../../activities/engine';
import { type Mailbox, startMailbox } from '../../channels/mailbox';
import { REMINDER_TEMPLATE_ID, startZaloSimulator, type ZaloSimulator } from '../../channels/zalo/simulator';
import { readConfig } from '../../config/env';
import { type Database, openDatabase } from '../../services/context';
import { type Intake, startWeb, type WebServer } from '../../web/server';
import { createDataConverter } from '../../worker/codec';
import { createEngine } from '../../worker/engine';
import { createZaloTokenStore } from '../../worker/zalo-token-store';
import { workflowBundleFile } from '../build/workflow-bundle';
import { migrateDatabase } from '../migrate';
import type { Guarded } from '../servers/guard';
import { type PostgresServer, startPostgres } from '../servers/postgres';
import { localSecrets } from '../servers/secrets';
import { startTimeSkipping } from '../servers/time-skipping';
import { launchWorker } from '../service/worker-process';
import { STATE } from '../setup/paths.mjs';
import { endLostTasks } from './lost-tasks';
import { runningWorkflows } from './running';
import { RUN_ENDED, SHIFT_SEPARATOR } from './shift-date';

export interface WorldOptions {
  outDir: string;
  /** instant at which the play begins */
  from: Date;
  intake: Intake;
  /** workers will be killed: they keep no workflows that only they could go on with */
  killsWorkers: boolean;
}

export interface World {
  db: Database;
  postgres: PostgresServer;
  mailbox: Mailbox;
  zalo: ZaloSimulator;
  web: WebServer;
  client: Client;
  engine: Engine;
  taskQueue: string;
  /** the instant everybody in the play takes for now */
  now(): Date;
  /** Lets time run to the instant; every timer, task and activity that falls into it has run when this returns. */
  runUntil(at: Date): Promise<void>;
  /** Lets everything that an act set off be done before anybody acts on it: else the machine's load would decide who is first. */
  settle(): Promise<void>;
  /** Once the commune of the Official Account is in the register: gives the worker its tokens and starts it. */
  startWorker(zaloOrganizationId: string | null): Promise<void>;
  /** Ends the worker as a crash would and starts another. What it had in hand holds the server's clock until then. */
  killWorker(): Promise<void>;
  restartDatabase(): Promise<void>;
  /** events in the histories of all workflow runs so far, by workflow type */
  events(): Promise<Map<string, number>>;
  /** resident memory of the worker process in MiB */
  workerMemory(): number;
  close(): Promise<void>;
}

/** Nothing waits as little as this: whatever runs within it was due already. */
const SETTLE_MS = 1_000;

export async function createWorld({ outDir, from, intake, killsWorkers }: WorldOptions): Promise<World> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await end().catch(() => undefined);
  };
  try {
    const [postgres, environment, bundle] = await Promise.all([
      startPostgres({ purpose: 'demo', durable: false, fresh: true, whenBusy: 'next' }),
      startTimeSkipping(),
      workflowBundleFile(['scripts/demo/shift-date.ts']),
    ]);
    closers.push(
      () => postgres.stop(),
      () => environment.teardown(),
    );
    const databaseUrl = await postgres.ensureDatabase('dondoc');
    await migrateDatabase(databaseUrl);
    const shift = from.getTime() - (await environment.currentTimeMs());
    let current = from;
    const now = (): Date => current;
    const clock = { now };
    const mailDir = join(outDir, 'mail');
    rmSync(mailDir, { recursive: true, force: true });
    mkdirSync(mailDir, { recursive: true });
    const mailbox = await startMailbox({ dir: mailDir, clock });
    closers.push(() => mailbox.close());
    const zalo = await startZaloSimulator({ clock });
    closers.push(() => zalo.close());
    const db = openDatabase(databaseUrl);
    closers.push(() => db.$disconnect());
    const taskQueue = `demo${SHIFT_SEPARATOR}${shift}`;
    const variables = {
      ...localSecrets(),
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: environment.address,
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_TASK_QUEUE: taskQueue,
      SMTP_URL: mailbox.smtpUrl,
      MAIL_FROM: 'Đôn Đốc <dondoc@demo.example.vn>',
      ZALO_APP_ID: zalo.control.app.id,
      ZALO_APP_SECRET: zalo.control.app.secret,
      ZALO_OA_ID: zalo.control.oa.id,
      ZALO_OA_SECRET_KEY: zalo.control.oa.secretKey,
      ZALO_TEMPLATE_ID: REMINDER_TEMPLATE_ID,
      ZALO_OAUTH_BASE_URL: zalo.baseUrls.oauthBaseUrl,
      ZALO_OA_BASE_URL: zalo.baseUrls.oaBaseUrl,
      ZALO_BUSINESS_BASE_URL: zalo.baseUrls.businessBaseUrl,
      LOG_LEVEL: 'warn',
      ...(killsWorkers ? { DONDOC_WORKFLOW_CACHE: 'off' } : {}),
    };
    const config = readConfig({ ...variables, PUBLIC_URL: 'http://127.0.0.1' });
    const dataConverter = createDataConverter(config.temporal.codecKeys);
    const client = new Client({ connection: environment.connection, dataConverter });
    const engine = createEngine({ client, db, taskQueue, now });
    const web = await startWeb({
      db,
      clock,
      messenger: { deliver: async (organizationId) => void (await engine.deliver(organizationId)) },
      authSecret: config.web.authSecret,
      linkSecret: config.web.linkSecret,
      intake,
      // all of the play's people share one address
      rateLimits: { logIn: 10_000, badLinks: 10_000, linkRequests: 1_000_000, uploads: 10_000 },
    });
    closers.push(() => web.close());
    const logFile = join(STATE, `demo-worker-${process.pid}.log`);
    rmSync(logFile, { force: true });
    let zaloOrganization: string | null = null;
    let worker: Guarded | undefined;
    const launch = async (): Promise<void> => {
      const zaloOf = zaloOrganization ? { ZALO_ORGANIZATION_ID: zaloOrganization } : {};
      const env = { ...variables, PUBLIC_URL: web.url, ...zaloOf, DONDOC_CLOCK: 'as_of' };
      worker = await launchWorker({ env, bundle, logFile, graceMs: 0 });
    };
    closers.push(async () => worker?.stop());
    const grantZalo = (organizationId: string): Promise<void> =>
      giveTokens({ db, zalo, organizationId, tokenKey: variables.ZALO_TOKEN_KEY, now: current });
    const runUntil = async (at: Date): Promise<void> => {
      const ms = at.getTime() - current.getTime();
      if (ms <= 0) return;
      await sleepAwake(environment, ms, () => endLostTasks(db, client, environment));
      current = new Date((await environment.currentTimeMs()) + shift);
      await zalo.control.settle();
    };
    return {
      db,
      postgres,
      mailbox,
      zalo,
      web,
      client,
      engine,
      taskQueue,
      now,
      runUntil,
      settle: () => runUntil(new Date(current.getTime() + SETTLE_MS)),
      async startWorker(organizationId) {
        zaloOrganization = organizationId;
        if (organizationId) await grantZalo(organizationId);
        await launch();
      },
      async killWorker() {
        // Between Zalo's answer to a refresh and our note of it the grant is lost (zalo/openapi §2.4), and to the worker that is
        // gone nobody can tell: the administrator grants anew before the service starts again.
        await worker?.stop('SIGKILL');
        if (zaloOrganization) await grantZalo(zaloOrganization);
        await launch();
      },
      async restartDatabase() {
        await postgres.restart('immediate');
      },
      workerMemory: () => residentMiB(worker?.pid),
      async events() {
        const events = eventsInLog(readFileSync(logFile, 'utf8'));
        for (const { type, historyLength } of await runningWorkflows(db, client))
          events.set(type, (events.get(type) ?? 0) + historyLength);
        return events;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Adds up what the interceptor of the play (shift-date.ts) logged at the end of each run. */
function eventsInLog(text: string): Map<string, number> {
  const events = new Map<string, number>();
  for (const [, type = '', count] of text.matchAll(new RegExp(`${RUN_ENDED}[^}]*?run: '(\\w+) (\\d+)'`, 'g')))
    events.set(type, (events.get(type) ?? 0) + Number(count));
  return events;
}

/** Well below the keepalive interval of the connection (30 s). */
const SIGN_OF_LIFE_MS = 10_000;
/** A clock that is held goes at the pace of ours; one that skips is far ahead of it. */
const HELD_MS = 1.5 * SIGN_OF_LIFE_MS;

/**
 * Sleeps on the server. The answer to a long step may be minutes away, and the server drops a connection that only
 * pings meanwhile ("too many pings"), together with the answer: a question now and then keeps it.
 * @param whenHeld asked for help when the clock was held between two questions
 */
async function sleepAwake(
  environment: TestWorkflowEnvironment,
  ms: number,
  whenHeld: () => Promise<unknown>,
): Promise<void> {
  let before: number | null = null;
  const ask = async (): Promise<void> => {
    const now = await environment.currentTimeMs();
    if (before !== null && now - before < HELD_MS) await whenHeld();
    before = now;
  };
  // a question that fails says nothing: the sleep itself reports what is wrong
  const timer = setInterval(() => void ask().catch(() => undefined), SIGN_OF_LIFE_MS);
  try {
    await environment.sleep(ms);
  } finally {
    clearInterval(timer);
  }
}

async function giveTokens({
  db,
  zalo,
  organizationId,
  tokenKey,
  now,
}: {
  db: Database;
  zalo: ZaloSimulator;
  organizationId: string;
  tokenKey: string;
  now: Date;
}): Promise<void> {
  const { accessToken, refreshToken } = zalo.control.issueTokens();
  const { id: oaId } = zalo.control.oa;
  const store = createZaloTokenStore(db, organizationId, tokenKey);
  await store.withLock(oaId, ({ write }) =>
    write({
      oaId,
      accessToken,
      refreshToken,
      // an access token lives 25 hours (zalo/openapi §2.1)
      accessExpiresAt: new Date(now.getTime() + 25 * 3_600_000).toISOString(),
      refreshIssuedAt: now.toISOString(),
      version: 1,
    }),
  );
}

function residentMiB(pid: number | undefined): number {
  if (pid === undefined) return 0;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    // not Linux: the figure is left out of the report
    return 0;
  }
}
