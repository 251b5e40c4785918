import { customerMeasures, duties, incidentKinds } from '@onhook/core/incident';
import { z } from 'zod';
import { privateWords } from './private-words.ts';
import { route } from './route.ts';

const at = z.int().nonnegative();
const words = (most: number) => z.string().trim().max(most).register(privateWords, { by: 'the agent' });
const incidentName = z.string().regex(/^[\w-]{8,60}$/);
const incidentParams = z.object({ incident: incidentName });
const callRef = z.object({ call: z.string().max(200), leg: z.int().min(1).max(1000) });

/** Facts about a call, from the phone system. */
export const callFacts = z.object({
  queue: z.string(),
  startedAt: at,
  endedAt: at,
  talkSeconds: z.number().nullable(),
  holds: z.int(),
  heldMs: at,
  transferred: z.boolean(),
  /** unknown: the phone system did not say. */
  endedBy: z.enum(['agent', 'caller', 'transfer', 'unknown']),
});
export type CallFacts = z.infer<typeof callFacts>;

const seer = z.object({ person: z.string(), name: z.string() });

export const incidentCallsView = z.object({
  serverNow: at,
  /** Newest first. */
  calls: z.array(callRef.extend({ facts: callFacts, /** True for a hard call, by its facts or by its agent's rating. */ isHard: z.boolean() })),
  /** People who would see an incident released now; empty when this person's team has no lead. */
  seenBy: z.array(seer),
});
export type IncidentCallsView = z.infer<typeof incidentCallsView>;

