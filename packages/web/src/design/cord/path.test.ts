import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breathFill, breathHeight, breathLoop, loopTall } from './breath.ts';
import { faviconSvg, iconSvg } from './logo.ts';
import { coilLength, coilStart, cordGradient, cordPath, cordPoint } from './path.ts';

interface Piece {
  readonly from: readonly [number, number];
  readonly control: readonly [number, number, number, number];
  readonly to: readonly [number, number];
}

/** Parses the cubic curves of a path that consists of M, C and H. */
const piecesOf = (path: string): Piece[] => {
  const pieces: Piece[] = [];
  let x = 0;
  let y = 0;
  for (const [, command, rest = ''] of path.matchAll(/([MCH])([^MCH]*)/g)) {
    const n = rest.trim().split(/[ ,]+/).map(Number);
    const [a = NaN, b = NaN, c = NaN, d = NaN, e = NaN, f = NaN] = n;
    if (command === 'C') pieces.push({ from: [x, y], control: [a, b, c, d], to: [e, f] });
    [x, y] = command === 'C' ? [e, f] : command === 'H' ? [a, y] : [a, b];
  }
  return pieces;
};

/** Number of turns: a coil without a second end, or one that has both ends. */
const turns = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 40 }));
/** A coil and a turn of it, as a share of the coil or of its first twelve turns. */
const moments = fc.record({ turns, share: fc.double({ min: 0, max: 1, noNaN: true }) });
const turnIn = (all: number, share: number): number => share * Math.min(all, 12);

/** First and second derivative of the curve by the turn, in the panel's units. */
const derivatives = (n: number, all: number, pitch = 20, height = 46) => {
  const step = 1e-3;
  const at = (of: number) => {
    const { x, y } = cordPoint(of, all);
    return { x: x * pitch, y: y * height };
  };
  const [before, here, after] = [at(n - step), at(n), at(n + step)];
  return {
    dx: (after.x - before.x) / (2 * step),
    dy: (after.y - before.y) / (2 * step),
    ddx: (after.x - 2 * here.x + before.x) / step ** 2,
    ddy: (after.y - 2 * here.y + before.y) / step ** 2,
  };
};

const shapes = fc.record({
  left: fc.integer({ min: -900, max: 0 }),
  right: fc.integer({ min: 100, max: 2000 }),
  base: fc.integer({ min: -100, max: 300 }),
  height: fc.integer({ min: 4, max: 200 }),
  pitch: fc.integer({ min: 4, max: 80 }),
  start: fc.integer({ min: -900, max: 2500 }),
  turns: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 30 })),
});

