import type { CircleView, Colleague } from '@onhook/contract';
import { talkRequestMs, circleOf, otherOf, talkRequestFor, type TalkRequests } from '@onhook/core/circle';
import type { PersonId } from '@onhook/core/ids';
import type { NamedTie } from './queries.ts';

export interface CircleContext {
  readonly now: number;
  readonly words: TalkRequests;
  isFree(person: PersonId): boolean;
}

const named = (person: PersonId, names: ReadonlyMap<PersonId, string>): Colleague => ({ person, name: names.get(person) ?? '' });

const namesIn = (me: PersonId, ties: readonly NamedTie[]): ReadonlyMap<PersonId, string> => {
  const names = new Map<PersonId, string>();
  for (const tie of ties) {
    const other = otherOf(me, tie);
    if (other !== null) names.set(other, other === tie.asker ? tie.askerName : tie.askedName);
  }
  return names;
};

/** Presents the people of an agent's circle by name. A declined invitation looks like an unanswered one. */
export const toCircleLinks = (me: PersonId, ties: readonly NamedTie[]): Readonly<Record<'members' | 'invited' | 'askingMe', Colleague[]>> => {
  const names = namesIn(me, ties);
  const { members, invited, askingMe } = circleOf(me, ties);
  const all = (people: readonly PersonId[]): Colleague[] => people.map((person) => named(person, names));
  return { members: all(members), invited: all(invited), askingMe: all(askingMe) };
};

/** Presents an agent's circle: each colleague's name, and whether they are free now. */
export const toCircleView = (me: PersonId, ties: readonly NamedTie[], { now, words, isFree }: CircleContext): CircleView => {
  const names = namesIn(me, ties);
  const { invited, askingMe } = toCircleLinks(me, ties);
  const { members } = circleOf(me, ties);
  const mine = words.get(me);
  const forMe = talkRequestFor(words, me);
  return {
    serverNow: now,
    members: members.map((person) => ({ ...named(person, names), free: isFree(person) })),
    invited,
    askingMe,
    // A talk request is shown only while the two are in each other's circle.
    wordForMe:
      forMe && members.includes(forMe.asker) && forMe.state !== 'closed'
        ? { word: forMe.word, from: named(forMe.asker, names), place: forMe.place, state: forMe.state, until: forMe.askedAt + talkRequestMs }
        : null,
    myWord:
      mine && members.includes(mine.asked)
        ? { word: mine.word, to: named(mine.asked, names), place: mine.place, state: mine.state, until: mine.askedAt + talkRequestMs }
        : null,
  };
};
