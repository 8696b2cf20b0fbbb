import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerAlive, processStart, self, tryLock, withLock } from './lock.mjs';

let folder: string;
let file: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dondoc-lock-'));
  file = join(folder, 'sub', 'some.lock');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function holdElsewhere(): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('./fixtures/hold-lock.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('locked\n');
  return child;
}

describe('tryLock', () => {
  it('gives the lock to one at a time', () => {
    const lock = tryLock(file);
    expect(lock?.stale).toBe(false);
    expect(tryLock(file)).toBeUndefined();
    lock?.release();
    expect(existsSync(file)).toBe(false);
    expect(tryLock(file)?.stale).toBe(false);
  });

  it('waits for a living process and takes over from a killed one, saying so', async () => {
    const child = await holdElsewhere();
    expect(tryLock(file)).toBeUndefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(tryLock(file)?.stale).toBe(true);
  });

  it('is not fooled by a process number that now belongs to another process', () => {
    expect(tryLock(file)).toBeDefined();
    writeFileSync(file, JSON.stringify({ ...self(), started: 'long ago' }));
    expect(tryLock(file)?.stale).toBe(true);
  });

  it('takes over a lock that cannot be read', () => {
    expect(tryLock(file)).toBeDefined();
    writeFileSync(file, '');
    expect(tryLock(file)?.stale).toBe(true);
  });

  it('does not release what somebody else has taken over', () => {
    const lock = tryLock(file);
    const other = { pid: process.ppid, started: processStart(process.ppid) };
    writeFileSync(file, JSON.stringify(other));
    lock?.release();
    expect(existsSync(file)).toBe(true);
  });
});

describe('withLock', () => {
  it('lets many in one after the other, and lets go when the work fails', async () => {
    let inside = 0;
    const order: number[] = [];
    const work = (number: number) =>
      withLock(file, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await Promise.resolve();
        order.push(number);
        inside -= 1;
        if (number === 1) throw new Error('failed inside');
      });
    const results = await Promise.allSettled([1, 2, 3].map(work));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(order.toSorted()).toEqual([1, 2, 3]);
    expect(existsSync(file)).toBe(false);
  });

  it('names the process it waits for', async () => {
    const child = await holdElsewhere();
    const waitedFor: (number | undefined)[] = [];
    const done = withLock(
      file,
      async () => 'done',
      (pid) => waitedFor.push(pid),
    );
    child.kill('SIGKILL');
    expect(await done).toBe('done');
    expect(waitedFor).toEqual([child.pid]);
  });
});

describe('ownerAlive', () => {
  it('knows this process, and that nobody has number 2^30', () => {
    expect(ownerAlive(self())).toBe(true);
    expect(ownerAlive({ pid: 2 ** 30, started: 'x' })).toBe(false);
    expect(ownerAlive(undefined)).toBe(false);
  });
});
