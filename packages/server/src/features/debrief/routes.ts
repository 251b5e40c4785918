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
const recipients: RoleAccess['allow'] = { agent: ['shared'], lead: ['shared'], 'lead of another team': [] };

const viewAccess: RoleAccess = { about: 'the requests a person made and was asked: kind and state, never a word that was written', allow: bothParties };

/** Returns the actor's requests after a change. */
const viewAfter = async (result: Result, { actor, deps }: { readonly actor: Actor; readonly deps: DebriefDeps }): Promise<contract.DebriefView> => {
  valueOf(result);
  const own = authorizeActor(viewAccess, ownDebrief, actor);
  if (!own) throw new Refused('not-allowed');
  return deps.debriefs.view(own);
};

/** Collects the proof of the audit entry that a service writes in its own transaction. Writes an entry about no person when the service wrote none. */
const auditProof = (audit: (about: readonly PersonId[], trx?: Db) => Promise<Recorded>) => {
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
    handler: (authorized, { deps }) => deps.debriefs.view(authorized),
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
    handler: async (authorized, { body, deps, actor }) => {
      const reach = body.reach.kind === 'circle' ? body.reach : { ...body.reach, person: asId<PersonId>(body.reach.person) };
      const share = body.share === null ? null : asId<ShareId>(body.share);
      return viewAfter(await deps.debriefs.ask(authorized, { request: asId<RequestId>(body.request), wish: body.wish, reach }, share), { actor, deps });
    },
  }),

  route({
    contract: contract.seeRequest,
    access: { about: 'a request', allow: recipients },
    resource: requestForActor,
    probes: forLea('request-1'),
    handler: async (authorized, { deps, actor }) => viewAfter(await deps.debriefs.see(authorized, actor.person), { actor, deps }),
  }),

  route({
    contract: contract.setFollowUp,
    access: { about: 'the time at which two who have spoken come back to it', allow: bothParties },
    resource: requestWithActor,
    probes: forBoth('request-3'),
    handler: async (authorized, { body, deps, actor }) => viewAfter(await deps.debriefs.followUp(authorized, actor.person, body.at), { actor, deps }),
  }),

  route({
    contract: contract.addNote,
    access: { about: 'a note that one of the two who have spoken sealed for the other', allow: bothParties },
    resource: requestWithActor,
    probes: ({ north }) =>
      ['maya', 'lea'].map((person) => ({ params: { request: 'request-3' }, body: { share: `note-of-${person}` }, centre: north, for: [person] })),
    handler: async (authorized, { body, deps, actor }) =>
      viewAfter(await deps.debriefs.note(authorized, actor.person, asId<ShareId>(body.share)), { actor, deps }),
  }),

  route({
    contract: contract.takeBackNote,
    access: { about: 'a note that the person wrote', allow: { agent: ['own'], lead: ['own'], 'lead of another team': [] } },
    resource: ownNote,
    probes: ({ north }) => ['maya', 'lea'].map((person) => ({ params: { share: `note-of-${person}` }, centre: north, for: [person] })),
    handler: async (authorized, { deps, actor }) => viewAfter(await deps.debriefs.takeBackNote(authorized), { actor, deps }),
  }),

  auditedRoute({
    contract: contract.giveSpace,
    access: { about: 'time away from the line, for the agent who asked', allow: { lead: ['shared'], 'lead of another team': [] }, audit: 'time-given' },
    resource: requestToGiveFor,
    probes: forLea('request-1'),
    handler: async (authorized, { body, actor, deps, audit }) => {
      const { record, recorded } = auditProof(audit);
      const result = await deps.debriefs.give(authorized, actor.person, asId<TimeGrantId>(body.gift), body.what, record);
      return { reply: await viewAfter(result, { actor, deps }), recorded: await recorded() };
    },
  }),

  auditedRoute({
    contract: contract.takeBackTimeGrant,
    access: { about: 'time that the lead gave', allow: { lead: ['own'], 'lead of another team': [] }, audit: 'time-given' },
    resource: ownTimeGrant,
    probes: probeNorth(['lea'], { params: { gift: 'gift-of-lea' } }),
    handler: async (authorized, { actor, deps, audit }) => {
      const { record, recorded } = auditProof(audit);
      const result = await deps.debriefs.takeBackTimeGrant(authorized, record);
      return { reply: await viewAfter(result, { actor, deps }), recorded: await recorded() };
    },
  }),

  route({
    contract: contract.answerRequest,
    access: { about: 'a request', allow: recipients },
    resource: requestForActor,
    probes: forLea('request-1'),
    handler: async (authorized, { body, deps, actor }) => viewAfter(await deps.debriefs.answer(authorized, actor.person, body.answer), { actor, deps }),
  }),

  route({
    contract: contract.takeBackRequest,
    access: { about: 'a request', allow: { agent: ['own'] } },
    resource: ownRequest,
    probes: probeNorth(['maya'], { params: { request: 'request-2' } }),
    handler: async (authorized, { deps, actor }) => viewAfter(await deps.debriefs.takeBack(authorized), { actor, deps }),
  }),
] as const;
