// A process of its own for work on untrusted files, with limits of time and memory; one that overruns is killed, not asked.
//
// A process and not a thread: Node can be brought down by ending a thread in the middle of native work (streams, wasm),
// and what a thread has allocated outside its heap stays with the service. A killed process gives everything back.

import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { DocumentError, type DocumentErrorCode } from './errors';

/** Every message of the process carries the id of the request it answers; 0 announces that it is up. */
export type Answer =
  | { id: number; type: 'ready' }
  | { id: number; type: 'progress'; page: number; pages: number }
  | { id: number; type: 'failed'; code: DocumentErrorCode; detail: string };

export interface Memory {
  /** V8 heap, MB. */
  heapMb: number;
  /** The whole process, MB. */
  totalMb: number;
}

export interface Bounds {
  /** Milliseconds of processor time for one request, or for one page of it. */
  timeMs: number;
  /** Additional milliseconds for each page that the process has announced. */
  perPageMs: number;
}

export type PageProgress = (page: number, pages: number) => void;

/** Loading the program (compiled on the fly in development) is not counted against the file. */
const START_MS = 60_000;
/** By the clock a busy machine takes longer; beyond this multiple the work is not moving. */
const CLOCK_FACTOR = 8;
const LEAST_CLOCK_MS = 5_000;
/** However many pages: no file may hold the office up longer than this. */
const LONGEST_MS = 120_000;

/**
 * A thread beside the parser looks at its memory and its time, even while the parser is deep in a loop or the service is gone.
 * Time is the processor's, so that a busy machine refuses no document; a signal without handler is the only exit that
 * cannot hang. `state`: number of the current stretch of work (odd while working), processor time it may take in ms.
 */
const WATCH = `
import { workerData } from 'node:worker_threads';
const { state, totalBytes } = workerData;
const spent = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1000; };
let stretch = 0;
let from = 0;
setInterval(() => {
  const now = Atomics.load(state, 0);
  if (now !== stretch) { stretch = now; from = spent(); }
  if (process.memoryUsage.rss() > totalBytes) process.kill(process.pid, 'SIGKILL');
  if (now % 2 === 1 && spent() - from > Atomics.load(state, 1)) process.kill(process.pid, 'SIGTERM');
}, 5);
`;

/**
 * Under tsx and vitest the entry is TypeScript and the process needs the loader too; a compiled build is loaded as it is.
 * The loader is taken off again once our own files are in: run over the megabytes of pdf.js it costs seconds and 300 MB.
 * Each page that is announced begins a new stretch of time.
 */
const BOOT = `
import { Worker } from 'node:worker_threads';
const [entry, loader, totalMb] = process.argv.slice(1);
const refuse = () => Promise.reject(new Error('no network in this process'));
globalThis.fetch = refuse; globalThis.XMLHttpRequest = undefined; globalThis.WebSocket = undefined;
const state = new Int32Array(new SharedArrayBuffer(8));
const workerData = { state, totalBytes: Number(totalMb) * 1048576 };
new Worker(${JSON.stringify(WATCH)}, { eval: true, execArgv: ['--input-type=module'], workerData }).unref();
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  Atomics.store(state, 1, message.timeMs);
  Atomics.add(state, 0, 1);
});
const send = process.send.bind(process);
process.send = (message) => {
  if (message.id > 0) Atomics.add(state, 0, message.type === 'progress' ? 2 : 1);
  return send(message);
};
const off = loader ? (await import(loader)).register() : null;
await import(entry);
await off?.();
process.send({ id: 0, type: 'ready' });
`;

/** `require.resolve` answers with the CommonJS build, whose `register` does not reach `import()`; its neighbour does. */
function loaderUrl(): string {
  const loader = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  return pathToFileURL(loader).href;
}

