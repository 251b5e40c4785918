import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoardAgent, Role } from '@onhook/contract';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { buildApp, findBarriers, launch, openTab, shots, type Tab } from './rooms/browser.ts';
import { board, now, session } from './rooms/data.ts';
import { type FakeServer, says, startServer, token } from './rooms/server.ts';

// Three widths and axe at each, on a machine that does other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

let dist: string;
let server: FakeServer;
let browser: Browser;
const tabs: Tab[] = [];

beforeAll(async () => {
  dist = await buildApp(await mkdtemp(join(tmpdir(), 'rooms-')));
  await mkdir(shots, { recursive: true });
  server = await startServer(dist);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(dist, { recursive: true, force: true });
});
beforeEach(() => {
  server.says = says();
  server.asked.length = 0;
});
afterEach(async () => {
  const complaints = tabs.flatMap((tab) => tab.complaints);
  await Promise.all(tabs.splice(0).map((tab) => tab.close()));
  expect(complaints).toEqual([]);
});

/** The browser itself reports a refused or unanswered question on the console; nothing else is excused. */
const network = /Failed to load resource/;

const open = async (path: string, roles: Role[] | null, options: BrowserContextOptions = {}, expected: RegExp | null = null): Promise<Page> => {
  server.says.session = roles && session(roles);
  const tab = await openTab(browser, options, expected);
  tabs.push(tab);
  await tab.page.goto(server.url + path);
  return tab.page;
};
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

const ready = {
  floor: (page: Page) => page.getByRole('rowheader', { name: 'Aylin Okafor' }).first().waitFor(),
  day: (page: Page) => page.getByRole('heading', { name: 'Recovery time' }).waitFor(),
  lines: (page: Page) => page.getByText('PJSIP/2041').waitFor(),
  people: (page: Page) => page.getByText('Inês Carvalho').waitFor(),
  teams: (page: Page) => page.getByText('Billing north').first().waitFor(),
  'sign-ins': (page: Page) => page.getByText('Work laptop').waitFor(),
} as const;
const roleOf = { floor: 'lead', day: 'analyst', lines: 'admin', people: 'admin', teams: 'admin', 'sign-ins': 'agent' } as const;
const rooms = ['floor', 'day', 'lines', 'people', 'teams', 'sign-ins'] as const;
const widths = [360, 1024, 1600] as const;

const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);

test.each(rooms.flatMap((room) => (['light', 'dark'] as const).map((colorScheme) => ({ room, colorScheme }))))(
  '$room, $colorScheme: no barrier and nothing wider than the page at 360, 1024 and 1600 px',
  async ({ room, colorScheme }) => {
    const page = await open(`/${room}`, [roleOf[room]], { colorScheme });
    await ready[room](page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      await page.screenshot({ path: join(shots, `${room}-${colorScheme}-${width}.png`), fullPage: true });
      await fits(page);
      expect(await findBarriers(page)).toEqual([]);
    }
  },
);

test('on a phone an agent has two lines the width of the page', async () => {
  const page = await open('/floor', ['lead'], { viewport: { width: 360, height: 740 } });
  await ready.floor(page);
  const row = page.getByRole('row').filter({ hasText: 'Ben Costa' });
  const box = await row.boundingBox();
  expect(box?.width).toBeGreaterThan(320);
  expect(box?.height).toBeLessThan(70);
});

test.each(rooms)('%s in forced colours and at twice the size', async (room) => {
  // 200 % on a screen of 1280 px: half the width, twice the pixels.
  const page = await open(`/${room}`, [roleOf[room]], { forcedColors: 'active', deviceScaleFactor: 2, viewport: { width: 640, height: 512 } });
  await ready[room](page);
  await page.screenshot({ path: join(shots, `${room}-forced-200.png`), fullPage: true });
  expect(await findBarriers(page)).toEqual([]);
  await fits(page);
});

test('signing in takes the token out of the address and leads to the room', async () => {
  const page = await open(`/sign-in#${token}`, null);
  await ready.floor(page);
  expect(page.url()).toBe(`${server.url}/floor`);
  expect(server.asked.filter(({ key }) => key === 'POST /api/session')).toEqual([{ key: 'POST /api/session', body: { token } }]);
  await page.goBack().catch(() => null);
  expect(page.url()).not.toContain(token);
});

