// Keeps what a command started together: one place that stops everything in the right order, whatever the reason.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Supervisor {
  /** Registers how to stop something that runs now. Stopped in reverse order: the last started first. */
  add(name: string, stop: () => Promise<void> | void): void;
  /** Stops everything, once; a part that fails to stop does not keep the others running. */
  stop(): Promise<void>;
}

export function createSupervisor(log: (line: string) => void = () => {}): Supervisor {
  const running: { name: string; stop: () => Promise<void> | void }[] = [];
  let stopping: Promise<void> | undefined;
  const stopAll = async () => {
    for (let part = running.pop(); part; part = running.pop()) {
      try {
        await part.stop();
        log(`${part.name} stopped`);
      } catch (error) {
        log(`${part.name} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  return {
    add(name, stop) {
      running.push({ name, stop });
    },
    stop() {
      stopping ??= stopAll();
      return stopping;
    },
  };
}

/**
 * The processes above this one that must live on for it to be wanted: the parent, and under npm (which starts a shell
 * that starts this) the one above it, since a shell whose npm was killed waits on.
 */
function wantedBy(): () => boolean {
  const parent = process.ppid;
  const grandparent = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent);
  return () => process.ppid === parent && (grandparent === undefined || parentOf(parent) === grandparent);
}

function parentOf(pid: number): number | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    }
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return undefined;
  }
}

/** `ps` is a process each time, /proc is not. */
const LOOK_UP_MS = process.platform === 'linux' ? 1_000 : 5_000;

/** Why a command was asked to end. */
export type Interruption = NodeJS.Signals | 'parent gone';

/**
 * Resolves at Ctrl-C, at SIGTERM, when the terminal closes, or when the process that started this one is gone (npm
 * killed in a way that passes nothing on). A second signal ends the process at once; servers are then ended by the guard.
 */
export function untilInterrupted(): Promise<Interruption> {
  const wanted = wantedBy();
  return new Promise((resolve) => {
    let asked = false;
    const end = (reason: Interruption) => {
      if (asked && reason !== 'parent gone') process.exit(130);
      asked = true;
      clearInterval(watch);
      resolve(reason);
    };
    const watch = setInterval(() => {
      if (!wanted()) end('parent gone');
    }, LOOK_UP_MS);
    for (const signal of SIGNALS) process.on(signal, () => end(signal));
  });
}

/**
 * For a command that has nothing of its own to put in order: it ends at once when asked to, and the watchdog ends its
 * servers. Without this Temporal's runtime, which listens to the signals too, would keep the command running.
 */
export function exitWhenInterrupted(): void {
  void untilInterrupted().then((reason) => {
    process.stderr.write(`\nInterrupted (${reason}).\n`);
    process.exit(130);
  });
}
