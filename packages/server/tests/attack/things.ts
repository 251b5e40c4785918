import type { Api } from '@onhook/contract';
import { asId, type PersonId } from '@onhook/core/ids';
import { passkeyIdOf } from '../../src/features/sign-in/views.ts';
import { addPasskey } from '../../src/features/sign-in/queries/passkeys.ts';
import { centreId, type Centre, type World } from './centres.ts';

/** One request for one thing. */
export interface Request {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
}

export interface Thing extends Request {
  /** The centre it is in, and who of that centre it is there for, by what the table calls own, shared or team. */
  readonly centre: string;
  readonly isFor: readonly string[];
}

/** What can be asked for at a route. `nothing` is well-formed, and there is no such thing. */
export interface Exhibit {
  readonly nothing: Request;
  readonly things?: readonly Thing[];
}

/** Every route has one: it does not compile without. */
export type Exhibits = Readonly<Record<keyof Api, Exhibit>>;

export const targetOf = (key: string, { params = {}, query = '' }: Request): { readonly method: string; readonly target: string } => {
  const [method = '', path = ''] = key.split(' ');
  return { method, target: path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '')) + query };
};

/** What the two agents of a centre have after a hard call. */
interface Had {
  readonly offer: string;
  readonly recovery: string;
  readonly call: string;
  readonly reset: string;
}

const liveThrough = async (centre: Centre, cookies: Record<string, string>, person: string, line: string): Promise<Had> => {
  const call = `call-of-${person}-in-${centre.name}`;
  const reset = `reset-of-${person}-in-${centre.name}`;
  centre.phones.call(call, line, 'Billing', 20 * 60);
  await centre.settle();
  const cookie = cookies[person]!;
  const { offer, recovery } = (await centre.send('GET', '/api/panel', { cookie })).json;
  await centre.send('POST', '/api/resets', { cookie, body: { reset, recovery: recovery.recovery } });
  await centre.send('POST', `/api/carry-items/item-of-${person}`, { cookie, body: { dueAt: 1, doneAt: null, deleted: false } });
  return { offer: offer.offer, recovery: recovery.recovery, call, reset };
};

const requestOf = (request: string, person: string) => ({ request, wish: { kind: 'word' }, reach: { kind: 'lead', person } });

const phrase = { situation: 'limit', text: 'One at a time, please.', when: '', avoid: '' };

const share = { purpose: 'feedback-question', answers: null, sealed: 'AQ' };

