// The parsing thread of this process: one file at a time, kept warm between files, replaced when it had to be ended.

import type { Limits } from './limits';
import type { AssembleRequest, DrawRequest, ParseRequest, ThreadAnswer } from './messages';
import { type Bounds, GuardedThread, type PageProgress } from './thread';

let idle: GuardedThread | undefined;
let served = 0;
let queue: Promise<unknown> = Promise.resolve();

/** Files parsed by one thread before it is replaced, so that nothing accumulates. */
const FILES_PER_THREAD = 500;
/** Drawing one page at 300 dpi, compressed images included. */
const DRAW_MS = 20_000;

function boundsOf(limits: Limits): Bounds {
  return { timeMs: limits.parseMs, perPageMs: limits.perPageMs, growthMb: limits.growthMb };
}

async function thread(limits: Limits): Promise<GuardedThread> {
  if (idle && served >= FILES_PER_THREAD) await closeSandbox();
  if (!idle || idle.dead) {
    idle = new GuardedThread('./worker', limits.heapMb);
    served = 0;
  }
  served++;
  return idle;
}

/** One at a time: the memory limit is for the one file being parsed. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = queue.then(work, work);
  queue = result.catch(() => {});
  return result;
}

export interface OpenFile {
  outcome: Extract<ThreadAnswer, { type: 'parsed' }>['outcome'];
  /** PNG of a page or picture (1-based) with its size in points. */
  draw(page: number): Promise<Extract<ThreadAnswer, { type: 'drawn' }>>;
  /** Puts pages together that were recognised outside. */
  assemble(
    request: Omit<AssembleRequest, 'op' | 'limits'>,
  ): Promise<Extract<ThreadAnswer, { type: 'assembled' }>>;
}

/** Parses a file in the thread. `use` sees the outcome while the file is still open there. */
export function withFile<T>(
  bytes: Uint8Array,
  limits: Limits,
  options: { name?: string | undefined; onPage?: PageProgress | undefined },
  use: (file: OpenFile) => Promise<T>,
): Promise<T> {
  return inTurn(async () => {
    const current = await thread(limits);
    const bounds = boundsOf(limits);
    const request: ParseRequest = { op: 'parse', bytes, limits };
    if (options.name !== undefined) request.name = options.name;
    const { outcome } = await current.ask<Extract<ThreadAnswer, { type: 'parsed' }>>(
      request,
      bounds,
      options.onPage,
    );
    return use({
      outcome,
      draw(page) {
        const draw: DrawRequest = { op: 'draw', page, limits };
        return current.ask(draw, { ...bounds, timeMs: Math.max(DRAW_MS, bounds.timeMs) });
      },
      assemble: (pages) =>
        current.ask({ op: 'assemble', limits, ...pages } satisfies AssembleRequest, bounds),
    });
  });
}

/** Starts the thread ahead of the first file, so that the first upload does not wait for it. */
export async function warmSandbox(limits: Limits): Promise<void> {
  await inTurn(async () => (await thread(limits)).start());
}

/** Ends the idle thread; the next file starts a new one. */
export async function closeSandbox(): Promise<void> {
  const current = idle;
  idle = undefined;
  await current?.end();
}
