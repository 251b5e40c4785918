// @ts-check
// Runs PGlite away from the main thread, and, started as a process of its own, prepares a new data folder.
// Plain JavaScript so that a worker can load it as it is, from the sources and beside the bundle alike.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { DurableFs } from './durable-fs.mjs';
import { probe } from './probe.mjs';

// PGlite's own list without -F (which turns fsync off). fdatasync and open_sync do nothing in the engine's C library,
// hence wal_sync_method.
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', 'shared_buffers=16MB', 'min_wal_size=64MB', 'max_wal_size=128MB'].flatMap(
    (setting) => ['-c', setting],
  ),
];

// There is no checkpointer beside a single-user engine: without this the log, and with it a restart, grows for ever.
const CHECKPOINT_EVERY_PAGES = 4096;

const READY = 0x5a;
const IDLE = 0x49;

/**
 * @param {string} folder
 * @param {Int32Array} watch
 * @param {(code: string, detail: string) => void} onFailure
 * @param {WebAssembly.Module} [module]
 */
const start = (folder, watch, onFailure, module) =>
  PGlite.create({
    ...(module && { pgliteWasmModule: module }),
    fs: new DurableFs(folder, watch, (code) => onFailure(code, '')),
    startParams,
    onStderr: (line) => {
      if (line.includes('PANIC:') || line.includes('FATAL:')) onFailure('PANIC', line);
      return false;
    },
  });

/** @param {string} text */
const simpleQuery = (text) => {
  const body = Buffer.from(`${text}\0`);
  const message = Buffer.alloc(5 + body.length);
  message.write('Q');
  message.writeInt32BE(4 + body.length, 1);
  body.copy(message, 5);
  return message;
};

const compile = () =>
  WebAssembly.compile(fs.readFileSync(fileURLToPath(import.meta.resolve('@electric-sql/pglite/pglite.wasm'))));

/** @param {{ folder: string, watch: SharedArrayBuffer, compiled?: WebAssembly.Module }} data */
const serve = async ({ folder, watch, compiled = undefined }) => {
  const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
  const counters = new Int32Array(watch);
  const onFailure = (/** @type {string} */ code, /** @type {string} */ detail) =>
    port.postMessage({ kind: 'failed', code, detail });
  const module = compiled ?? (await compile());
  const pg = await start(folder, counters, onFailure, module);

  const run = async (/** @type {Uint8Array} */ bytes) => {
    /** @type {Uint8Array[]} */
    const chunks = [];
    await pg.execProtocolRawStream(bytes, {
      syncToFs: false,
      onRawData: (chunk) => {
        chunks.push(chunk.slice());
      },
    });
    return Buffer.concat(chunks);
  };

  let checkpointAt = CHECKPOINT_EVERY_PAGES;
  let last = Promise.resolve();
  const serially = (/** @type {() => Promise<void>} */ work) => {
    last = last.then(work).catch((error) => {
      port.postMessage({ kind: 'failed', code: 'CRASH', detail: String(error) });
    });
  };

  port.on('message', (request) => {
    serially(async () => {
      if (request.kind === 'reset') {
        await run(simpleQuery('ROLLBACK'));
        await run(simpleQuery('DISCARD ALL'));
        return port.postMessage({ kind: 'reset' });
      }
      if (request.kind === 'close') {
        await pg.close();
        return port.postMessage({ kind: 'closed' });
      }
      // Startup packets begin with their length; PGlite answers those with its return value, not through the stream.
      const reply = request.bytes[0] === 0 ? await pg.execProtocolRaw(request.bytes) : await run(request.bytes);
      port.postMessage({ kind: 'reply', bytes: reply });
      const idle = reply.at(-1) === IDLE && reply.at(-6) === READY;
      const written = Atomics.load(counters, probe.walPages);
      if (idle && written >= checkpointAt) {
        await run(simpleQuery('CHECKPOINT'));
        checkpointAt = Atomics.load(counters, probe.walPages) + CHECKPOINT_EVERY_PAGES;
      }
    });
  });
  port.postMessage({ kind: 'started', compiled: module });
};

/** @param {string} file */
const syncFile = (file) => {
  const fd = fs.openSync(file, 'r');
  fs.fsyncSync(fd);
  fs.closeSync(fd);
};

/** @param {string} folder */
const prepare = async (folder) => {
  const pg = await start(folder, new Int32Array(probe.length), (code, detail) => {
    throw new Error(`${code} ${detail}`);
  });
  await pg.close();
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    syncFile(path.join(entry.parentPath, entry.name));
  }
  syncFile(folder);
};

if (isMainThread) await prepare(/** @type {string} */ (process.argv[2]));
else await serve(workerData);
