import type { PersonId } from '../ids/index.ts';

/** Request of one person to another to be in each other's circle. Only the person who declines knows of a decline. */
export interface CircleLink {
  readonly asker: PersonId;
  readonly asked: PersonId;
  readonly state: 'asked' | 'agreed' | 'declined';
  /** True after the asker withdrew a request that was declined without their knowledge. The link stays stored so that nobody is asked twice. */
  readonly withdrawn: boolean;
}

/** Circle of support, as its owner sees it. */
export interface Circle {
  readonly members: readonly PersonId[];
  /** People whom the owner asked and who have not agreed. A declined request looks the same. */
  readonly invited: readonly PersonId[];
  /** People who asked the owner and wait for an answer. */
  readonly askingMe: readonly PersonId[];
}

/** Limit of members and open requests of one person: a circle, not a directory. */
export const maxLinks = 30;

/** The person at the other end of a link; null when the link is between others. */
export const otherOf = (me: PersonId, { asker, asked }: CircleLink): PersonId | null =>
  asker === me ? asked : asked === me ? asker : null;

/** True when the link is agreed, or when each asked the other, so that nobody has to answer. */
const isMutual = (link: CircleLink, links: readonly CircleLink[]): boolean =>
  link.state === 'agreed' ||
  (!link.withdrawn && links.some(({ asker, asked, withdrawn }) => asker === link.asked && asked === link.asker && !withdrawn));

/**
 * Circle of one person.
 *
 * @param links all links that have `me` at one end; links between others are ignored
 */
export const circleOf = (me: PersonId, links: readonly CircleLink[]): Circle => {
  const members = new Set<PersonId>();
  for (const link of links) {
    const other = otherOf(me, link);
    if (other !== null && isMutual(link, links)) members.add(other);
  }
  const open = links.filter((link) => {
    const other = otherOf(me, link);
    return other !== null && !members.has(other);
  });
  return {
    members: [...members],
    invited: open.filter(({ asker, withdrawn }) => asker === me && !withdrawn).map(({ asked }) => asked),
    askingMe: open.filter(({ asked, state }) => asked === me && state === 'asked').map(({ asker }) => asker),
  };
};
