import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fits, heading, network, roomReady, text, useApp } from './rooms/app.ts';
import { findBarriers, shots } from './rooms/browser.ts';
import { session } from './rooms/data.ts';
import { answers, token } from './rooms/server.ts';

// Each test checks three widths with axe, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });

const { server, open } = useApp();

const roleOf = { floor: 'lead', day: 'analyst', lines: 'admin', people: 'admin', teams: 'admin', 'sign-ins': 'agent' } as const;
const rooms = ['floor', 'day', 'lines', 'people', 'teams', 'sign-ins'] as const;
const widths = [360, 1024, 1600] as const;

test.each(rooms.flatMap((room) => (['light', 'dark'] as const).map((colorScheme) => ({ room, colorScheme }))))(
  '$room, $colorScheme: no barrier and nothing wider than the page at 360, 1024 and 1600 px',
  async ({ room, colorScheme }) => {
    const page = await open(`/${room}`, [roleOf[room]], { colorScheme });
    await roomReady[room](page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      await page.screenshot({ path: join(shots, `${room}-${colorScheme}-${width}.png`), fullPage: true });
      await fits(page);
      expect(await findBarriers(page)).toEqual([]);
    }
  },
);

test('everybody reads who did what with what is theirs, and goes back in it', async () => {
  const page = await open('/looks', ['agent']);
  await text(page, 'Changed which line is yours');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 });
      await page.screenshot({ path: join(shots, `looks-${colorScheme}-${width}.png`), fullPage: true });
      await fits(page);
    }
    expect(await findBarriers(page)).toEqual([]);
  }
  server().answers.looks = { ...server().answers.looks, looks: [], next: null };
  await page.getByRole('button', { name: 'Show older entries' }).click();
  await page.getByRole('button', { name: 'Show older entries' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('listitem').count()).toBe(4);
});

test('a lead reads what was released, ticks what is owed, and its agent’s record has one look for each', async () => {
  const { incident } = server().answers;
  server().answers.incident = { ...incident, duties: incident.duties.map((one) => (one.duty === 'break-given' ? { ...one, doneAt: null, doneBy: null } : one)) };
  const page = await open('/incidents', ['lead']);
  await page.getByRole('button', { name: /^Read Aylin Okafor’s record/ }).click();
  await text(page, 'He said it twice.');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(shots, `incidents-${colorScheme}-${width}.png`), fullPage: true });
      await fits(page);
    }
    expect(await findBarriers(page)).toEqual([]);
  }
  await page.getByRole('button', { name: '20-minute break: Aylin Okafor' }).click();
  await page.getByRole('checkbox', { name: /^A break/, checked: true }).waitFor();
  expect(server().asked.find(({ key }) => key === 'POST /api/team-incidents/:incident/break')?.body).toEqual({ gift: expect.any(String), minutes: 20 });
  await page.getByRole('checkbox', { name: /^An offer of support/ }).click();
  await text(page, 'Done.');
  await page.getByRole('checkbox', { name: /^An offer of support/, checked: true }).waitFor();
  const keys = server().asked.map(({ key }) => key);
  expect(keys.filter((key) => key === 'GET /api/team-incidents/:incident')).toHaveLength(1);
  expect(keys).toContain('POST /api/team-incidents/:incident/duties/:duty');
});

test('everybody sees what is held about them, and is erased by nothing less than their own name', async () => {
  const page = await open('/my-data', ['agent'], {}, network);
  await text(page, '212 sealed items, 481 kB.');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(shots, `my-data-${colorScheme}-${width}.png`), fullPage: true });
      await fits(page);
    }
    expect(await findBarriers(page)).toEqual([]);
  }
  const erase = page.getByRole('button', { name: 'Erase me permanently' });
  await page.getByRole('textbox').fill('Marta');
  expect(await erase.isDisabled()).toBe(true);
  await page.getByRole('textbox').fill('Marta Nowak');
  await erase.click();
  await page.waitForURL('**/sign-in');
  expect(server().asked.find(({ key }) => key === 'POST /api/my-data/erase')?.body).toEqual({ name: 'Marta Nowak' });
});

