/** A stream of numbers in [0, 1). */
export type Random = () => number;

const scramble = (word: number): number => {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
};

/** Creates a random stream. The same seed and path give the same numbers (generator: Doty-Humphrey's sfc32). */
export function streamOf(seed: number, ...path: readonly number[]): Random {
  let a = scramble(seed + 0x9e3779b9);
  let b = scramble(a ^ 0x243f6a88);
  let c = scramble(b ^ 0x85a308d3);
  for (const step of path) {
    a = scramble(a ^ scramble(step + 0x13198a2e));
    b = scramble(b + a);
    c = scramble(c ^ b);
  }
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** Returns 32 hexadecimal digits that look like a keyed hash and are the same for the same seed and path. */
export function hexOf(seed: number, ...path: readonly number[]): string {
  const random = streamOf(seed, ...path);
  const word = () =>
    Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0');
  return word() + word() + word() + word();
}

/** Samples a uniform number from `low` (included) to `high` (excluded). */
export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** Samples an exponential number with the given mean. */
export const exponential = (random: Random, mean: number): number => -mean * Math.log(1 - random());

const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Samples a log-normal number by its mean and its squared coefficient of variation (variance over squared mean). */
export function logNormal(random: Random, mean: number, scv: number): number {
  const variance = Math.log(1 + scv);
  return mean * Math.exp(Math.sqrt(variance) * normal(random) - variance / 2);
}

/** Picks one of a list, each as likely as the others. */
export function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}
