import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CircleView } from '@onhook/contract';
import { asId, type CentreId, type LineId, type PersonId, type QueueName } from '@onhook/core/ids';
import { json } from '../../src/platform/store/index.ts';
import { matchLine, seeLines } from '../../src/centre/queries/lines.ts';
import { upsertPerson } from '../../src/platform/organisation/index.ts';
import { minute, openTestServer, type TestServer } from '../support/test-server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let testServer: TestServer;
let maya: string;
let noor: string;
let otto: string;

beforeEach(async () => {
  testServer = await openTestServer();
  const { store } = testServer.context;
  const centre = asId<CentreId>('main');
  const line = asId<LineId>('PJSIP/9');
  const person = asId<PersonId>('otto');
  await upsertPerson(store.db, { centre, person, name: 'otto', email: null, roles: json(['agent']), team: null, active: true, created_at: 0 });
  await seeLines(store.db, centre, [{ line, source: asId('scripted'), name: 'PJSIP/9' }], 0);
  await matchLine(store.db, centre, line, person);
  await testServer.context.peopleChanged();
  await testServer.settle();
  [maya, noor, otto] = [await testServer.signIn('maya'), await testServer.signIn('noor'), await testServer.signIn('otto')];
});
afterEach(() => testServer.close());

const openPanel = (cookie: string) => testServer.listen<CircleView>(cookie, 'circle');
const circle = async (cookie: string): Promise<CircleView> => (await testServer.ask(cookie, 'GET', '/api/circle')).body;
const askInto = (cookie: string, person: string) => testServer.ask(cookie, 'POST', '/api/circle', { person });
const answerTie = (cookie: string, person: string, answer: 'agree' | 'decline') =>
  testServer.ask(cookie, 'POST', `/api/circle/${person}/answer`, { answer });
const leave = (cookie: string, person: string) => testServer.ask(cookie, 'DELETE', `/api/circle/${person}`);
const requestTalk = (cookie: string, person: string) => testServer.ask(cookie, 'POST', '/api/words', { person, place: 'kitchen' });
const answerWord = (cookie: string, word: string, answer: 'yes' | 'not-now') =>
  testServer.ask(cookie, 'POST', `/api/words/${word}/answer`, { answer });
const befriend = async (): Promise<void> => {
  await askInto(maya, 'noor');
  await answerTie(noor, 'maya', 'agree');
};
const names = (people: readonly { name: string }[]): string[] => people.map(({ name }) => name);

