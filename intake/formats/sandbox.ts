// Runs the parsing thread: one file at a time, with a limit of time and memory; a thread that overruns is ended, not asked.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DocumentError } from './errors';
import type { Limits } from './limits';
import type { ThreadAnswer, ThreadRequest } from './messages';
import type { ParseOutcome } from './parse';

/** Without its id, which the sandbox gives. */
type Request = ThreadRequest extends infer R ? (R extends ThreadRequest ? Omit<R, 'id'> : never) : never;

export type PageProgress = (page: number, pages: number) => void;

/** Loading the program (compiled on the fly in development) is not counted against the file. */
const START_MS = 60_000;
const MEMORY_CHECK_MS = 40;
/** However many pages: no file may hold the office up longer than this. */
const LONGEST_MS = 60_000;

/**
 * Under tsx and vitest the entry is TypeScript and the thread needs the loader too; a compiled build is loaded as it is.
 * The thread gets no environment (no secrets to leak) and no network.
 */
const BOOT = `
const { workerData } = require('node:worker_threads');
const refuse = () => Promise.reject(new Error('no network in the parsing thread'));
globalThis.fetch = refuse; globalThis.XMLHttpRequest = undefined; globalThis.WebSocket = undefined;
(async () => {
  if (workerData.loader) { const { register } = await import(workerData.loader); register(); }
  await import(workerData.entry);
})().catch((error) => { setImmediate(() => { throw error; }); });
`;

function entryUrl(): { entry: string; loader: string | null } {
  const typescript = import.meta.url.includes('.ts');
  const entry = new URL(typescript ? './worker.ts' : './worker.js', import.meta.url).href;
  if (!typescript) return { entry, loader: null };
  // `require.resolve` answers with the CommonJS build, whose `register` does not reach `import()`; its neighbour does.
  const loader = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  return { entry, loader: pathToFileURL(loader).href };
}

class ParserThread {
  private readonly worker: Worker;
  readonly ready: Promise<void>;
  dead = false;
  private listener: ((answer: ThreadAnswer) => void) | undefined;
  private onDeath: ((error: DocumentError) => void) | undefined;

  constructor(heapMb: number) {
    this.worker = new Worker(BOOT, {
      eval: true,
      workerData: entryUrl(),
      execArgv: [],
      env: process.env.TMPDIR ? { TMPDIR: process.env.TMPDIR } : {},
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      stdout: true,
      stderr: true,
    });
    this.ready = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new DocumentError('INTERNAL')), START_MS);
      late.unref();
      this.worker.on('message', (answer: ThreadAnswer) => {
        if (answer.type === 'ready') {
          clearTimeout(late);
          resolve();
        } else this.listener?.(answer);
      });
      const die = (error: DocumentError) => {
        clearTimeout(late);
        this.dead = true;
        reject(error);
        this.onDeath?.(error);
      };
      this.worker.on('error', (error: NodeJS.ErrnoException) => {
        die(new DocumentError(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'MEMORY_LIMIT' : 'INTERNAL'));
      });
      this.worker.on('exit', () => die(new DocumentError('INTERNAL')));
    });
    this.ready.catch(() => {});
  }

  /** Sends one request and waits for its answer within the limits; ends the thread when they are overrun. */
  run(request: ThreadRequest, limits: Limits, onPage?: PageProgress): Promise<ThreadAnswer> {
    this.worker.ref();
    const before = process.memoryUsage.rss();
    const began = Date.now();
    let deadline = began + limits.parseMs;
    return new Promise<ThreadAnswer>((resolve, reject) => {
      const stop = (error: DocumentError) => {
        this.dead = true;
        void this.worker.terminate();
        finish(() => reject(error));
      };
      const watch = setInterval(() => {
        if (Date.now() > deadline) stop(new DocumentError('TIME_LIMIT'));
        else if (process.memoryUsage.rss() - before > limits.growthMb * 1_048_576) {
          stop(new DocumentError('MEMORY_LIMIT'));
        }
      }, MEMORY_CHECK_MS);
      const finish = (settle: () => void) => {
        clearInterval(watch);
        this.listener = undefined;
        this.onDeath = undefined;
        this.worker.unref();
        settle();
      };
      this.onDeath = (error) => finish(() => reject(error));
      this.listener = (answer) => {
        if (answer.id !== request.id) return;
        if (answer.type === 'progress') {
          // A long document earns its time page by page; one page that hangs does not.
          deadline = Math.min(
            Date.now() + limits.parseMs,
            began + limits.parseMs + answer.pages * limits.perPageMs,
          );
          deadline = Math.min(deadline, began + LONGEST_MS);
          onPage?.(answer.page, answer.pages);
        } else if (answer.type === 'failed')
          finish(() => reject(new DocumentError(answer.code, answer.detail)));
        else finish(() => resolve(answer));
      };
      this.worker.postMessage(request);
    });
  }

  end(): Promise<number> {
    this.dead = true;
    return this.worker.terminate();
  }
}

let idle: ParserThread | undefined;
let queue: Promise<unknown> = Promise.resolve();
let nextId = 1;

/** Files parsed by one thread before it is replaced, so that nothing accumulates. */
const FILES_PER_THREAD = 500;
let served = 0;

async function thread(limits: Limits): Promise<ParserThread> {
  if (idle && served >= FILES_PER_THREAD) await closeSandbox();
  if (!idle || idle.dead) {
    idle = new ParserThread(limits.heapMb);
    served = 0;
  }
  const current = idle;
  await current.ready;
  served++;
  return current;
}

/** One at a time: the memory limit is for the one file being parsed. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = queue.then(work, work);
  queue = result.catch(() => {});
  return result;
}

async function ask(request: Request, limits: Limits, onPage?: PageProgress): Promise<ThreadAnswer> {
  const current = await thread(limits);
  const id = nextId++;
  return current.run({ ...request, id } as ThreadRequest, limits, onPage);
}

export interface PictureSource {
  /** PNG of a page (1-based). */
  draw(page: number): Promise<Uint8Array>;
}

/**
 * Parses a file in the thread. `use` sees the outcome while the file is still open there, so that pages without text can be
 * drawn for recognition.
 */
export function parseInThread<T>(
  bytes: Uint8Array,
  limits: Limits,
  options: { name?: string | undefined; onPage?: PageProgress | undefined },
  use: (outcome: ParseOutcome, source: PictureSource) => Promise<T>,
): Promise<T> {
  return inTurn(async () => {
    const request: Request = { op: 'parse', bytes, limits };
    if (options.name !== undefined) request.name = options.name;
    const answer = await ask(request, limits, options.onPage);
    if (answer.type !== 'parsed') throw new DocumentError('INTERNAL');
    const source: PictureSource = {
      async draw(page) {
        const drawn = await ask({ op: 'draw', page, limits }, limits);
        if (drawn.type !== 'drawn') throw new DocumentError('INTERNAL');
        return drawn.png;
      },
    };
    return use(answer.outcome, source);
  });
}

/** Starts the thread ahead of the first file, so that the first upload does not wait for it. */
export async function warmSandbox(limits: Limits): Promise<void> {
  await inTurn(() => thread(limits));
}

/** Ends the idle thread; the next file starts a new one. */
export async function closeSandbox(): Promise<void> {
  const current = idle;
  idle = undefined;
  await current?.end();
}
