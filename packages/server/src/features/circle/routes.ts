import * as contract from '@onhook/contract';
import { circleOf, maxLinks } from '@onhook/core/circle';
import { asId, type CentreId, type PersonId, type TalkRequestId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import { actorsOwn, probeCentres, probeNorth, probeSouth } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { Refused, valueOf } from '../../platform/result.ts';
import type { Store } from '../../platform/store/index.ts';
import { answerInvitation, inviteIntoCircle, findAgents, isAgentOfCentre, leaveCircle, circleLinksOf } from './queries.ts';
import type { Circles } from './service.ts';

export interface CircleDeps {
  readonly centre: CentreId;
  readonly circles: Circles;
  readonly clock: Clock;
  readonly store: Store;
}

const { route } = routesOf<CircleDeps>();

const maxResults = 20;

/** An agent's own circle. No other person sees its members or talk requests. */
const ownCircle = actorsOwn('own-circle');
/** The invitations and talk requests that other agents addressed to this agent. The service finds no others. */
const addressedToActor = actorsOwn('own-circle', 'shared');
const colleagues = actorsOwn('colleagues', 'centre');

const probePerson = (person: string) => probeNorth(['maya'], { params: { person } }, { params: { person: 'only-south' } });

export const circleRoutes = [
  route({
    contract: contract.readCircle,
    access: { about: 'a circle, and who in it is free', allow: { agent: ['own', 'shared'] } },
    resource: ownCircle,
    handler: (authorized, { deps }) => deps.circles.view(authorized),
  }),

  route({
    contract: contract.findColleagues,
    access: { about: 'the names of agents', allow: { agent: ['centre'] } },
    resource: colleagues,
    probes: probeSouth({ body: { name: 'only-south' } }),
    handler: async ({ resource: me }, { body, deps: { centre, store } }) => {
      const found = await findAgents(store.db, centre, body.name, maxResults + 1);
      return { colleagues: found.filter(({ person }) => person !== me).slice(0, maxResults) };
    },
  }),

  route({
    contract: contract.askIntoCircle,
    access: { about: 'a question to be in each other’s circle', allow: { agent: ['own'] } },
    resource: ownCircle,
    probes: probeSouth({ body: { person: 'only-south' } }),
    handler: async (authorized, { body, deps: { centre, circles, clock, store } }) => {
      const me = authorized.resource;
      const other = asId<PersonId>(body.person);
      if (other === me || !(await isAgentOfCentre(store.db, centre, other))) throw new Refused('not-found');
      await store.db.transaction().execute(async (trx) => {
        const { members, invited } = circleOf(me, await circleLinksOf(trx, centre, me));
        if (members.includes(other)) return;
        if (members.length + invited.length >= maxLinks) throw new Refused('no-longer-possible', 'the circle is full');
        await inviteIntoCircle(trx, centre, { asker: me, asked: other }, clock.now());
      });
      await circles.refresh(other);
      return circles.view(authorized);
    },
  }),

  route({
    contract: contract.requestTalk,
    access: { about: 'a colleague who agreed to be asked', allow: { agent: ['shared'] } },
    resource: addressedToActor,
    probes: probeNorth(['maya'], { body: { person: 'omar' } }, { body: { person: 'only-south' } }),
    handler: async (authorized, { body, deps: { circles } }) => {
      valueOf(await circles.createTalkRequest(authorized, asId<PersonId>(body.person), body.place));
      return circles.view(authorized);
    },
  }),

  route({
    contract: contract.answerWord,
    access: { about: 'a question for a talk', allow: { agent: ['shared'] } },
    resource: addressedToActor,
    probes: probeCentres(['omar'], (centre, { words }) => ({ params: { word: words[centre]! } })),
    handler: async (authorized, { params, body, deps: { circles } }) => {
      valueOf(await circles.answerTalkRequest(authorized, asId<TalkRequestId>(params.word), body.answer));
      return circles.view(authorized);
    },
  }),

  route({
    contract: contract.takeBackWord,
    access: { about: 'a question for a talk', allow: { agent: ['own'] } },
    resource: ownCircle,
    probes: probeCentres(['maya'], (centre, { words }) => ({ params: { word: words[centre]! } })),
    handler: async (authorized, { params, deps: { circles } }) => {
      await circles.withdrawTalkRequest(authorized, asId<TalkRequestId>(params.word));
      return circles.view(authorized);
    },
  }),

  route({
    contract: contract.answerTie,
    access: { about: 'a question to be in each other’s circle', allow: { agent: ['shared'] } },
    resource: addressedToActor,
    probes: probePerson('pia'),
    handler: async (authorized, { params, body, deps: { centre, circles, store } }) => {
      const other = asId<PersonId>(params.person);
      const state = body.answer === 'agree' ? 'agreed' : 'declined';
      if (!(await answerInvitation(store.db, centre, { asker: other, asked: authorized.resource }, state))) throw new Refused('not-found');
      // A push after a decline would reveal the decline to the other person.
      if (state === 'agreed') await circles.refresh(other);
      return circles.view(authorized);
    },
  }),

  route({
    contract: contract.leaveCircle,
    access: { about: 'the tie of two people who are in each other’s circle', allow: { agent: ['own', 'shared'] } },
    resource: ownCircle,
    probes: probePerson('omar'),
    handler: async (authorized, { params, deps: { centre, circles, store } }) => {
      const other = asId<PersonId>(params.person);
      await store.db.transaction().execute((trx) => leaveCircle(trx, centre, authorized.resource, other));
      await circles.refresh(other);
      return circles.view(authorized);
    },
  }),
] as const;