test.each(rooms)('%s in forced colours and at twice the size', async (room) => {
  // 200 % on a screen of 1280 px: half the width, twice the pixels.
  const page = await open(`/${room}`, [roleOf[room]], { forcedColors: 'active', deviceScaleFactor: 2, viewport: { width: 640, height: 512 } });
  await roomReady[room](page);
  await page.screenshot({ path: join(shots, `${room}-forced-200.png`), fullPage: true });
  expect(await findBarriers(page)).toEqual([]);
  await fits(page);
});

test('signing in takes the token out of the address and leads to the room', async () => {
  const page = await open(`/sign-in#${token}`, null);
  await roomReady.floor(page);
  expect(page.url()).toBe(`${server().url}/floor`);
  expect(server().asked.filter(({ key }) => key === 'POST /api/session')).toEqual([{ key: 'POST /api/session', body: { token } }]);
  await page.goBack().catch(() => null);
  expect(page.url()).not.toContain(token);
});

test.each([
  ['agent', '/panel'],
  ['analyst', '/day'],
  ['admin', '/lines'],
] as const)('%s is led to %s', async (role, path) => {
  server().answers.links.set(token, session([role]));
  const page = await open(`/sign-in#${token}`, null);
  await page.waitForURL(server().url + path);
});

test('the ways to sign in are offered, and what went wrong is said', async () => {
  server().answers.ways = { ...server().answers.ways, oidc: { name: 'Lindgren' }, passkeys: true };
  const page = await open('/sign-in?problem=unknown', null, { viewport: { width: 360, height: 740 } }, network);
  await heading(page, 'Sign in to Onhook');
  await text(page, 'Lindgren Energy, Hamburg');
  await text(page, 'you’re not in Onhook yet');
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: join(shots, 'sign-in-360.png') });
  await page.getByRole('button', { name: 'Sign in with Lindgren' }).click();
  await page.waitForURL(`${server().url}/sign-in/oidc`);
  await page.goto(`${server().url}/sign-in?problem=%3Cb%3E`);
  await text(page, 'It’s in your invitation and works once.');
});

test('a link used or expired, a broken one, too many tries and no answer are told apart', async () => {
  server().answers.links.clear();
  const used = await open(`/sign-in#${token}`, null, {}, network);
  await used.getByRole('alert').getByText('This link no longer works.').waitFor();
  expect(await findBarriers(used)).toEqual([]);

  const broken = await open('/sign-in#short', null, {}, network);
  await broken.getByRole('alert').getByText('This link is incomplete.').waitFor();
  await broken.getByLabel('Paste your sign-in link').fill('https://onhook.example/sign-in');
  await broken.getByRole('button', { name: 'Sign in' }).click();
  await broken.getByRole('alert').getByText('This link is incomplete.').waitFor();
  server().answers.links.set(token, session(['lead']));
  await broken.getByLabel('Paste your sign-in link').fill(`https://onhook.example/sign-in#${token} `);
  await broken.getByRole('button', { name: 'Sign in' }).click();
  await roomReady.floor(broken);

  server().answers = answers();
  server().answers.refuse = { 'POST /api/session': 'too-many-requests' };
  const many = await open(`/sign-in#${token}`, null, {}, network);
  await many.getByRole('alert').getByText('Too many tries from here.').waitFor();
  server().answers.refuse = {};
  await many.getByRole('button', { name: 'Try again' }).click();
  await roomReady.floor(many);
});

test('no answer while signing in keeps the link for another try', async () => {
  const page = await open('/sign-in', null, {}, network);
  await heading(page, 'Sign in to Onhook');
  await page.screenshot({ path: join(shots, 'sign-in-light-1024.png') });
  await page.context().setOffline(true);
  // A second link in the same tab changes only the fragment.
  await page.evaluate((fragment) => location.assign(`/sign-in#${fragment}`), token);
  await page.getByRole('alert').getByText('Your link still works.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await roomReady.floor(page);
});

test('nobody signed in is led to the door; a room of another role says so; an unknown page says so', async () => {
  const outside = await open('/day', null, {}, network);
  await heading(outside, 'Sign in to Onhook');
  const other = await open('/lines', ['lead']);
  await heading(other, 'You can’t open this page');
  const missing = await open('/nowhere', ['lead']);
  await heading(missing, 'Page not found');
  expect(await findBarriers(missing)).toEqual([]);
  const none = await open('/', []);
  await heading(none, 'No pages for you yet');
});

test('navigation shows a person’s rooms only, moves the focus to the new page, and the skip link works', async () => {
  const page = await open('/', ['lead', 'analyst']);
  await roomReady.floor(page);
  const nav = page.getByRole('navigation', { name: 'Pages' });
  expect(await nav.getByRole('link').allTextContents()).toEqual(['Floor', 'Requests', 'Abusive calls', 'Phrases', 'Day']);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/);
  await nav.getByRole('link', { name: 'Day' }).focus();
  await page.keyboard.press('Enter');
  await roomReady.day(page);
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  expect(await page.title()).toContain('Onhook');
  expect(await nav.getByRole('link', { name: 'Day' }).getAttribute('aria-current')).toBe('page');
});

