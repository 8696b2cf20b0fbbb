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
 * The nightly comparison: on nearly every night of a plan's years it finds nothing, and then one marker is all it should
 * cost. Two of them at once do no harm, so a task lost in the middle is simply done again.
 */
export const nightly = proxyLocalActivities<Pick<Activities, 'reconcile'>>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  localRetryThreshold: '10s',
});

/** Work that may take a while or talks to a provider; heartbeats tell quickly when a worker died in the middle. */
export const effects = proxyActivities<
  Pick<Activities, 'projectPlan' | 'issueDecided' | 'drainOutbox' | 'stepSummary'>
>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
