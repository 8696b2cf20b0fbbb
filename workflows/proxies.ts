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
 * Two that mostly find little to do and are safe to begin again, as a lost task makes them: sending knows its own claims
 * (activities/drain.ts), and comparing twice does no harm. As local activities they cost one event; while one takes longer,
 * the worker renews the task every few seconds.
 */
export const sweeps = proxyLocalActivities<Pick<Activities, 'drainOutbox' | 'reconcile'>>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  localRetryThreshold: '10s',
});

/** Work that takes a while; heartbeats tell quickly when a worker died in the middle. */
export const effects = proxyActivities<Pick<Activities, 'projectPlan' | 'issueDecided' | 'stepSummary'>>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
