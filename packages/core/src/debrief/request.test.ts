import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type PersonId, type RequestId } from '../ids/index.ts';
import {
  type Answer,
  answerRequest,
  type Around,
  askFor,
  defaultDebriefPolicy as policy,
  mayGiveFor,
  passOn,
  type Reach,
  type Request,
  seeRequest,
  spaceMs,
  takeBackRequest,
  turnOf,
  twoOf,
  type Wish,
} from './index.ts';

const [ana, lea, leo, lio, ben, cem] = ['ana', 'lea', 'leo', 'lio', 'ben', 'cem'].map((name) => asId<PersonId>(name)) as [
  PersonId, PersonId, PersonId, PersonId, PersonId, PersonId,
];
const everybody = [ana, lea, leo, lio, ben, cem];
const around: Around = { standIns: [leo], otherLeads: [lio, lea], circle: [ben, cem] };
const request = asId<RequestId>('r1');
const { answerWithinMs } = policy;
const word = { request, asker: ana, wish: { kind: 'word' }, reach: { kind: 'lead', person: lea } } as const;
const coming: Answer = { kind: 'coming' };

describe('a request', () => {
  it('is between two from its answer on: who asked and who answered', () => {
    const open = askFor(word, around, policy, 0);
    expect(twoOf(open)).toBeNull();
    const answered = answerRequest(open, lea, coming, 1);
    expect(answered.kind === 'answered' && twoOf(answered.request)).toEqual([ana, lea]);
    expect(twoOf(takeBackRequest(open, 1))).toBeNull();
  });

  it('goes from the lead to the stand-in, to the other leads, and back to who asked', () => {
    let now = 1000;
    let open = askFor(word, around, policy, now);
    const path = [turnOf(open)];
    for (let i = 0; i < 3; i += 1) {
      expect(passOn(open, null, around, policy, now + answerWithinMs - 1)).toBe(open);
      now += answerWithinMs;
      open = passOn(open, null, around, policy, now);
      path.push(turnOf(open));
    }
    expect(path).toEqual([[lea], [lea, leo], [lea, leo, lio], [ana]]);
    expect(open.state).toBe('unanswered');
  });

  it('is handed on at once by a lead who cannot, and nobody waits for a round in which there is nobody', () => {
    const open = askFor(word, around, policy, 0);
    expect(turnOf(passOn(open, lea, around, policy, 5))).toEqual([leo]);
    expect(turnOf(passOn(open, lea, { ...around, standIns: [] }, policy, 5))).toEqual([lio]);
    expect(passOn(open, lea, { ...around, standIns: [], otherLeads: [] }, policy, 5)).toMatchObject({ state: 'unanswered', dueAt: null });
    expect(passOn(open, leo, around, policy, 5)).toBe(open);
  });

  it('goes to nobody but the colleagues it was asked of', () => {
    const ofOne = askFor({ ...word, reach: { kind: 'colleague', person: ben } }, around, policy, 0);
    expect(passOn(ofOne, null, around, policy, answerWithinMs).state).toBe('unanswered');
    const ofAll = askFor({ ...word, reach: { kind: 'circle' } }, around, policy, 0);
    const oneLeft = passOn(ofAll, ben, around, policy, 1);
    expect(turnOf(oneLeft)).toEqual([cem]);
    expect(passOn(oneLeft, cem, around, policy, 2).state).toBe('unanswered');
  });

  it('for a view goes to nobody who could not open it, and has a day', () => {
    const view = askFor({ ...word, wish: { kind: 'view' } }, around, policy, 0);
    expect(view.dueAt).toBe(policy.viewWithinMs);
    expect(passOn(view, null, around, policy, policy.viewWithinMs).state).toBe('unanswered');
  });

  it('is told at once that there is nobody', () => {
    expect(askFor({ ...word, reach: { kind: 'circle' } }, { ...around, circle: [] }, policy, 0).state).toBe('unanswered');
  });

  const act = fc.record({
    what: fc.constantFrom('see', 'answer', 'decline', 'take-back', 'time'),
    by: fc.constantFrom(...everybody),
    answer: fc.constantFrom<Answer>(coming, { kind: 'at', at: 99 }, { kind: 'given' }),
    passMs: fc.integer({ min: 0, max: 2 * answerWithinMs }),
    around: fc.record({ standIns: fc.subarray(everybody), otherLeads: fc.subarray(everybody), circle: fc.subarray(everybody) }),
  });
  const wishes = fc.constantFrom<Wish>({ kind: 'word' }, { kind: 'space', space: 'ten-minutes' }, { kind: 'view' });
  const reaches = fc.constantFrom<Reach>({ kind: 'lead', person: lea }, { kind: 'colleague', person: ben }, { kind: 'circle' });

  it('always has somebody whose turn it is and a time at which it moves on; an answer is given once, and what is taken back stays so', () => {
    fc.assert(
      fc.property(wishes, reaches, fc.array(act, { maxLength: 25 }), (wish, reach, acts) => {
        let now = 0;
        let known: Request = askFor({ ...word, wish, reach }, around, policy, now);
        for (const { what, by, answer, passMs, around: there } of acts) {
          const before = known;
          now += passMs;
          if (what === 'see') known = seeRequest(known, by, now);
          if (what === 'decline') known = passOn(known, by, there, policy, now);
          if (what === 'time') known = passOn(known, null, there, policy, now);
          if (what === 'take-back') known = takeBackRequest(known, now);
          if (what === 'answer') {
            const answered = answerRequest(known, by, answer, now);
            expect(answered.kind === 'answered' && before.state === 'asked').toBe(before.state === 'asked' && turnOf(before).includes(by));
            if (answered.kind === 'answered') known = answered.request;
          }
          if (before.state !== 'asked') expect({ ...known, asked: [] }).toEqual({ ...before, asked: [] });
          expect(known.answer !== null).toBe(known.state === 'answered');
          if (known.state === 'asked') {
            expect(turnOf(known).length).toBeGreaterThan(0);
            expect(known.dueAt).toBeGreaterThan(known.askedAt);
          } else expect([known.dueAt, known.closedAt === null]).toEqual([null, false]);
          if (known.state === 'unanswered') expect(turnOf(known)).toEqual([ana]);
          // Time is given by who may answer, or by who has; once it is closed without an answer, by nobody.
          const open = known;
          const givers = everybody.filter((person) => mayGiveFor(open, person));
          if (open.state === 'asked') expect(givers).toEqual(everybody.filter((person) => answerRequest(open, person, { kind: 'given' }, now).kind === 'answered'));
          else expect(givers).toEqual(everybody.filter((person) => person === open.answer?.by));
          expect(new Set(known.asked.map(({ person }) => person)).size).toBe(known.asked.length);
          expect(known.asked.map(({ person }) => person)).not.toContain(ana);
        }
        // Time alone brings every request to an end.
        for (let i = 0; i < 4; i += 1) known = passOn(known, null, around, policy, (now += policy.viewWithinMs));
        expect(known.state).not.toBe('asked');
      }),
    );
  });
});

describe('space', () => {
  it('is ten minutes at least', () => {
    const hourEndsAt = 3_600_000;
    expect(spaceMs('rest-of-hour', hourEndsAt - 25 * 60_000, hourEndsAt)).toBe(25 * 60_000);
    expect(spaceMs('rest-of-hour', hourEndsAt - 60_000, hourEndsAt)).toBe(10 * 60_000);
  });
});
