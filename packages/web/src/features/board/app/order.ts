import type { AgentStateName, BoardAgent } from '@onhook/contract';

export type BoardOrder = 'name' | 'state';

/** States in display order, beginning with agents who can take a call. People are never ordered by durations or counts. */
export const states: readonly AgentStateName[] = ['available', 'ringing', 'on-call', 'wrap-up', 'paused', 'unknown', 'logged-out'];

/** Normalizes a text for comparison: lower case, no accents, single spaces. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase();

const collators = new Map<string, Intl.Collator>();
/** Caches one collator per locale, because creating one costs more than sorting a team. */
const collatorOf = (locale: string): Intl.Collator => {
  const kept = collators.get(locale) ?? new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  collators.set(locale, kept);
  return kept;
};

/** Agents whose names contain every word of `find`, in the chosen order. */
export const arrange = (agents: readonly BoardAgent[], find: string, order: BoardOrder, locale: string): readonly BoardAgent[] => {
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

/** Number of agents in each state. Empty states are left out. */
export const countStates = (agents: readonly BoardAgent[]): readonly { readonly state: AgentStateName; readonly count: number }[] =>
  states.map((state) => ({ state, count: agents.filter((agent) => agent.state === state).length })).filter(({ count }) => count > 0);
