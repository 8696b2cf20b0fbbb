// Stands beside a process that started servers and ends them when it is gone, however it went (Ctrl-C, crash, SIGKILL).
//
// It learns of the end by its standard input: the pipe closes with the process that holds the other end. Lines on it:
//   + <pid> <signal> <milliseconds>   end this process group with the signal, after the time with SIGKILL
//   - <pid>                           it has ended, forget it
import { createInterface } from 'node:readline';
import { processStart } from '../setup/lock.mjs';

/** @type {Map<number, {signal: NodeJS.Signals, graceMs: number, started: string | undefined}>} */
const charges = new Map();

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [verb, pid, signal, graceMs] = line.split(' ');
  if (verb === '+') {
    charges.set(Number(pid), { signal, graceMs: Number(graceMs), started: processStart(Number(pid)) });
  } else {
    charges.delete(Number(pid));
  }
});
lines.on('close', endAll);

// The terminal's Ctrl-C is for the parent; this process leaves when its charges have.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

/** Last started, first ended, one after the other: a worker before the server it talks to, the database at the end. */
async function endAll() {
  for (const [pid, { signal, graceMs, started }] of [...charges].reverse()) {
    if (!alive(pid, started)) continue;
    send(pid, signal);
    const until = Date.now() + graceMs;
    while (alive(pid, started) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    if (alive(pid, started)) send(-pid, 'SIGKILL');
  }
  process.exit(0);
}

/** A number that now belongs to another process is not ours to end. */
function alive(pid, started) {
  return started !== undefined && processStart(pid) === started;
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone in the meantime.
  }
}