describe('the curve of the cord', () => {
  it('has no cusp, and no radius of curvature below 3.5 px in the panel', () => {
    fc.assert(
      fc.property(moments, ({ turns: all, share }) => {
        const { dx, dy, ddx, ddy } = derivatives(turnIn(all, share), all);
        const speed = Math.hypot(dx, dy);
        expect(speed).toBeGreaterThan(30);
        expect(speed ** 3 / Math.abs(dx * ddy - dy * ddx)).toBeGreaterThan(3.5);
      }),
      { numRuns: 2000 },
    );
  });

  it('runs backwards at the top of each turn, which closes the loop', () => {
    fc.assert(
      fc.property(turns, fc.nat({ max: 60 }), (all, turn) => {
        if (turn >= all) return;
        expect(derivatives(turn + 0.5, all).dx).toBeLessThan(-20);
      }),
    );
  });

  it('is level at both ends of the coil', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (all) => {
        for (const end of [0, all]) {
          const { dx, dy } = derivatives(end, all);
          expect(Math.abs(dy)).toBeLessThan(0.01 * dx);
          expect(cordPoint(end, all).y).toBeCloseTo(0, 9);
        }
        expect(cordPoint(all, all).x).toBeCloseTo(coilLength(all), 9);
      }),
    );
  });

  it('has loops that touch inside the coil and are apart at its end', () => {
    const left = (turn: number) => cordPoint(turn + 0.75).x;
    const right = (turn: number) => cordPoint(turn + 0.25).x;
    // The stroke is 0.15 pitches wide in the panel.
    for (let turn = 6; turn < 20; turn += 1) expect(left(turn + 1) - right(turn)).toBeLessThan(0.15);
    expect(left(1) - right(0)).toBeGreaterThan(0.9);
    const gaps = [0, 1, 2, 3, 4, 5].map((turn) => cordPoint(turn + 1).x - cordPoint(turn).x);
    expect(gaps).toEqual(gaps.toSorted((a, b) => b - a));
    expect(gaps[0]).toBeGreaterThan(2.5);
    expect(gaps[5]).toBeCloseTo(1, 9);
  });

  it('is symmetrical in a coil with two ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const n = all * share;
        const there = cordPoint(all - n, all);
        expect(cordPoint(n, all).x).toBeCloseTo(coilLength(all) - there.x, 6);
        expect(cordPoint(n, all).y).toBeCloseTo(there.y, 6);
      }),
    );
  });

  it('stays between the line and the height of a turn', () => {
    fc.assert(
      fc.property(moments, ({ turns: all, share }) => {
        const { y } = cordPoint(turnIn(all, share), all);
        expect(y).toBeGreaterThanOrEqual(-1e-9);
        expect(y).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

describe('the path of the cord', () => {
  it('is a straight line without a coil', () => {
    const shape = { left: 0, right: 360, base: 46, pitch: 20, height: 46, start: 100 };
    expect(cordPath({ ...shape, turns: 0 })).toBe('M0 46H360');
    expect(cordPath({ ...shape, start: 360 })).toBe('M0 46H360');
  });

  it('is smooth, without a gap, and reaches from edge to edge', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const path = cordPath(shape);
        expect(path).not.toMatch(/NaN|Infinity/);
        const pieces = piecesOf(path);
        pieces.forEach(({ control, to }, i) => {
          expect(to[1]).toBeGreaterThanOrEqual(shape.base - shape.height - 0.01);
          expect(to[1]).toBeLessThanOrEqual(shape.base + 0.01);
          const next = pieces[i + 1];
          if (!next) return;
          expect(next.from).toEqual(to);
          // At a joint, the two handles are on one straight line (apart from rounding), on opposite sides of the joint.
          const before = [to[0] - control[2], to[1] - control[3]] as const;
          const after = [next.control[0] - to[0], next.control[1] - to[1]] as const;
          const bend = before[0] * after[1] - before[1] * after[0];
          const along = before[0] * after[0] + before[1] * after[1];
          expect(Math.abs(bend)).toBeLessThan(0.02 * (Math.hypot(...before) + Math.hypot(...after)) + 0.001);
          expect(along).toBeGreaterThan(-0.05);
        });
        const end = pieces.at(-1)?.to[0] ?? shape.right;
        expect(/H([-\d.]+)$/.exec(path)?.[1] ?? end).toSatisfy((x: string | number) => Number(x) >= shape.right - 0.01);
      }),
    );
  });

  it('keeps the shape of the coil when the coil starts further to the right', () => {
    const shape = { left: -100, right: 900, base: 0, pitch: 20, height: 46 };
    const [here, there] = [0, 250].map((start) => piecesOf(cordPath({ ...shape, start })));
    for (const [i, piece] of there!.entries()) {
      expect(piece.to[0]).toBeCloseTo(here![i]!.to[0] + 250, 1);
      expect(piece.to[1]).toBeCloseTo(here![i]!.to[1], 1);
    }
  });

  it('moves the coil from the left edge beyond the right edge as progress grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 2000 }), fc.integer({ min: 5, max: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (width, pitch, progress) => {
        expect(coilStart(progress, width, pitch)).toBeLessThanOrEqual(coilStart(Math.min(1, progress + 0.01), width, pitch));
        expect(coilStart(0, width, pitch)).toBeLessThan(-5 * pitch);
        // A loop reaches back by less than a pitch.
        expect(coilStart(1, width, pitch)).toBeGreaterThan(width + pitch);
      }),
    );
  });

  it('has a gradient along the outermost loop', () => {
    const { from, to } = cordGradient(40, 20);
    expect(from).toBe(40);
    expect(to).toBeCloseTo(40 + cordPoint(1).x * 20, 9);
  });
});

describe('the breath’s loop', () => {
  const parts = [{ kind: 'in', ms: 4000 }, { kind: 'hold', ms: 1000 }, { kind: 'out', ms: 5000 }] as const;

  it('rises for “in”, stays for “hold”, sinks for “out”, and repeats', () => {
    expect([0, 2000, 4000, 4500, 5000, 7500, 10_000, 12_000].map((ms) => Math.round(breathHeight(parts, ms) * 100) / 100)).toEqual([
      0, 0.5, 1, 1, 1, 0.5, 0, 0.5,
    ]);
  });

  it('changes its height by less than 1 % from frame to frame', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (ms) => {
        expect(Math.abs(breathHeight(parts, ms + 16) - breathHeight(parts, ms))).toBeLessThan(0.01);
      }),
    );
  });

  it('is centred, and grows to its full height', () => {
    const top = (height: number): number => Math.min(...piecesOf(breathLoop(height, 180, 0, 360, 200)).map(({ to }) => to[1]));
    expect(200 - top(1)).toBeCloseTo(loopTall, 0);
    expect(200 - top(0)).toBeLessThan(40);
    const xs = piecesOf(breathLoop(0.5, 180, 0, 360, 200)).flatMap(({ from, to }) => [from[0], to[0]]);
    const inside = [...breathFill(0.5, 180, 200).matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(inside[0]?.[0]).toBeCloseTo(180, 1);
    expect(Math.max(...inside.map(([, y]) => y))).toBe(inside[0]?.[1]);
    expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(180, 0);
  });
});

describe('the logo', () => {
  it('equals the favicon and the panel’s icon, which scripts/favicon.mjs writes', async () => {
    expect(await readFile(new URL('../favicon.svg', import.meta.url), 'utf8')).toBe(faviconSvg());
    expect(await readFile(new URL('../icons/panel-icon.svg', import.meta.url), 'utf8')).toBe(iconSvg());
  });
});
