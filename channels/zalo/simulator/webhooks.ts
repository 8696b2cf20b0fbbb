/** Sends signed webhooks with Zalo's retry ladder, driven by the injected clock. */
import { webhookMac } from '../signature';
import { HOUR_MS, MINUTE_MS, type World } from './world';

/** After a failed delivery; after the last one the app is unsubscribed until somebody re-enables it. */
export const RETRY_LADDER_MS: readonly number[] = [
  30_000,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
];

interface Pending {
  raw: string;
  headers: Record<string, string>;
  attempt: number;
  dueMs: number;
}

export interface WebhookLogEntry {
  eventName: string;
  attempt: number;
  atMs: number;
  /** HTTP status, or 0 when no answer came in time. */
  status: number;
}

export interface Webhooks {
  subscribe(url: string | undefined): void;
  emit(body: Record<string, unknown>, headers?: Record<string, string>): void;
  /** Delivers what is due at the clock's time; resolves when every such delivery has an answer. */
  pump(): Promise<void>;
  /** Each following event is delivered this many extra times. */
  duplicate(times: number): void;
  /** Holds events back; `false` releases them in the opposite order. */
  holdAndReverse(hold: boolean): void;
  enable(): void;
  readonly enabled: boolean;
  readonly log: readonly WebhookLogEntry[];
  /** When the next retry is due. */
  nextDueMs(): number | undefined;
}

export function createWebhooks(
  world: World,
  options: { timeoutMs: number; onScheduled?: () => void },
): Webhooks {
  const pending: Pending[] = [];
  const held: Pending[] = [];
  const log: WebhookLogEntry[] = [];
  let url: string | undefined;
  let enabled = true;
  let extra = 0;
  let holding = false;
  let pumping: Promise<void> = Promise.resolve();

  const pumpOnce = async (): Promise<void> => {
    // Taken one by one and in order; what a delivery causes joins the same queue.
    for (;;) {
      const index = pending.findIndex((one) => one.dueMs <= world.nowMs());
      const [next] = index < 0 ? [] : pending.splice(index, 1);
      if (!next) return;
      if (!enabled || url === undefined) continue;
      const status = await post(url, next, options.timeoutMs);
      log.push({ eventName: eventNameOf(next.raw), attempt: next.attempt, atMs: world.nowMs(), status });
      if (status === 200) continue;
      const waitMs = RETRY_LADDER_MS[next.attempt];
      if (waitMs === undefined) enabled = false;
      else pending.push({ ...next, attempt: next.attempt + 1, dueMs: world.nowMs() + waitMs });
    }
  };

  const webhooks: Webhooks = {
    log,
    get enabled() {
      return enabled;
    },
    subscribe(target) {
      url = target;
      enabled = true;
    },
    emit(body, headers = {}) {
      if (url === undefined || !enabled) return;
      const raw = JSON.stringify(body);
      const event: Pending = {
        raw,
        headers: { ...headers, ...sign(world, raw) },
        attempt: 0,
        dueMs: world.nowMs(),
      };
      const copies = Array.from({ length: extra + 1 }, () => ({ ...event }));
      (holding ? held : pending).push(...copies);
      void webhooks.pump();
    },
    pump() {
      pumping = pumping.then(pumpOnce).finally(options.onScheduled);
      return pumping;
    },
    duplicate(times) {
      extra = times;
    },
    holdAndReverse(hold) {
      holding = hold;
      if (!hold) pending.push(...held.splice(0).reverse());
    },
    enable() {
      enabled = true;
    },
    nextDueMs: () => (pending.length === 0 ? undefined : Math.min(...pending.map((one) => one.dueMs))),
  };
  return webhooks;
}

function sign(world: World, raw: string): Record<string, string> {
  const timestamp = /"timestamp":"(\d+)"/.exec(raw)?.[1] ?? '';
  const first = world.switches.signatureFirstTerm === 'app_id' ? world.app.id : world.oa.id;
  const mac = webhookMac(first, Buffer.from(raw, 'utf8'), timestamp, world.oa.secretKey);
  return { 'X-ZEvent-Signature': world.switches.signature === 'bare' ? mac : `mac=${mac}` };
}

async function post(url: string, event: Pending, timeoutMs: number): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...event.headers,
        ...(event.attempt > 0 ? { num_retry: String(event.attempt) } : {}),
      },
      body: event.raw,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

const eventNameOf = (raw: string): string => /"event_name":"([^"]+)"/.exec(raw)?.[1] ?? '';
