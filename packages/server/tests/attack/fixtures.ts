import { holdsPrivateWords, routes, type Route } from '@onhook/contract';
import { asId, type PersonId } from '@onhook/core/ids';
import { features } from '../../src/features/index.ts';
import { passkeyIdOf } from '../../src/features/sign-in/views.ts';
import { addPasskey } from '../../src/features/sign-in/queries/passkeys.ts';
import type { Access, AgentFixture, Fixtures, Probe, ProbeRequest } from '../../src/platform/access/index.ts';
import { centreId, type Centre, type World } from './centres.ts';

/** A route as its declaration has it, with the requests that the attack tests send. */
export interface AttackedRoute {
  readonly key: string;
  readonly access: Access;
  /** True when the answer may hold words that one person wrote for few others. */
  readonly words: boolean;
  /** The contract's example: well-formed, and naming nothing that exists. */
  readonly nothing: ProbeRequest;
  readonly probes: readonly Probe[];
}

/** Completes a probe with the example of its route, field by field. */
const fill = (example: ProbeRequest, { params, query, body }: ProbeRequest): ProbeRequest => ({
  ...((example.params || params) && { params: { ...example.params, ...params } }),
  ...((example.query || query) && { query: { ...example.query, ...query } }),
  ...((example.body || body) && { body: { ...example.body, ...body } }),
});

/** Every route of the contract with its probes, in the order of the features. */
export const attackedRoutes = (fixtures: Fixtures): readonly AttackedRoute[] =>
  features.flatMap(({ routes: declared }) =>
    declared.map(({ key, access, contract, probes }): AttackedRoute => {
      const nothing = (contract.example ?? {}) as ProbeRequest;
      return { key, access, words: holdsPrivateWords(contract.reply), nothing, probes: probes(fixtures).map((probe) => ({ ...probe, ...fill(nothing, probe) })) };
    }),
  );

/** The example of one route of the contract. */
export const exampleOf = (key: string): ProbeRequest => ((routes as readonly Route[]).find((route) => route.key === key)?.example ?? {}) as ProbeRequest;

/** The method and target of a request. */
export const targetOf = (key: string, { params = {}, query = {} }: ProbeRequest): { readonly method: string; readonly target: string } => {
  const [method = '', path = ''] = key.split(' ');
  const search = new URLSearchParams(query).toString();
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
  return { method, target: search === '' ? filled : `${filled}?${search}` };
};

const takeHardCall = async (centre: Centre, cookies: Record<string, string>, person: string, line: string): Promise<AgentFixture> => {
  const call = `call-of-${person}-in-${centre.name}`;
  const reset = `reset-of-${person}-in-${centre.name}`;
  centre.phones.call(call, line, 'Billing', 20 * 60);
  await centre.settle();
  const cookie = cookies[person]!;
  const { offer, recovery } = (await centre.send('GET', '/api/panel', { cookie })).json;
  await centre.send('POST', '/api/resets', { cookie, body: { reset, recovery: recovery.recovery } });
  await centre.send('POST', `/api/carry-items/item-of-${person}`, { cookie, body: { dueAt: 1, doneAt: null, deleted: false } });
  return { centre: centre.name, person, offer: offer.offer, recovery: recovery.recovery, call, reset };
};

const phrase = { situation: 'limit', text: 'One at a time, please.', when: '', avoid: '' };
const share = { purpose: 'feedback-question', answers: null, sealed: 'AQ' };

/** Lets people of both centres make the things that the attack tests try to reach. */
export const makeFixtures = async ({ north, south, centres }: World, cookies: Readonly<Record<string, Record<string, string>>>): Promise<Fixtures> => {
  const agents: AgentFixture[] = [];
  const words: Record<string, string> = {};
  const signIns: Record<string, string> = {};
  const passkeys: Record<string, string> = {};
  for (const centre of centres) {
    const { name } = centre;
    const here = cookies[name]!;
    const ask = (person: string, method: string, target: string, body?: unknown) => centre.send(method, target, { cookie: here[person]!, body });
    await ask('maya', 'POST', '/api/circle', { person: 'omar' });
    await ask('omar', 'POST', '/api/circle/maya/answer', { answer: 'agree' });
    await ask('pia', 'POST', '/api/circle', { person: 'maya' });
    await ask('lea', 'POST', '/api/teams/red/phrases/w1', { ...phrase, text: `Words of the red team of ${name}.` });
    await ask('leo', 'POST', '/api/teams/blue/phrases/w1', { ...phrase, text: `Words of the blue team of ${name}.` });
    const released = { incident: `incident-in-${name}`, call: null, happenedAt: 0, kind: 'threat', severity: '', done: '', seenBy: ['lea'] };
    await ask('maya', 'POST', '/api/incidents', { ...released, happened: `What happened to maya of ${name}.` });
    await centre.listen(here['omar']!);
    await ask('maya', 'POST', '/api/words', { person: 'omar', place: 'phone' });
    await ask('maya', 'POST', '/api/shares', { ...share, share: `share-in-${name}`, to: 'omar' });
    for (const n of [1, 2, 3]) {
      const request = { request: `request-${n}`, wish: { kind: 'word' }, reach: { kind: 'lead', person: 'lea' }, share: null };
      await ask('maya', 'POST', '/api/debrief/requests', request);
    }
    await ask('lea', 'POST', '/api/debrief/requests/request-3/answer', { answer: { kind: 'coming' } });
    for (const [from, to] of [['maya', 'lea'], ['lea', 'maya']] as const) {
      await ask(from, 'POST', '/api/shares', { ...share, share: `note-of-${from}`, to, purpose: 'debrief-note' });
      await ask(from, 'POST', '/api/debrief/requests/request-3/notes', { share: `note-of-${from}` });
    }
    words[name] = (await ask('omar', 'GET', '/api/circle')).json.wordForMe.word;
    agents.push(await takeHardCall(centre, here, 'maya', 'PJSIP/1'), await takeHardCall(centre, here, 'noor', 'PJSIP/2'));
    const extra = await centre.signIn('maya');
    signIns[name] = (await centre.send('GET', '/api/sign-ins', { cookie: extra })).json.signIns[0].id;
    const passkey = { centre: centreId(name), credential: `key-in-${name}`, person: asId<PersonId>('maya'), public_key: 'k', counter: 0 };
    await addPasskey(centre.context.store.db, { ...passkey, transports: '[]', backed_up: false, name: 'Key', created_at: 0, last_used_at: null });
    passkeys[name] = passkeyIdOf(passkey.credential);
  }
  return { north: north.name, south: south.name, agents, words, signIns, passkeys };
};
