import type { PersonId } from '../ids/index.ts';

/** One asked the other to be in each other's circle. A decline is known to nobody but who declined. */
export interface Tie {
  readonly asker: PersonId;
  readonly asked: PersonId;
  readonly state: 'asked' | 'agreed' | 'declined';
  /** The asker has taken it back after a decline that they do not know of; kept so that nobody is asked twice. */
  readonly withdrawn: boolean;
}

/** A circle as its owner sees it. */
export interface Circle {
  readonly members: readonly PersonId[];
  /** Asked by me, and not answered as far as I can tell. */
  readonly invited: readonly PersonId[];
  readonly askingMe: readonly PersonId[];
}

/** How many people one person can have asked and had agree: a circle, not a directory. */
export const mostTies = 30;

/** The person at the other end; null: the tie is between others. */
export const otherOf = (me: PersonId, { asker, asked }: Tie): PersonId | null =>
  asker === me ? asked : asked === me ? asker : null;

/** Each asked the other: both want it, so nobody has to answer. */
const isMutual = (tie: Tie, ties: readonly Tie[]): boolean =>
  tie.state === 'agreed' ||
  (!tie.withdrawn && ties.some(({ asker, asked, withdrawn }) => asker === tie.asked && asked === tie.asker && !withdrawn));

/** @param ties every tie that I am an end of */
export const circleOf = (me: PersonId, ties: readonly Tie[]): Circle => {
  const members = new Set<PersonId>();
  for (const tie of ties) {
    const other = otherOf(me, tie);
    if (other !== null && isMutual(tie, ties)) members.add(other);
  }
  const open = ties.filter((tie) => {
    const other = otherOf(me, tie);
    return other !== null && !members.has(other);
  });
  return {
    members: [...members],
    invited: open.filter(({ asker, withdrawn }) => asker === me && !withdrawn).map(({ asked }) => asked),
    askingMe: open.filter(({ asked, state }) => asked === me && state === 'asked').map(({ asker }) => asker),
  };
};
