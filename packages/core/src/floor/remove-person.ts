import type { PersonId } from '../ids/index.ts';
import { linesOf } from './owners.ts';
import type { FloorState } from './state.ts';

/** Deletes all state of a person who has no recovery open. */
export const removePerson = (floor: FloorState, person: PersonId): void => {
  for (const map of [floor.offers, floor.banked, floor.lastEnded, floor.closed, floor.today, floor.lines]) map.delete(person);
  for (const [gift, off] of floor.offQueues) if (off.person === person) floor.offQueues.delete(gift);
  for (const line of linesOf(floor, person)) floor.people.delete(line);
  for (const [key, ended] of floor.ended) if (ended.person === person) floor.ended.set(key, { ...ended, person: null, agentRating: null });
};