test.each([
  ['agent', '/panel'],
  ['analyst', '/day'],
  ['admin', '/lines'],
] as const)('%s is led to %s', async (role, path) => {
  server.says.links.set(token, session([role]));
  const page = await open(`/sign-in#${token}`, null);
  await page.waitForURL(server.url + path);
});

test('the ways to sign in are offered, and what went wrong is said', async () => {
  server.says.ways = { oidc: { name: 'Lindgren' }, passkeys: true };
  const page = await open('/sign-in?problem=unknown', null, { viewport: { width: 360, height: 740 } }, network);
  await heading(page, 'Sign in');
  await text(page, 'nobody has entered you here yet');
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: join(shots, 'sign-in-360.png') });
  await page.getByRole('button', { name: 'Sign in with Lindgren' }).click();
  await page.waitForURL(`${server.url}/sign-in/oidc`);
  await page.goto(`${server.url}/sign-in?problem=%3Cb%3E`);
  await text(page, 'If you were given a one-time link');
});

test('a person ends one of their sign-ins from the menu that everybody has', async () => {
  const page = await open('/floor', ['lead']);
  await ready.floor(page);
  await page.getByRole('button', { name: 'Marta Nowak, settings' }).click();
  await page.getByRole('menuitem', { name: 'Your sign-ins' }).click();
  await heading(page, 'Your sign-ins');
  await page.getByRole('button', { name: 'Sign out Edge on Windows' }).click();
  await text(page, 'Signed out: Edge on Windows');
  expect(await page.getByText('Panel on desk.example.com').count()).toBe(0);
  expect(server.asked.filter(({ key }) => key === 'DELETE /api/sign-ins/:signIn')).toHaveLength(1);
});

test('an administrator sees what a file would change before it does', async () => {
  const page = await open('/people', ['admin'], { viewport: { width: 1024, height: 900 } });
  await ready.people(page);
  await page.getByRole('button', { name: 'Change Inês Carvalho' }).click();
  await page.getByRole('radio', { name: 'Inactive' }).check({ force: true });
  await page.getByRole('button', { name: 'Save' }).click();
  await text(page, 'Saved: Inês Carvalho');
  expect(server.asked.find(({ key }) => key === 'POST /api/people/:person')?.body).toMatchObject({ roles: ['lead'], active: false });
  await page.getByRole('button', { name: 'Import a file' }).click();
  const csv = 'email,name\nolaf.dahl@example.com,Olaf Dahl\n';
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await text(page, 'no such role: boss');
  await text(page, 'Roles: agent → agent lead');
  await page.screenshot({ path: join(shots, 'import-1024.png'), fullPage: true });
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make these changes' }).click();
  await ready.people(page);
  expect(server.asked.find(({ key }) => key === 'POST /api/people/import')?.body).toEqual({ csv, digest: 'a-digest' });
});

test('a stand-in is named by days of the centre', async () => {
  const page = await open('/teams', ['admin'], { viewport: { width: 1024, height: 900 }, timezoneId: 'America/Los_Angeles' });
  await ready.teams(page);
  await page.getByRole('button', { name: 'Name a stand-in' }).click();
  const form = page.getByRole('form', { name: 'Name a stand-in' });
  await form.getByRole('button', { name: 'Save' }).click();
  await text(page, 'Choose two people, and a last day');
  await form.getByLabel('The lead who is away').selectOption({ label: 'Inês Carvalho' });
  await form.getByRole('combobox', { name: 'Who stands in' }).fill('Aylin Okafor');
  await page.getByRole('option', { name: 'Aylin Okafor' }).first().click();
  await form.getByLabel('From (first day)').fill('2026-11-23');
  await form.getByLabel('Until (last day)').fill('2026-11-27');
  expect(await findBarriers(page)).toEqual([]);
  await form.getByRole('button', { name: 'Save' }).click();
  await text(page, 'Saved: Aylin Okafor for Inês Carvalho');
  expect(server.asked.find(({ key }) => key === 'POST /api/stand-ins')?.body).toMatchObject({
    lead: 'ines',
    fromAt: Date.parse('2026-11-22T23:00:00Z'),
    untilAt: Date.parse('2026-11-27T23:00:00Z'),
  });
});

test('a link used or expired, a broken one, too many tries and no answer are told apart', async () => {
  server.says.links.clear();
  const used = await open(`/sign-in#${token}`, null, {}, network);
  await heading(used, 'This link no longer works');
  expect(await findBarriers(used)).toEqual([]);

  const broken = await open('/sign-in#short', null, {}, network);
  await heading(broken, 'This link is not whole');

  server.says = says();
  server.says.refuse = { 'POST /api/session': 'too-many-requests' };
  const many = await open(`/sign-in#${token}`, null, {}, network);
  await heading(many, 'Too many tries');
  server.says.refuse = {};
  await many.getByRole('button', { name: 'Try again' }).click();
  await ready.floor(many);
});

