/** Two agents at two desks: a circle, and a talk request. */
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type Desk, type Floor, openFloor, patient } from './desks.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 240_000 });

let floor: Floor;
let maya: Desk;
let noor: Desk;

beforeAll(async () => {
  floor = await openFloor();
  maya = await floor.sit('maya');
  noor = await floor.sit('noor');
});
afterAll(async () => {
  await floor?.close();
});
afterEach(() => {
  expect(floor.complaints.splice(0)).toEqual([]);
});

/** Goes from the open line into recovery, and there to "who might have a moment". */
const lookForAWord = async (desk: Desk): Promise<void> => {
  await desk.tap('I need a minute');
  await floor.testServer.settle();
  await desk.title('These minutes are yours.');
  await desk.tap('Something else');
  // The screen opens in its last state: at the list, or at this person's card.
  const row = desk.page.getByRole('button', { name: /^A word with a teammate/ });
  const begin = desk.page.getByRole('button', { name: 'Try it' });
  await row.or(begin).first().waitFor();
  if (await row.isVisible()) await row.click();
  await begin.click();
  await desk.tap('Continue without');
};
const ask = async (desk: Desk, of: Desk): Promise<void> => {
  await desk.tap(`Ask ${of.person}`);
  await desk.title(`You asked ${of.person}.`);
};
const backOnTheLine = async (desk: Desk): Promise<void> => {
  await desk.tap('Back on the line');
  await floor.testServer.settle();
  await desk.title('The line is open.');
};

it('Two agents agree to be in each other’s circle', async () => {
  await maya.tap('What helps');
  await maya.tap('Your circle');
  await maya.text('No one yet.');
  await maya.page.getByLabel('A colleague’s name').fill('noo');
  await maya.tap('Ask noor to join your circle');
  await noor.text('maya would like you in their circle.');
  await noor.tap('View');
  await noor.tap('Agree with maya');
  for (const desk of [maya, noor]) {
    await desk.text('free now');
    await desk.tap('Back');
    await desk.tap('Back');
    await desk.title('The line is open.');
  }
});

it.each([
  ['the first asks', () => [maya, noor]],
  ['the other asks', () => [noor, maya]],
] as const)('have a word that ends on what helped, when %s', async (_, pair) => {
  const [asker, asked] = pair() as [Desk, Desk];
  await lookForAWord(asker);
  await ask(asker, asked);
  await asked.text(`${asker.person} would like a word. At ${asker.person}’s desk.`);
  await asked.tap('I have a moment');
  await asked.text(`You said yes to ${asker.person}.`);
  await asker.title(`${asked.person} has a moment.`);
  await asker.tap('Begin');
  await asker.title(`Talk with ${asked.person}.`);
  await asker.tap('We’re done');
  await asker.title('What helped?');
  await asker.page.getByLabel('Being heard').check();
  await asker.page.getByLabel('Or in your own words').fill(`a marker of ${asker.person}`);
  await asker.tap('Next');
  await asker.title('Ready when you are.');
  await backOnTheLine(asker);
  // The answer about what helped is shown to the agent alone.
  expect(asker.asked.join('\n')).not.toMatch(/a.marker.of/);
  await floor.testServer.pass(10 * 60_000);
  await asked.gone(`You said yes to ${asker.person}.`);
});

it('A talk request leaves nobody waiting: withdrawn, answered "not now", or interrupted by a call', async () => {
  await lookForAWord(maya);
  await ask(maya, noor);
  await noor.text('maya would like a word.');
  await maya.tap('Stop waiting');
  await noor.gone('maya would like a word.');

  await ask(maya, noor);
  await noor.text('maya would like a word.');
  await noor.tap('Not now');
  await maya.title('Not now.');
  await maya.text('noor can’t right now. It’s not about you.');
  await maya.tap('Ask someone else');

  // A call comes in: the request disappears there, and here it looks like any other "not now".
  await ask(maya, noor);
  await noor.text('maya would like a word.');
  await floor.answer('c1', 'PJSIP/2');
  await noor.page.getByText('maya would like a word.').first().waitFor({ ...patient, state: 'detached' });
  expect((await noor.page.getByRole('main').innerText()).replaceAll(/\s+/g, ' ').trim()).toBe('Phrasebook /');
  await maya.title('Not now.');
  await maya.text('noor can’t right now. It’s not about you.');
  await maya.tap('Ask someone else');
  await maya.title('No one in your circle is free right now.');
});
