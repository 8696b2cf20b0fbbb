// A worker in a process of its own: what it does cannot stop the portal, and it is started again when it dies.
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Guarded, spawnGuarded } from '../servers/guard';
import { ROOT } from '../setup/paths.mjs';

export interface WorkerProcess {
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

export interface WorkerProcessOptions {
  /** Configuration as environment variables (config/variables.ts). */
  env: Readonly<Record<string, string | undefined>>;
  /** File of the workflow bundle (scripts/build/workflow-bundle.ts). */
  bundle: string;
  /** Where its output goes. */
  logFile: string;
  graceMs: number;
}

const READY_LINE = 'worker ready';
const START_MS = 60_000;
/** A worker that dies at once (database away) is started again more and more slowly. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * What is alive in a worker is some 100 MB. Without a bound of its own V8 sizes the heap by the machine and lets garbage pile up
 * to a multiple of that.
 */
const HEAP = ['--max-old-space-size=384', '--max-semi-space-size=8'];

/** Starts a worker again whenever it dies; resolves when the first one takes tasks. */
export async function startWorkerProcess(
  options: WorkerProcessOptions & {
    /** Told when it died and is started again. */
    onDeath?: (why: string) => void;
  },
): Promise<WorkerProcess> {
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  let wake: (() => void) | undefined;
  let current: Guarded | undefined = await launchWorker(options);
  const watched = (async () => {
    while (!stopping) {
      const { code, signal } = (await current?.ended) ?? { code: null, signal: null };
      if (stopping) return;
      options.onDeath?.(
        `the worker ended (${signal ?? `code ${code ?? '?'}`}); starting it again; log: ${options.logFile}`,
      );
      current = undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause).unref();
      });
      if (stopping) return;
      try {
        current = await launchWorker(options);
        pause = FIRST_PAUSE_MS;
      } catch (error) {
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        options.onDeath?.(error instanceof Error ? error.message : String(error));
      }
    }
  })();
  return {
    get pid() {
      return current?.pid;
    },
    async stop() {
      stopping = true;
      wake?.();
      await current?.stop();
      await watched;
    },
  };
}

/** Resolves when the worker takes tasks. */
export async function launchWorker({
  env,
  bundle,
  logFile,
  graceMs,
}: WorkerProcessOptions): Promise<Guarded> {
  const log = openSync(logFile, 'a');
  const main = join(ROOT, 'worker', 'main.ts');
  const child = await spawnGuarded(process.execPath, [...HEAP, '--import', 'tsx', main], {
    cwd: ROOT,
    // Formatting in workflow code must not depend on the machine's zone (temporal-practice §2).
    env: { ...process.env, ...env, TZ: 'UTC', DONDOC_WORKFLOW_BUNDLE: bundle },
    stdio: ['ignore', 'pipe', log],
    // The worker drains within its own grace time; the kill comes after that.
    ending: { signal: 'SIGTERM', graceMs: graceMs + 10_000 },
  });
  closeSync(log);
  const output = child.child.stdout;
  if (!output) throw new Error('the worker has no output to wait for');
  const lines = createInterface({ input: output });
  const timer = new AbortController();
  try {
    await Promise.race([
      new Promise<void>((resolve) => lines.on('line', (line) => line === READY_LINE && resolve())),
      child.ended.then(() => {
        throw new Error(`the worker ended at its start; log: ${logFile}`);
      }),
      expired(
        START_MS,
        timer.signal,
        `the worker did not start within ${START_MS / 1_000} s; log: ${logFile}`,
      ),
    ]);
  } catch (error) {
    await child.stop('SIGKILL');
    throw error;
  } finally {
    timer.abort();
  }
  return child;
}

function expired(ms: number, signal: AbortSignal, message: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(message)), ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}
