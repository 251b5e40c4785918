import { isIP } from 'node:net';

/** Counts attempts by a key within each minute. */
export interface Limiter {
  /** Counts one attempt. False when it is one too many. */
  hit(key: string): boolean;
  /** True when another attempt would be one too many. Counts nothing. */
  isSpent(key: string): boolean;
}

const minuteMs = 60_000;

/**
 * Makes a limiter. It forgets all keys when a minute begins, so its memory is that of one minute's attempts.
 *
 * @param max attempts of one key within a minute
 * @param now milliseconds of a clock that runs in real time, as a moved clock must not let an attacker in
 */
export const createLimiter = (max: number, now: () => number = Date.now): Limiter => {
  let minute = 0;
  const attempts = new Map<string, number>();
  const countOf = (key: string): number => {
    const current = Math.floor(now() / minuteMs);
    if (current !== minute) attempts.clear();
    minute = current;
    return attempts.get(key) ?? 0;
  };
  return {
    hit: (key) => {
      const count = countOf(key) + 1;
      attempts.set(key, count);
      return count <= max;
    },
    isSpent: (key) => countOf(key) >= max,
  };
};

/** Limits of an HTTP server, each a number within a minute where nothing else is said. */
export interface HttpLimits {
  /** Requests from one address; a centre's agents may all have the same one. */
  readonly perAddress: number;
  readonly perPerson: number;
  readonly perSession: number;
  /** Live streams that one session holds at a time. */
  readonly streamsPerSession: number;
  /** Directory tokens from one address that are no good. */
  readonly badTokensPerAddress: number;
  /** Milliseconds within which the header of a request must have arrived. */
  readonly headersWithinMs: number;
  /** Milliseconds within which a whole request must have arrived. */
  readonly requestWithinMs: number;
}

export const defaultLimits: HttpLimits = {
  perAddress: 12_000,
  perPerson: 2400,
  perSession: 1200,
  streamsPerSession: 6,
  badTokensPerAddress: 30,
  headersWithinMs: 20_000,
  requestWithinMs: 60_000,
};

/** Counters of signed-in requests. */
export interface ActorLimits {
  readonly person: Limiter;
  readonly session: Limiter;
}

/**
 * The part of an address that limits count by. Whoever has an IPv6 address has a whole network of 64 bits.
 *
 * @param ip an address as Node writes it
 */
export const addressKey = (ip: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(ip) !== 6) return ip;
  const [head = '', tail] = ip.split('%')[0]!.split('::');
  const [first, last] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = tail === undefined ? 0 : 8 - first!.length - last!.length;
  const groups = [...first!, ...Array.from({ length: zeros }, () => '0'), ...last!];
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
};
