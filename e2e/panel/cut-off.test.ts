/** A desk loses its connection in the middle of a reset: the agent's actions arrive later, exactly once. */
import { createGunzip } from 'node:zlib';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { asId, type CallId, type CentreId, type PersonId } from '@onhook/core/ids';
import { backup } from '../../packages/server/src/platform/store/index.ts';
import { carryItemsOf } from '../../packages/server/src/features/carry/queries.ts';
import { findCall } from '../../packages/server/src/centre/queries/calls.ts';
import { offersOfPerson } from '../../packages/server/src/centre/queries/offers.ts';
import { resetsOfPerson } from '../../packages/server/src/centre/queries/resets.ts';
import { until } from '../support/until.ts';
import { type Floor, isCached, openFloor, patient, title } from './desks.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 240_000 });

const centre = asId<CentreId>('main');
const slowly = { withinMs: patient.timeout, everyMs: 200 };

let floor: Floor;

beforeAll(async () => {
  floor = await openFloor();
});
afterAll(async () => {
  await floor?.close();
});
afterEach(() => {
  floor.cable.loseAnswers(false);
  floor.cable.mend();
  expect(floor.complaints.splice(0)).toEqual([]);
});

/** Reads the rows of a person from the server's database. */
const recordOf = async (who: string) => {
  const { db } = floor.testServer.context.store;
  const person = asId<PersonId>(who);
  const [resets, items, offers] = [
    await resetsOfPerson(db, centre, person, 0),
    await carryItemsOf(db, centre, person),
    await offersOfPerson(db, centre, person, 0),
  ];
  return { resets, items, offers };
};

it('An agent without a connection finishes the reset and the carry list in every window, and the server learns of it once', async () => {
  const { testServer, cable } = floor;
  const maya = await floor.sit('maya');
  const second = await maya.openWindow();
  await title(second, 'The line is open.');
  await isCached(maya.page);
  await floor.call('c1', 'PJSIP/1', 1200);
  await maya.title('That was a hard one.');
  await title(second, 'That was a hard one.');

  // The server receives the requests, and the answers are lost.
  cable.loseAnswers(true);
  await maya.page.getByRole('button', { name: /^Take / }).click();
  await maya.title('How tight is the cord right now?');
  const offerRequests = (): number => floor.reached.filter((path) => path.startsWith('/api/offers/')).length;
  const before = offerRequests();
  await until('the same has been taken again', () => offerRequests() > before + 1, slowly);
  cable.cut();
  cable.loseAnswers(false);
  await maya.tap('Continue without');
  await maya.title('What part of that is yours to carry?');

  // The other window shows the same reset, and an answer there counts here.
  await title(second, 'What part of that is yours to carry?');
  await second.getByLabel('A call back').check();
  await maya.page.getByRole('checkbox', { name: 'A call back', checked: true }).waitFor(patient);
  await maya.page.getByLabel('Or in your own words').fill('the refund for the marker');
  await maya.tap('Next');
  await maya.title('What was the customer’s?');
  await title(second, 'What was the customer’s?');
  await maya.page.reload();
  await maya.title('What was the customer’s?');
  for (let part = 0; part < 4; part += 1) await maya.tap('Skip this part');
  await maya.title('Ready when you are.');
  await title(second, 'Ready when you are.');
  await maya.text('You carry: A call back: the refund for the marker.');
  await maya.text(/things are waiting to be sent/);

  cable.mend();
  await maya.gone(/waiting to be sent/);
  await until('the server has the end of the reset', async () => (await recordOf('maya')).resets[0]?.how === 'completed', slowly);
  await until('the server has the carry list', async () => (await recordOf('maya')).items.length === 1, slowly);
  const { resets, items, offers } = await recordOf('maya');
  expect(resets).toHaveLength(1);
  // The choice and the words beside it are one thing to carry.
  expect(items.map(({ due_at, done_at, deleted }) => ({ due_at, done_at, deleted }))).toEqual([{ due_at: null, done_at: null, deleted: false }]);
  expect(offers.map(({ state }) => state)).toEqual(['answered']);
  await maya.tap('Back on the line');
  await testServer.settle();
  await maya.title('The line is open.');
  await title(second, 'The line is open.');
  await maya.context.close();
});

