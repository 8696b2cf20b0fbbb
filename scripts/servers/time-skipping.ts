// A Temporal test server that skips time, through the SDK's test environment, and gone with the process that started it.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { STATE } from '../setup/paths.mjs';
import { ensureProgram } from '../setup/temporal.mjs';
import { guardProcess } from './guard';

/** Where the time-skipping server lies (fetched if need be), for those who start it themselves. */
export async function testServerPath(): Promise<string> {
  return ensureProgram('temporal-test-server');
}

let starting: Promise<unknown> = Promise.resolve();
let count = 0;

/**
 * Its clock starts at the machine's time and is one for the whole server: one environment per test file or player.
 * End it by `teardown()`.
 */
export function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  // One after the other: the wrapper learns its file from this process's environment.
  const started = starting.then(startOne);
  starting = started.catch(() => {});
  return started;
}

async function startOne(): Promise<TestWorkflowEnvironment> {
  mkdirSync(join(STATE, 'tmp'), { recursive: true });
  count += 1;
  const pidFile = join(STATE, 'tmp', `test-server-${process.pid}-${count}.pid`);
  process.env.DONDOC_TEST_SERVER = await testServerPath();
  process.env.DONDOC_TEST_SERVER_PID = pidFile;
  const path = fileURLToPath(new URL('./test-server.sh', import.meta.url));
  try {
    const environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
    // The SDK stops it in `teardown`, but knows nothing to do when this process is killed.
    if (existsSync(pidFile))
      guardProcess(Number(readFileSync(pidFile, 'utf8')), { signal: 'SIGKILL', graceMs: 1_000 });
    return environment;
  } finally {
    rmSync(pidFile, { force: true });
    delete process.env.DONDOC_TEST_SERVER;
    delete process.env.DONDOC_TEST_SERVER_PID;
  }
}
