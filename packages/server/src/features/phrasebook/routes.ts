import { readPhrases, readTeamPhrases, removeTeamPhrase as removeRoute, writeTeamPhrase } from '@onhook/contract';
import { asId, type PhraseId } from '@onhook/core/ids';
import { cleanWording } from '@onhook/core/phrasebook';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve } from '../../platform/http/serve.ts';
import { floorOfOwnTeams, ownPanel, phrasesOfLedTeam } from '../../platform/access/index.ts';
import { presentPhrase, presentTeamPhrases } from './views.ts';
import { allTeams, findPerson } from '../../platform/organisation/index.ts';
import { phrasesOfTeams, putTeamPhrase, removeTeamPhrase } from './queries.ts';

export const phrasesApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;
  serve(doors, context, readPhrases, ownPanel, async (own) => {
    const team = (await findPerson(store.db, centre, own.thing))?.team ?? null;
    const phrases = await phrasesOfTeams(store.db, centre, team === null ? [] : [team]);
    return { endAbusiveCalls: config.policy.endAbusiveCalls, team: phrases.map(presentPhrase) };
  });
  serve(doors, context, readTeamPhrases, floorOfOwnTeams, async (led) =>
    presentTeamPhrases(led.thing, await allTeams(store.db, centre), await phrasesOfTeams(store.db, centre, led.thing)),
  );
  serve(doors, context, writeTeamPhrase, phrasesOfLedTeam, async ({ thing: { team, by } }, { params, body }) => {
    const written = await putTeamPhrase(store.db, {
      centre,
      team,
      phrase: asId<PhraseId>(params.phrase),
      situation: body.situation,
      text: cleanWording(body.text),
      when_to_use: cleanWording(body.when),
      avoid: cleanWording(body.avoid),
      written_by: by,
      written_at: clock.now(),
    });
    if (!written) throw new Refused('no-longer-possible', 'this team has as many phrases as it can have');
    return {};
  });
  serve(doors, context, removeRoute, phrasesOfLedTeam, async ({ thing: { team } }, { params }) => {
    await removeTeamPhrase(store.db, centre, team, asId<PhraseId>(params.phrase));
    return {};
  });
};
