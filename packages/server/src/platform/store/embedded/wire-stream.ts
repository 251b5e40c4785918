import { Duplex } from 'node:stream';
import type { Engine, Session } from './engine.ts';

const message = (letter: string): number => letter.charCodeAt(0);
// Messages that the engine answers: a startup packet (which begins with its length), Sync and Query.
const asksForAnswer = new Set([0, message('S'), message('Q')]);

/** Stream that `pg` uses as its socket. It speaks PostgreSQL's own protocol with the engine in the worker. */
export class WireStream extends Duplex {
  readonly #engine: Engine;
  #session: Session | null = null;
  #waiting: Buffer[] = [];

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
  }

  connect(): this {
    this.#join().catch((error: Error) => this.destroy(error));
    return this;
  }

  async #join(): Promise<void> {
    const session = await this.#engine.open({
      reply: (bytes) => this.push(bytes),
      gone: (error) => this.destroy(error),
    });
    if (this.destroyed) return session.leave();
    this.#session = session;
    this.emit('connect');
  }

  // Each call by `pg` writes one complete message.
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const kind = chunk[0] ?? -1;
    if (kind === message('X')) this.push(null);
    else {
      this.#waiting.push(chunk);
      if (asksForAnswer.has(kind)) {
        this.#session?.send(Buffer.concat(this.#waiting));
        this.#waiting = [];
      }
    }
    done();
  }

  override _read(): void {}

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#session?.leave();
    this.#session = null;
    done(error);
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
