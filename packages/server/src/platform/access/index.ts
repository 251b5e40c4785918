import type { Deed, Role } from '@onhook/contract';
import type { CentreId, PersonId, TeamId } from '@onhook/core/ids';
import { allow, allowOnRecord, type Actor, type Allowed, type AllowedOnRecord } from './actor.ts';

export type { Actor, Allowed, AllowedOnRecord, Authorized, OnRecord } from './actor.ts';
export { askers, hasRow, otherDoors, table, type Asker, type Row, type Whose } from './table.ts';

/** An agent may see and use their own panel, and nobody else's. */
export const ownPanel = (actor: Actor): Allowed<PersonId, 'own-panel'> =>
  actor.roles.includes('agent') ? allow(actor.person, 'own-panel') : 'not-allowed';

/** An agent has a circle of their own. What is in it, and who asks whom for a word, is nobody else's business. */
export const ownCircle = (actor: Actor): Allowed<PersonId, 'own-circle'> =>
  actor.roles.includes('agent') ? allow(actor.person, 'own-circle') : 'not-allowed';

/** An agent keeps their own carry list, and nobody else's. */
export const ownCarryList = (actor: Actor): Allowed<PersonId, 'own-carry-list'> =>
  actor.roles.includes('agent') ? allow(actor.person, 'own-carry-list') : 'not-allowed';

/** Whoever is signed in has a vault of their own. Nobody is let into another's, and nobody could read it. */
export const ownVault = (actor: Actor): Allowed<PersonId, 'own-vault'> => allow(actor.person, 'own-vault');

/** Whoever is signed in may share with those in their reach, and sees what they sent and were sent. */
export const ownShares = (actor: Actor): Allowed<PersonId, 'own-shares'> => allow(actor.person, 'own-shares');

/** Whoever is signed in may see and end their own session. */
export const ownSession = (actor: Actor): Allowed<Actor, 'own-session'> => allow(actor, 'own-session');

/** Whoever is signed in to a window of ours sees and ends their own sign-ins and keeps their own passkeys; from a frame nobody does. */
export const ownSignIns = (actor: Actor): Allowed<PersonId, 'own-sign-ins'> =>
  actor.framedIn === null ? allow(actor.person, 'own-sign-ins') : 'not-allowed';

/** An agent signed in to a window of ours may hand that sign-in over to a frame; a frame may hand on nothing. */
export const handOver = (actor: Actor): Allowed<PersonId, 'hand-over'> =>
  actor.roles.includes('agent') && actor.framedIn === null ? allow(actor.person, 'hand-over') : 'not-allowed';

/** A lead sees the phone states of the teams they lead, and of no other. */
export const floorOfOwnTeams = (actor: Actor): Allowed<readonly TeamId[], 'lead'> =>
  actor.roles.includes('lead') ? allow(actor.leads, 'lead') : 'not-allowed';

/** An analyst or manager sees the day in figures about calls and minutes, with no person in them. */
export const dayInFigures = (actor: Actor): Allowed<'day', 'analyst'> =>
  actor.roles.includes('analyst') || actor.roles.includes('manager') ? allow('day', 'analyst') : 'not-allowed';

/** An administrator says whose line is whose, and sees no content. */
export const administration = (actor: Actor): Allowed<'centre', 'admin'> =>
  actor.roles.includes('admin') ? allow('centre', 'admin') : 'not-allowed';

/** An administrator changes whose line it is, on the record of those whose it was and is. */
export const whoseLineItIs = (actor: Actor): AllowedOnRecord<'centre', 'admin'> =>
  actor.roles.includes('admin') ? allowOnRecord('centre', 'admin', 'line-matched') : 'not-allowed';

/** An administrator changes who somebody is here, on their record. */
export const whoSomebodyIs = (actor: Actor): AllowedOnRecord<'centre', 'admin'> =>
  actor.roles.includes('admin') ? allowOnRecord('centre', 'admin', 'person-changed') : 'not-allowed';

/** An administrator takes people out of a file, on the record of those it changes. */
export const peopleOutOfAFile = (actor: Actor): AllowedOnRecord<'centre', 'admin'> =>
  actor.roles.includes('admin') ? allowOnRecord('centre', 'admin', 'people-imported') : 'not-allowed';

/** An administrator says who leads a team, who is in it no more, and who stands in; on the record of all of them. */
export const whoLeadsWhom = (actor: Actor): AllowedOnRecord<'centre', 'admin'> =>
  actor.roles.includes('admin') ? allowOnRecord('centre', 'admin', 'team-changed') : 'not-allowed';

