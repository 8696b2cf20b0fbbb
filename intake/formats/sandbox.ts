// The parsing process: one file at a time, kept warm between files, replaced when it had to be ended.

import type { SourceDocument } from '../model';
import type { PlanReading } from '../reading';
import { type Bounds, Guarded, type PageProgress } from './guard';
import type { Limits } from './limits';
import type { AssembleRequest, DrawRequest, ParseRequest, ParserAnswer, ReadRequest } from './messages';

let idle: Guarded | undefined;
let served = 0;
let queue: Promise<unknown> = Promise.resolve();

/** Files parsed and plans read by one process before it is replaced, so that nothing accumulates. */
const REQUESTS_PER_PROCESS = 1_000;
/** Drawing one page at 300 dpi, compressed images included. */
const DRAW_MS = 20_000;

type Parsed = Extract<ParserAnswer, { type: 'parsed' }>;
type Drawn = Extract<ParserAnswer, { type: 'drawn' }>;
type Assembled = Extract<ParserAnswer, { type: 'assembled' }>;
type Read = Extract<ParserAnswer, { type: 'read' }>;

export interface OpenFile {
  outcome: Parsed['outcome'];
  /** Picture of a page or picture (1-based) with its size in points. */
  draw(page: number): Promise<Drawn>;
  /** Puts pages together that were recognised outside. */
  assemble(request: Omit<AssembleRequest, 'op' | 'limits'>): Promise<Assembled>;
}

function parser(limits: Limits): Guarded {
  if (idle && served >= REQUESTS_PER_PROCESS) void closeSandbox();
  if (!idle || idle.dead) {
    idle = new Guarded('./parser-process', { heapMb: limits.heapMb, totalMb: limits.totalMb });
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
  current: Guarded,
  bytes: Uint8Array,
  limits: Limits,
  options: { name?: string | undefined; onPage?: PageProgress | undefined },
): Promise<OpenFile> {
  const bounds: Bounds = { timeMs: limits.parseMs, perPageMs: limits.perPageMs };
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

/** Parses a file in the process. `use` sees the outcome while the file is still open there. */
export function withFile<T>(
  bytes: Uint8Array,
  limits: Limits,
  options: { name?: string | undefined; onPage?: PageProgress | undefined },
  use: (file: OpenFile) => Promise<T>,
): Promise<T> {
  return withParser(limits, async (current) => use(await parseIn(current, bytes, limits, options)));
}

/** Reads the plan in the process: a text can be made to hold a reader up as well as a file can. */
export function readInside(document: SourceDocument, limits: Limits): Promise<PlanReading> {
  const request: ReadRequest = { op: 'read', document };
  return withParser(limits, async (current) => {
    const { reading } = await current.ask<Read>(request, { timeMs: limits.planMs, perPageMs: 0 });
    return reading;
  });
}

function withParser<T>(limits: Limits, use: (current: Guarded) => Promise<T>): Promise<T> {
  return inTurn(async () => {
    const current = parser(limits);
    try {
      return await use(current);
    } finally {
      // The next file does not wait for a new process to load.
      if (current.dead)
        void parser(limits)
          .start()
          .catch(() => {});
    }
  });
}

/** Starts the process ahead of the first file, so that the first upload does not wait for it. */
export async function warmSandbox(limits: Limits): Promise<void> {
  await inTurn(() => parser(limits).start());
}

/** Ends the idle process; the next file starts a new one. */
export async function closeSandbox(): Promise<void> {
  const current = idle;
  idle = undefined;
  await current?.end();
}
