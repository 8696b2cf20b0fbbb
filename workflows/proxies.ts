/** Activity proxies with their time limits; the retry rules are data in one place. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';

/**
 * Steps that are one short, idempotent transaction on the register. As local activities they cost one event instead of
 * three and a task (temporal-practice §9); running one again after a lost task finds its work done.
 */
export const register = proxyLocalActivities<Pick<Activities, 'stepCycle'>>({
  startToCloseTimeout: '30s',
  // the database comes back or an operator brings it back: there is no point at which giving up would be right
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  localRetryThreshold: '10s',
});

/**
 * A round of sending: it knows its own claims, so a worker that begins it again after a lost task treats what was under way as
 * unknown, by the written rule of each channel (activities/drain.ts). While it takes longer than a task may, the worker renews the task.
 */
export const sender = proxyLocalActivities<Pick<Activities, 'drainOutbox'>>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  localRetryThreshold: '10s',
});

/** Work that takes a while or waits for other workflows; heartbeats tell quickly when a worker died in the middle. */
export const effects = proxyActivities<
  Pick<Activities, 'projectPlan' | 'issueDecided' | 'stepSummary' | 'reconcile'>
>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
