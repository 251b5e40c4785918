import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type PersonId, type WordId } from '../ids/index.ts';
import { type Tie, circleOf } from './circle.ts';
import { type Words, answerWord, askForWord, askedForMs, settleWords, takeBackWord, wordForMe } from './word.ts';

const [ana, ben, cem] = ['ana', 'ben', 'cem'].map((name) => asId<PersonId>(name)) as [PersonId, PersonId, PersonId];
const people = fc.constantFrom(ana, ben, cem);
const ties = fc
  .uniqueArray(fc.record({ asker: people, asked: people, state: fc.constantFrom('asked', 'agreed', 'declined'), withdrawn: fc.boolean() }), {
    selector: ({ asker, asked }) => `${asker} ${asked}`,
  })
  .map((all) =>
    all
      .filter(({ asker, asked }) => asker !== asked)
      .map((tie) => ({ ...tie, withdrawn: tie.withdrawn && tie.state === 'declined' })) as Tie[]);

describe('a circle', () => {
  it('has the other in mine whenever it has me in theirs', () => {
    fc.assert(
      fc.property(ties, people, people, (all, one, other) => {
        expect(circleOf(one, all).members.includes(other)).toBe(circleOf(other, all).members.includes(one));
      }),
    );
  });

  it('has nobody who never said so, one way or the other', () => {
    fc.assert(
      fc.property(ties, people, people, (all, one, other) => {
        if (!circleOf(one, all).members.includes(other)) return;
        const between = all.filter(({ asker, asked }) => [asker, asked].includes(one) && [asker, asked].includes(other));
        expect(between.some(({ state }) => state === 'agreed') || between.filter(({ withdrawn }) => !withdrawn).length === 2).toBe(true);
      }),
    );
  });

  it('does not let a decline be told from no answer yet', () => {
    fc.assert(
      fc.property(ties, people, (all, me) => {
        const unanswered = all
          .filter(({ asker, withdrawn }) => asker !== me || !withdrawn)
          .map((tie) => (tie.asker === me && tie.state === 'declined' ? ({ ...tie, state: 'asked' } as Tie) : tie));
        expect(circleOf(me, all)).toEqual(circleOf(me, unanswered));
      }),
    );
  });

  it('asks me once, and not again when I have declined', () => {
    const tie: Tie = { asker: ana, asked: ben, state: 'asked', withdrawn: false };
    expect(circleOf(ben, [tie])).toEqual({ members: [], invited: [], askingMe: [ana] });
    expect(circleOf(ben, [{ ...tie, state: 'declined' }])).toEqual({ members: [], invited: [], askingMe: [] });
    expect(circleOf(ben, [{ ...tie, state: 'declined' }, { ...tie, asker: ben, asked: ana }]).members).toEqual([ana]);
  });
});

describe('a word', () => {
  const word = asId<WordId>('w1');
  const none: Words = new Map();
  const asked = askForWord(none, { word, asker: ana, asked: ben, place: 'kitchen' }, 1000);
  const everybody = () => true;
  const answered = (words: Words, answer: 'yes' | 'not-now', me = ben) => answerWord(words, word, me, answer, 2000);

  it('is shown to the one it was asked of, and nobody else', () => {
    expect(wordForMe(asked, ben)).toMatchObject({ word, asker: ana, place: 'kitchen', state: 'asked' });
    for (const other of [ana, cem]) expect(wordForMe(asked, other)).toBeNull();
  });

  it('can be answered by nobody else, and once', () => {
    expect(answered(asked, 'yes', cem)).toEqual({ kind: 'not-found' });
    expect(answered(asked, 'yes', ana)).toEqual({ kind: 'not-found' });
    const yes = answered(asked, 'yes');
    if (yes.kind !== 'answered') throw new Error(yes.kind);
    expect(answered(yes.words, 'yes')).toEqual(yes);
    expect(answered(yes.words, 'not-now')).toEqual({ kind: 'no-longer-possible' });
  });

  it('lets go in the same way for every reason but a yes', () => {
    const declined = answered(asked, 'not-now');
    if (declined.kind !== 'answered') throw new Error(declined.kind);
    const runOut = settleWords(asked, everybody, 1000 + askedForMs);
    const onACall = settleWords(asked, () => false, 2000);
    const states = [declined.words, runOut, onACall].map((words) => ({ ...words.get(ana), stateAt: 0 }));
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1);
    for (const words of [declined.words, runOut, onACall]) expect(wordForMe(words, ben)).toBeNull();
  });

  it('is not asked of somebody who is not free, at any moment', () => {
    const person = fc.tuple(people, people).filter(([a, b]) => a !== b);
    fc.assert(
      fc.property(fc.array(person, { maxLength: 6 }), fc.subarray([ana, ben, cem]), fc.integer({ min: 0, max: 600_000 }), (asks, free, now) => {
        const all = asks.reduce((so, [asker, to], i) => askForWord(so, { word: asId(`w${i}`), asker, asked: to, place: 'phone' }, 0), none);
        const settled = settleWords(all, (one) => free.includes(one), now);
        for (const me of [ana, ben, cem]) {
          if (wordForMe(settled, me)?.state === 'asked') expect(free.includes(me) && now < askedForMs).toBe(true);
        }
      }),
    );
  });

  it('is taken back by who asked, and by nobody else', () => {
    expect(takeBackWord(asked, word, ben)).toBe(asked);
    expect(wordForMe(takeBackWord(asked, word, ana), ben)).toBeNull();
  });

  it('is forgotten some minutes after the answer', () => {
    const yes = answered(asked, 'yes');
    if (yes.kind !== 'answered') throw new Error(yes.kind);
    expect(settleWords(yes.words, () => false, 60_000).size).toBe(1);
    expect(settleWords(yes.words, everybody, 60 * 60_000).size).toBe(0);
  });
});
