import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { processStart } from '../setup/lock.mjs';
import { type PostgresOptions, type PostgresServer, startPostgres } from './postgres';

const HOLDER = fileURLToPath(new URL('./fixtures/hold-postgres.ts', import.meta.url));
const servers: PostgresServer[] = [];
const children: ChildProcess[] = [];
const folders = new Set<string>();
let count = 0;

/** A folder of this test's own; two runs of the suite at once must not meet. */
function ownPurpose(): string {
  count += 1;
  return `own-test-${process.pid}-${count}`;
}

async function start(options: Partial<PostgresOptions> & { purpose: string }): Promise<PostgresServer> {
  const server = await startPostgres({ durable: false, ...options });
  servers.push(server);
  tidyLater(server);
  return server;
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
});

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

type Where = Pick<PostgresServer, 'pid' | 'data' | 'folder'> & { url: string };

function tidyLater({ folder, data }: Pick<PostgresServer, 'folder' | 'data'>): void {
  folders.add(folder).add(dirname(data));
}

/** Starts the cluster in another process, and returns that process and where the server is. */
async function holdElsewhere(
  purpose: string,
  mode: 'durable' | 'fast',
): Promise<{ child: ChildProcess; pid: number; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, purpose, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const where = JSON.parse(said.toString()) as Where;
  tidyLater(where);
  return { child, pid: where.pid, url: where.url };
}

describe('startPostgres', () => {
  it('keeps what was written over stop and start, and clones a database', async () => {
    const purpose = ownPurpose();
    const first = await start({ purpose, durable: true });
    const url = await first.ensureDatabase('house');
    await query(url, 'CREATE TABLE room AS SELECT 1 AS number');
    await first.ensureDatabase('copy', { template: 'house' });
    await first.stop();
    const second = await start({ purpose, durable: true });
    expect(await query(second.url('copy'), 'SELECT number FROM room')).toEqual([{ number: 1 }]);
  });

  it('knows Vietnamese order where it is asked for', async () => {
    const server = await start({ purpose: ownPurpose() });
    const rows = await query<{ name: string }>(
      server.url(),
      `SELECT name FROM (VALUES ('Đông'), ('Em'), ('Dung'), ('Ánh'), ('Anh')) AS t(name) ORDER BY name COLLATE "vi-x-icu"`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['Anh', 'Ánh', 'Dung', 'Đông', 'Em']);
  });

  it('comes back on the same port when it is restarted, in order or as after a crash', async () => {
    const server = await start({ purpose: ownPurpose(), durable: true });
    const { port } = server;
    for (const mode of ['fast', 'immediate'] as const) {
      await server.restart(mode);
      expect(server.port).toBe(port);
      expect(await query(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    }
  });

  it('refuses a folder that another one uses, or takes the next', async () => {
    const purpose = ownPurpose();
    await start({ purpose });
    await expect(start({ purpose })).rejects.toThrow(/in use by process/);
    const next = await start({ purpose, whenBusy: 'next' });
    expect(next.folder.endsWith(`${purpose}-2`)).toBe(true);
  });

  it('ends with the process that started it, even when that is killed, and starts again with its data', async () => {
    const purpose = ownPurpose();
    const { child, pid, url } = await holdElsewhere(purpose, 'durable');
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    child.kill('SIGKILL');
    await once(child, 'exit');
    // At once: the server of the dead process may still be ending.
    const server = await start({ purpose, durable: true });
    expect(await query(server.url(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(processStart(pid)).toBeUndefined();
  });

  it('leaves no server behind when nobody starts it again', async () => {
    const { child, pid } = await holdElsewhere(ownPurpose(), 'fast');
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(processStart(pid)).toBeUndefined(), { timeout: 20_000, interval: 50 });
  });

  it('is not held up by a pid file whose number now belongs to another program', async () => {
    const purpose = ownPurpose();
    const first = await start({ purpose, durable: true });
    const file = join(first.data, 'postmaster.pid');
    const content = readFileSync(file, 'utf8');
    await first.stop();
    writeFileSync(file, content.replace(/^\d+/, String(process.pid)));
    const second = await start({ purpose, durable: true });
    expect(await query(second.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('begins anew when a server without fsync was killed: its files cannot be trusted', async () => {
    const purpose = ownPurpose();
    const { child, url } = await holdElsewhere(purpose, 'fast');
    await query(url, 'CREATE TABLE doubtful AS SELECT 1 AS one');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await start({ purpose });
    expect(await query(server.url(), "SELECT to_regclass('doubtful') AS found")).toEqual([{ found: null }]);
  });
});
