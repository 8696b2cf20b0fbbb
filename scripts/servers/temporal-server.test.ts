import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { processStart } from '../setup/lock.mjs';
import { DATA } from '../setup/paths.mjs';
import { startTemporalServer, type TemporalServer } from './temporal-server';

const HOLDER = fileURLToPath(new URL('./fixtures/hold-temporal.ts', import.meta.url));
const purpose = `own-test-${process.pid}`;
const servers: TemporalServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  rmSync(join(DATA, 'temporal', purpose), { recursive: true, force: true });
});

async function start(): Promise<TemporalServer> {
  const server = await startTemporalServer({ purpose, persistent: true, uiPort: 'none' });
  servers.push(server);
  return server;
}

async function withClient<T>(server: TemporalServer, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

const startWorkflow = (client: Client) =>
  client.workflow.start('nobodyRunsThis', { taskQueue: 'none', workflowId: 'kept', args: [] });
const status = async (client: Client) => (await client.workflow.getHandle('kept').describe()).status.name;

describe('startTemporalServer', () => {
  it('keeps workflows over stop, kill and start, until told to forget them', async () => {
    const server = await start();
    await withClient(server, startWorkflow);
    await server.restart('stop');
    expect(await withClient(server, status)).toBe('RUNNING');
    await server.restart('kill');
    expect(await withClient(server, status)).toBe('RUNNING');
    await server.forget();
    await server.restart();
    await expect(withClient(server, status)).rejects.toThrow(/not found/i);
  });

  it('refuses a folder that another one uses', async () => {
    await start();
    await expect(start()).rejects.toThrow(/in use by process/);
  });

  it('ends with the process that started it', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, purpose], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    expect(processStart(pid)).toBeDefined();
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(processStart(pid)).toBeUndefined(), { timeout: 20_000, interval: 50 });
  });
});
