import type { PersonId } from '../ids/index.ts';
import type { Keeper } from './state.ts';

/** Lets go of all that is this person's; for somebody with no recovery open. */
export const forgetPerson = (keeper: Keeper, person: PersonId): void => {
  for (const map of [keeper.offers, keeper.banked, keeper.lastEnded, keeper.closed, keeper.today, keeper.lines]) map.delete(person);
  for (const [line, owner] of keeper.people) if (owner === person) keeper.people.delete(line);
  for (const [key, ended] of keeper.ended) if (ended.person === person) keeper.ended.set(key, { ...ended, person: null, tap: null });
};
