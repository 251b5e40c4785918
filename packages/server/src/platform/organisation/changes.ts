import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Bus, ServerEvents } from '../bus/index.ts';
import type { Store } from '../store/index.ts';
import { allPeople, allTeams } from './people.ts';
import { standInsFrom } from './stand-ins.ts';

interface Parts {
  readonly bus: Pick<Bus<ServerEvents>, 'publish'>;
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly store: Store;
}

/** Reads people and stand-ins from the store and publishes them on the bus. */
export interface PeopleChanges {
  /**
   * Reads people again after a change.
   *
   * @param sure false: they only may have changed, in another process
   */
  changed(sure?: boolean): Promise<void>;
  /** Returns the next time at which a stand-in begins or ends, and access changes with it; null when none is to come. */
  standInsChangeAt(): number | null;
}

/** Creates it without reading people: call `changed(false)` once all parts have subscribed. */
export const createPeopleChanges = ({ bus, centre, clock, store }: Parts): PeopleChanges => {
  let standInsChangeAt: number | null = null;

  const loadStandIns = async (): Promise<void> => {
    const now = clock.now();
    const times = (await standInsFrom(store.db, centre, now)).flatMap(({ from_at, until_at }) => [from_at, until_at]);
    const ahead = times.filter((at) => at > now);
    standInsChangeAt = ahead.length === 0 ? null : Math.min(...ahead);
  };

  const publishPeople = async (leadsMayHaveChanged: boolean): Promise<void> => {
    const people = await allPeople(store.db, centre);
    const teams = await allTeams(store.db, centre);
    const agents = people.filter((person) => person.active && person.roles.includes('agent'));
    bus.publish('people-changed', {
      teams: teams.map(({ team, name }) => ({
        team,
        name,
        members: agents.filter((agent) => agent.team === team).map(({ person, name: memberName }) => ({ person, name: memberName, team })),
      })),
      agents: new Set(agents.map(({ person }) => person)),
      leadsMayHaveChanged,
    });
  };

  return {
    changed: async (sure = true) => {
      // A stand-in's board ends when the stand-in does, even if another change caused this read.
      const isDue = standInsChangeAt !== null && standInsChangeAt <= clock.now();
      await loadStandIns();
      await publishPeople(sure || isDue);
    },
    standInsChangeAt: () => standInsChangeAt,
  };
};
