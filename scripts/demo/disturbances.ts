/** Kills and restarts at seeded moments, and the patience of people who meet a portal that is just being restarted. */
import { lotOf } from './agenda';
import type { World } from './world';

/** One step in so many is disturbed until all disturbances are spent. */
const EVERY = 6;
/** Within a step, so long after its beginning at most: while timers fire and messages are being sent. */
const WITHIN_MS = 400;
const TRIES = 8;
const PATIENCE_MS = 500;

export class Disturbances {
  kills = 0;
  restarts = 0;
  private readonly lot: () => number;

  constructor(
    private readonly world: World,
    private readonly wanted: { seed: number; kill: number; restartDatabase: number },
  ) {
    this.lot = lotOf(wanted.seed, 'disturbances');
  }

  /** Runs a step of time, perhaps with a crash in its middle. */
  async during(step: () => Promise<void>): Promise<void> {
    const [draw, delay] = [this.lot(), this.lot() * WITHIN_MS];
    const restart = this.restarts < this.wanted.restartDatabase && draw < 0.5 / EVERY;
    const kill = !restart && this.kills < this.wanted.kill && draw < 1 / EVERY;
    if (!kill && !restart) return step();
    const running = step();
    await new Promise((resolve) => setTimeout(resolve, delay));
    if (kill) {
      this.kills += 1;
      await this.world.killWorker();
    } else {
      this.restarts += 1;
      await this.world.restartDatabase();
    }
    await running;
  }

  /** An act of a person; refused because something is away, it is tried again like a person would. */
  async steady({ what, run }: { what: string; run: () => Promise<void> }): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await run();
        return;
      } catch (error) {
        if (this.restarts === 0 || attempt === TRIES)
          throw new Error(`${what}: ${String(error)}`, { cause: error });
        await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
      }
    }
  }
}
