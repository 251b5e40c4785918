import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breathPath } from './breath.ts';
import { faviconSvg, iconSvg } from './logo.ts';
import { cordPath, loopsIn, uncoiled } from './path.ts';

interface Piece {
  readonly from: readonly [number, number];
  readonly control: readonly [number, number, number, number];
  readonly to: readonly [number, number];
}

/** The cubic pieces of a path of M, C and H. */
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

const shape = { width: 416, height: 50, pitch: 22 };
const whole = (loops: number, part: 'whole' | 'line' | 'coil' = 'whole'): string =>
  cordPath({ ...shape, coil: uncoiled(loops, shape.pitch, shape.width), part });
const all = loopsIn(shape.width, shape.pitch);

const shapes = fc.record({
  width: fc.integer({ min: 20, max: 2000 }),
  height: fc.integer({ min: 4, max: 200 }),
  pitch: fc.integer({ min: 4, max: 80 }),
  opening: fc.integer({ min: 1, max: 800 }),
  phase: fc.double({ min: -7, max: 7, noNaN: true }),
  coil: fc.record({ from: fc.integer({ min: -900, max: 2000 }), to: fc.integer({ min: -900, max: 3000 }) }),
});

describe('the cord', () => {
  it('is a straight line without a coil', () => {
    expect(cordPath({ width: 360, height: 50 })).toBe('M0 25H360');
    expect(whole(all)).toBe('M0 25H416');
    expect(whole(all, 'coil')).toBe('');
  });

  it('is all coil at first: no line to be seen', () => {
    expect(whole(0, 'line')).toBe('');
  });

  it('has a coil of even loops', () => {
    const tops = piecesOf(whole(0)).filter(({ from, to }) => from[0] > 0 && to[0] < 416).map(({ to }) => to);
    const high = Math.min(...tops.map(([, y]) => y));
    const peaks = tops.filter(([, y]) => y - high < 0.02).map(([x]) => x);
    const gaps = peaks.slice(1).map((x, i) => x - (peaks[i] ?? NaN));
    expect(gaps.length).toBeGreaterThan(12);
    for (const gap of gaps) expect(gap).toBeCloseTo(22, 1);
  });

  it('meets the line level and at its height', () => {
    for (let loops = 9; loops < all; loops += 1) {
      const [first] = piecesOf(whole(loops, 'coil'));
      expect(first?.from[1]).toBe(25);
      expect(first?.control[1]).toBeCloseTo(25, 5);
      expect(whole(loops, 'line')).toBe(`M0 25H${first?.from[0]}`);
    }
  });

  it('keeps still what the opening has not reached', () => {
    const inside = (loops: number) => piecesOf(whole(loops)).filter(({ from }) => from[0] > 330 && from[0] < 400);
    expect(inside(0).length).toBeGreaterThan(20);
    expect(inside(12)).toEqual(inside(0));
  });

  it('has no corner, no gap, and stays within its height', () => {
    fc.assert(
      fc.property(shapes, (any) => {
        const path = cordPath(any);
        expect(path).not.toMatch(/NaN|Infinity/);
        const pieces = piecesOf(path);
        pieces.forEach(({ from, control, to }, i) => {
          expect(to[1]).toBeGreaterThanOrEqual(-0.01);
          expect(to[1]).toBeLessThanOrEqual(any.height + 0.01);
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
          expect(from).toHaveLength(2);
        });
      }),
    );
  });

  it('opens from left to right, never back', () => {
    let last = -1;
    for (let loops = 0; loops <= all; loops += 1) {
      const line = Number(/H([\d.]+)/.exec(whole(loops, 'line'))?.[1] ?? 0);
      expect(line).toBeGreaterThanOrEqual(last);
      last = line;
    }
    expect(last).toBe(416);
  });
});

describe('what else the cord draws', () => {
  it('lifts the line and puts it down where it was', () => {
    const parts = [{ kind: 'in', ms: 2000 }, { kind: 'hold', ms: 1000 }, { kind: 'out', ms: 2000 }] as const;
    expect(breathPath(parts, 0, 120)).toBe('M0 120C25.2 120 34.8 20 60 20H90C115.2 20 124.8 120 150 120');
    expect(breathPath(parts, 0, 120, 1, 1)).toBe('M60 20H90');
    expect(breathPath(parts, 0, 120, 2).match(/C/g)).toHaveLength(4);
  });

  it('draws the favicon: run scripts/favicon.mjs after a change of the cord', async () => {
    expect(await readFile(new URL('../favicon.svg', import.meta.url), 'utf8')).toBe(faviconSvg());
    expect(await readFile(new URL('../icons/panel-icon.svg', import.meta.url), 'utf8')).toBe(iconSvg());
  });
});
