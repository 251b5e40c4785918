import type { SourceId } from '@onhook/core/ids';
import type { CallerRules } from '../customer.ts';

/** Address and credentials of one AMI. */
export interface AsteriskConfig {
  readonly source: SourceId;
  readonly host: string;
  /** Usually 5038, over TLS 5039. */
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  /** Absent: plain TCP, for loopback only. */
  readonly tls?: {
    /** PEM of the authority that signed the phone system's certificate; absent: the public ones. */
    readonly ca?: string;
    /** Name in the certificate, where `host` is another. */
    readonly servername?: string;
  };
  /** Key of the hashes of callers' numbers: at least 16 bytes, never changed. */
  readonly customerKey: string | Uint8Array;
  /** Rules for callers' numbers; none by default. */
  readonly callers?: CallerRules;
  /** Path of Asterisk's queue_log, from which events of a gap in the connection are read. */
  readonly queueLog?: string;
}

/** Timers and chance, which tests control. */
export interface Runtime {
  /** Runs `then` once after `ms` milliseconds; the returned function cancels it. */
  after(ms: number, then: () => void): () => void;
  /** A number in [0, 1). */
  random(): number;
}

/** Cancels a timer that was never set. */
export const noTimer = (): void => {};

/** Timers of Node and its random numbers. */
export const systemRuntime: Runtime = {
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
