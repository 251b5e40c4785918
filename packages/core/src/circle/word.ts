import type { PersonId, WordId } from '../ids/index.ts';

export const meetingPlaces = ['my-desk', 'your-desk', 'phone', 'kitchen'] as const;
/** Where or how the asker would meet. */
export type MeetingPlace = (typeof meetingPlaces)[number];

/** One asks one of their circle for a word. `let-go`: declined, run out, or the line was wanted; the asker is not told which. */
export interface Word {
  readonly word: WordId;
  readonly asker: PersonId;
  readonly asked: PersonId;
  readonly place: MeetingPlace;
  readonly askedAt: number;
  readonly state: 'asked' | 'yes' | 'let-go';
  readonly stateAt: number;
}

/** The one word each person has asked for, by who asked. */
export type Words = ReadonlyMap<PersonId, Word>;

export const askedForMs = 2 * 60_000;
/** How long an answer is worth showing: the talk is three minutes. */
const answeredForMs = 4 * 60_000;

const changed = (words: Words, word: Word): Words => new Map(words).set(word.asker, word);

/** Lets go of what has run out or whose colleague is no longer free, and forgets what was answered some time ago. */
export const settleWords = (words: Words, isFree: (person: PersonId) => boolean, now: number): Words => {
  let next = words;
  for (const word of words.values()) {
    if (word.state === 'asked' && (now >= word.askedAt + askedForMs || !isFree(word.asked))) {
      next = changed(next, { ...word, state: 'let-go', stateAt: now });
    } else if (word.state !== 'asked' && now >= word.stateAt + answeredForMs) {
      const fewer = new Map(next);
      fewer.delete(word.asker);
      next = fewer;
    }
  }
  return next;
};

/** A new request takes the place of the one before. */
export const askForWord = (words: Words, ask: Pick<Word, 'word' | 'asker' | 'asked' | 'place'>, now: number): Words =>
  changed(words, { ...ask, askedAt: now, state: 'asked', stateAt: now });

export type Answered = { readonly kind: 'answered'; readonly words: Words } | { readonly kind: 'not-found' | 'no-longer-possible' };

const byId = (words: Words, word: WordId): Word | undefined => [...words.values()].find((known) => known.word === word);

/** Who was asked answers; the same answer may be given twice. */
export const answerWord = (words: Words, word: WordId, me: PersonId, answer: 'yes' | 'not-now', now: number): Answered => {
  const known = byId(words, word);
  if (known?.asked !== me) return { kind: 'not-found' };
  const state = answer === 'yes' ? 'yes' : 'let-go';
  if (known.state === state) return { kind: 'answered', words };
  if (known.state !== 'asked') return { kind: 'no-longer-possible' };
  return { kind: 'answered', words: changed(words, { ...known, state, stateAt: now }) };
};

/** Who asked does not wait for it any more. */
export const takeBackWord = (words: Words, word: WordId, me: PersonId): Words => {
  if (words.get(me)?.word !== word) return words;
  const fewer = new Map(words);
  fewer.delete(me);
  return fewer;
};

/** What is asked of me now, the longest waiting first; or what I have just said yes to. */
export const wordForMe = (words: Words, me: PersonId): Word | null => {
  const mine = [...words.values()].filter(({ asked, state }) => asked === me && state !== 'let-go');
  return mine.find(({ state }) => state === 'asked') ?? mine.toSorted((a, b) => b.stateAt - a.stateAt)[0] ?? null;
};
