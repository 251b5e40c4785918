import { asId, type PersonId } from '@onhook/core/ids';
import { json } from '../../src/platform/store/index.ts';
import { findPerson, upsertPerson } from '../../src/platform/organisation/index.ts';
import type { AccessRole } from '../../src/platform/access/index.ts';
import { centreId, type World } from './centres.ts';

/** Sender of requests to the north centre. */
export interface Attacker {
  readonly called: string;
  readonly cookie: string;
  /** Identifier of the actor as a person of the north centre; null when they are not one. */
  readonly person: string | null;
  /** Roles of the actor in the access rows, for things outside the teams they lead; `asLead` is for things inside. */
  readonly as: readonly AccessRole[];
  readonly asLead: readonly AccessRole[];
  readonly framed: boolean;
}

const leads: Readonly<Record<string, true>> = { lea: true, leo: true };

const roleOf: Readonly<Record<string, AccessRole>> = {
  maya: 'agent',
  noor: 'agent',
  omar: 'agent',
  pia: 'agent',
  ana: 'analyst',
  max: 'manager',
  ada: 'admin',
};

/** Signs everyone in, and makes sessions that must not be accepted anywhere. */
export const gather = async ({ north, south, centres }: World): Promise<{
  readonly actors: readonly Attacker[];
  readonly cookies: Readonly<Record<string, Record<string, string>>>;
}> => {
  const cookies: Record<string, Record<string, string>> = {};
  for (const centre of centres) {
    const signedIn: Record<string, string> = {};
    for (const person of [...Object.keys(roleOf), ...Object.keys(leads), `only-${centre.name}`]) signedIn[person] = await centre.signIn(person);
    cookies[centre.name] = signedIn;
  }
  const here = cookies[north.name]!;
  const nobody = (called: string, cookie: string): Attacker => ({ called, cookie, person: null, as: [], asLead: [], framed: false });

  const left = await north.signIn('noor');
  await north.send('DELETE', '/api/session', { cookie: left });
  const gone = await north.signIn('gil');
  const goneFrame = await north.handOver(gone);
  const gil = await findPerson(north.context.store.db, centreId(north.name), asId<PersonId>('gil'));
  await upsertPerson(north.context.store.db, { ...gil!, roles: json(gil!.roles), active: false });
  await north.context.peopleChanged();

  const actors: Attacker[] = [
    nobody('nobody', ''),
    nobody('a made-up session', `onhook=${'x'.repeat(43)}`),
    nobody('one who has signed out', left),
    nobody('one who is not here any more', gone),
    nobody('the frame of one who is not here any more', goneFrame),
    nobody('an agent of the other centre', cookies[south.name]!['maya']!),
    nobody('an administrator of the other centre', cookies[south.name]!['ada']!),
    ...Object.entries(roleOf).map(([person, role]) => ({ called: `${person}, ${role}`, cookie: here[person]!, person, as: [role], asLead: [role], framed: false })),
    ...Object.keys(leads).map((person) => ({
      called: `${person}, lead`,
      cookie: here[person]!,
      person,
      as: ['lead of another team' as const],
      asLead: ['lead' as const],
      framed: false,
    })),
    { called: 'maya in a frame', cookie: await north.handOver(here['maya']!), person: 'maya', as: ['agent'], asLead: ['agent'], framed: true },
  ];
  return { actors, cookies };
};