it('The browser sends no private tap or text to the server', async () => {
  const { testServer } = floor;
  await testServer.pass(60 * 60_000);
  const maya = await floor.sit('maya');
  const { page } = maya;
  const marker = (n: number): string => `marker-${n} für mich ☂`;
  const find = /marker-\d|%E2%98%82/i;
  await isCached(page);
  const [before, reached] = [maya.asked.length, floor.reached.length];

  await maya.tap('Carry list');
  await maya.tap('Add something');
  await page.getByLabel('In your own words').fill(marker(1));
  await maya.tap('Tomorrow morning');
  await maya.tap('Save');
  await maya.tap('Write one line');
  await page.getByLabel('In your own words').fill(marker(2));
  await maya.tap('Save');
  await maya.tap('Back');
  await page.keyboard.press('/');
  await page.getByRole('combobox').fill(marker(3));
  await page.getByRole('button', { name: 'Add your own' }).click();
  await page.getByLabel('What you say').fill(marker(4));
  await maya.tap('Save');
  await page.keyboard.press('Escape');

  await floor.call('c3', 'PJSIP/1', 1500);
  await maya.title('That was a hard one.');
  await page.getByRole('button', { name: /^Take / }).click();
  await page.getByRole('button', { name: 'Tight', exact: true }).click();
  await maya.title('What part of that is yours to carry?');
  await page.getByLabel('A promise I made').check();
  await page.getByLabel('Or in your own words').fill(marker(5));
  await maya.tap('Next');
  await page.getByLabel('Their anger').check();
  await page.getByLabel('Or in your own words').fill(marker(6));
  await maya.tap('Next');
  await page.getByLabel('Water').check();
  await maya.tap('Next');
  for (let part = 0; part < 3; part += 1) await maya.tap('Skip this part');
  await maya.title('Where do you stand?');
  await page.getByLabel('Or in your own words').fill(marker(7));
  await maya.tap('Next');
  await maya.title('Ready when you are.');
  await page.getByRole('button', { name: 'Loose', exact: true }).click();
  await until('the server has the end of the reset', async () => (await recordOf('maya')).resets.at(-1)?.how === 'completed', slowly);

  expect(maya.asked.join('\n')).not.toMatch(find);
  // Fetched files reveal no choice either: every file is loaded before the first choice.
  expect(floor.reached.slice(reached).filter((path) => path.startsWith('/assets-panel/'))).toEqual([]);
  const posted = maya.asked.slice(before).filter((line) => line.startsWith('POST')).map((line) => line.slice(line.lastIndexOf('} ') + 2));
  expect(posted.length).toBeGreaterThan(4);
  const fields = posted.flatMap((body) => (body ? Object.keys(JSON.parse(body) as object) : []));
  expect(new Set(fields)).toEqual(new Set(['dueAt', 'doneAt', 'deleted', 'answer', 'reset', 'recovery', 'at', 'how']));
  expect(posted.join('\n')).not.toMatch(/promise|anger|water|tight|loose|three-part|reflect/i);
  const stored = new PassThrough();
  const dump = text(stored.pipe(createGunzip()));
  await backup(testServer.context.store, stored, { signIns: true, passphrase: null });
  const all = await dump;
  expect(all.length).toBeGreaterThan(1000);
  expect(all).not.toMatch(find);
  expect(all).not.toMatch(/"(promise|their-anger|anger|water|tight|loose|three-part|reflect)"/i);
  expect(testServer.logged.join('\n')).not.toMatch(find);
  await maya.context.close();
});

it('A tap and its result arrive after the server was away', async () => {
  const { testServer, cable } = floor;
  const noor = await floor.sit('noor');
  await isCached(noor.page);
  await floor.call('c2', 'PJSIP/2', 20);
  await noor.page.getByRole('button', { name: 'That was hard' }).waitFor(patient);
  cable.cut();
  await noor.text(/^No connection\./);
  await noor.tap('That was hard');
  await noor.text('One thing is waiting to be sent.');
  await noor.page.reload();
  await noor.text('You marked the last one as hard.');
  await testServer.restart();
  await testServer.app.listen({ host: '127.0.0.1', port: cable.toPort });
  cable.mend();
  const tapOf = async () => (await findCall(testServer.context.store.db, centre, asId<CallId>('c2'), 1))?.tap;
  await until('the tap is there', async () => (await tapOf()) === 'hard', slowly);
  await noor.gone(/waiting to be sent/);
  await testServer.settle();
  // A hard call earns minutes once.
  const { offers } = await recordOf('noor');
  expect(offers).toHaveLength(1);
  await noor.context.close();
});
