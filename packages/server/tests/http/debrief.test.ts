import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DebriefView, Role } from '@onhook/contract';
import { asId, type CentreId, type LineId, type PersonId, type TeamId } from '@onhook/core/ids';
import { addStandIn, setLeads, upsertPerson } from '../../src/platform/organisation/index.ts';
import { json } from '../../src/platform/store/index.ts';
import { matchLine } from '../../src/centre/queries/lines.ts';
import { minute, openTestServer, type TestServer } from '../support/test-server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const centre = asId<CentreId>('main');
const [lea, leo, lio] = ['lea', 'leo', 'lio'].map((name) => asId<PersonId>(name)) as [PersonId, PersonId, PersonId];
const line = 'PJSIP/1';

let testServer: TestServer;
const cookies: Record<string, string> = {};

beforeEach(async () => {
  testServer = await openTestServer();
  const { store } = testServer.context;
  const put = (person: PersonId, roles: Role[]) =>
    upsertPerson(store.db, { centre, person, name: person, email: null, roles: json(roles), team: null, active: true, created_at: 0 });
  await put(leo, ['lead']);
  await put(lio, ['lead']);
  await setLeads(store.db, centre, asId<TeamId>('red'), [lea, lio]);
  await testServer.context.peopleChanged();
  await testServer.settle();
  for (const person of ['maya', 'noor', 'lea', 'leo', 'lio']) cookies[person] = await testServer.signIn(person);
});
afterEach(() => testServer.close());

