// A thread for work on untrusted files, with a limit of time and memory; one that overruns is ended, not asked.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DocumentError, type DocumentErrorCode } from './errors';

/** Every message of a thread carries the id of the request it answers; 0 announces that the thread is up. */
export type Answer =
  | { id: number; type: 'ready' }
  | { id: number; type: 'progress'; page: number; pages: number }
  | { id: number; type: 'failed'; code: DocumentErrorCode; detail: string };

export interface Bounds {
  /** Milliseconds for one request. */
  timeMs: number;
  /** Additional milliseconds for each page that the thread has announced. */
  perPageMs: number;
  /** Growth of the process (heap and buffers) during the request, MB. */
  growthMb: number;
}

export type PageProgress = (page: number, pages: number) => void;

/** Loading the program (compiled on the fly in development) is not counted against the file. */
const START_MS = 60_000;
const MEMORY_CHECK_MS = 40;
/** However many pages: no file may hold the office up longer than this. */
const LONGEST_MS = 60_000;

/**
 * Under tsx and vitest the entry is TypeScript and the thread needs the loader too; a compiled build is loaded as it is.
 * The loader is taken off again once our own files are in: run over the megabytes of pdf.js it costs seconds and 300 MB.
 * The thread gets no environment (no secrets to leak) and no network.
 */
const BOOT = `
const { workerData } = require('node:worker_threads');
const refuse = () => Promise.reject(new Error('no network in this thread'));
globalThis.fetch = refuse; globalThis.XMLHttpRequest = undefined; globalThis.WebSocket = undefined;
(async () => {
  const off = workerData.loader ? (await import(workerData.loader)).register() : null;
  await import(workerData.entry);
  await off?.();
})().catch((error) => { setImmediate(() => { throw error; }); });
`;

/** `require.resolve` answers with the CommonJS build, whose `register` does not reach `import()`; its neighbour does. */
function loaderUrl(): string {
  const loader = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  return pathToFileURL(loader).href;
}

/** What the process held before the first thread; a thread that was ended leaves memory with the allocator, not in use. */
let baseline = 0;
/** What every file may need on top of what is there already. */
const HEADROOM_BYTES = 64 * 1_048_576;

export class GuardedThread {
  private readonly worker: Worker;
  private readonly ready: Promise<void>;
  dead = false;
  private ended = false;
  private listener: ((answer: Answer) => void) | undefined;
  private onDeath: ((error: DocumentError) => void) | undefined;
  private nextId = 1;

  /** `entry`: path of the module beside this file, without its extension. */
  constructor(entry: string, heapMb: number) {
    if (baseline === 0) baseline = process.memoryUsage.rss();
    const typescript = import.meta.url.includes('.ts');
    this.worker = new Worker(BOOT, {
      eval: true,
      workerData: {
        entry: new URL(`${entry}${typescript ? '.ts' : '.js'}`, import.meta.url).href,
        loader: typescript ? loaderUrl() : null,
      },
      execArgv: [],
      env: process.env.TMPDIR ? { TMPDIR: process.env.TMPDIR } : {},
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      stdout: true,
      stderr: true,
    });
    this.ready = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new DocumentError('INTERNAL')), START_MS);
      late.unref();
      this.worker.on('message', (answer: Answer) => {
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

  /** Sends one request and waits for its answer within the bounds. The caller sends one at a time. */
  async ask<A extends { id: number; type: string }>(
    request: object,
    bounds: Bounds,
    onPage?: PageProgress,
  ): Promise<A> {
    await this.ready;
    const id = this.nextId++;
    this.worker.ref();
    const most = Math.max(baseline + bounds.growthMb * 1_048_576, process.memoryUsage.rss() + HEADROOM_BYTES);
    const began = Date.now();
    let deadline = began + bounds.timeMs;
    return new Promise<A>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearInterval(watch);
        this.listener = undefined;
        this.onDeath = undefined;
        this.worker.unref();
        settle();
      };
      const stop = (code: DocumentErrorCode) => {
        clearInterval(watch);
        // Its memory is given back only when it is gone; the next file must not find it still there.
        void this.end().then(() => finish(() => reject(new DocumentError(code))));
      };
      const watch = setInterval(() => {
        if (Date.now() > deadline) stop('TIME_LIMIT');
        else if (process.memoryUsage.rss() > most) stop('MEMORY_LIMIT');
      }, MEMORY_CHECK_MS);
      this.onDeath = (error) => {
        if (!this.ended) finish(() => reject(error));
      };
      this.listener = (answer) => {
        if (answer.id !== id) return;
        if (answer.type === 'progress') {
          // A long document earns its time page by page; one page that hangs does not.
          const all = began + Math.min(LONGEST_MS, bounds.timeMs + answer.pages * bounds.perPageMs);
          deadline = Math.min(Date.now() + bounds.timeMs, all);
          onPage?.(answer.page, answer.pages);
        } else if (answer.type === 'failed')
          finish(() => reject(new DocumentError(answer.code, answer.detail)));
        else finish(() => resolve(answer as unknown as A));
      };
      this.worker.postMessage({ ...request, id });
    });
  }

  async end(): Promise<void> {
    this.dead = true;
    this.ended = true;
    await this.worker.terminate();
  }

  /** Waits until the program is loaded. */
  async start(): Promise<void> {
    await this.ready;
    this.worker.unref();
  }
}