describe('a circle', () => {
  it('takes both to say so', async () => {
    expect(names((await askInto(maya, 'noor')).body.invited)).toEqual(['noor']);
    const asked = await circle(noor);
    expect([names(asked.askingMe), names(asked.members)]).toEqual([['maya'], []]);
    await answerTie(noor, 'maya', 'agree');
    expect(names((await circle(maya)).members)).toEqual(['noor']);
    expect(names((await circle(noor)).members)).toEqual(['maya']);
    expect(await circle(otto)).toMatchObject({ members: [], invited: [], askingMe: [] });
  });

  it('is mutual at once when each asked the other', async () => {
    await askInto(maya, 'noor');
    expect(names((await askInto(noor, 'maya')).body.members)).toEqual(['maya']);
  });

  it('does not show a decline, nor asks twice', async () => {
    const panel = await openPanel(maya);
    await askInto(maya, 'noor');
    const before = await circle(maya);
    const pushedBefore = panel.pushed.length;
    await answerTie(noor, 'maya', 'decline');
    expect(await circle(maya)).toEqual(before);
    expect(panel.pushed.length).toBe(pushedBefore);
    expect((await askInto(maya, 'noor')).body).toEqual(before);
    await leave(maya, 'noor');
    expect((await circle(maya)).invited).toEqual([]);
    await askInto(maya, 'noor');
    expect((await circle(noor)).askingMe).toEqual([]);
    expect(await circle(maya)).toEqual(before);
  });

  it('is not entered by an ask that was declined and taken back, when the other asks later', async () => {
    await askInto(maya, 'noor');
    await answerTie(noor, 'maya', 'decline');
    await leave(maya, 'noor');
    await askInto(noor, 'maya');
    expect((await circle(noor)).members).toEqual([]);
    expect(names((await circle(maya)).askingMe)).toEqual(['noor']);
  });

  it('can be left by either at any time', async () => {
    await befriend();
    await leave(noor, 'maya');
    for (const cookie of [maya, noor]) expect(await circle(cookie)).toMatchObject({ members: [], invited: [], askingMe: [] });
  });

  it('finds agents by a part of the name, and nobody else', async () => {
    const found = async (name: string) => (await testServer.ask(maya, 'POST', '/api/circle/colleagues', { name })).body.colleagues;
    expect(names(await found('OO'))).toEqual(['noor']);
    expect(names(await found('tt'))).toEqual(['otto']);
    for (const other of ['le', 'ada', 'maya', '%%', '__']) expect(await found(other)).toEqual([]);
    expect((await testServer.ask(maya, 'POST', '/api/circle/colleagues', { name: 'o' })).status).toBe(400);
  });

  it('has nobody in it who takes no calls, nor oneself', async () => {
    for (const person of ['lea', 'ada', 'maya', 'nobody']) expect((await askInto(maya, person)).status).toBe(404);
    expect((await answerTie(maya, 'noor', 'agree')).status).toBe(404);
  });

  it('is shown to no lead, analyst or administrator', async () => {
    await befriend();
    for (const person of ['lea', 'ana', 'ada']) {
      const cookie = await testServer.signIn(person);
      for (const [method, url, body] of [['GET', '/api/circle'], ['POST', '/api/circle/colleagues', { name: 'ma' }], ['DELETE', '/api/circle/maya']] as const) {
        expect((await testServer.ask(cookie, method, url, body)).status).toBe(403);
      }
    }
    const lea = await testServer.signIn('lea');
    expect(JSON.stringify((await testServer.ask(lea, 'GET', '/api/board')).body)).not.toMatch(/circle|word/);
  });

  it('outlives a restart', async () => {
    await befriend();
    await testServer.restart();
    expect(names((await circle(maya)).members)).toEqual(['noor']);
  });
});

describe('free now', () => {
  const free = async () => (await circle(maya)).members.map((member) => member.free);
  const answer = (call: string) =>
    testServer.phones.report({ kind: 'call-answered', call: asId(call), line: asId<LineId>('PJSIP/2'), queue: asId<QueueName>('Billing'), waitSeconds: 1 });

  it('is an open line with a panel before it, and nothing of the state is told besides', async () => {
    await befriend();
    expect(await free()).toEqual([false]);
    const panel = await openPanel(noor);
    expect(await free()).toEqual([true]);
    testServer.phones.set('PJSIP/2', 'Billing', 'Lunch');
    await testServer.settle();
    expect((await circle(maya)).members).toEqual([{ person: 'noor', name: 'noor', free: false }]);
    testServer.phones.set('PJSIP/2', 'Billing', null);
    await testServer.settle();
    expect(await free()).toEqual([true]);
    answer('c9');
    await testServer.settle();
    expect(await free()).toEqual([false]);
    panel.close();
  });

  it('is not somebody in recovery', async () => {
    await befriend();
    await openPanel(noor);
    testServer.phones.call('c1', 'PJSIP/2', 'Billing', 20 * 60);
    await testServer.settle();
    expect((await circle(maya)).members).toEqual([{ person: 'noor', name: 'noor', free: false }]);
  });

  it('is pushed to who is looking, once a change', async () => {
    await befriend();
    await openPanel(noor);
    const mine = await openPanel(maya);
    const others = await openPanel(otto);
    expect(await free()).toEqual([true]);
    await circle(otto);
    answer('c8');
    await testServer.settle();
    await vi.waitFor(() => expect(mine.pushed.at(-1)?.members.map((member) => member.free)).toEqual([false]), 20_000);
    const many = mine.pushed.length;
    testServer.phones.report({ kind: 'call-held', call: asId('c8') });
    await testServer.settle();
    expect(mine.pushed.length).toBe(many);
    expect(others.pushed).toEqual([]);
  });
});

