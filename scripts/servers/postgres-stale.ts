// What a crash may leave of a PostgreSQL server, and how the next start gets past it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processStart } from '../setup/lock.mjs';

const SHUTDOWN_MS = 20_000;

/**
 * Called by the owner of the cluster's lock, so no other command of ours uses this folder: a server that still runs here
 * belongs to a dead one and is just being ended (see watchdog.mjs) or was forgotten.
 */
export async function clearStalePostmaster(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || processStart(pid) === undefined) return; // PostgreSQL clears this itself.
  if (!commandOf(pid).includes(data)) {
    // The number belongs to another program by now; PostgreSQL would take that for a running server and refuse.
    rmSync(file, { force: true });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    kill(pid, signal);
    const until = Date.now() + SHUTDOWN_MS;
    while (processStart(pid) !== undefined && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (processStart(pid) === undefined) return;
  }
  throw new Error(`A PostgreSQL server of an earlier run (process ${pid}) does not end.`);
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Ended in the meantime.
  }
}
