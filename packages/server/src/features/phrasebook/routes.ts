import { readPhrases, readTeamPhrases, removeTeamPhrase as removeRoute, writeTeamPhrase } from '@onhook/contract';
import type { Policy } from '@onhook/core/floor';
import { asId, type CentreId, type PhraseId } from '@onhook/core/ids';
import { cleanWording } from '@onhook/core/phrasebook';
import type { Clock } from '@onhook/phones/port';
import { ofLedTeams, resource, type Probes, type RoleAccess } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { allTeams, findPerson } from '../../platform/organisation/index.ts';
import { Refused } from '../../platform/result.ts';
import type { Store } from '../../platform/store/index.ts';
import { phrasesOfTeams, putTeamPhrase, removeTeamPhrase } from './queries.ts';
import { toTeamPhrase, toTeamPhrasesView } from './views.ts';

export interface PhrasebookDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: { readonly policy: Pick<Policy, 'endAbusiveCalls'> };
  readonly store: Store;
}

const { route } = routesOf<PhrasebookDeps>();

const teamOfAgent = resource('team-of-agent', async (actor, _request: unknown, { store, centre }: PhrasebookDeps) => ({
  relation: 'team',
  resource: (await findPerson(store.db, centre, actor.person))?.team ?? null,
}));

/** A team that the actor leads. Any other team is not found, whether it exists or not. */
const ledTeam = resource('led-team', (actor, { params }: { readonly params: { readonly team: string } }) => {
  const team = actor.leads.find((id) => id === params.team);
  return team === undefined ? null : { relation: 'team', resource: team };
});

const teamPhraseAccess: RoleAccess = { about: 'a phrase of a team', allow: { lead: ['team'] } };

const probeTeams: Probes = ({ north, south }) => [
  { params: { team: 'red' }, centre: north, for: ['lea'] },
  { params: { team: 'blue' }, centre: north, for: ['leo'] },
  { params: { team: 'only-south' }, centre: south, for: [] },
];

export const phrasebookRoutes = [
  route({
    contract: readPhrases,
    access: { about: 'the phrases of a team', allow: { agent: ['team'] } },
    resource: teamOfAgent,
    handler: async ({ resource: team }, { deps: { centre, config, store } }) => {
      const phrases = await phrasesOfTeams(store.db, centre, team === null ? [] : [team]);
      return { endAbusiveCalls: config.policy.endAbusiveCalls, team: phrases.map(toTeamPhrase) };
    },
  }),
  route({
    contract: readTeamPhrases,
    access: { about: 'the phrases of a team', allow: { lead: ['team'], 'lead of another team': [] } },
    resource: ofLedTeams('led-teams'),
    handler: async ({ resource: teams }, { deps: { centre, store } }) =>
      toTeamPhrasesView(teams, await allTeams(store.db, centre), await phrasesOfTeams(store.db, centre, teams)),
  }),
  route({
    contract: writeTeamPhrase,
    access: teamPhraseAccess,
    resource: ledTeam,
    probes: probeTeams,
    handler: async ({ resource: team }, { params, body, actor, deps: { centre, clock, store } }) => {
      const written = await putTeamPhrase(store.db, {
        centre,
        team,
        phrase: asId<PhraseId>(params.phrase),
        situation: body.situation,
        text: cleanWording(body.text),
        when_to_use: cleanWording(body.when),
        avoid: cleanWording(body.avoid),
        written_by: actor.person,
        written_at: clock.now(),
      });
      if (!written) throw new Refused('no-longer-possible', 'this team has the maximum number of phrases');
      return {};
    },
  }),
  route({
    contract: removeRoute,
    access: teamPhraseAccess,
    resource: ledTeam,
    probes: probeTeams,
    handler: async ({ resource: team }, { params, deps: { centre, store } }) => {
      await removeTeamPhrase(store.db, centre, team, asId<PhraseId>(params.phrase));
      return {};
    },
  }),
] as const;
