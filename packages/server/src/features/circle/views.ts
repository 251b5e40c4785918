import type { CircleView, Colleague } from '@onhook/contract';
import { talkRequestMs, circleOf, otherOf, talkRequestFor, type TalkRequests } from '@onhook/core/circle';
import type { PersonId } from '@onhook/core/ids';
import type { NamedCircleLink } from './queries.ts';

export interface CircleContext {
  readonly now: number;
  readonly talkRequests: TalkRequests;
  isFree(person: PersonId): boolean;
}

const toColleague = (person: PersonId, names: ReadonlyMap<PersonId, string>): Colleague => ({ person, name: names.get(person) ?? '' });

const namesIn = (me: PersonId, links: readonly NamedCircleLink[]): ReadonlyMap<PersonId, string> => {
  const names = new Map<PersonId, string>();
  for (const link of links) {
    const other = otherOf(me, link);
    if (other !== null) names.set(other, other === link.asker ? link.askerName : link.askedName);
  }
  return names;
};

/** Presents the people of an agent's circle by name. A declined invitation is shown as an unanswered one. */
export const toCircleLinks = (me: PersonId, links: readonly NamedCircleLink[]): Readonly<Record<'members' | 'invited' | 'askingMe', Colleague[]>> => {
  const names = namesIn(me, links);
  const { members, invited, askingMe } = circleOf(me, links);
  const all = (people: readonly PersonId[]): Colleague[] => people.map((person) => toColleague(person, names));
  return { members: all(members), invited: all(invited), askingMe: all(askingMe) };
};

/** Presents an agent's circle: each colleague's name, and whether they are free now. */
export const toCircleView = (me: PersonId, links: readonly NamedCircleLink[], { now, talkRequests, isFree }: CircleContext): CircleView => {
  const names = namesIn(me, links);
  const { invited, askingMe } = toCircleLinks(me, links);
  const { members } = circleOf(me, links);
  const mine = talkRequests.get(me);
  const forMe = talkRequestFor(talkRequests, me);
  return {
    serverNow: now,
    members: members.map((person) => ({ ...toColleague(person, names), free: isFree(person) })),
    invited,
    askingMe,
    // A talk request is hidden once the two are no longer in each other's circle.
    wordForMe:
      forMe && members.includes(forMe.asker) && forMe.state !== 'closed'
        ? { word: forMe.word, from: toColleague(forMe.asker, names), place: forMe.place, state: forMe.state, until: forMe.askedAt + talkRequestMs }
        : null,
    myWord:
      mine && members.includes(mine.asked)
        ? { word: mine.word, to: toColleague(mine.asked, names), place: mine.place, state: mine.state, until: mine.askedAt + talkRequestMs }
        : null,
  };
};
