// The service as an operator starts it: `npm start`, stopped, killed and started again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, STATE } from '../../scripts/setup/paths.mjs';
import { FormClient } from '../../web/form-client';

let data: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  mkdirSync(join(STATE, 'tmp'), { recursive: true });
  data = mkdtempSync(join(STATE, 'tmp', 'start-'));
  chmodSync(data, 0o755);
});
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(data, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  output: string;
  portal: string;
  pages: string[];
}

/** Starts the service and waits until it says that it runs. */
async function start(): Promise<Started> {
  const env: NodeJS.ProcessEnv = { ...process.env, DONDOC_DATA: data };
  for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'PORT', 'PUBLIC_URL']) delete env[name];
  const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C stops everything')) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => reject(new Error(`npm start ended with code ${code}:\n${output}`)));
  });
  const portal = /Portal\s+(http:\S+)/.exec(output)?.[1] ?? '';
  return {
    child,
    output,
    portal,
    pages: [...output.matchAll(/^ {2}\S.*?(http:\S+)$/gm)].map(([, url = '']) => url),
  };
}

/** The printed log-in, typed into the page as an officer would. */
async function logIn({ portal, output }: Started): Promise<string> {
  const [, email = '', password = ''] = /^ +officer +(\S+) +(\S+)$/m.exec(output) ?? [];
  const browser = new FormClient(portal);
  const page = await browser.submit(await browser.get('/dang-nhap'), '/dang-nhap', { email, password });
  return `${page.status} ${new URL(page.url).pathname}`;
}

describe('npm start', () => {
  it('runs everything, lets the printed log-in in, and after a stop is where it was', async () => {
    const first = await start();
    expect(first.pages).toHaveLength(4);
    for (const url of first.pages) expect((await fetch(url)).status).toBeLessThan(400);
    expect(await (await fetch(`${first.portal}/suc-khoe`)).json()).toMatchObject({ status: 'ok' });
    expect(await logIn(first)).not.toMatch(/dang-nhap/);
    first.child.kill('SIGINT');
    expect(await once(first.child, 'exit')).toEqual([0, null]);
    await expect(fetch(first.portal)).rejects.toThrow();

    const second = await start();
    expect(second.pages).toEqual(first.pages);
    expect(second.output).not.toContain('creating the database');
    // The hardest way to end: nothing is told, the watchdog has to see it.
    second.child.kill('SIGKILL');
    await once(second.child, 'exit');

    const third = await start();
    expect(third.pages).toHaveLength(4);
    expect(await (await fetch(`${third.portal}/suc-khoe`)).json()).toMatchObject({ status: 'ok' });
    expect(await logIn(third)).not.toMatch(/dang-nhap/);
  }, 300_000);
});
