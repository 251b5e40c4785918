import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type PersonId, type RequestId } from '../ids/index.ts';
import {
  type RequestAnswer,
  answerRequest,
  askedNext,
  type Candidates,
  createRequest,
  defaultDebriefPolicy as policy,
  mayGrantTime,
  declineRequest,
  escalateIfDue,
  type Audience,
  type Request,
  markSeen,
  spaceMs,
  takeBackRequest,
  turnOf,
  participants,
  type Need,
} from './index.ts';

const [ana, lea, leo, lio, ben, cem] = ['ana', 'lea', 'leo', 'lio', 'ben', 'cem'].map((name) => asId<PersonId>(name)) as [
  PersonId, PersonId, PersonId, PersonId, PersonId, PersonId,
];
const everybody = [ana, lea, leo, lio, ben, cem];
const around: Candidates = { standIns: [leo], otherLeads: [lio, lea], circle: [ben, cem] };
const request = asId<RequestId>('r1');
const { answerWithinMs } = policy;
const word = { request, asker: ana, wish: { kind: 'word' }, reach: { kind: 'lead', person: lea } } as const;
const coming: RequestAnswer = { kind: 'coming' };

describe('a debrief request', () => {
  it('The people who are asked next are those who are then asked, at each step, until nobody is left', () => {
    let open = createRequest(word, around, policy, 0);
    for (const next of [[leo], [lio]]) {
      expect(askedNext(open, around)).toEqual(next);
      const before = open.asked.length;
      open = escalateIfDue(open, around, policy, open.dueAt ?? 0);
      expect(open.asked.slice(before).map(({ person }) => person)).toEqual(next);
    }
    expect(askedNext(open, around)).toEqual([]);
    expect(askedNext(takeBackRequest(open, 1), around)).toEqual([]);
    expect(askedNext(createRequest({ ...word, reach: { kind: 'circle' } }, around, policy, 0), around)).toEqual([]);
  });

  it('The asker and the answerer are the participants from the answer on', () => {
    const open = createRequest(word, around, policy, 0);
    expect(participants(open)).toBeNull();
    const answered = answerRequest(open, lea, coming, 1);
    expect(answered.kind === 'answered' && participants(answered.request)).toEqual([ana, lea]);
    expect(participants(takeBackRequest(open, 1))).toBeNull();
  });

  it('A request goes from the lead to the stand-in, to the other leads and back to the asker', () => {
    let now = 1000;
    let open = createRequest(word, around, policy, now);
    const path = [turnOf(open)];
    for (let i = 0; i < 3; i += 1) {
      expect(escalateIfDue(open, around, policy, now + answerWithinMs - 1)).toBe(open);
      now += answerWithinMs;
      open = escalateIfDue(open, around, policy, now);
      path.push(turnOf(open));
    }
    expect(path).toEqual([[lea], [lea, leo], [lea, leo, lio], [ana]]);
    expect(open.state).toBe('unanswered');
  });

  it('A lead who declines escalates the request at once, and a step without people is skipped', () => {
    const open = createRequest(word, around, policy, 0);
    expect(turnOf(declineRequest(open, lea, around, policy, 5))).toEqual([leo]);
    expect(turnOf(declineRequest(open, lea, { ...around, standIns: [] }, policy, 5))).toEqual([lio]);
    expect(declineRequest(open, lea, { ...around, standIns: [], otherLeads: [] }, policy, 5)).toMatchObject({ state: 'unanswered', dueAt: null });
    expect(declineRequest(open, leo, around, policy, 5)).toBe(open);
  });

  it('A request to colleagues goes to nobody else', () => {
    const ofOne = createRequest({ ...word, reach: { kind: 'colleague', person: ben } }, around, policy, 0);
    expect(escalateIfDue(ofOne, around, policy, answerWithinMs).state).toBe('unanswered');
    const ofAll = createRequest({ ...word, reach: { kind: 'circle' } }, around, policy, 0);
    const oneLeft = declineRequest(ofAll, ben, around, policy, 1);
    expect(turnOf(oneLeft)).toEqual([cem]);
    expect(declineRequest(oneLeft, cem, around, policy, 2).state).toBe('unanswered');
  });

  it('A request for a view goes to nobody who could not open it, and has a day', () => {
    const view = createRequest({ ...word, wish: { kind: 'view' } }, around, policy, 0);
    expect(view.dueAt).toBe(policy.viewWithinMs);
    expect(escalateIfDue(view, around, policy, policy.viewWithinMs).state).toBe('unanswered');
  });

  it('A request without anybody to ask is closed at once as unanswered', () => {
    expect(createRequest({ ...word, reach: { kind: 'circle' } }, { ...around, circle: [] }, policy, 0).state).toBe('unanswered');
  });

  const act = fc.record({
    what: fc.constantFrom('see', 'answer', 'decline', 'take-back', 'time'),
    by: fc.constantFrom(...everybody),
    answer: fc.constantFrom<RequestAnswer>(coming, { kind: 'at', at: 99 }, { kind: 'given' }),
    passMs: fc.integer({ min: 0, max: 2 * answerWithinMs }),
    around: fc.record({ standIns: fc.subarray(everybody), otherLeads: fc.subarray(everybody), circle: fc.subarray(everybody) }),
  });
  const wishes = fc.constantFrom<Need>({ kind: 'word' }, { kind: 'space', space: 'ten-minutes' }, { kind: 'view' });
  const reaches = fc.constantFrom<Audience>({ kind: 'lead', person: lea }, { kind: 'colleague', person: ben }, { kind: 'circle' });

  it('An open request always has a turn and a due time; an answer counts once, and a request taken back stays so', () => {
    fc.assert(
      fc.property(wishes, reaches, fc.array(act, { maxLength: 25 }), (wish, reach, acts) => {
        let now = 0;
        let known: Request = createRequest({ ...word, wish, reach }, around, policy, now);
        for (const { what, by, answer, passMs, around: there } of acts) {
          const before = known;
          now += passMs;
          if (what === 'see') known = markSeen(known, by, now);
          if (what === 'decline') known = declineRequest(known, by, there, policy, now);
          if (what === 'time') known = escalateIfDue(known, there, policy, now);
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
          const givers = everybody.filter((person) => mayGrantTime(open, person));
          if (open.state === 'asked') expect(givers).toEqual(everybody.filter((person) => answerRequest(open, person, { kind: 'given' }, now).kind === 'answered'));
          else expect(givers).toEqual(everybody.filter((person) => person === open.answer?.by));
          expect(new Set(known.asked.map(({ person }) => person)).size).toBe(known.asked.length);
          expect(known.asked.map(({ person }) => person)).not.toContain(ana);
        }
        // Time alone brings every request to an end.
        for (let i = 0; i < 4; i += 1) known = escalateIfDue(known, around, policy, (now += policy.viewWithinMs));
        expect(known.state).not.toBe('asked');
      }),
    );
  });
});

describe('space', () => {
  it('A space is at least ten minutes', () => {
    const hourEndsAt = 3_600_000;
    expect(spaceMs('rest-of-hour', hourEndsAt - 25 * 60_000, hourEndsAt)).toBe(25 * 60_000);
    expect(spaceMs('rest-of-hour', hourEndsAt - 60_000, hourEndsAt)).toBe(10 * 60_000);
  });
});