/** SIGKILL and SIGTERM come from the watcher, SIGABRT from V8 out of heap, the others from native decoders of pictures. */
function deathOf(signal: NodeJS.Signals | null): DocumentError {
  if (signal === 'SIGTERM') return new DocumentError('TIME_LIMIT');
  if (signal === 'SIGKILL' || signal === 'SIGABRT' || signal === 'SIGTRAP')
    return new DocumentError('MEMORY_LIMIT');
  return signal === null ? new DocumentError('INTERNAL') : new DocumentError('DAMAGED', 'này');
}

export class Guarded {
  dead = false;
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private readonly exited: Promise<void>;
  private listener: ((answer: Answer) => void) | undefined;
  private onDeath: ((error: DocumentError) => void) | undefined;
  private nextId = 1;

  /** `entry`: path of the module beside this file, without its extension. */
  constructor(entry: string, memory: Memory) {
    const typescript = import.meta.url.includes('.ts');
    const url = new URL(`${entry}${typescript ? '.ts' : '.js'}`, import.meta.url).href;
    const flags = [
      `--max-old-space-size=${memory.heapMb}`,
      '--max-semi-space-size=16',
      '--input-type=module',
    ];
    const args = ['-e', BOOT, url, typescript ? loaderUrl() : '', String(memory.totalMb)];
    this.child = spawn(process.execPath, [...flags, ...args], {
      // No environment: no secrets to leak, and no options of the parent.
      env: process.env.TMPDIR ? { TMPDIR: process.env.TMPDIR } : {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.exited = new Promise((resolve) => this.child.once('exit', () => resolve()));
    this.ready = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new DocumentError('INTERNAL')), START_MS);
      late.unref();
      this.child.on('message', (answer: Answer) => {
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
      this.child.on('error', () => die(new DocumentError('INTERNAL')));
      this.child.on('exit', (_code, signal) => die(deathOf(signal)));
    });
    this.ready.catch(() => {});
    this.rest();
  }

  /** An idle process must not keep the service from ending. */
  private rest(): void {
    this.child.unref();
    this.child.channel?.unref();
  }

  private wake(): void {
    this.child.ref();
    this.child.channel?.ref();
  }

  /** Waits until the program is loaded. */
  async start(): Promise<void> {
    this.wake();
    try {
      await this.ready;
    } finally {
      this.rest();
    }
  }

  /** Sends one request and waits for its answer within the bounds. The caller sends one at a time. */
  async ask<A extends { id: number; type: string }>(
    request: object,
    bounds: Bounds,
    onPage?: PageProgress,
  ): Promise<A> {
    await this.start();
    if (this.dead) throw new DocumentError('INTERNAL');
    this.wake();
    const id = this.nextId++;
    const began = Date.now();
    return new Promise<A>((resolve, reject) => {
      let timer: NodeJS.Timeout;
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.listener = undefined;
        this.onDeath = undefined;
        this.rest();
        settle();
      };
      const allow = (ms: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          finish(() => reject(new DocumentError('TIME_LIMIT')));
          void this.end();
        }, ms);
      };
      const clockMs = Math.max(LEAST_CLOCK_MS, bounds.timeMs * CLOCK_FACTOR);
      allow(clockMs);
      this.onDeath = (error) => finish(() => reject(error));
      this.listener = (answer) => {
        if (answer.id !== id) return;
        if (answer.type === 'progress') {
          // A long document earns its time page by page; one page that hangs does not.
          const all = Math.min(LONGEST_MS, clockMs + answer.pages * bounds.perPageMs * CLOCK_FACTOR);
          allow(Math.max(0, Math.min(clockMs, began + all - Date.now())));
          onPage?.(answer.page, answer.pages);
        } else if (answer.type === 'failed')
          finish(() => reject(new DocumentError(answer.code, answer.detail)));
        else finish(() => resolve(answer as unknown as A));
      };
      this.child.send({ ...request, id, timeMs: bounds.timeMs }, (error) => {
        if (error) finish(() => reject(new DocumentError('INTERNAL')));
      });
    });
  }

  async end(): Promise<void> {
    this.dead = true;
    // Whoever waits for the end must live to see it.
    this.child.ref();
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
