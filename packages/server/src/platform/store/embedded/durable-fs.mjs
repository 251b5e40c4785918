// @ts-check
import fs from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { fault, probe } from './probe.mjs';

const WAL_PAGE = 8192;

/**
 * PGlite's own files never reach the disk: its `fsync` does nothing. This one asks the operating system, and tells
 * `onFailure` when the write-ahead log or a sync failed, which the engine cannot survive.
 */
export class DurableFs extends NodeFS {
  /** @type {Int32Array} */
  #probe;
  /** @type {(code: string) => void} */
  #onFailure;

  /**
   * @param {string} folder
   * @param {Int32Array} watch
   * @param {(code: string) => void} onFailure
   */
  constructor(folder, watch, onFailure) {
    super(folder);
    this.#probe = watch;
    this.#onFailure = onFailure;
  }

  /**
   * @param {import('@electric-sql/pglite').PGlite} pg
   * @param {any} options
   * @override
   */
  async init(pg, options) {
    const { emscriptenOpts } = await super.init(pg, options);
    const preRun = [...(emscriptenOpts.preRun ?? []), (/** @type {any} */ module) => this.#harden(module.NODEFS)];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }

  /** @param {any} nodeFs */
  #harden(nodeFs) {
    const ops = nodeFs.stream_ops;
    const { open, write } = ops;

    ops.open = (/** @type {any} */ stream) => {
      open(stream);
      stream.shared.inWal = nodeFs.realPath(stream.node).includes('/pg_wal/');
    };

    ops.write = (
      /** @type {any} */ stream,
      /** @type {Uint8Array} */ buffer,
      /** @type {number} */ offset,
      /** @type {number} */ length,
      /** @type {number} */ position,
    ) => {
      const { inWal } = stream.shared;
      try {
        nodeFs.tryFSOperation(() => this.#refuseIfDisturbed(stream.nfd, position + length));
        const written = write(stream, buffer, offset, length, position);
        if (inWal) Atomics.add(this.#probe, probe.walPages, Math.ceil(written / WAL_PAGE));
        return written;
      } catch (error) {
        if (inWal) this.#onFailure(nodeFs.codeOf(error));
        throw error;
      }
    };

    ops.fsync = (/** @type {any} */ stream) => {
      try {
        nodeFs.tryFSOperation(() => fs.fsyncSync(stream.nfd));
      } catch (error) {
        this.#onFailure(nodeFs.codeOf(error));
        throw error;
      }
      Atomics.add(this.#probe, probe.syncs, 1);
      return 0;
    };

    // The engine's own error numbers say nothing to Node: keep the name that Node gave.
    const { convertNodeCode } = nodeFs;
    let lastCode = 'UNKNOWN';
    nodeFs.convertNodeCode = (/** @type {NodeJS.ErrnoException} */ error) => {
      lastCode = error.code ?? 'UNKNOWN';
      return convertNodeCode(error);
    };
    nodeFs.codeOf = (/** @type {any} */ error) => error?.code ?? lastCode;
  }

  /**
   * @param {number} fd
   * @param {number} end
   */
  #refuseIfDisturbed(fd, end) {
    const pretended = Atomics.load(this.#probe, probe.fault);
    if (pretended === fault.none) return;
    if (pretended === fault.growthRefused && end <= fs.fstatSync(fd).size) return;
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  }
}
