import { asId, type TimeGrantId, type RequestId, type ShareId } from '@onhook/core/ids';
import { actorsOwn, resource } from '../../platform/access/index.ts';
import { isAsked, type Debriefs } from './service.ts';

export interface DebriefDeps {
  readonly debriefs: Debriefs;
}

interface ByRequest {
  readonly params: { readonly request: string };
}

/** An agent's own requests. Only the agent can make them. */
export const ownRequests = actorsOwn('own-requests');

/** The requests that an agent or lead made, and those addressed to them. */
export const ownDebrief = actorsOwn('own-debrief', 'shared');

/** A request that the actor made. */
export const ownRequest = resource('own-request', async (actor, { params }: ByRequest, { debriefs }: DebriefDeps) => {
  const row = await debriefs.find(asId<RequestId>(params.request));
  return row?.asker === actor.person ? { relation: 'own', resource: row } : null;
});

/** A request addressed to the actor, directly or by escalation, that they have not declined and that was not taken back. */
export const requestForActor = resource('request-for-actor', async (actor, { params }: ByRequest, { debriefs }: DebriefDeps) => {
  const row = await debriefs.find(asId<RequestId>(params.request));
  return row && isAsked(row, actor.person) ? { relation: 'shared', resource: row } : null;
});

/** A request that the actor made or was asked. */
export const requestWithActor = resource('request-with-actor', async (actor, { params }: ByRequest, { debriefs }: DebriefDeps) => {
  const row = await debriefs.find(asId<RequestId>(params.request));
  if (row?.asker === actor.person) return { relation: 'own', resource: row };
  return row && isAsked(row, actor.person) ? { relation: 'shared', resource: row } : null;
});

/** A request addressed to a lead by an agent of a team that they lead now. */
export const requestToGiveFor = resource('request-to-give-for', async (actor, { params }: ByRequest, { debriefs }: DebriefDeps) => {
  const row = await debriefs.find(asId<RequestId>(params.request));
  if (!row || !isAsked(row, actor.person) || !(await debriefs.mayGive(actor.leads, row))) return null;
  return { relation: 'shared', resource: row };
});

/** Time that the actor granted. */
export const ownTimeGrant = resource('own-gift', async (actor, { params }: { readonly params: { readonly gift: string } }, { debriefs }: DebriefDeps) => {
  const gift = await debriefs.findTimeGrant(asId<TimeGrantId>(params.gift));
  return gift?.given_by === actor.person ? { relation: 'own', resource: gift } : null;
});

/** A note that the actor wrote, with the request it belongs to. */
export const ownNote = resource('own-note', async (actor, { params }: { readonly params: { readonly share: string } }, { debriefs }: DebriefDeps) => {
  const note = await debriefs.findNote(asId<ShareId>(params.share));
  return note?.sender === actor.person ? { relation: 'own', resource: note } : null;
});
