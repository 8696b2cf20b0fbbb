// Keeps what a command started together: one place that stops everything in the right order, whatever the reason.

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

/** Why a command was asked to end. */
export type Interruption = NodeJS.Signals | 'parent gone';

/**
 * Resolves at Ctrl-C, at SIGTERM, when the terminal closes, or when the process that started this one is gone (npm
 * killed in a way that passes nothing on). A second signal ends the process at once; servers are then ended by the guard.
 */
export function untilInterrupted(): Promise<Interruption> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    let asked = false;
    const end = (reason: Interruption) => {
      if (asked && reason !== 'parent gone') process.exit(130);
      asked = true;
      clearInterval(watch);
      resolve(reason);
    };
    const watch = setInterval(() => {
      if (process.ppid !== parent) end('parent gone');
    }, 1_000);
    for (const signal of SIGNALS) process.on(signal, () => end(signal));
  });
}
