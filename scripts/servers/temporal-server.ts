// The Temporal development server with its state in a file, and what a command needs to know of it.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { type Lock, readOwner, tryLock } from '../setup/lock.mjs';
import { DATA } from '../setup/paths.mjs';
import { SetupError } from '../setup/report.mjs';
import { ensureProgram } from '../setup/temporal.mjs';
import { type Guarded, spawnGuarded } from './guard';
import { freePort } from './ports';

export interface TemporalOptions {
  /** Names the folder `.dondoc/temporal/<purpose>`. */
  purpose: string;
  /** Keep the state in a file over restarts; otherwise in memory. */
  persistent: boolean;
  /** Throw away what lies in the folder. */
  fresh?: boolean;
  whenBusy?: 'fail' | 'next';
  port?: number;
  /** Where Temporal's own web pages are served; 'none' does without. */
  uiPort?: number | 'none';
  namespace?: string;
  /** For tests of what the server does differently, for example `frontend.WorkflowTimeSkippingEnabled=true`. */
  dynamicConfig?: readonly string[];
}

export interface TemporalServer {
  readonly address: string;
  readonly namespace: string;
  /** Address of Temporal's web pages, if they are served. */
  readonly uiUrl: string | undefined;
  readonly pid: number;
  /** Ends the server and starts it again on the same ports; 'kill' as a crash would. */
  restart(mode?: 'stop' | 'kill'): Promise<void>;
  stop(): Promise<void>;
  /** Stops the server and deletes its state. The object can start again by `restart`. */
  forget(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const ENDING = { signal: 'SIGTERM', graceMs: 10_000 } as const;

export async function startTemporalServer(options: TemporalOptions): Promise<TemporalServer> {
  const program = await ensureProgram('temporal');
  const { folder, lock } = claimFolder(options);
  const namespace = options.namespace ?? 'default';
  try {
    if (options.fresh || !options.persistent) deleteState(folder);
    let port = options.port ?? (await freePort());
    let uiPort = options.uiPort === 'none' ? undefined : (options.uiPort ?? (await freePort()));
    const launch = async (): Promise<Guarded> => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await launchServer({ program, folder, port, uiPort, namespace, options });
        } catch (error) {
          if (!(error instanceof PortTaken) || options.port !== undefined || attempt === 5) throw error;
          port = await freePort();
          if (uiPort !== undefined && typeof options.uiPort !== 'number') uiPort = await freePort();
        }
      }
    };
    let server = await launch();
    return {
      namespace,
      get address() {
        return `127.0.0.1:${port}`;
      },
      get uiUrl() {
        return uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`;
      },
      get pid() {
        return server.pid;
      },
      async restart(mode = 'stop') {
        await server.stop(mode === 'kill' ? 'SIGKILL' : 'SIGTERM');
        server = await launch();
      },
      async stop() {
        await server.stop();
        lock.release();
      },
      async forget() {
        await server.stop();
        deleteState(folder);
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function claimFolder({ purpose, whenBusy = 'fail' }: TemporalOptions): { folder: string; lock: Lock } {
  for (let number = 1; ; number += 1) {
    const folder = join(DATA, 'temporal', number === 1 ? purpose : `${purpose}-${number}`);
    mkdirSync(folder, { recursive: true });
    const lock = tryLock(join(folder, 'owner.lock'));
    if (lock) return { folder, lock };
    if (whenBusy === 'fail') {
      throw new SetupError(
        `The Temporal server of "${purpose}" is in use by process ${readOwner(join(folder, 'owner.lock'))?.pid ?? '?'} of this checkout.`,
        'End that process first (Ctrl-C in its terminal), or work in a second checkout.',
      );
    }
  }
}

function deleteState(folder: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    rmSync(join(folder, `temporal.db${suffix}`), { force: true });
}

class PortTaken extends Error {}

async function launchServer(given: {
  program: string;
  folder: string;
  port: number;
  uiPort: number | undefined;
  namespace: string;
  options: TemporalOptions;
}): Promise<Guarded> {
  const { program, folder, port, uiPort, namespace, options } = given;
  const logFile = join(folder, 'temporal.log');
  const log = openSync(logFile, 'w');
  const server = await spawnGuarded(
    program,
    [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
      ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
      ...(namespace === 'default' ? [] : ['--namespace', namespace]),
      // The server's own rollback journal writes everything twice; with a log a crash costs nothing either.
      ...(options.persistent
        ? ['--db-filename', join(folder, 'temporal.db'), '--sqlite-pragma', 'journal_mode=WAL']
        : []),
      ...(options.dynamicConfig ?? []).flatMap((setting) => ['--dynamic-config-value', setting]),
    ],
    { stdio: ['ignore', log, log], ending: ENDING },
  );
  closeSync(log);
  const until = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(`127.0.0.1:${port}`, namespace))) {
    if (server.hasEnded() || Date.now() > until) {
      await server.stop();
      const said = readFileSync(logFile, 'utf8').slice(-2_000);
      if (/address already in use|can't (set|bind)/i.test(said)) throw new PortTaken(`port ${port} is taken`);
      throw new Error(`The Temporal server did not start (${logFile}):\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return server;
}

/** The port opens before the namespace exists; a worker that comes in between would be refused. */
async function answers(address: string, namespace: string): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 1_000 });
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}
