import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { asId, type LineId, type PersonId, type SourceId, type TeamId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Config } from '../config/index.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import { addCentre, backup, findPerson, matchLine, restore, seeLines, setLeads, upsertPerson, upsertTeam, type Role, type Store } from '../store/index.ts';

/** What an administrator can ask from the command line, of a running server or of its data while it is stopped. */
export type AdminCommand =
  | { readonly kind: 'link'; readonly person: string; readonly hours: number }
  | {
      readonly kind: 'person';
      readonly person: string;
      readonly name: string;
      readonly roles: readonly Role[];
      readonly team: string | null;
      readonly leads: readonly string[];
      readonly line: string | null;
      readonly active: boolean;
    }
  | { readonly kind: 'backup'; readonly file: string };

export type AdminAnswer =
  | { readonly kind: 'link'; readonly url: string; readonly expiresAt: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'problem'; readonly message: string };

export interface AdminPlace {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  /** Tells a running floor; nothing to tell when it is stopped. */
  peopleChanged(): Promise<void>;
}

const putPerson = async (place: AdminPlace, command: Extract<AdminCommand, { kind: 'person' }>): Promise<AdminAnswer> => {
  const { store, clock } = place;
  const { centre, name: centreName, timezone } = place.config.centre;
  const now = clock.now();
  await addCentre(store.db, { centre, name: centreName, timezone, policy: '{}', created_at: now });
  const person = asId<PersonId>(command.person);
  const team = command.team === null ? null : asId<TeamId>(command.team);
  await store.db.transaction().execute(async (trx) => {
    if (team !== null) await upsertTeam(trx, { centre, team, name: command.team ?? '' });
    await upsertPerson(trx, {
      centre,
      person,
      name: command.name,
      email: null,
      roles: JSON.stringify(command.roles),
      team,
      active: command.active,
      created_at: now,
    });
    for (const led of command.leads) {
      await upsertTeam(trx, { centre, team: asId<TeamId>(led), name: led });
      await setLeads(trx, centre, asId<TeamId>(led), [person]);
    }
    if (command.line !== null) {
      const line = asId<LineId>(command.line);
      await seeLines(trx, centre, [{ line, source: asId<SourceId>('asterisk'), name: command.name }], now);
      await matchLine(trx, centre, line, person);
    }
  });
  await place.peopleChanged();
  return { kind: 'done' };
};

/** Carries out one command on the store. */
export const carryOut = async (place: AdminPlace, command: AdminCommand): Promise<AdminAnswer> => {
  const { config, store, clock } = place;
  switch (command.kind) {
    case 'link': {
      const person = asId<PersonId>(command.person);
      if (!(await findPerson(store.db, config.centre.centre, person))) {
        return { kind: 'problem', message: `There is nobody called "${command.person}". Add them with: onhook person ${command.person} --name "…" --role agent` };
      }
      const { token, expiresAt } = await createSignIn(store, config.centre.centre, clock).makeLink(person, command.hours * 3_600_000);
      return { kind: 'link', url: `${config.publicUrl}/sign-in#${token}`, expiresAt };
    }
    case 'person':
      return putPerson(place, command);
    case 'backup': {
      const partial = `${command.file}.partial`;
      await backup(store, createWriteStream(partial, { mode: 0o600 }));
      await rename(partial, command.file);
      return { kind: 'done' };
    }
  }
};

/** Puts a backup into an empty database. */
export const restoreFrom = (store: Store, file: string): Promise<unknown> => restore(store, createReadStream(file));
