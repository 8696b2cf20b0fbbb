// Starts server processes that cannot outlive this one: see watchdog.mjs.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a server is asked to end, and how long it may take before it is killed. */
export interface Ending {
  signal: NodeJS.Signals;
  graceMs: number;
}

export interface Guarded {
  readonly pid: number;
  /** Resolves when the process has ended, with its exit code or the signal that ended it. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly child: ChildProcess;
  hasEnded(): boolean;
  /** Ends the process as agreed at its start (or by the given signal) and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

let guard: ChildProcess | undefined;

function tellGuard(line: string): void {
  if (!guard || guard.exitCode !== null || guard.signalCode !== null) {
    guard = spawn(process.execPath, [fileURLToPath(new URL('./watchdog.mjs', import.meta.url))], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    guard.stdin?.on('error', () => {});
    // Neither the guard nor the pipe keeps this process running.
    guard.unref();
    const pipe = guard.stdin as unknown as { unref?: () => void } | null;
    pipe?.unref?.();
  }
  guard.stdin?.write(`${line}\n`);
}

/** Puts a process that something else started under the guard. */
export function guardProcess(pid: number, ending: Ending): void {
  tellGuard(`+ ${pid} ${ending.signal} ${ending.graceMs}`);
}

/**
 * Starts a program in a process group of its own (so that Ctrl-C in the terminal reaches only this process, which then
 * stops its servers in order) and puts it under the guard.
 * @throws Error when the program cannot be started at all.
 */
export async function spawnGuarded(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { ending: Ending },
): Promise<Guarded> {
  const { ending, ...spawnOptions } = options;
  const child = spawn(command, args, { ...spawnOptions, detached: true });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  guardProcess(pid, ending);
  let gone = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      gone = true;
      tellGuard(`- ${pid}`);
      resolve({ code, signal });
    });
  });
  return {
    pid,
    ended,
    child,
    hasEnded: () => gone,
    async stop(signal = ending.signal) {
      if (gone) return;
      child.kill(signal);
      const kill = setTimeout(() => {
        try {
          process.kill(-pid, 'SIGKILL');
        } catch {
          // The group is gone already.
        }
      }, ending.graceMs);
      await ended;
      clearTimeout(kill);
    },
  };
}