test('the theme is chosen by keyboard and kept; signing out ends the session', async () => {
  // The page asks for the session, and the browser logs the refusal.
  const page = await open('/floor', ['lead'], {}, network);
  await roomReady.floor(page);
  await page.getByRole('button', { name: /Marta Nowak/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
  expect(await findBarriers(page, '[role="menu"]')).toEqual([]);
  await page.screenshot({ path: join(shots, 'menu-light-1024.png') });
  await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter');
  expect(await page.evaluate(() => [document.documentElement.dataset['theme'], localStorage.getItem('onhook.theme')])).toEqual(['dark', 'dark']);
  await page.reload();
  await roomReady.floor(page);
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await page.getByRole('button', { name: /Marta Nowak/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(page, 'Sign in to Onhook');
  expect(server().answers.session).toBeNull();
});

test('a person ends one of their sign-ins from the menu that everybody has', async () => {
  const page = await open('/floor', ['lead']);
  await roomReady.floor(page);
  await page.getByRole('button', { name: 'Marta Nowak, settings' }).click();
  await page.getByRole('menuitem', { name: 'Your sign-ins' }).click();
  await heading(page, 'Your sign-ins');
  await page.getByRole('button', { name: 'Sign out Edge on Windows' }).click();
  await text(page, 'Signed out: Edge on Windows');
  await page.getByText('Panel on desk.example.com').waitFor({ state: 'detached' });
  expect(server().asked.filter(({ key }) => key === 'DELETE /api/sign-ins/:signIn')).toHaveLength(1);
});

test('The palette finds rooms, agents and actions by keyboard alone, and the sheet lists the shortcuts that work', async () => {
  const page = await open('/requests', ['lead'], { viewport: { width: 1600, height: 900 } });
  await heading(page, 'Requests');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a room, person or action' });
  const field = palette.getByRole('combobox');
  await palette.getByRole('option', { name: 'Floor' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
  expect(await findBarriers(page, '[role="dialog"]')).toEqual([]);
  await page.screenshot({ path: join(shots, 'palette-light-1600.png') });
  await page.keyboard.type('okafor ay');
  await palette.getByRole('option', { name: 'Aylin Okafor' }).waitFor();
  expect(await palette.getByRole('option').count()).toBe(1);
  const active = await field.getAttribute('aria-activedescendant');
  expect(active).toBe(await palette.getByRole('option', { name: 'Aylin Okafor' }).getAttribute('id'));
  await page.keyboard.press('Enter');
  await heading(page, 'Floor');
  await page.getByRole('rowheader', { name: 'Aylin Okafor' }).waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('Aylin Okafor');

  await page.keyboard.press('Control+k');
  await field.fill('theme: dark');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await page.keyboard.press('Control+k');
  await field.fill('zzz');
  await palette.getByText('Nothing found.').waitFor();
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });

  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByText('Find a name on the floor').waitFor();
  expect(await findBarriers(page, '[role="dialog"]')).toEqual([]);
  await page.screenshot({ path: join(shots, 'keys-dark-1600.png') });
  await sheet.getByRole('button', { name: 'Close' }).click();
  await sheet.waitFor({ state: 'detached' });
});

test('a room that cannot be loaded says so and offers a way on', async () => {
  const page = await open('/floor', ['lead'], {}, /.*/, (tab) => tab.route(/assets-app\/floor-.*\.js/, (route) => route.abort()));
  await heading(page, 'The server isn’t answering');
  expect(await findBarriers(page)).toEqual([]);
});