describe('a word', () => {
  beforeEach(befriend);

  it('is asked for, shown, and answered with yes; no line is paused for it', async () => {
    const theirs = await openPanel(noor);
    const mine = await openPanel(maya);
    const asked = await requestTalk(maya, 'noor');
    expect(asked.body.myWord).toMatchObject({ to: { name: 'noor' }, place: 'kitchen', state: 'asked' });
    await vi.waitFor(() => expect(theirs.pushed.at(-1)?.wordForMe).toMatchObject({ from: { name: 'maya' }, place: 'kitchen' }), 20_000);
    await answerWord(noor, asked.body.myWord.word, 'yes');
    await vi.waitFor(() => expect(mine.pushed.at(-1)?.myWord?.state).toBe('yes'), 20_000);
    await testServer.settle();
    expect(testServer.phones.commands).toEqual([]);
    expect(testServer.logged.join('')).not.toMatch(/kitchen|noor/);
  });

  it('says "not now" alike for a decline, a call, and two minutes without an answer', async () => {
    const ends = [
      async (word: string) => void (await answerWord(noor, word, 'not-now')),
      async () => {
        testServer.phones.report({ kind: 'call-offered', call: asId('c7'), line: asId<LineId>('PJSIP/2'), queue: asId<QueueName>('Billing') });
        await testServer.settle();
        testServer.phones.report({ kind: 'call-unanswered', call: asId('c7'), line: asId<LineId>('PJSIP/2'), queue: asId<QueueName>('Billing') });
        await testServer.settle();
      },
      async () => testServer.pass(2 * minute),
    ];
    await openPanel(noor);
    for (const end of ends) {
      const { word } = (await requestTalk(maya, 'noor')).body.myWord;
      await end(word);
      const { myWord } = await circle(maya);
      expect({ ...myWord, word: '', until: 0 }).toEqual({ word: '', until: 0, to: { person: 'noor', name: 'noor' }, place: 'kitchen', state: 'closed' });
      expect((await circle(noor)).wordForMe).toBeNull();
      expect((await answerWord(noor, word, 'yes')).status).toBe(409);
    }
  });

  it('is asked of nobody who is on a call, or has no panel open', async () => {
    expect((await requestTalk(maya, 'noor')).body.error).toBe('no-longer-possible');
    await openPanel(noor);
    testServer.phones.report({ kind: 'call-answered', call: asId('c6'), line: asId<LineId>('PJSIP/2'), queue: asId<QueueName>('Billing'), waitSeconds: 1 });
    await testServer.settle();
    expect((await requestTalk(maya, 'noor')).body.error).toBe('no-longer-possible');
    expect((await circle(noor)).wordForMe).toBeNull();
  });

  it('is asked of nobody outside the circle, and answered or taken back by nobody else', async () => {
    await openPanel(noor);
    await openPanel(otto);
    expect((await requestTalk(maya, 'otto')).status).toBe(404);
    expect((await requestTalk(otto, 'noor')).status).toBe(404);
    const { word } = (await requestTalk(maya, 'noor')).body.myWord;
    expect((await answerWord(otto, word, 'yes')).status).toBe(404);
    expect((await answerWord(maya, word, 'yes')).status).toBe(404);
    await testServer.ask(otto, 'DELETE', `/api/words/${word}`);
    expect((await circle(noor)).wordForMe?.word).toBe(word);
    expect(JSON.stringify(await circle(otto))).not.toContain(word);
  });

  it('is gone when the asker takes it back, closes the panel, or leaves the circle', async () => {
    const theirs = await openPanel(noor);
    const mine = await openPanel(maya);
    const { word } = (await requestTalk(maya, 'noor')).body.myWord;
    await testServer.ask(maya, 'DELETE', `/api/words/${word}`);
    expect((await circle(noor)).wordForMe).toBeNull();
    await requestTalk(maya, 'noor');
    mine.close();
    await vi.waitFor(() => expect(theirs.pushed.at(-1)?.wordForMe).toBeNull(), 20_000);
    await openPanel(maya);
    await requestTalk(maya, 'noor');
    await leave(maya, 'noor');
    expect((await circle(noor)).wordForMe).toBeNull();
  });
});
