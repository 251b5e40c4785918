import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type QueueName } from '../ids/index.ts';
import { cuts, judge, weights, type DifficultyFacts } from './judge.ts';
import type { Baseline } from './baseline.ts';

const hardCodes = new Set(['complaint']);
const baseline: Baseline = { medianSeconds: 240, spread: 0.6 };
const easy: DifficultyFacts = {
  queue: asId<QueueName>('billing'),
  talkSeconds: 240,
  holds: 0,
  longestHoldSeconds: 0,
  transfers: 0,
  repeats: 0,
  wrapUpCode: null,
  customerSentiment: null,
};

const facts: fc.Arbitrary<DifficultyFacts> = fc.record({
  queue: fc.constant(easy.queue),
  talkSeconds: fc.double({ min: 0, max: 20_000, noNaN: true }),
  holds: fc.nat(8),
  longestHoldSeconds: fc.double({ min: 0, max: 3600, noNaN: true }),
  transfers: fc.nat(5),
  repeats: fc.nat(8),
  wrapUpCode: fc.constantFrom(null, 'other', 'complaint'),
  customerSentiment: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
});
const anyUsual: fc.Arbitrary<Baseline> = fc.record({
  medianSeconds: fc.double({ min: 1, max: 3600, noNaN: true }),
  spread: fc.double({ min: 0.35, max: 1.2, noNaN: true }),
});

/** Worsens one fact. */
const worse: fc.Arbitrary<(f: DifficultyFacts) => DifficultyFacts> = fc.oneof(
  fc.double({ min: 0, max: 5000, noNaN: true }).map((by) => (f: DifficultyFacts) => ({ ...f, talkSeconds: f.talkSeconds + by })),
  fc.nat(3).map((by) => (f: DifficultyFacts) => ({ ...f, holds: f.holds + by })),
  fc.double({ min: 0, max: 900, noNaN: true }).map((by) => (f: DifficultyFacts) => ({ ...f, longestHoldSeconds: f.longestHoldSeconds + by })),
  fc.nat(3).map((by) => (f: DifficultyFacts) => ({ ...f, transfers: f.transfers + by })),
  fc.nat(3).map((by) => (f: DifficultyFacts) => ({ ...f, repeats: f.repeats + by })),
  fc.constant((f: DifficultyFacts) => ({ ...f, wrapUpCode: 'complaint' })),
  fc
    .double({ min: 0, max: 2, noNaN: true })
    .map((by) => (f: DifficultyFacts) => ({ ...f, customerSentiment: f.customerSentiment === null ? -by / 2 : Math.max(-1, f.customerSentiment - by) })),
);

describe('the difficulty of a call', () => {
  it('A worse fact never lowers the score', () => {
    fc.assert(
      fc.property(facts, worse, anyUsual, (before, change, of) => {
        const [less, more] = [judge(before, of, hardCodes), judge(change(before), of, hardCodes)];
        expect(more.score).toBeGreaterThanOrEqual(less.score - 1e-9);
        if (more.score > less.score) expect(more.level).toBeGreaterThanOrEqual(less.level);
      }),
    );
  });

  it('The level is the number of cuts that the score reaches', () => {
    fc.assert(
      fc.property(facts, anyUsual, (of, than) => {
        const { score, level } = judge(of, than, hardCodes);
        expect(level === 0 || score >= cuts[level - 1]!).toBe(true);
        expect(level === 3 || score < cuts[level]!).toBe(true);
      }),
    );
  });

  it('A judgement has at most three reasons, each a fact of the call', () => {
    fc.assert(
      fc.property(facts, anyUsual, (of, than) => {
        const { reasons } = judge(of, than, hardCodes);
        expect(reasons.length).toBeLessThanOrEqual(3);
        expect(new Set(reasons.map((reason) => reason.kind)).size).toBe(reasons.length);
        for (const reason of reasons) {
          switch (reason.kind) {
            case 'handle-time':
              expect(of.talkSeconds).toBeGreaterThan(than.medianSeconds);
              expect(reason.timesUsual).toBeCloseTo(of.talkSeconds / than.medianSeconds, 0);
              break;
            case 'held':
              expect(reason).toMatchObject({ times: of.holds, longestSeconds: Math.round(of.longestHoldSeconds) });
              break;
            case 'transferred':
              expect(reason.times).toBe(of.transfers);
              break;
            case 'same-customer':
              expect(reason.callsToday).toBe(of.repeats + 1);
              break;
            case 'wrap-up-code':
              expect(reason.code).toBe('complaint');
              break;
            case 'customer-sentiment':
              expect(of.customerSentiment).toBeLessThan(0);
              break;
            case 'agent-said':
              expect.fail('a judgement knows nothing of what an agent said');
          }
        }
      }),
    );
  });

  it('The heaviest reason comes first', () => {
    const { reasons } = judge({ ...easy, holds: 1, wrapUpCode: 'complaint', repeats: 2 }, baseline, hardCodes);
    expect(reasons.map((reason) => reason.kind)).toEqual(['wrap-up-code', 'same-customer', 'held']);
  });

  it('An ordinary call is usual, a short one easy, and a hard one has two worse facts or an extreme one', () => {
    const levelOf = (changed: Partial<DifficultyFacts>) => judge({ ...easy, ...changed }, baseline, hardCodes).level;
    expect(levelOf({})).toBe(1);
    expect(levelOf({ talkSeconds: 60 })).toBe(0);
    expect(levelOf({ wrapUpCode: 'complaint' })).toBe(1);
    expect(levelOf({ talkSeconds: 552, holds: 2, longestHoldSeconds: 120 })).toBe(2);
    expect(levelOf({ talkSeconds: 1300 })).toBe(2);
    expect(levelOf({ talkSeconds: 1300, repeats: 2, wrapUpCode: 'complaint' })).toBe(3);
  });

  it('An unknown fact is no reason', () => {
    const { score, reasons } = judge(easy, baseline, hardCodes);
    expect(score).toBeCloseTo(0, 9);
    expect(reasons).toEqual([]);
    expect(Object.values(weights).every((weight) => weight > 0)).toBe(true);
  });
});
