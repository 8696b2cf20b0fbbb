/** One worker process: connects, registers workflows and activities, tunes, and shuts down in order. */
import { Client } from '@temporalio/client';
import { NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { createActivities } from '../activities';
import type { ZaloTokenWatch } from '../activities/zalo-tokens';
import type { Channel, ChannelName } from '../channels/channel';
import { systemClock } from '../channels/clock';
import { createEmailChannel } from '../channels/email';
import { createZaloChannel, createZaloOaClient } from '../channels/zalo';
import type { Config } from '../config/env';
import { type Database, openDatabase } from '../services/context';
import { createDataConverter } from './codec';
import { connectionOptions } from './connect';
import { createEngine, ensureReconcile } from './engine';
import { FollowAsOf, followingClock, Heartbeats } from './interceptors';
import { createZaloTokenStore } from './zalo-token-store';

export interface WorkerOptions {
  config: Config;
  workflowBundle: WorkflowBundleOption;
  /** 'as_of': channels take the instant of the activity for now; for servers that skip time */
  clock?: 'system' | 'as_of';
  /** false: see NO_CACHE */
  workflowCache?: boolean;
  /** hour of the nightly comparison, local time */
  reconcileAt?: string;
  messagesPerMinute?: number;
}

export interface RunningWorker {
  /** resolves when the worker has drained after `shutdown`, rejects when it failed */
  done: Promise<void>;
  shutdown(): void;
}

const RECONCILE_AT = '02:00';
/** What one SMTP account and one Official Account bear without complaint; both limits are far higher on paper. */
const MESSAGES_PER_MINUTE = 120;

/**
 * For plays in which workers are killed: a server that skips time waits for ever for the worker that last had a workflow in its
 * cache, dead or not. Without a cache any worker goes on, and every task replays its history from the start. One task at a
 * time, because a second one would push the first out of a cache without room, together with its local activity.
 */
const NO_CACHE = {
  maxCachedWorkflows: 0,
  maxConcurrentWorkflowTaskExecutions: 1,
  maxConcurrentWorkflowTaskPolls: 1,
} as const;

/** Workflows sleep for weeks and replay a short history in milliseconds: keeping more than the lively ones would only cost memory. */
const CACHE = { maxCachedWorkflows: 50, maxConcurrentWorkflowTaskExecutions: 20 } as const;

export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { config } = options;
  const following = options.clock === 'as_of' ? followingClock() : null;
  const clock = following ?? systemClock;
  const db = openDatabase(config.database.url, { poolSize: config.database.poolSize });
  const dataConverter = createDataConverter(config.temporal.codecKeys);
  const connection = await NativeConnection.connect(connectionOptions(config));
  const client = new Client({ connection, namespace: config.temporal.namespace, dataConverter });
  const { taskQueue } = config.temporal;
  const engine = createEngine({ client, db, taskQueue, now: () => clock.now() });
  const { channels, zaloTokens } = await openChannels({ config, db, clock });
  const worker = await Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue,
    dataConverter,
    workflowBundle: options.workflowBundle,
    activities: createActivities({
      db,
      engine,
      channels,
      compose: { publicUrl: config.web.publicUrl, linkSecret: config.web.linkSecret },
      zaloTemplateId: config.zalo?.templateId ?? null,
      zaloTokens,
      messagesPerMinute: options.messagesPerMinute ?? MESSAGES_PER_MINUTE,
    }),
    interceptors: {
      activity: [
        () => ({ inbound: new Heartbeats() }),
        ...(following ? [() => ({ inbound: new FollowAsOf(following) })] : []),
      ],
    },
    // a commune's load is small and steady: fixed sizes, one process (temporal-practice §10)
    ...(options.workflowCache === false ? NO_CACHE : CACHE),
    maxConcurrentActivityTaskExecutions: 20,
    maxConcurrentLocalActivityExecutions: 20,
    shutdownGraceTime: config.shutdownGraceMs,
    shutdownForceTime: config.shutdownGraceMs + 5_000,
  });
  const done = worker.run().finally(async () => {
    await Promise.all(Object.values(channels).map((channel) => channel.close?.()));
    await db.$disconnect();
    await connection.close();
  });
  await ensureReconcile(client, { taskQueue, at: options.reconcileAt ?? RECONCILE_AT });
  return {
    done,
    shutdown() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}

async function openChannels({
  config,
  db,
  clock,
}: {
  config: Config;
  db: Database;
  clock: typeof systemClock;
}): Promise<{ channels: Partial<Record<ChannelName, Channel>>; zaloTokens: ZaloTokenWatch | null }> {
  const email = createEmailChannel({
    smtpUrl: config.mail.smtpUrl,
    from: config.mail.from,
    ...(config.mail.replyTo ? { replyTo: config.mail.replyTo } : {}),
    clock,
  });
  const { zalo } = config;
  if (!zalo) return { channels: { email }, zaloTokens: null };
  const organizationId =
    zalo.organizationId ?? (await db.organization.findFirst({ select: { id: true } }))?.id;
  if (!organizationId) return { channels: { email }, zaloTokens: null };
  const client = createZaloOaClient({
    appId: zalo.appId,
    appSecret: zalo.appSecret,
    oaId: zalo.oaId,
    tokenStore: createZaloTokenStore(db, organizationId, zalo.tokenKey),
    baseUrls: zalo.baseUrls,
    appSecretProof: zalo.appSecretProof,
    clock,
  });
  return {
    channels: { email, zalo: createZaloChannel({ client, clock }) },
    zaloTokens: { organizationId, current: () => client.tokens.current() },
  };
}