/** Has people of both centres do what makes things that others may want, and says how those are asked for. */
export const makeThings = async ({ north, south, centres }: World, cookies: Readonly<Record<string, Record<string, string>>>): Promise<Exhibits> => {
  const of = new Map<string, Record<string, Had>>();
  const words: Record<string, string> = {};
  for (const centre of centres) {
    const here = cookies[centre.name]!;
    const ask = (person: string, method: string, target: string, body?: unknown) => centre.send(method, target, { cookie: here[person]!, body });
    await ask('maya', 'POST', '/api/circle', { person: 'omar' });
    await ask('omar', 'POST', '/api/circle/maya/answer', { answer: 'agree' });
    await ask('pia', 'POST', '/api/circle', { person: 'maya' });
    await ask('lea', 'POST', '/api/teams/red/phrases/w1', { ...phrase, text: `Words of the red team of ${centre.name}.` });
    await ask('leo', 'POST', '/api/teams/blue/phrases/w1', { ...phrase, text: `Words of the blue team of ${centre.name}.` });
    const released = { incident: `incident-in-${centre.name}`, call: null, happenedAt: 0, kind: 'threat', severity: '', done: '', seenBy: ['lea'] };
    await ask('maya', 'POST', '/api/incidents', { ...released, happened: `What happened to maya of ${centre.name}.` });
    await centre.listen(here['omar']!);
    await ask('maya', 'POST', '/api/words', { person: 'omar', place: 'phone' });
    await ask('maya', 'POST', '/api/shares', { ...share, share: `share-in-${centre.name}`, to: 'omar' });
    const asked = (n: number) => ask('maya', 'POST', '/api/debrief/requests', { ...requestOf(`request-${n}`, 'lea'), share: null });
    for (const n of [1, 2, 3]) await asked(n);
    await ask('lea', 'POST', '/api/debrief/requests/request-3/answer', { answer: { kind: 'coming' } });
    for (const [from, to] of [['maya', 'lea'], ['lea', 'maya']] as const) {
      await ask(from, 'POST', '/api/shares', { ...share, share: `note-of-${from}`, to, purpose: 'debrief-note' });
      await ask(from, 'POST', '/api/debrief/requests/request-3/notes', { share: `note-of-${from}` });
    }
    words[centre.name] = (await ask('omar', 'GET', '/api/circle')).json.wordForMe.word;
    of.set(centre.name, {
      maya: await liveThrough(centre, here, 'maya', 'PJSIP/1'),
      noor: await liveThrough(centre, here, 'noor', 'PJSIP/2'),
    });
  }

  const absent: Had = { offer: 'no-such-offer', recovery: 'no-such-recovery', call: 'no-such-call', reset: 'no-such-reset' };
  /** Things of maya, of noor, and of the other centre's maya. */
  const agents = (request: (had: Had, person: string) => Request): Exhibit => ({
    nothing: request(absent, 'nobody'),
    things: centres.flatMap(({ name }) =>
      Object.entries(of.get(name)!).map(([person, had]) => ({ ...request(had, person), centre: name, isFor: [person] })),
    ),
  });
  const teams = (body?: unknown): Exhibit => {
    const request = (team: string): Request => ({ params: { team, phrase: 'w1' }, ...(body !== undefined && { body }) });
    return {
      nothing: request('no-such-team'),
      things: [
        { ...request('red'), centre: north.name, isFor: ['lea'] },
        { ...request('blue'), centre: north.name, isFor: ['leo'] },
        { ...request('only-south'), centre: south.name, isFor: [] },
      ],
    };
  };
  /** What stands between two people, by the one whose name is asked for. */
  const ties = (isFor: readonly string[], other: string, request: (person: string) => Request): Exhibit => ({
    nothing: request('nobody-at-all'),
    things: [
      { ...request(other), centre: north.name, isFor },
      { ...request('only-south'), centre: south.name, isFor: [] },
    ],
  });
  const word = (isFor: string, body?: unknown): Exhibit => {
    const request = (id: string): Request => ({ params: { word: id }, ...(body !== undefined && { body }) });
    return {
      nothing: request('no-such-word'),
      things: centres.map(({ name }) => ({ ...request(words[name]!), centre: name, isFor: [isFor] })),
    };
  };
  /** One of maya's own sign-ins and passkeys, here and in the other centre. */
  const signIns: Record<string, string> = {};
  for (const { name, signIn, send, context } of centres) {
    const extra = await signIn('maya');
    signIns[name] = (await send('GET', '/api/sign-ins', { cookie: extra })).json.signIns[0].id;
    const passkey = { centre: centreId(name), credential: `key-in-${name}`, person: asId<PersonId>('maya'), public_key: 'k', counter: 0 };
    await addPasskey(context.store.db, { ...passkey, transports: '[]', backed_up: false, name: 'Key', created_at: 0, last_used_at: null });
  }
  const mine = (request: (name: string) => Request, nothing: Request): Exhibit => ({
    nothing,
    things: centres.map(({ name }) => ({ ...request(name), centre: name, isFor: ['maya'] })),
  });
  /** What maya released to lea, or what she would have. */
  const incident = (isFor: string, more: Request = {}): Exhibit => {
    const request = (name: string): Request => ({ ...more, params: { incident: name, ...more.params } });
    return {
      nothing: request('no-such-incident'),
      things: centres.map(({ name }) => ({ ...request(`incident-in-${name}`), centre: name, isFor: [isFor] })),
    };
  };
  /** What maya asked of lea. */
  const asked = (isFor: readonly string[], request: string, body?: unknown): Exhibit => {
    const of = (id: string): Request => ({ params: { request: id }, ...(body !== undefined && { body }) });
    return { nothing: of('no-such-request'), things: [{ ...of(request), centre: north.name, isFor }] };
  };
  const gift = (id: string): Request => ({ params: { gift: id } });
  const noId = 'n'.repeat(22);
  const written = { name: 'gil of north', email: null, team: null, roles: [], active: false };
  const fromAuthenticator = { id: 'none', rawId: 'none', type: 'public-key', response: { clientDataJSON: 'none' }, clientExtensionResults: {} };
  const standIn = (person: string) => ({ body: { lead: 'lea', person, fromAt: 1, untilAt: 2 } });

  const plain = (request: Request = {}): Exhibit => ({ nothing: request });
  const shared = (isFor: string): Exhibit => ({
    nothing: { params: { share: 'no-such-share' } },
    things: centres.map(({ name }) => ({ params: { share: `share-in-${name}` }, centre: name, isFor: [isFor] })),
  });

  return {
    'POST /api/session': plain({ body: { token: 'n'.repeat(43) } }),
    'GET /api/session': plain(),
    'DELETE /api/session': plain(),
    'GET /api/sign-in': plain(),
    'POST /api/session/passkey/begin': plain(),
    'POST /api/session/passkey': plain({ body: { signed: fromAuthenticator } }),
    'GET /api/sign-ins': plain(),
    'DELETE /api/sign-ins/:signIn': mine((name) => ({ params: { signIn: signIns[name]! } }), { params: { signIn: noId } }),
    'POST /api/sign-ins/end-others': plain(),
    'GET /api/passkeys': plain(),
    'POST /api/passkeys/begin': plain(),
    'POST /api/passkeys': plain({ body: { name: 'A key', made: fromAuthenticator } }),
    'POST /api/passkeys/:passkey': mine((name) => ({ params: { passkey: passkeyIdOf(`key-in-${name}`) }, body: { name: 'A key' } }), {
      params: { passkey: noId },
      body: { name: 'A key' },
    }),
    'DELETE /api/passkeys/:passkey': mine((name) => ({ params: { passkey: passkeyIdOf(`key-in-${name}`) } }), { params: { passkey: noId } }),
    'GET /api/people': plain(),
    'POST /api/people': plain({ body: { ...written, name: 'Somebody new' } }),
    'POST /api/people/:person': {
      nothing: { params: { person: 'nobody-at-all' }, body: written },
      things: [
        { params: { person: 'gil' }, body: written, centre: north.name, isFor: ['ada'] },
        { params: { person: 'only-south' }, body: written, centre: south.name, isFor: [] },
      ],
    },
    'POST /api/people/import/preview': plain({ body: { csv: 'email,name' } }),
    'POST /api/people/import': plain({ body: { csv: 'email,name', digest: 'of-nothing' } }),
    'POST /api/teams/:team': plain({ params: { team: 'new-team' }, body: { name: 'New team', site: null, leads: [] } }),
    'DELETE /api/teams/:team': plain({ params: { team: 'no-such-team' } }),
    'POST /api/sites/:site': plain({ params: { site: 'new-site' }, body: { name: 'New site' } }),
    'DELETE /api/sites/:site': plain({ params: { site: 'no-such-site' } }),
    'POST /api/stand-ins': {
      nothing: standIn('nobody-at-all'),
      things: [
        { ...standIn('maya'), centre: north.name, isFor: ['ada'] },
        { ...standIn('only-south'), centre: south.name, isFor: [] },
      ],
    },
    'POST /api/stand-ins/remove': plain({ body: { lead: 'lea', person: 'nobody-at-all', fromAt: 1 } }),
    'GET /api/frames': plain(),
    'POST /api/frames/codes': plain({ body: { challenge: 'c'.repeat(43), host: 'https://crm.example' } }),
    'POST /api/frames/session': plain({ body: { code: 'c'.repeat(43), verifier: 'v'.repeat(43) } }),
    'GET /api/looks': plain(),
    'GET /api/my-data': plain(),
    'GET /api/my-data/export': plain(),
    // Nobody's name: whoever asks would be gone.
    'POST /api/my-data/erase': plain({ body: { name: 'nobody at all' } }),
    'GET /api/panel': plain(),
    'POST /api/offers/:offer/shown': agents(({ offer }) => ({ params: { offer } })),
    'POST /api/offers/:offer/answer': agents(({ offer }) => ({ params: { offer }, body: { answer: 'accepted' } })),
    'POST /api/recoveries': plain(),
    'POST /api/recoveries/:recovery/extend': agents(({ recovery }) => ({ params: { recovery } })),
    'POST /api/calls/:call/:leg/tap': agents(({ call }) => ({ params: { call, leg: '1' }, body: { tap: 'hard' } })),
    'POST /api/resets': agents(({ recovery, reset }) => ({
      // A name that nobody here has is free for anybody: it would be theirs from then on.
      body: { reset: reset.endsWith(north.name) ? reset : `${reset}-as-mine`, recovery },
    })),
    'POST /api/resets/:reset/end': agents(({ reset }) => ({ params: { reset }, body: { how: 'completed' } })),
    'POST /api/recoveries/:recovery/end': agents(({ recovery }) => ({ params: { recovery } })),
    'POST /api/carry-items/:item': agents((_had, person) => ({ params: { item: `item-of-${person}` }, body: { dueAt: null, doneAt: null, deleted: true } })),
    'GET /api/vault': plain({ query: '?since=0' }),
    'POST /api/vault/keys': plain({ body: { version: 1, sealed: 'AQ', card: 'AQ' } }),
    'POST /api/vault/changes': plain({ body: { head: { version: 1, sealed: 'AQ' }, put: [], deleted: [] } }),
    'GET /api/shares/people': plain(),
    'GET /api/shares': plain(),
    'POST /api/shares': {
      nothing: { body: { ...share, share: 'share-for-nobody', to: 'nobody-at-all' } },
      things: [
        // Of maya's circle, and of the team that lea leads.
        { body: { ...share, share: 'one-more-share', to: 'omar' }, centre: north.name, isFor: ['maya', 'lea'] },
        { body: { ...share, share: 'one-more-share', to: 'only-south' }, centre: south.name, isFor: [] },
      ],
    },
    'POST /api/shares/:share/open': shared('omar'),
    'DELETE /api/shares/:share': shared('maya'),
    // Before the vault goes, and what was shared with it.
    'POST /api/debrief/requests/:request/notes': {
      nothing: { params: { request: 'no-such-request' }, body: { share: 'note-of-maya' } },
      things: ['maya', 'lea'].map((from) => ({ params: { request: 'request-3' }, body: { share: `note-of-${from}` }, centre: north.name, isFor: [from] })),
    },
    'DELETE /api/debrief/notes/:share': {
      nothing: { params: { share: 'no-such-note' } },
      things: ['maya', 'lea'].map((from) => ({ params: { share: `note-of-${from}` }, centre: north.name, isFor: [from] })),
    },
    'DELETE /api/vault': plain(),
    'GET /api/circle': plain(),
    'POST /api/circle/colleagues': { nothing: { body: { name: 'nobody-at-all' } }, things: [{ body: { name: 'only-south' }, centre: south.name, isFor: [] }] },
    'POST /api/circle': { nothing: { body: { person: 'nobody-at-all' } }, things: [{ body: { person: 'only-south' }, centre: south.name, isFor: [] }] },
    'POST /api/words': ties(['maya'], 'omar', (person) => ({ body: { person, place: 'phone' } })),
    'POST /api/words/:word/answer': word('omar', { answer: 'yes' }),
    'DELETE /api/words/:word': word('maya'),
    'POST /api/circle/:person/answer': ties(['maya'], 'pia', (person) => ({ params: { person }, body: { answer: 'agree' } })),
    'DELETE /api/circle/:person': ties(['maya'], 'omar', (person) => ({ params: { person } })),
    'GET /api/incident-calls': plain(),
    'POST /api/incidents': plain({
      body: { incident: 'one-more-incident', call: null, happenedAt: 0, kind: 'threat', severity: '', happened: 'x', done: '', seenBy: ['nobody-at-all'] },
    }),
    'GET /api/incidents': plain(),
    'GET /api/incidents/:incident/file': incident('maya', { query: '?language=en' }),
    'GET /api/team-incidents': plain(),
    'GET /api/team-incidents/:incident': incident('lea'),
    'POST /api/team-incidents/:incident/duties/:duty': incident('lea', { params: { duty: 'break-given' }, body: { done: true } }),
    'POST /api/team-incidents/:incident/customer': incident('lea', { body: { measure: 'barred' } }),
    'GET /api/team-incidents/:incident/file': incident('lea', { query: '?language=en' }),
    'GET /api/signing-keys': plain(),
    'GET /api/schedule/exceptions': plain({ query: '?as=csv' }),
    'GET /api/debrief': plain(),
    'POST /api/debrief/requests': {
      nothing: { body: { ...requestOf('request-9', 'nobody-at-all'), share: null } },
      things: [
        { body: { ...requestOf('request-1', 'lea'), share: null }, centre: north.name, isFor: ['maya', 'omar'] },
        { body: { ...requestOf('request-9', 'only-south'), share: null }, centre: south.name, isFor: [] },
      ],
    },
    'POST /api/debrief/requests/:request/seen': asked(['lea'], 'request-1'),
    'POST /api/debrief/requests/:request/gifts': asked(['lea'], 'request-1', { gift: 'gift-of-lea', what: { kind: 'break', minutes: 10 } }),
    'DELETE /api/debrief/gifts/:gift': { nothing: gift('no-such-gift'), things: [{ ...gift('gift-of-lea'), centre: north.name, isFor: ['lea'] }] },
    'POST /api/debrief/requests/:request/answer': asked(['lea'], 'request-1', { answer: { kind: 'coming' } }),
    'POST /api/debrief/requests/:request/follow-up': asked(['maya', 'lea'], 'request-3', { at: 1 }),
    'DELETE /api/debrief/requests/:request': asked(['maya'], 'request-2'),
    'GET /api/board': plain(),
    'GET /api/day': plain(),
    'GET /api/lines': plain(),
    'POST /api/lines/match': {
      nothing: { body: { line: 'PJSIP/5', person: 'nobody-at-all' } },
      things: [{ body: { line: 'PJSIP/5', person: 'only-south' }, centre: south.name, isFor: [] }],
    },
    'GET /api/phrases': plain(),
    'GET /api/teams/phrases': plain(),
    'POST /api/teams/:team/phrases/:phrase': teams(phrase),
    'DELETE /api/teams/:team/phrases/:phrase': teams(),
  };
};
