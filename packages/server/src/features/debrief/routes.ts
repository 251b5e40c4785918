import * as contract from '@onhook/contract';
import { asId, type TimeGrantId, type PersonId, type RequestId, type ShareId } from '@onhook/core/ids';
import { authorizeActor, probeNorth, type Actor, type RoleAccess } from '../../platform/access/index.ts';
import type { Recorded } from '../../platform/audit/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { Refused, valueOf, type Result } from '../../platform/result.ts';
import type { Db } from '../../platform/store/index.ts';
import { ownDebrief, ownTimeGrant, ownNote, ownRequest, ownRequests, requestForActor, requestToGiveFor, requestWithActor, type DebriefDeps } from './resources.ts';

const { route, auditedRoute } = routesOf<DebriefDeps>();

const bothParties: RoleAccess['allow'] = { agent: ['own', 'shared'], lead: ['shared'], 'lead of another team': [] };
const thoseAsked: RoleAccess['allow'] = { agent: ['shared'], lead: ['shared'], 'lead of another team': [] };

const viewAccess: RoleAccess = { about: 'the requests a person made and was asked: kind and state, never a word that was written', allow: bothParties };

/** Returns the actor's requests after a change. */
const viewAfter = async (result: Result, { actor, deps }: { readonly actor: Actor; readonly deps: DebriefDeps }): Promise<contract.DebriefView> => {
  valueOf(result);
  const own = authorizeActor(viewAccess, ownDebrief, actor);
  if (!own) throw new Refused('not-allowed');
  return deps.debriefs.view(own);
};

/** Collects the proof of an audit entry that a service writes in its own transaction. If nothing changed, the entry is about no person. */
const proofOf = (audit: (about: readonly PersonId[], trx?: Db) => Promise<Recorded>) => {
  let recorded: Recorded | null = null;
  return {
    record: async (about: PersonId, trx: Db): Promise<void> => {
      recorded = await audit([about], trx);
    },
    recorded: async (): Promise<Recorded> => recorded ?? audit([]),
  };
};

const forLea = (request: string) => probeNorth(['lea'], { params: { request } });
const forBoth = (request: string) => probeNorth(['maya', 'lea'], { params: { request } });

export const debriefRoutes = [
  route({
    contract: contract.readDebrief,
    access: viewAccess,
    resource: ownDebrief,
    handler: (own, { deps }) => deps.debriefs.view(own),
  }),

  route({
    contract: contract.askRequest,
    access: { about: 'a request to a lead of the agent’s team, or to their circle', allow: { agent: ['own'] } },
    resource: ownRequests,
    probes: ({ north, south }) => {
      const to = (request: string, person: string) => ({ body: { request, reach: { kind: 'lead', person } } });
      return [
        { ...to('request-1', 'lea'), centre: north, for: ['maya', 'omar'] },
        { ...to('request-9', 'only-south'), centre: south, for: [] },
      ];
    },
    handler: async (own, { body, deps, actor }) => {
      const reach = body.reach.kind === 'circle' ? body.reach : { ...body.reach, person: asId<PersonId>(body.reach.person) };
      const share = body.share === null ? null : asId<ShareId>(body.share);
      return viewAfter(await deps.debriefs.ask(own, { request: asId<RequestId>(body.request), wish: body.wish, reach }, share), { actor, deps });
    },
  }),

  route({
    contract: contract.seeRequest,
    access: { about: 'a request', allow: thoseAsked },
    resource: requestForActor,
    probes: forLea('request-1'),
    handler: async (asked, { deps, actor }) => viewAfter(await deps.debriefs.see(asked, actor.person), { actor, deps }),
  }),

  route({
    contract: contract.setFollowUp,
    access: { about: 'the time at which two who have spoken come back to it', allow: bothParties },
    resource: requestWithActor,
    probes: forBoth('request-3'),
    handler: async (asked, { body, deps, actor }) => viewAfter(await deps.debriefs.followUp(asked, actor.person, body.at), { actor, deps }),
  }),

  route({
    contract: contract.addNote,
    access: { about: 'a note that one of the two who have spoken sealed for the other', allow: bothParties },
    resource: requestWithActor,
    probes: ({ north }) =>
      ['maya', 'lea'].map((person) => ({ params: { request: 'request-3' }, body: { share: `note-of-${person}` }, centre: north, for: [person] })),
    handler: async (asked, { body, deps, actor }) =>
      viewAfter(await deps.debriefs.note(asked, actor.person, asId<ShareId>(body.share)), { actor, deps }),
  }),

  route({
    contract: contract.takeBackNote,
    access: { about: 'a note that the person wrote', allow: { agent: ['own'], lead: ['own'], 'lead of another team': [] } },
    resource: ownNote,
    probes: ({ north }) => ['maya', 'lea'].map((person) => ({ params: { share: `note-of-${person}` }, centre: north, for: [person] })),
    handler: async (own, { deps, actor }) => viewAfter(await deps.debriefs.takeBackNote(own), { actor, deps }),
  }),

  auditedRoute({
    contract: contract.giveSpace,
    access: { about: 'time away from the line, for the agent who asked', allow: { lead: ['shared'], 'lead of another team': [] }, audit: 'time-given' },
    resource: requestToGiveFor,
    probes: forLea('request-1'),
    handler: async (asked, { body, actor, deps, audit }) => {
      const { record, recorded } = proofOf(audit);
      const result = await deps.debriefs.give(asked, actor.person, asId<TimeGrantId>(body.gift), body.what, record);
      return { reply: await viewAfter(result, { actor, deps }), recorded: await recorded() };
    },
  }),

  auditedRoute({
    contract: contract.takeBackTimeGrant,
    access: { about: 'time that the lead gave', allow: { lead: ['own'], 'lead of another team': [] }, audit: 'time-given' },
    resource: ownTimeGrant,
    probes: probeNorth(['lea'], { params: { gift: 'gift-of-lea' } }),
    handler: async (own, { actor, deps, audit }) => {
      const { record, recorded } = proofOf(audit);
      const result = await deps.debriefs.takeBackTimeGrant(own, record);
      return { reply: await viewAfter(result, { actor, deps }), recorded: await recorded() };
    },
  }),

  route({
    contract: contract.answerRequest,
    access: { about: 'a request', allow: thoseAsked },
    resource: requestForActor,
    probes: forLea('request-1'),
    handler: async (asked, { body, deps, actor }) => viewAfter(await deps.debriefs.answer(asked, actor.person, body.answer), { actor, deps }),
  }),

  route({
    contract: contract.takeBackRequest,
    access: { about: 'a request', allow: { agent: ['own'] } },
    resource: ownRequest,
    probes: probeNorth(['maya'], { params: { request: 'request-2' } }),
    handler: async (own, { deps, actor }) => viewAfter(await deps.debriefs.takeBack(own), { actor, deps }),
  }),
] as const;
