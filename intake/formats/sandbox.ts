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

type Parsed = Extract<ThreadAnswer, { type: 'parsed' }>;
type Drawn = Extract<ThreadAnswer, { type: 'drawn' }>;
type Assembled = Extract<ThreadAnswer, { type: 'assembled' }>;

export interface OpenFile {
  outcome: Parsed['outcome'];
  /** PNG of a page or picture (1-based) with its size in points. */
  draw(page: number): Promise<Drawn>;
  /** Puts pages together that were recognised outside. */
  assemble(request: Omit<AssembleRequest, 'op' | 'limits'>): Promise<Assembled>;
}

function thread(limits: Limits): GuardedThread {
  if (idle && served >= FILES_PER_THREAD) void closeSandbox();
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

async function parseIn(
  current: GuardedThread,
  bytes: Uint8Array,
  limits: Limits,
  options: { name?: string | undefined; onPage?: PageProgress | undefined },
): Promise<OpenFile> {
  const bounds: Bounds = { timeMs: limits.parseMs, perPageMs: limits.perPageMs, growthMb: limits.growthMb };
  const request: ParseRequest = { op: 'parse', bytes, limits };
  if (options.name !== undefined) request.name = options.name;
  const { outcome } = await current.ask<Parsed>(request, bounds, options.onPage);
  return {
    outcome,
    draw(page) {
      const draw: DrawRequest = { op: 'draw', page, limits };
      return current.ask<Drawn>(draw, { ...bounds, timeMs: Math.max(DRAW_MS, bounds.timeMs) });
    },
    assemble(pages) {
      const assemble: AssembleRequest = { op: 'assemble', limits, ...pages };
      return current.ask<Assembled>(assemble, bounds);
    },
  };
}

/** Parses a file in the thread. `use` sees the outcome while the file is still open there. */
export function withFile<T>(
  bytes: Uint8Array,
  limits: Limits,
  options: { name?: string | undefined; onPage?: PageProgress | undefined },
  use: (file: OpenFile) => Promise<T>,
): Promise<T> {
  return inTurn(async () => {
    const current = thread(limits);
    try {
      return await use(await parseIn(current, bytes, limits, options));
    } finally {
      // The next file does not wait for a new thread to load.
      if (current.dead)
        void thread(limits)
          .start()
          .catch(() => {});
    }
  });
}

/** Starts the thread ahead of the first file, so that the first upload does not wait for it. */
export async function warmSandbox(limits: Limits): Promise<void> {
  await inTurn(() => thread(limits).start());
}

/** Ends the idle thread; the next file starts a new one. */
export async function closeSandbox(): Promise<void> {
  const current = idle;
  idle = undefined;
  await current?.end();
}
