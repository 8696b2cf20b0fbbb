/** A strict stand-in for Zalo on a real socket: refuses what Zalo refuses, under a clock that the caller moves. */
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../clock';
import type { ZaloBaseUrls } from '../types';
import { createControl, type SimulatorControl } from './control';
import { createEvents } from './events';
import { createFaults } from './faults';
import { createRouter } from './router';
import { createSimulatorServer } from './server';
import { createKeeping } from './state-file';
import { createWebhooks } from './webhooks';
import { createWorld } from './world';

export type { NewUser, SimulatorControl } from './control';
export type { FaultKind, FaultMatch } from './faults';
export { REMINDER_TEMPLATE_ID } from './fixtures';
export { RETRY_LADDER_MS } from './webhooks';
export type { DeliveredMessage, SimTemplate, SimUser } from './world';

export interface SimulatorOptions {
  /** Real time when absent; then webhook retries run by themselves, else `control.settle()` runs what is due. */
  clock?: Clock;
  /** 0 (default) takes any free port. */
  port?: number;
  host?: string;
  /** Keeps people, tokens and messages across restarts. */
  stateFile?: string;
  /** Zalo waits 2 s for a webhook's answer. */
  webhookTimeoutMs?: number;
}

export interface ZaloSimulator {
  baseUrls: ZaloBaseUrls;
  /** Page with the delivered messages. */
  url: string;
  control: SimulatorControl;
  close(): Promise<void>;
}

export async function startZaloSimulator(options: SimulatorOptions = {}): Promise<ZaloSimulator> {
  const host = options.host ?? '127.0.0.1';
  const world = createWorld(options.clock ?? systemClock);
  const faults = createFaults();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const webhooks = createWebhooks(world, {
    timeoutMs: options.webhookTimeoutMs ?? 2_000,
    onScheduled() {
      const dueMs = webhooks.nextDueMs();
      if (options.clock || closed || dueMs === undefined) return;
      clearTimeout(timer);
      timer = setTimeout(() => void webhooks.pump(), Math.max(0, dueMs - world.nowMs()));
      timer.unref();
    },
  });
  const events = createEvents(world, webhooks);
  const keeping = await createKeeping(world, options.stateFile);
  const control = createControl({ world, events, webhooks, faults, changed: keeping.changed });
  control.addTemplate();

  const server = createSimulatorServer({
    world,
    faults,
    control,
    route: createRouter(world, events),
    changed: keeping.changed,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;

  return {
    url,
    baseUrls: { oauthBaseUrl: `${url}/oauth`, oaBaseUrl: `${url}/oa`, businessBaseUrl: `${url}/business` },
    control,
    async close() {
      closed = true;
      clearTimeout(timer);
      webhooks.subscribe(undefined);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await keeping.flush();
    },
  };
}
