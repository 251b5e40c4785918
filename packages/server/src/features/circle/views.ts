import type { CircleView, Colleague } from '@onhook/contract';
import { askedForMs, circleOf, otherOf, wordForMe, type Words } from '@onhook/core/circle';
import type { PersonId } from '@onhook/core/ids';
import type { NamedTie } from './queries.ts';

export interface CirclePlace {
  readonly now: number;
  readonly words: Words;
  isFree(person: PersonId): boolean;
}

const named = (person: PersonId, names: ReadonlyMap<PersonId, string>): Colleague => ({ person, name: names.get(person) ?? '' });

/** One agent's circle. Of a colleague it tells the name and whether they are free now. */
export const presentCircle = (me: PersonId, ties: readonly NamedTie[], { now, words, isFree }: CirclePlace): CircleView => {
  const { members, invited, askingMe } = circleOf(me, ties);
  const names = new Map<PersonId, string>();
  for (const tie of ties) {
    const other = otherOf(me, tie);
    if (other !== null) names.set(other, other === tie.asker ? tie.askerName : tie.askedName);
  }
  const mine = words.get(me);
  const forMe = wordForMe(words, me);
  return {
    serverNow: now,
    members: members.map((person) => ({ ...named(person, names), free: isFree(person) })),
    invited: invited.map((person) => named(person, names)),
    askingMe: askingMe.map((person) => named(person, names)),
    // A tie that has been left takes its words with it.
    wordForMe:
      forMe && members.includes(forMe.asker) && forMe.state !== 'let-go'
        ? { word: forMe.word, from: named(forMe.asker, names), place: forMe.place, state: forMe.state, until: forMe.askedAt + askedForMs }
        : null,
    myWord:
      mine && members.includes(mine.asked)
        ? { word: mine.word, to: named(mine.asked, names), place: mine.place, state: mine.state, until: mine.askedAt + askedForMs }
        : null,
  };
};
