import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type PersonId, type TalkRequestId } from '../ids/index.ts';
import { type CircleLink, circleOf } from './circle.ts';
import { type TalkRequests, answerTalkRequest, requestTalk, talkRequestMs, closeTalkRequests, withdrawTalkRequest, talkRequestFor } from './talk-request.ts';

const [ana, ben, cem] = ['ana', 'ben', 'cem'].map((name) => asId<PersonId>(name)) as [PersonId, PersonId, PersonId];
const people = fc.constantFrom(ana, ben, cem);
const ties = fc
  .uniqueArray(fc.record({ asker: people, asked: people, state: fc.constantFrom('asked', 'agreed', 'declined'), withdrawn: fc.boolean() }), {
    selector: ({ asker, asked }) => `${asker} ${asked}`,
  })
  .map((all) =>
    all
      .filter(({ asker, asked }) => asker !== asked)
      .map((tie) => ({ ...tie, withdrawn: tie.withdrawn && tie.state === 'declined' })) as CircleLink[]);

describe('a circle', () => {
  it("Two people are in each other's circle or in neither", () => {
    fc.assert(
      fc.property(ties, people, people, (all, one, other) => {
        expect(circleOf(one, all).members.includes(other)).toBe(circleOf(other, all).members.includes(one));
      }),
    );
  });

  it('Nobody is in a circle without having agreed or asked', () => {
    fc.assert(
      fc.property(ties, people, people, (all, one, other) => {
        if (!circleOf(one, all).members.includes(other)) return;
        const between = all.filter(({ asker, asked }) => [asker, asked].includes(one) && [asker, asked].includes(other));
        expect(between.some(({ state }) => state === 'agreed') || between.filter(({ withdrawn }) => !withdrawn).length === 2).toBe(true);
      }),
    );
  });

  it('A decline looks to the asker like a request without an answer', () => {
    fc.assert(
      fc.property(ties, people, (all, me) => {
        const unanswered = all
          .filter(({ asker, withdrawn }) => asker !== me || !withdrawn)
          .map((tie) => (tie.asker === me && tie.state === 'declined' ? ({ ...tie, state: 'asked' } as CircleLink) : tie));
        expect(circleOf(me, all)).toEqual(circleOf(me, unanswered));
      }),
    );
  });

  it('A person is asked once, and not again after a decline', () => {
    const tie: CircleLink = { asker: ana, asked: ben, state: 'asked', withdrawn: false };
    expect(circleOf(ben, [tie])).toEqual({ members: [], invited: [], askingMe: [ana] });
    expect(circleOf(ben, [{ ...tie, state: 'declined' }])).toEqual({ members: [], invited: [], askingMe: [] });
    expect(circleOf(ben, [{ ...tie, state: 'declined' }, { ...tie, asker: ben, asked: ana }]).members).toEqual([ana]);
  });
});

describe('a talk request', () => {
  const word = asId<TalkRequestId>('w1');
  const none: TalkRequests = new Map();
  const asked = requestTalk(none, { word, asker: ana, asked: ben, place: 'kitchen' }, 1000);
  const everybody = () => true;
  const answered = (words: TalkRequests, answer: 'yes' | 'not-now', me = ben) => answerTalkRequest(words, word, me, answer, 2000);

  it('Only the person who was asked sees the request', () => {
    expect(talkRequestFor(asked, ben)).toMatchObject({ word, asker: ana, place: 'kitchen', state: 'asked' });
    for (const other of [ana, cem]) expect(talkRequestFor(asked, other)).toBeNull();
  });

  it('Only the person who was asked can answer, and once', () => {
    expect(answered(asked, 'yes', cem)).toEqual({ kind: 'not-found' });
    expect(answered(asked, 'yes', ana)).toEqual({ kind: 'not-found' });
    const yes = answered(asked, 'yes');
    if (yes.kind !== 'answered') throw new Error(yes.kind);
    expect(answered(yes.requests, 'yes')).toEqual(yes);
    expect(answered(yes.requests, 'not-now')).toEqual({ kind: 'no-longer-possible' });
  });

  it('A request closes in the same way for every reason except a yes', () => {
    const declined = answered(asked, 'not-now');
    if (declined.kind !== 'answered') throw new Error(declined.kind);
    const runOut = closeTalkRequests(asked, everybody, 1000 + talkRequestMs);
    const onACall = closeTalkRequests(asked, () => false, 2000);
    const states = [declined.requests, runOut, onACall].map((words) => ({ ...words.get(ana), stateAt: 0 }));
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1);
    for (const words of [declined.requests, runOut, onACall]) expect(talkRequestFor(words, ben)).toBeNull();
  });

  it('A request closes as soon as the colleague is not free', () => {
    const person = fc.tuple(people, people).filter(([a, b]) => a !== b);
    fc.assert(
      fc.property(fc.array(person, { maxLength: 6 }), fc.subarray([ana, ben, cem]), fc.integer({ min: 0, max: 600_000 }), (asks, free, now) => {
        const all = asks.reduce((so, [asker, to], i) => requestTalk(so, { word: asId(`w${i}`), asker, asked: to, place: 'phone' }, 0), none);
        const settled = closeTalkRequests(all, (one) => free.includes(one), now);
        for (const me of [ana, ben, cem]) {
          if (talkRequestFor(settled, me)?.state === 'asked') expect(free.includes(me) && now < talkRequestMs).toBe(true);
        }
      }),
    );
  });

  it('Only the asker can withdraw a request', () => {
    expect(withdrawTalkRequest(asked, word, ben)).toBe(asked);
    expect(talkRequestFor(withdrawTalkRequest(asked, word, ana), ben)).toBeNull();
  });

  it('A request is deleted some minutes after its answer', () => {
    const yes = answered(asked, 'yes');
    if (yes.kind !== 'answered') throw new Error(yes.kind);
    expect(closeTalkRequests(yes.requests, () => false, 60_000).size).toBe(1);
    expect(closeTalkRequests(yes.requests, everybody, 60 * 60_000).size).toBe(0);
  });
});
