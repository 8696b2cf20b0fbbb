// The portal with everything it needs from the configuration: register, engine, intake, webhooks.
import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { systemClock } from '../../channels/clock';
import type { Config } from '../../config/env';
import { openDatabase } from '../../services/context';
import { startWeb } from '../../web/server';
import { createDataConverter } from '../../worker/codec';
import { connectionOptions } from '../../worker/connect';
import { createEngine } from '../../worker/engine';
import { intake } from './intake';
import { zaloOrganization } from './zalo-account';
import { zaloWebhook } from './zalo-webhook';

export interface Portal {
  /** Where it listens; people reach it under `config.web.publicUrl`. */
  url: string;
  close(): Promise<void>;
}

export async function startPortal({ config, log }: { config: Config; log: Logger }): Promise<Portal> {
  const db = openDatabase(config.database.url, { poolSize: config.database.poolSize });
  // Lazy: the portal answers while the engine is away; words to workflows wait in the register (law 1).
  const connection = Connection.lazy(connectionOptions(config));
  const { namespace, taskQueue, codecKeys } = config.temporal;
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(codecKeys) });
  const engine = createEngine({ client, db, taskQueue, now: () => systemClock.now() });
  const { publicUrl, host, port, authSecret, linkSecret, trustProxy } = config.web;
  const { zalo } = config;
  const organizationId = await zaloOrganization(config, db);
  const web = await startWeb({
    db,
    clock: systemClock,
    messenger: { deliver: async (organizationId) => void (await engine.deliver(organizationId)) },
    ...{ publicUrl, host, port, authSecret, linkSecret, trustProxy },
    intake,
    ...(zalo && organizationId ? { zalo: zaloWebhook({ zalo, organizationId, log }) } : {}),
    temporalHealthy: () => answers(connection),
    log: ({ level, message, requestId, error }) => log[level]({ requestId, err: error }, message),
  });
  return {
    url: web.url,
    async close() {
      await web.close();
      await connection.close();
      await db.$disconnect();
    },
  };
}

/** Longest wait of the health page for the engine. */
const HEALTH_MS = 2_000;

async function answers(connection: Connection): Promise<boolean> {
  try {
    await connection.withDeadline(Date.now() + HEALTH_MS, () => connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}