test('no answer while signing in keeps the link for another try', async () => {
  const page = await open('/sign-in', null, {}, network);
  await heading(page, 'Open your link');
  await page.screenshot({ path: join(shots, 'sign-in-light-1024.png') });
  await page.context().setOffline(true);
  // A second link in the same tab changes only the fragment.
  await page.evaluate((fragment) => location.assign(`/sign-in#${fragment}`), token);
  await heading(page, 'The server does not answer');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await ready.floor(page);
});

test('nobody signed in is led to the door; a room of another role says so; an unknown page says so', async () => {
  const outside = await open('/day', null, {}, network);
  await heading(outside, 'Open your link');
  const other = await open('/lines', ['lead']);
  await heading(other, 'Not open to you');
  const missing = await open('/nowhere', ['lead']);
  await heading(missing, 'No page here');
  expect(await findBarriers(missing)).toEqual([]);
  const none = await open('/', []);
  await heading(none, 'No room for you yet');
});

test('navigation shows a person’s rooms only, moves the focus to the new page, and the skip link works', async () => {
  const page = await open('/', ['lead', 'analyst']);
  await ready.floor(page);
  const nav = page.getByRole('navigation', { name: 'Rooms' });
  expect(await nav.getByRole('link').allTextContents()).toEqual(['Floor', 'Phrases', 'Day']);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#main');
  await nav.getByRole('link', { name: 'Day' }).focus();
  await page.keyboard.press('Enter');
  await ready.day(page);
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  expect(await page.title()).toContain('Onhook');
  expect(await nav.getByRole('link', { name: 'Day' }).getAttribute('aria-current')).toBe('page');
});

