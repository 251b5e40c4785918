import type { SourceId } from '@onhook/core/ids';

export interface AsteriskConfig {
  readonly source: SourceId;
  readonly host: string;
  /** AMI's port: 5038, over TLS usually 5039. */
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  /** Left out: plain TCP, for loopback only. */
  readonly tls?: {
    /** PEM of the authority that signed the phone system's certificate; left out, the public ones. */
    readonly ca?: string;
    /** The name in the certificate, where it is not `host`. */
    readonly servername?: string;
  };
  /** Keys the hash that stands for a caller's number: at least 16 bytes, the same for ever. */
  readonly customerKey: string | Uint8Array;
}

/** Timers and chance, so that tests can move the one and fix the other. */
export interface Runtime {
  /** Runs `then` once after `ms`; the function it returns calls that off. */
  after(ms: number, then: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}

/** What calls off a timer that was never set. */
export const nothingSet = (): void => {};

export const realRuntime: Runtime = {
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