export const readIncidentCalls = route({
  key: 'GET /api/incident-calls',
  summary: 'The agent’s own calls of the last two weeks as the phone system told of them, and who would see an incident that is released.',
  reply: incidentCallsView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

/** Account of the incident in the agent's own words. */
const written = {
  kind: z.enum(incidentKinds),
  /** How bad the incident was, in the agent's words. */
  severity: words(200),
  happened: words(4000).refine((text) => text !== ''),
  /** Steps the agent took on the call. */
  done: words(2000),
};

const duty = z.object({
  duty: z.enum(duties),
  dueAt: at,
  /** Null while the duty is not ticked. */
  doneAt: at.nullable(),
  doneBy: z.string().nullable(),
});
export type DutyView = z.infer<typeof duty>;

const released = z.object({
  incident: z.string(),
  kind: z.enum(incidentKinds),
  happenedAt: at,
  releasedAt: at,
  duties: z.array(duty),
});

export const incidentView = released.extend({
  ...written,
  happened: z.string().register(privateWords, { by: 'the agent' }),
  /** Null when the incident names no call. */
  facts: callFacts.nullable(),
  /** Measure about the customer, for the centre’s own system; null when there is none. `toldAt` is null until that system has accepted it. */
  customer: z.object({ measure: z.enum(customerMeasures), askedAt: at, askedBy: z.string().nullable(), toldAt: at.nullable() }).nullable(),
});
export type IncidentView = z.infer<typeof incidentView>;

export const releaseIncident = route({
  key: 'POST /api/incidents',
  summary:
    'Releases an incident under a name the browser chose, to the leads it was shown to. The facts are the server’s own. no-longer-possible: others would see it by now, or there is another of that name.',
  body: z.object({
    incident: incidentName,
    call: callRef.nullable(),
    happenedAt: at,
    ...written,
    /** People the preview named. */
    seenBy: z.array(z.string().max(200)).min(1).max(100),
  }),
  example: { body: { incident: 'one-more-incident', call: null, happenedAt: 0, kind: 'threat', severity: '', happened: 'x', done: '', seenBy: ['nobody-at-all'] } },
  reply: z.object({}),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const ownIncidentsView = z.object({ serverNow: at, incidents: z.array(incidentView) });
export type OwnIncidentsView = z.infer<typeof ownIncidentsView>;

export const readOwnIncidents = route({
  key: 'GET /api/incidents',
  summary: 'What the agent has released, with what the centre owes them for it.',
  reply: ownIncidentsView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

const fileQuery = z.object({ language: z.string().max(20) });
const fileReply = z.object({ name: z.string(), html: z.string().register(privateWords, { by: 'the agent' }) });

export const takeOwnIncident = route({
  key: 'GET /api/incidents/:incident/file',
  summary: 'One released incident as a file, signed by the centre’s key.',
  params: incidentParams,
  query: fileQuery,
  example: { params: { incident: 'no-such-incident' }, query: { language: 'en' } },
  reply: fileReply,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'],
});

export const teamIncidentsView = z.object({
  serverNow: at,
  /** True when the centre has a system that takes measures about customers. */
  takesMeasures: z.boolean(),
  incidents: z.array(released.extend({ personName: z.string() })),
});
export type TeamIncidentsView = z.infer<typeof teamIncidentsView>;

export const readTeamIncidents = route({
  key: 'GET /api/team-incidents',
  summary: 'What agents have released to the leads of this lead’s teams; without their words.',
  reply: teamIncidentsView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

const teamIncidentErrors = ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'] as const;

const openedIncident = incidentView.extend({ personName: z.string() });
export type OpenedIncidentView = z.infer<typeof openedIncident>;

export const openTeamIncident = route({
  key: 'GET /api/team-incidents/:incident',
  summary: 'One released incident, in the agent’s words. On their record.',
  params: incidentParams,
  example: { params: { incident: 'no-such-incident' } },
  reply: openedIncident,
  errors: teamIncidentErrors,
});

export const tickDuty = route({
  key: 'POST /api/team-incidents/:incident/duties/:duty',
  summary: 'Says that something owed has been done, or that it has not, and tells the incident as it is then. On the agent’s record.',
  params: incidentParams.extend({ duty: z.enum(duties) }),
  body: z.object({ done: z.boolean() }),
  example: { params: { incident: 'no-such-incident', duty: 'break-given' }, body: { done: true } },
  reply: openedIncident,
  errors: teamIncidentErrors,
});

export const giveIncidentBreak = route({
  key: 'POST /api/team-incidents/:incident/break',
  summary:
    'Gives the agent the break that is owed: their line is paused at once, or when their call or other pause is over, and the duty is ticked. no-longer-possible: there is no line to pause. On the agent’s record.',
  params: incidentParams,
  /** The browser names the gift: sent twice, it is given once. */
  body: z.object({ gift: incidentName, minutes: z.int().min(5).max(60) }),
  example: { params: { incident: 'no-such-incident' }, body: { gift: 'break-after-a-call', minutes: 20 } },
  reply: openedIncident,
  errors: [...teamIncidentErrors, 'no-longer-possible'],
});

export const moveCustomerOn = route({
  key: 'POST /api/team-incidents/:incident/customer',
  summary:
    'Tells the centre’s own system, where one is configured, what is to be done about the customer of that call. no-longer-possible: none is configured, it was told already, or there was no call.',
  params: incidentParams,
  body: z.object({ measure: z.enum(customerMeasures) }),
  example: { params: { incident: 'no-such-incident' }, body: { measure: 'barred' } },
  reply: openedIncident,
  errors: [...teamIncidentErrors, 'no-longer-possible'],
});

export const takeTeamIncident = route({
  key: 'GET /api/team-incidents/:incident/file',
  summary: 'One released incident as a file, signed by the centre’s key. On the agent’s record.',
  params: incidentParams,
  query: fileQuery,
  example: { params: { incident: 'no-such-incident' }, query: { language: 'en' } },
  reply: fileReply,
  errors: teamIncidentErrors,
});

export const readSigningKeys = route({
  key: 'GET /api/signing-keys',
  summary: 'The public keys (Ed25519) that this centre has signed files with.',
  reply: z.object({ keys: z.array(z.object({ key: z.string(), madeAt: at })) }),
  errors: ['too-many-requests', 'store-unavailable'],
});
