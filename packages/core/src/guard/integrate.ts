// Nodes and weights of the eight-point Gauss-Legendre rule on [-1, 1]; the other half is symmetric.
const nodes = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363] as const;
const weights = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763] as const;
const panels = 48;

/**
 * Integrates `f` from `from` to `to`. Most points lie near `from`, where a short patience changes `f` fast: point x is
 * `from` plus the range times u cubed, with u spread evenly.
 *
 * Source: Gauss-Legendre quadrature, Abramowitz and Stegun 25.4.29, table 25.4.
 */
export const integrate = (f: (x: number) => number, from: number, to: number): number => {
  const range = to - from;
  const half = 1 / (2 * panels);
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = (2 * panel + 1) * half;
    for (let node = 0; node < nodes.length; node++) {
      const before = middle - half * nodes[node]!;
      const after = middle + half * nodes[node]!;
      sum += weights[node]! * (before * before * f(from + range * before ** 3) + after * after * f(from + range * after ** 3));
    }
  }
  return 3 * range * half * sum;
};
