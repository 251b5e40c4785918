import type { AgentStateName, BoardAgent } from '@onhook/contract';

export type Order = 'name' | 'state';

/** Who can take a call stands first; nothing here orders people by how long or how often. */
export const states: readonly AgentStateName[] = ['available', 'ringing', 'on-call', 'wrap-up', 'paused', 'unknown', 'logged-out'];

/** Written alike: no case, no accents, one space. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase();

const collators = new Map<string, Intl.Collator>();
/** Kept by locale: making one costs more than sorting a team with it. */
const collatorOf = (locale: string): Intl.Collator => {
  const kept = collators.get(locale) ?? new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  collators.set(locale, kept);
  return kept;
};

/** The agents whose name has every word of `find` in it, in order. */
export const arrange = (agents: readonly BoardAgent[], find: string, order: Order, locale: string): readonly BoardAgent[] => {
  const words = plain(find).split(' ').filter(Boolean);
  const { compare } = collatorOf(locale);
  return agents
    .filter(({ name }) => {
      if (words.length === 0) return true;
      const read = plain(name);
      return words.every((word) => read.includes(word));
    })
    .sort(
      (a, b) =>
        (order === 'state' ? states.indexOf(a.state) - states.indexOf(b.state) : 0) ||
        compare(a.name, b.name) ||
        (a.person < b.person ? -1 : 1),
    );
};

/** How many agents are in each state; states with nobody are left out. */
export const countStates = (agents: readonly BoardAgent[]): readonly { readonly state: AgentStateName; readonly count: number }[] =>
  states.map((state) => ({ state, count: agents.filter((agent) => agent.state === state).length })).filter(({ count }) => count > 0);