const ask = (who: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
  testServer.ask(cookies[who] ?? '', method, `/api/debrief${path}`, body);
const view = async (who: string): Promise<DebriefView> => (await ask(who, 'GET', '')).body;
const wish = (over: object = {}) => ({ request: 'request-1', wish: { kind: 'word' }, reach: { kind: 'lead', person: 'lea' }, share: null, ...over });
const space = wish({ wish: { kind: 'space', space: 'rest-of-hour' } });
const give = (who: string, gift = 'gift-number-1', what: object = { kind: 'break', minutes: 10 }) =>
  ask(who, 'POST', '/requests/request-1/gifts', { gift, what });
const paused = (): (string | null)[] => testServer.phones.paused(line);
const later = async (minutes: number): Promise<void> => {
  await testServer.pass(minutes * minute);
  await testServer.context.jobs.runDue();
  await testServer.settle();
};

const listen = async (who: string): Promise<readonly DebriefView[]> =>
  (await testServer.listen<DebriefView>(cookies[who] ?? '', 'debrief')).pushed;

describe('a request', () => {
  it('is seen, answered with ten minutes that the phone system keeps, and told live to both and to nobody else', async () => {
    const toMaya = await listen('maya');
    const toNoor = await listen('noor');
    const toLea = await listen('lea');
    expect((await ask('maya', 'POST', '/requests', wish())).status).toBe(200);
    await vi.waitFor(() => expect(toLea.at(-1)?.forMe).toMatchObject([{ from: { name: 'maya' }, state: 'asked', mayGive: true }]), 20_000);
    await ask('lea', 'POST', '/requests/request-1/seen');
    await vi.waitFor(() => expect(toMaya.at(-1)?.mine[0]?.asked).toMatchObject([{ name: 'lea', seenAt: testServer.clock.now() }]), 20_000);
    expect((await give('lea')).status).toBe(200);
    await testServer.settle();
    expect(paused()).toEqual(['Recovery', 'Recovery']);
    await vi.waitFor(() =>
      expect(toMaya.at(-1)?.mine[0]).toMatchObject({ state: 'answered', answer: { kind: 'given' }, gifts: [{ kind: 'break', by: { name: 'lea' }, state: 'on' }] }),
      20_000,
    );
    const own = await testServer.ask(cookies['maya']!, 'GET', '/api/panel');
    expect(own.body.recovery).toMatchObject({ cause: 'given', grantedMs: 10 * minute, state: 'paused' });
    expect((await testServer.ask(cookies['maya']!, 'GET', '/api/looks')).body.looks).toMatchObject([{ by: 'lea', as: 'lead', deed: 'time-given' }]);
    await testServer.pass(10 * minute);
    expect(paused()).toEqual([null, null]);
    expect((await view('maya')).mine[0]?.gifts).toMatchObject([{ state: 'over' }]);
    const headers = { cookie: await testServer.signIn('ana') };
    const file = await testServer.app.inject({ method: 'GET', url: '/api/schedule/exceptions?as=csv', headers });
    expect([file.headers['content-type'], file.body.split('\r\n')[1]]).toEqual([
      'text/csv; charset=utf-8',
      '"maya","maya","2026-03-02T14:00:00.000Z","2026-03-02T14:10:00.000Z","break"',
    ]);
    const calendar = await testServer.app.inject({ method: 'GET', url: '/api/schedule/exceptions?as=ics', headers });
    expect(calendar.body).toContain('UID:gift-number-1@schedule.onhook');
    expect(toNoor).toEqual([]);
  });

  it('is given once though it was sent twice, and what is left of it can be taken back', async () => {
    await ask('maya', 'POST', '/requests', wish());
    expect([(await give('lea')).status, (await give('lea')).status]).toEqual([200, 200]);
    await testServer.pass(minute);
    expect((await ask('lea', 'DELETE', '/gifts/gift-number-1')).status).toBe(200);
    await testServer.settle();
    expect(paused()).toEqual([null, null]);
    expect((await view('maya')).mine[0]?.gifts).toMatchObject([{ state: 'taken-back' }]);
    const { today } = (await testServer.ask(cookies['maya']!, 'GET', '/api/panel')).body;
    expect(today).toMatchObject({ grantedMs: 10 * minute, honouredMs: minute, cutShort: [{ ms: 9 * minute, by: 'lead' }] });
  });

  it('keeps an early finish over a restart and until midnight, and logging out is not held against it', async () => {
    await ask('maya', 'POST', '/requests', wish({ wish: { kind: 'space', space: 'go-home' } }));
    await give('lea', 'gift-number-1', { kind: 'early-finish' });
    await testServer.settle();
    await testServer.restart();
    expect(paused()).toEqual(['Recovery', 'Recovery']);
    await testServer.pass(9 * 60 * minute);
    expect(paused()).toEqual(['Recovery', 'Recovery']);
    await testServer.pass(61 * minute);
    expect(paused()).toEqual([null, null]);
  });

  it('takes them off one queue for today, over a restart, and puts them back at its end or when it is undone', async () => {
    await ask('maya', 'POST', '/requests', wish());
    expect((await view('lea')).forMe[0]?.queues).toEqual(['Billing', 'Orders']);
    expect((await give('lea', 'gift-number-1', { kind: 'off-queue', queue: 'Sales' })).status).toBe(409);
    expect((await give('lea', 'gift-number-1', { kind: 'off-queue', queue: 'Orders' })).status).toBe(200);
    await testServer.settle();
    expect(paused()).toEqual([null, 'Off queue']);
    await testServer.restart();
    await later(1);
    expect(paused()).toEqual([null, 'Off queue']);
    expect((await ask('lea', 'DELETE', '/gifts/gift-number-1')).status).toBe(200);
    await testServer.settle();
    expect(paused()).toEqual([null, null]);
    await give('lea', 'gift-number-2', { kind: 'off-queue', queue: 'Orders' });
    await testServer.settle();
    expect(paused()).toEqual([null, 'Off queue']);
    expect((await view('maya')).mine[0]?.gifts).toMatchObject([{ state: 'taken-back' }, { kind: 'off-queue', queue: 'Orders', state: 'on' }]);
    await later(10 * 60 + 1);
    await later(1);
    expect(paused()).toEqual([null, null]);
    expect((await view('maya')).mine[0]?.gifts.at(-1)).toMatchObject({ state: 'over' });
  });

  it('stays taken back, at whatever moment of asking the phone system for it that comes', async () => {
    await ask('maya', 'POST', '/requests', wish());
    for (let turns = 0; turns < 24; turns += 2) {
      testServer.phones.refusal = { kind: 'refused', because: 'not-connected', message: 'no connection' };
      const gift = `gift-number-${turns}`;
      expect((await give('lea', gift, { kind: 'off-queue', queue: 'Orders' })).status).toBe(200);
      // The pause is requested again, and the gift is taken back at the same moment.
      testServer.clock.move(6000);
      const undone = ask('lea', 'DELETE', `/gifts/${gift}`);
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      await testServer.context.jobs.runDue();
      expect((await undone).status).toBe(200);
      testServer.phones.refusal = null;
      await later(1);
      expect(paused()).toEqual([null, null]);
    }
  });

  it('holds no line for what was taken back meanwhile', async () => {
    for (let turns = 0; turns < 40; turns += 4) {
      const request = `request-${turns}-now`;
      await ask('maya', 'POST', '/requests', wish({ request }));
      const given = ask('lea', 'POST', `/requests/${request}/gifts`, { gift: `gift-number-${turns}`, what: { kind: 'break', minutes: 10 } });
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      const takenBack = ask('maya', 'DELETE', `/requests/${request}`);
      const statuses = [(await given).status, (await takenBack).status];
      await testServer.settle();
      // Exactly one of the two requests succeeds, and the line is paused accordingly.
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect(paused()).toEqual(statuses[0] === 200 ? ['Recovery', 'Recovery'] : [null, null]);
      await later(11);
    }
  });

  it('gives space by itself once there is a line to hold, and once', async () => {
    const { store } = testServer.context;
    const hand = async (to: PersonId | null): Promise<void> => {
      await matchLine(store.db, centre, asId<LineId>(line), to);
      await testServer.context.peopleChanged();
      await testServer.settle();
    };
    await ask('maya', 'POST', '/requests', space);
    await hand(null);
    for (let round = 0; round < 2; round += 1) await later(10);
    expect((await view('maya')).mine).toMatchObject([{ state: 'unanswered', gifts: [] }]);
    await hand(asId<PersonId>('maya'));
    await later(1);
    await later(1);
    expect((await view('maya')).mine).toMatchObject([{ state: 'unanswered', gifts: [{ by: null, state: 'on' }] }]);
    expect(paused()).toEqual(['Recovery', 'Recovery']);
    await testServer.pass(9 * minute);
    await later(1);
    expect(paused()).toEqual([null, null]);
  });

  it('goes to the stand-in and to the other leads, and when nobody answers the space is given by itself', async () => {
    const from = testServer.clock.now();
    await addStandIn(testServer.context.store.db, { centre, lead: lea, person: leo, from_at: from, until_at: from + 60 * minute });
    await ask('maya', 'POST', '/requests', space);
    expect((await view('leo')).forMe).toEqual([]);
    await later(10);
    expect((await view('leo')).forMe).toMatchObject([{ round: 'stand-in', mayGive: true }]);
    expect((await view('lio')).forMe).toEqual([]);
    await later(10);
    expect((await view('lio')).forMe).toMatchObject([{ round: 'other-leads' }]);
    expect(paused()).toEqual([null, null]);
    await later(10);
    expect((await view('maya')).mine).toMatchObject([{ state: 'unanswered', gifts: [{ by: null, state: 'on' }] }]);
    expect(paused()).toEqual(['Recovery', 'Recovery']);
    await testServer.pass(10 * minute);
    expect(paused()).toEqual([null, null]);
  });

  it('taken back is gone for whoever was asked, and nothing can be given for it', async () => {
    await ask('maya', 'POST', '/requests', wish());
    expect((await ask('maya', 'DELETE', '/requests/request-1')).status).toBe(200);
    expect((await view('lea')).forMe).toEqual([]);
    expect((await give('lea')).status).toBe(404);
    expect((await ask('lea', 'POST', '/requests/request-1/answer', { answer: { kind: 'coming' } })).status).toBe(404);
  });

  it('is answered once, handed on by who cannot, and come back to when both want', async () => {
    await ask('maya', 'POST', '/requests', wish());
    await ask('lea', 'POST', '/requests/request-1/answer', { answer: { kind: 'cannot' } });
    expect((await view('lea')).forMe).toEqual([]);
    expect((await ask('lio', 'POST', '/requests/request-1/answer', { answer: { kind: 'coming' } })).status).toBe(200);
    expect((await ask('lea', 'POST', '/requests/request-1/answer', { answer: { kind: 'coming' } })).status).toBe(404);
    expect((await give('lea')).status).toBe(404);
    const at = testServer.clock.now() + 24 * 60 * minute;
    expect((await ask('lio', 'POST', '/requests/request-1/follow-up', { at })).status).toBe(200);
    for (const who of ['maya', 'lio']) {
      const { mine, forMe } = await view(who);
      expect([...mine, ...forMe]).toMatchObject([{ followUpAt: at, answeredBy: { name: 'lio' } }]);
    }
  });

  it('may be asked of one’s own leads and circle alone, and space of leads alone', async () => {
    expect((await ask('noor', 'POST', '/requests', wish())).status).toBe(404);
    expect((await ask('maya', 'POST', '/requests', wish({ reach: { kind: 'colleague', person: 'noor' } }))).status).toBe(404);
    expect((await ask('maya', 'POST', '/requests', { ...space, reach: { kind: 'circle' } })).status).toBe(404);
    await ask('maya', 'POST', '/requests', wish());
    for (const who of ['noor', 'leo', 'lio']) {
      expect((await ask(who, 'POST', '/requests/request-1/seen')).status).toBe(404);
      expect((await view(who)).forMe).toEqual([]);
    }
    expect([(await give('noor')).status, (await give('leo')).status]).toEqual([403, 404]);
  });
});

describe('notes of a talk', () => {
  const seal = (who: string, share: string, to: string, over: object = {}) =>
    testServer.ask(cookies[who] ?? '', 'POST', '/api/shares', { share, to, purpose: 'debrief-note', answers: null, sealed: 'AQ', ...over });
  const note = (who: string, share: string) => ask(who, 'POST', '/requests/request-1/notes', { share });
  const talk = async (by = 'lea'): Promise<void> => {
    await ask('maya', 'POST', '/requests', wish());
    await ask(by, 'POST', '/requests/request-1/answer', { answer: { kind: 'coming' } });
  };

  it('are seen by the two who have spoken and by nobody else, say when the other read them, and are gone when taken back', async () => {
    await talk();
    const toLea = await listen('lea');
    await seal('maya', 'note-1', 'lea');
    expect((await note('maya', 'note-1')).body.mine[0].notes).toEqual([{ share: 'note-1', by: { person: 'maya', name: 'maya' }, at: expect.any(Number), seenAt: null }]);
    await expect.poll(() => toLea.at(-1)?.forMe[0]?.notes.length).toBe(1);
    await seal('lea', 'note-2', 'maya');
    expect((await note('lea', 'note-2')).status).toBe(200);
    expect((await note('lea', 'note-2')).body.forMe[0].notes).toHaveLength(2);
    await testServer.ask(cookies['lea'] ?? '', 'POST', '/api/shares/note-1/open', {});
    expect((await view('maya')).mine[0]!.notes.map(({ share, seenAt }) => [share, seenAt !== null])).toEqual([
      ['note-1', true],
      ['note-2', false],
    ]);
    expect(JSON.stringify(await view('lio'))).not.toContain('note-');
    expect((await ask('lio', 'DELETE', '/notes/note-1')).status).toBe(404);
    expect((await ask('lea', 'DELETE', '/notes/note-1')).status).toBe(404);
    expect((await ask('maya', 'DELETE', '/notes/note-1')).status).toBe(200);
    expect((await view('lea')).forMe[0]!.notes.map(({ share }) => share)).toEqual(['note-2']);
    expect((await testServer.ask(cookies['lea'] ?? '', 'POST', '/api/shares/note-1/open', {})).status).toBe(404);
  });

  it('are few, of nothing that is not a note between these two, and of no talk that was not had', async () => {
    await ask('maya', 'POST', '/requests', wish());
    await seal('maya', 'note-0', 'lea');
    expect((await note('maya', 'note-0')).status).toBe(409);
    await ask('lea', 'POST', '/requests/request-1/answer', { answer: { kind: 'coming' } });
    await seal('maya', 'view-1', 'lea', { purpose: 'feedback-question' });
    await seal('maya', 'note-to-lio', 'lio');
    for (const share of ['view-1', 'note-to-lio', 'no-such-share']) expect((await note('maya', share)).status).toBe(404);
    expect((await note('lea', 'note-0')).status).toBe(404);
    for (const share of ['note-0', 'note-1', 'note-2', 'note-3', 'note-4']) {
      await seal('maya', share, 'lea');
      expect((await note('maya', share)).status).toBe(200);
    }
    await seal('lea', 'note-5', 'maya');
    expect((await note('lea', 'note-5')).status).toBe(409);
  });

  it('are possible with whoever stood in, who leads none of their teams', async () => {
    const { store, clock } = testServer.context;
    await addStandIn(store.db, { centre, lead: lea, person: leo, from_at: clock.now() - 1, until_at: clock.now() + 1000 * minute });
    await ask('maya', 'POST', '/requests', wish());
    await later(11);
    await ask('leo', 'POST', '/requests/request-1/answer', { answer: { kind: 'coming' } });
    expect((await seal('leo', 'note-1', 'maya')).status).toBe(200);
    expect((await note('leo', 'note-1')).status).toBe(200);
    expect((await seal('maya', 'note-2', 'leo')).status).toBe(200);
    expect((await note('maya', 'note-2')).status).toBe(200);
  });
});
