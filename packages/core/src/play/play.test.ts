import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Drawing, beginDrawing, drawAll, drawTo, isDrawn, isStuck, edgesOf, makeFigure, openFrom, undoLine } from './one-line.ts';
import { type Pairs, allFound, isUp, makePairs, turnAll, turnCard } from './pairs.ts';
import { randomFrom, shuffled } from './random.ts';
import { cordOf, crossed, isFree, makeTangle, moveKnot, straight } from './tangle.ts';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('seeded random numbers', () => {
  it('The same seed gives the same numbers, evenly enough to shuffle by', () => {
    const some = (from: number) => Array.from({ length: 5 }, randomFrom(from));
    expect(some(7)).toEqual(some(7));
    expect(some(7)).not.toEqual(some(8));
    const random = randomFrom(3);
    const firsts = Array.from({ length: 6000 }, () => shuffled([0, 1, 2], random)[0]);
    for (const one of [0, 1, 2]) expect(Math.abs(firsts.filter((n) => n === one).length - 2000)).toBeLessThan(150);
  });
});

describe('a tangle', () => {
  const tangle = fc.tuple(seed, fc.integer({ min: 5, max: 10 })).map(([from, knots]) => makeTangle(from, knots));

  it('A new tangle crosses itself, with every knot apart and on the board', () => {
    fc.assert(
      fc.property(tangle, (t) => {
        expect(isFree(t)).toBe(false);
        for (const [i, { x, y }] of t.knots.entries()) {
          for (const n of [x, y]) expect(n).toBeGreaterThan(0.06);
          for (const n of [x, y]) expect(n).toBeLessThan(0.94);
          for (const other of t.knots.slice(i + 1)) expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(0.07);
        }
      }),
    );
  });

  it('A tangle comes free when its knots are moved into order', () => {
    fc.assert(
      fc.property(tangle, seed, (t, order) => {
        const aim = straight(t.knots.length);
        const ends = shuffled([...t.knots.keys()], randomFrom(order)).reduce((current, knot) => moveKnot(current, knot, aim.knots[knot]!), t);
        expect(isFree(ends)).toBe(true);
      }),
    );
  });

  it('Two stretches cross each other, or neither crosses', () => {
    fc.assert(
      fc.property(tangle, (t) => {
        expect(crossed(t).size).toBeGreaterThanOrEqual(2);
      }),
    );
    const knots = [{ x: 0.8, y: 0.2 }, { x: 0.8, y: 0.8 }, { x: 0.2, y: 0.8 }, { x: 0.3, y: 0.1 }];
    // Counted from the left: stretch 3 crosses stretch 0, the entry; stretch 4, the exit, crosses stretches 0 and 1.
    expect([...crossed({ knots })].sort()).toEqual([0, 1, 3, 4]);
  });

  it('A touch counts as a crossing', () => {
    const knots = [{ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.2 }, { x: 0.25, y: 0.5 }];
    expect(isFree({ knots })).toBe(false);
  });

  it('Every knot stays on the board, wherever it is moved to', () => {
    const anywhere = fc.double({ min: -9, max: 9, noNaN: true });
    fc.assert(
      fc.property(tangle, anywhere, anywhere, (t, x, y) => {
        for (const spot of cordOf(moveKnot(t, 1, { x, y }))) {
          for (const n of [spot.x, spot.y]) expect(n >= 0 && n <= 1).toBe(true);
        }
      }),
    );
  });
});

describe('pairs', () => {
  const dealt = fc.tuple(seed, fc.integer({ min: 2, max: 8 })).map(([from, pairs]) => makePairs(from, pairs, 10));
  const played = fc.tuple(dealt, fc.array(fc.nat(17), { maxLength: 60 })).map(([p, turns]) => turns.reduce(turnCard, p));

  it('A new game has each picture twice, all face down', () => {
    fc.assert(
      fc.property(dealt, (p) => {
        for (const picture of p.cards) expect(p.cards.filter((other) => other === picture)).toHaveLength(2);
        expect(p.cards.some((_, card) => isUp(p, card))).toBe(false);
      }),
    );
  });

  it('Every game can be finished, and a finished game does not change', () => {
    const finish = (p: Pairs): Pairs =>
      p.cards.reduce<Pairs>((current, picture, card) => turnCard(turnCard(current, card), p.cards.lastIndexOf(picture)), { ...p, open: [] });
    fc.assert(
      fc.property(played, (p) => {
        const end = finish(p);
        expect(allFound(end)).toBe(true);
        expect(turnCard(end, 0)).toBe(end);
        expect(allFound(turnAll(p))).toBe(true);
      }),
    );
  });

  it('At most two cards are open, and they do not match', () => {
    fc.assert(
      fc.property(played, ({ open, cards, found }) => {
        expect(open.length).toBeLessThanOrEqual(2);
        expect(new Set(open.map((card) => cards[card])).size).toBe(open.length);
        expect(open.some((card) => found.includes(cards[card]!))).toBe(false);
      }),
    );
  });
});

describe('one line', () => {
  const figure = fc.tuple(seed, fc.integer({ min: 5, max: 12 })).map(([from, lines]) => makeFigure(from, lines));
  const played = fc
    .tuple(figure, fc.array(fc.nat(8), { maxLength: 80 }))
    .map(([f, points]): Drawing => points.reduce(drawTo, beginDrawing(f)));

  it('A figure has the number of lines asked for, none twice, none across another', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 5, max: 12 }), (from, count) => {
        const lines = edgesOf(makeFigure(from, count)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
        expect(lines).toHaveLength(count);
        expect(new Set(lines.map(String)).size).toBe(count);
        const middles = lines.map(([a, b]) => `${(a % 3) + (b % 3)},${Math.floor(a / 3) + Math.floor(b / 3)}`);
        expect(new Set(middles).size).toBe(count);
      }),
    );
  });

  it('A figure can be drawn along its solution', () => {
    fc.assert(
      fc.property(figure, (f) => {
        const end = f.walk.slice(1).reduce(drawTo, beginDrawing(f));
        expect(isDrawn(end)).toBe(true);
        expect(isStuck(end)).toBe(false);
        expect(isDrawn(drawAll(beginDrawing(f)))).toBe(true);
      }),
    );
  });

  it('No line is drawn twice, and every line can be undone to the first point', () => {
    fc.assert(
      fc.property(played, (d) => {
        const drawn = d.path.slice(1).map((point, i) => [d.path[i]!, point].sort().join());
        expect(new Set(drawn).size).toBe(drawn.length);
        let back = d;
        while (back.path.length > 1) back = undoLine(back);
        expect(undoLine(back).path).toEqual([d.figure.walk[0]]);
      }),
    );
  });

  it('Every dead end can be left by undoing', () => {
    fc.assert(
      fc.property(played, (d) => {
        if (isDrawn(d)) return;
        const next = isStuck(d) ? drawTo(d, d.path.at(-2)!) : drawTo(d, openFrom(d)[0]!);
        expect(next.path).not.toEqual(d.path);
      }),
    );
  });
});