test('the theme is chosen by keyboard and kept; signing out ends the session', async () => {
  const page = await open('/floor', ['lead']);
  await ready.floor(page);
  await page.getByRole('button', { name: /Marta Nowak/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
  expect(await findBarriers(page, '[role="menu"]')).toEqual([]);
  await page.screenshot({ path: join(shots, 'menu-light-1024.png') });
  await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter');
  expect(await page.evaluate(() => [document.documentElement.dataset['theme'], localStorage.getItem('onhook.theme')])).toEqual(['dark', 'dark']);
  await page.reload();
  await ready.floor(page);
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  tabs[0]?.complaints.splice(0);
  await page.getByRole('button', { name: /Marta Nowak/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(page, 'Open your link');
  expect(server.says.session).toBeNull();
  // The door asks who is there, and the browser notes the refusal.
  tabs[0]?.complaints.splice(0, Infinity, ...(tabs[0]?.complaints ?? []).filter((words) => !network.test(words)));
});

const onBoard = (person: string): BoardAgent & { team: string } => {
  for (const { team, agents } of server.says.board.teams) {
    const agent = agents.find((one) => one.person === person);
    if (agent) return { ...agent, team };
  }
  throw new Error(`${person} is not on the board`);
};

test('a change on the floor appears; a recovery is a plain pause with its end', async () => {
  const page = await open('/floor', ['lead']);
  await ready.floor(page);
  const row = page.getByRole('row').filter({ hasText: 'Aylin Okafor' });
  server.change({
    serverNow: now + 1_000,
    phonesUp: true,
    agents: [{ ...onBoard('agent-0'), state: 'paused', reason: 'Recovery', since: now, until: now + 3.5 * 60_000 }],
    gone: ['agent-1'],
    queues: [{ queue: 'Billing', waiting: 9, longestSince: now - 150_000, answered: 813, abandoned: 31, serviceLevel: 0.7599, targetSeconds: 20 }],
  });
  await row.getByText('Paused Recovery, until 14:12').waitFor();
  await page.getByRole('rowheader', { name: 'Ben Silva' }).waitFor({ state: 'detached' });
  const billing = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Billing', exact: true }) });
  await billing.getByText('75%').waitFor();
  expect(await billing.innerText()).toMatch(/9[\s\S]*2:3\d/);
});

test('phones down and a lost connection are said, and taken back when they are over', async () => {
  const page = await open('/floor', ['lead'], {}, network);
  await ready.floor(page);
  server.change({ serverNow: now + 500, phonesUp: false, agents: [], gone: [], queues: [] });
  await text(page, 'The phone system cannot be reached. States may be old.');
  expect(await findBarriers(page)).toEqual([]);
  await page.context().setOffline(true);
  server.drop();
  await text(page, 'Connection lost. What is shown is from 14:08.');
  await page.screenshot({ path: join(shots, 'floor-lost-light-1024.png') });
  expect(await findBarriers(page)).toEqual([]);
  await page.context().setOffline(false);
  await page.getByText('Connection lost').waitFor({ state: 'detached' });
  await page.getByText('The phone system cannot be reached').waitFor({ state: 'detached' });
});

test('a floor that is refused or away says which, and comes back', async () => {
  server.says.refuse = { 'GET /api/board': 'not-allowed' };
  const refused = await open('/floor', ['lead'], {}, network);
  await heading(refused, 'Not open to you');

  server.says = says();
  const ended = await open('/floor', ['lead'], {}, network);
  await ready.floor(ended);
  server.says.session = null;
  server.push('signed-out', {});
  await heading(ended, 'Open your link');
});

test('find by name with one key; Escape shows everyone; the key can be turned off', async () => {
  const page = await open('/floor', ['lead']);
  await ready.floor(page);
  await page.keyboard.press('/');
  await page.keyboard.type('okaf');
  await page.getByRole('rowheader', { name: 'Ben Silva' }).waitFor({ state: 'detached' });
  const found = await page.getByRole('rowheader', { name: /Okafor/ }).count();
  expect(found).toBeGreaterThan(0);
  await text(page, /agents? found/);
  await page.keyboard.type('zzz');
  await text(page, 'Nobody here is called “okafzzz”.');
  await page.keyboard.press('Escape');
  await page.getByRole('rowheader', { name: 'Ben Silva' }).waitFor();

  await page.getByRole('button', { name: /Marta Nowak/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('INPUT');
});

test('an empty floor and a queue without calls say what to do', async () => {
  server.says.board = { ...board(), teams: [{ team: 'a', name: 'Billing north', agents: [] }], queues: [] };
  const page = await open('/floor', ['lead']);
  await text(page, 'Nobody on your floor yet');
  await text(page, 'No queue has had a call today.');
  expect(await findBarriers(page)).toEqual([]);
});

test('500 agents: every change is drawn', async () => {
  server.says.board = board(500, 20);
  const page = await open('/floor', ['lead'], { viewport: { width: 1600, height: 900 } });
  await ready.floor(page);
  const [first] = server.says.board.teams.flatMap(({ team, agents }) => agents.map((agent) => ({ ...agent, team })));
  if (!first) throw new Error('a board of 500 has a first agent');
  for (let change = 0; change < 20; change += 1) {
    const name = `Changed ${change}`;
    server.change({ serverNow: now + change * 500, phonesUp: true, agents: [{ ...first, name }], gone: [], queues: [] });
    await page.getByText(name, { exact: true }).waitFor({ state: 'attached' });
  }
  await page.screenshot({ path: join(shots, 'floor-500-light-1600.png') });
});

test('the day: pictures with words for those who hear them, the table one key away with the same figures', async () => {
  const page = await open('/day', ['analyst']);
  await ready.day(page);
  await page.getByRole('img', { name: /Service level of All queues by half hour, 08:00 to 14:30: lowest \d+% at \d\d:\d\d, highest/ }).waitFor();
  await text(page, 'Fewer than ten agents: not shown');
  expect(await page.getByRole('img', { name: /Hard calls in Moving house/ }).count()).toBe(0);
  await page.keyboard.press('t');
  const table = page.getByRole('table', { name: 'Calls by queue and half hour' });
  await table.waitFor();
  const billing = server.says.day.queues[0];
  const offered = billing?.halfHours.reduce((sum, half) => sum + half.offered, 0) ?? 0;
  expect(await table.locator('tbody').nth(1).getByRole('row').last().innerText()).toContain(String(offered));
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: join(shots, 'day-table-light-1024.png'), fullPage: true });
  await page.keyboard.press('t');
  await table.waitFor({ state: 'detached' });
});

test('the day: hidden recovery, an empty day, and a server that stops answering', async () => {
  server.says.day = { ...server.says.day, queues: [], recovery: null, rangFirst: { hardCalls: 0, pausedBehind: 0, rangFirst: 0, causes: [] } };
  const page = await open('/day', ['analyst'], {}, network);
  await text(page, 'No calls yet today');
  await text(page, 'Fewer than ten agents: not shown.');
  expect(await findBarriers(page)).toEqual([]);
  await page.route('**/api/day', (route) => route.abort());
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await text(page, 'No answer from the server. What is shown may be old.');
  await text(page, 'As of 14:08; the server has not answered since');
  await page.unroute('**/api/day');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('No answer from the server').waitFor({ state: 'detached' });

  server.says.refuse = { 'GET /api/day': 'not-allowed' };
  const refused = await open('/day', ['analyst'], {}, network);
  await heading(refused, 'Not open to you');
});

test('a line is matched by keyboard alone, and the match undone', async () => {
  const page = await open('/lines', ['admin']);
  await ready.lines(page);
  // The phone system's own name is a sure suggestion.
  expect(await page.getByRole('combobox', { name: 'Whose line is PJSIP/2041' }).inputValue()).toBe('Yemi Okafor');
  const picker = page.getByRole('combobox', { name: 'Whose line is PJSIP/2042' });
  const wanted = server.says.lines.peopleWithoutLine[2];
  await picker.focus();
  await page.keyboard.type(wanted?.name.slice(0, 6) ?? '');
  await page.getByRole('option', { name: wanted?.name ?? '' }).waitFor();
  expect(await findBarriers(page, '[role="listbox"]')).toEqual([]);
  await page.screenshot({ path: join(shots, 'lines-picker-light-1024.png') });
  await page.keyboard.press('Enter');
  expect(await picker.inputValue()).toBe(wanted?.name);
  await page.getByRole('button', { name: 'Match PJSIP/2042' }).focus();
  await page.keyboard.press('Enter');
  await text(page, `PJSIP/2042 is ${wanted?.name}’s line.`);
  expect(server.asked.find(({ key }) => key === 'POST /api/lines/match')?.body).toEqual({ line: 'PJSIP/2042', person: wanted?.person });
  await picker.waitFor({ state: 'detached' });
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await text(page, 'PJSIP/2042 belongs to nobody now.');
  await picker.waitFor();
});

test('nothing chosen and refusals are explained beside the line, and nothing chosen is lost', async () => {
  const page = await open('/lines', ['admin'], {}, network);
  await ready.lines(page);
  const match = page.getByRole('button', { name: 'Match PJSIP/2042' });
  const picker = page.getByRole('combobox', { name: 'Whose line is PJSIP/2042' });
  await match.click();
  await text(page, 'Choose a person first.');
  expect(await picker.getAttribute('aria-invalid')).toBe('true');

  const wanted = server.says.lines.peopleWithoutLine[2]?.name ?? '';
  await picker.fill(wanted);
  await page.getByRole('option', { name: wanted }).click();
  server.says.refuse = { 'POST /api/lines/match': 'store-unavailable' };
  await match.click();
  await text(page, 'The server could not save this. Nothing was changed; your choice is kept.');
  expect(await picker.inputValue()).toBe(wanted);
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: join(shots, 'lines-refused-light-1024.png') });

  server.says.refuse = { 'POST /api/lines/match': 'no-longer-possible' };
  await match.click();
  await text(page, 'Somebody matched this line or person in the meantime.');

  await page.context().setOffline(true);
  await match.click();
  await text(page, 'The server did not answer, so this may not be saved.');
  expect(await picker.inputValue()).toBe(wanted);
  await page.context().setOffline(false);
  server.says.refuse = {};
  await match.click();
  await text(page, `PJSIP/2042 is ${wanted}’s line.`);
});

test('a match is taken back from the list', async () => {
  const page = await open('/lines', ['admin']);
  await ready.lines(page);
  await page.getByRole('searchbox', { name: 'Find a line or person' }).fill('2003');
  await page.getByRole('button', { name: /Take back PJSIP\/2003 from/ }).click();
  await text(page, 'PJSIP/2003 belongs to nobody now.');
  await page.getByRole('combobox', { name: 'Whose line is PJSIP/2003' }).waitFor();
});

test('a room that cannot be loaded says so and offers a way on', async () => {
  const tab = await openTab(browser, {}, /.*/);
  tabs.push(tab);
  server.says.session = session(['lead']);
  await tab.page.route(/assets-app\/floor-.*\.js/, (route) => route.abort());
  await tab.page.goto(`${server.url}/floor`);
  await heading(tab.page, 'This page stopped');
  expect(await findBarriers(tab.page)).toEqual([]);
});
