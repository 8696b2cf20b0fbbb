// Temporal for tests: one time-skipping server per test file, and the workflow bundle that the whole run shares.
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startTimeSkipping } from '../../scripts/servers/time-skipping';
import { ask } from './client';
import { dropAfterFile } from './kept';

let environment: Promise<TestWorkflowEnvironment> | undefined;

/**
 * The file's time-skipping environment, started at first call and stopped at the file's end. Its clock is one for all
 * workflows in it, so tests that use it run one after another; give each its own task queue and workflow ids.
 */
export function timeSkipping(): Promise<TestWorkflowEnvironment> {
  environment ??= startTimeSkipping().then((started) => {
    dropAfterFile(() => started.teardown());
    return started;
  });
  return environment;
}

/** The bundle of workflows/index.ts, for `Worker.create({ workflowBundle })`. Built once, kept until sources change. */
export function workflowBundle(): Promise<{ codePath: string }> {
  return ask<{ codePath: string }>('/bundle');
}