/** Whoever something was shared with may open it, on the record of who shared it. */
export const sharedWithOne = (actor: Actor): AllowedOnRecord<PersonId, Role> =>
  allowOnRecord(actor.person, actor.roles[0] ?? 'agent', 'share-opened');

/** Whoever is signed in may read who did what with what is theirs. */
export const ownLooks = (actor: Actor): Allowed<PersonId, 'own-looks'> => allow(actor.person, 'own-looks');

/** An agent records abusive calls of their own; what is not released is not here. */
export const ownIncidents = (actor: Actor): Allowed<PersonId, 'own-incidents'> =>
  actor.roles.includes('agent') ? allow(actor.person, 'own-incidents') : 'not-allowed';

/** A lead sees which agents released something to the leads of the teams they lead. */
export const incidentsToLeads = (actor: Actor): Allowed<readonly TeamId[], 'lead'> =>
  actor.roles.includes('lead') ? allow(actor.leads, 'lead') : 'not-allowed';

const releasedIncident =
  (deed: Deed) =>
  (actor: Actor): AllowedOnRecord<readonly TeamId[], 'lead'> =>
    actor.roles.includes('lead') ? allowOnRecord(actor.leads, 'lead', deed) : 'not-allowed';

/** A lead reads what was released to the leads of a team they lead, and does what is owed for it; on the agent's record. */
export const openIncident = releasedIncident('incident-opened');
export const takeIncident = releasedIncident('incident-taken');
export const doDuty = releasedIncident('incident-duty');
export const askAboutCustomer = releasedIncident('incident-customer');

/** A person who is signed in to a window of ours exports their own data, on the record of others who have something in it; from a frame nobody does. */
export const exportOwnData = (actor: Actor): AllowedOnRecord<PersonId, Role> =>
  actor.framedIn === null ? allowOnRecord(actor.person, actor.roles[0] ?? 'agent', 'data-exported') : 'not-allowed';

/** Whoever is signed in to a window of ours sees, takes away and erases what is held about them; from a frame nobody does. */
export const ownData = (actor: Actor): Allowed<PersonId, 'own-data'> =>
  actor.framedIn === null ? allow(actor.person, 'own-data') : 'not-allowed';

/** A lead writes, changes and removes phrases of a team they lead; of another team they learn not even whether it is there. */
export const phrasesOfLedTeam = (
  actor: Actor,
  { params }: { readonly params: { readonly team: string } },
): Allowed<{ readonly team: TeamId; readonly by: PersonId }, 'lead-of-team'> => {
  const team = actor.roles.includes('lead') ? actor.leads.find((led) => led === params.team) : undefined;
  return team === undefined ? 'not-allowed' : allow({ team, by: actor.person }, 'lead-of-team');
};

/** A directory that has a good token of this centre keeps its people and teams, and sees no more of them than it may write. */
export const peopleByDirectory = (holder: { readonly centre: CentreId } | null): Allowed<'people', 'directory'> =>
  holder === null ? 'not-allowed' : allow('people', 'directory');

/** An agent asks leads and colleagues for a word, for space, for their view; nobody asks in an agent's place. */
export const ownRequests = (actor: Actor): Allowed<PersonId, 'own-requests'> =>
  actor.roles.includes('agent') ? allow(actor.person, 'own-requests') : 'not-allowed';

/** An agent or a lead sees what they asked and what they were asked, and nothing that others ask each other. */
export const ownDebrief = (actor: Actor): Allowed<PersonId, 'own-debrief'> =>
  actor.roles.includes('agent') || actor.roles.includes('lead') ? allow(actor.person, 'own-debrief') : 'not-allowed';

/** Whoever was asked, by name or in their turn, answers. */
export const askedOfMe = (actor: Actor): Allowed<PersonId, 'asked-of-me'> =>
  actor.roles.includes('agent') || actor.roles.includes('lead') ? allow(actor.person, 'asked-of-me') : 'not-allowed';

/** A lead who was asked gives time to agents of teams they lead just now, on the record of whom they give it. */
export const givesTime = (actor: Actor): AllowedOnRecord<{ readonly person: PersonId; readonly leads: readonly TeamId[] }, 'lead'> =>
  actor.roles.includes('lead') ? allowOnRecord({ person: actor.person, leads: actor.leads }, 'lead', 'time-given') : 'not-allowed';

/** An analyst or administrator takes to workforce management who is away from their line when, and never why; on the record of each of them. */
export const scheduleOfCentre = (actor: Actor): AllowedOnRecord<'schedule', 'analyst' | 'admin'> => {
  const as = (['analyst', 'admin'] as const).find((role) => actor.roles.includes(role));
  return as ? allowOnRecord('schedule', as, 'schedule-taken') : 'not-allowed';
};
