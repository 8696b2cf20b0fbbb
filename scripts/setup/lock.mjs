// A lock between processes on one machine that a crash cannot leave behind: it names its owner, and a dead owner's lock is taken.
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * When a process began, as text, or undefined when there is no such process. Process numbers are reused
 * (in a container the same small ones again and again), so a number alone does not name a process.
 */
export function processStart(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name in brackets may hold spaces and brackets; fields count from the last one. Field 3 is the state, 22 the start.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : `${fields[19]}@${bootId()}`;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

let bootIdCache;
function bootId() {
  bootIdCache ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return bootIdCache;
}

/** Whether the process that wrote this record still runs. */
export function ownerAlive(owner) {
  return Boolean(owner) && typeof owner.pid === 'number' && processStart(owner.pid) === owner.started;
}

/** This process as a lock's owner. */
export function self() {
  return { pid: process.pid, started: processStart(process.pid) };
}

/** The owner written in a lock file; undefined when there is none or it is not readable yet. */
export function readOwner(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock when it is free or its owner is dead. The record appears by `link`, whole and at once.
 * @returns {{release: () => void, stale: boolean} | undefined} `stale`: the last owner died without letting go.
 */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(self()));
  try {
    for (let stale = false; ; stale = true) {
      try {
        linkSync(mine, file);
        return { stale, release: () => releaseOwn(file) };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const owner = readOwner(file);
      if (ownerAlive(owner)) return undefined;
      setAside(file, mine);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Of two waiters that both found the owner dead, the slower one may catch the quicker one's fresh lock: it gives it back. */
function setAside(file, mine) {
  const aside = `${mine}.aside`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (ownerAlive(readOwner(aside))) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function releaseOwn(file) {
  const owner = readOwner(file);
  if (owner?.pid === process.pid && ownerAlive(owner)) rmSync(file, { force: true });
}

/** Waits for the lock, calling `onWait` once with the process that has it. */
export async function withLock(file, work, onWait) {
  let lock = tryLock(file);
  if (!lock) onWait?.(readOwner(file)?.pid);
  while (!lock) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    lock = tryLock(file);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
