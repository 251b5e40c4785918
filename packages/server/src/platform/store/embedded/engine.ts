import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreFull, StoreUnavailable } from '../errors.ts';
import { prepareData, workerFile } from './prepare.ts';
import { fault, probe } from './probe.mjs';

type FromWorker =
  | { readonly kind: 'started'; readonly compiled: WebAssembly.Module }
  | { readonly kind: 'reset' }
  | { readonly kind: 'reply'; readonly bytes: Uint8Array }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string };

type ToWorker =
  { readonly kind: 'reset' } | { readonly kind: 'send'; readonly bytes: Uint8Array } | { readonly kind: 'close' };

interface Listener {
  reply(bytes: Uint8Array): void;
  /** Called when the engine has failed. Unanswered statements may or may not have been carried out. */
  gone(error: Error): void;
}

/** The use of the running engine by a single client. */
export interface Session {
  send(bytes: Uint8Array): void;
  leave(): void;
}

interface Running {
  readonly worker: Worker;
  listener: Listener | null;
  resets: (() => void)[];
}

const postRequest = (running: Running, request: ToWorker): void => running.worker.postMessage(request, []);

// Compiling takes longer than the rest of a start, so later workers reuse the module of the first.
let compiled: WebAssembly.Module | undefined;

const noSpace = /ENOSPC|EDQUOT|No space left|Disk quota exceeded/;

const toError = (code: string, detail: string): Error =>
  noSpace.test(`${code} ${detail}`)
    ? new StoreFull(`the disk of the embedded database is full (${code})`)
    : new StoreUnavailable(`the embedded database stopped (${code}) ${detail}`.trim());

/**
 * Engine of the embedded database: a worker that is started when it is first needed. After a failure that it could not
 * survive it is started again and recovers from its log.
 */
export class Engine {
  readonly #watch: Int32Array;
  readonly #folder: string;
  readonly #onFirstStart: () => void;
  readonly #shared = new SharedArrayBuffer(probe.length * Int32Array.BYTES_PER_ELEMENT);
  #running: Promise<Running> | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(folder: string, onFirstStart: () => void) {
    this.#folder = folder;
    this.#onFirstStart = onFirstStart;
    this.#watch = new Int32Array(this.#shared);
  }

  /** Returns the number of syncs to the disk. */
  syncs(): number {
    return Atomics.load(this.#watch, probe.syncs);
  }

  /** Makes the engine's files behave as on a full or broken disk, for tests. */
  disturb(how: keyof typeof fault): void {
    Atomics.store(this.#watch, probe.fault, fault[how]);
  }

  /** Opens a session. There is only one at a time: the caller waits until the last one has ended. */
  async open(listener: Listener): Promise<Session> {
    this.#running ??= this.#start();
    const running = await this.#running;
    await new Promise<void>((resolve, reject) => {
      running.listener = { reply: () => {}, gone: reject };
      running.resets.push(resolve);
      postRequest(running, { kind: 'reset' });
    });
    running.listener = listener;
    return {
      send: (bytes) => postRequest(running, { kind: 'send', bytes }),
      leave: () => {
        if (running.listener === listener) running.listener = null;
      },
    };
  }

  /** Writes everything out and ends the worker. */
  async close(): Promise<void> {
    const starting = this.#running;
    this.#running = null;
    const running = await starting?.catch(() => null);
    if (running) {
      await new Promise<void>((resolve) => {
        running.worker.once('exit', () => resolve());
        running.worker.on('message', (message: FromWorker) => {
          if (message.kind === 'closed' || message.kind === 'failed') resolve();
        });
        postRequest(running, { kind: 'close' });
      });
      this.#ended = running.worker.terminate();
    }
    await this.#ended;
  }

  async #start(): Promise<Running> {
    try {
      // Two engines in one folder destroy its data, so the last worker must have ended before the next starts.
      await this.#ended;
      await prepareData(this.#folder, this.#onFirstStart);
      return await this.#startWorker();
    } catch (error) {
      this.#running = null;
      throw error;
    }
  }

  #startWorker(): Promise<Running> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(workerFile, {
        workerData: { folder: path.join(this.#folder, 'data'), watch: this.#shared, compiled },
      });
      const running: Running = { worker, listener: null, resets: [] };
      let failed = false;
      const fail = (error: Error): void => {
        if (failed) return;
        failed = true;
        this.#ended = worker.terminate();
        this.#running = null;
        reject(error);
        running.listener?.gone(error);
        running.listener = null;
      };
      worker.on('message', (message: FromWorker) => {
        if (failed) return;
        if (message.kind === 'started') {
          compiled = message.compiled;
          resolve(running);
        } else if (message.kind === 'reset') running.resets.shift()?.();
        else if (message.kind === 'reply') running.listener?.reply(message.bytes);
        else if (message.kind === 'failed') fail(toError(message.code, message.detail));
      });
      worker.on('error', (error) => fail(toError('CRASH', String(error))));
      worker.on('exit', () => fail(toError('EXIT', '')));
    });
  }
}
