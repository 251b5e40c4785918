import { expect, test } from 'vitest';
import { asId, type PersonId, type QueueName } from '../ids/index.ts';
import { figuresCsv, leastPeople, privateFigures, releaseHalfHour, roundedAtRandom } from './index.ts';

const at = Date.UTC(2026, 10, 22, 9, 30);

test('The CSV file has a row for each queue and half hour, and hides hard calls where too few people worked', () => {
  const counts = { at, offered: 12, answered: 8, answeredInTarget: 6, abandoned: 1, hardCalls: 2 };
  expect(
    figuresCsv([
      { queue: 'Billing', halfHours: [counts] },
      { queue: '=Small', halfHours: [{ ...counts, answered: 0, answeredInTarget: 0, abandoned: 0, hardCalls: null }] },
    ]),
  ).toBe(
    '"queue","from","offered","answered","answeredInTarget","serviceLevel","abandoned","hardCalls"\r\n' +
      '"Billing","2026-11-22T09:30:00.000Z","12","8","6","0.6667","1","2"\r\n' +
      '"\'=Small","2026-11-22T09:30:00.000Z","12","0","0","","0",""\r\n',
  );
});

test('One action of one person changes the released figures of its half hour with a probability of at most a tenth', () => {
  const { hardCalls, pausedBehind, rangFirst, ...minutes } = privateFigures;
  const share = ({ most, step }: { most: number; step: number }): number => most / step;
  const shares = Object.values(minutes).map(share).toSorted((a, b) => b - a);
  // An action makes a call hard or not, moves minutes from one account to another, and begins at most one recovery.
  // Another call can't ring first when the line was paused during the call.
  expect(share(hardCalls) + shares[0]! + shares[1]! + Math.max(share(pausedBehind), share(rangFirst))).toBeLessThanOrEqual(0.100001);
});

test('Rounding at random is right on average, and never leaves the two nearest steps', () => {
  for (const amount of [0, 1, 7, 20, 39]) {
    const results = Array.from({ length: 1_000 }, (_, n) => roundedAtRandom(amount, 20, () => n / 1_000));
    expect(results.reduce((a, b) => a + b, 0) / results.length).toBeCloseTo(amount);
    for (const result of results) expect(Math.abs(result - amount)).toBeLessThan(20);
  }
});

test('A half hour in which too few people worked releases no hard calls and no minutes', () => {
  const counts = { offered: 12, answered: 8, answeredInTarget: 6, abandoned: 1, hardCalls: 2 };
  const facts = (people: number) => ({ at, people, queues: [{ queue: asId<QueueName>('Billing'), people, counts }], entries: [], recoveries: [] });
  const few = releaseHalfHour(facts(leastPeople - 1), () => 0.99);
  expect(few).toEqual({ at, recovery: null, queues: [{ queue: 'Billing', offered: 10, answered: 10, answeredInTarget: 5, abandoned: 0, hardCalls: null }] });
  expect(releaseHalfHour(facts(leastPeople), () => 0.99)).toMatchObject({ recovery: { honouredMs: 0 }, queues: [{ hardCalls: 20 }] });
});

test('One person adds no more minutes to a half hour than the most that one person may add', () => {
  const entry = (person: string, amountMs: number) =>
    ({ txn: 't', person: asId<PersonId>(person), recovery: null, account: 'honoured', amountMs, kind: 'honoured', by: null, at }) as const;
  const minutes = (entries: ReturnType<typeof entry>[]) =>
    releaseHalfHour({ at, people: leastPeople, queues: [], entries, recoveries: [] }, () => 0.97).recovery?.honouredMs;
  expect(minutes([entry('ada', 100 * privateFigures.honouredMs.most)])).toBe(0);
  expect(minutes([entry('ada', privateFigures.honouredMs.most), entry('ben', privateFigures.honouredMs.most)])).toBe(privateFigures.honouredMs.step);
});
