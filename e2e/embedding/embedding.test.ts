import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asId, type CallId, type LineId, type PersonId, type QueueName } from '@onhook/core/ids';
import { minute, openTestServer, type TestServer } from '../../packages/server/tests/support/test-server.ts';
import { openProfile, type Profile } from '../../packages/web/tests/launch.ts';
import { freePort } from '../support/ports.ts';
import { until } from '../support/until.ts';
import { startDesktop, startSite } from './desktop.ts';

const built = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const patient = { timeout: 60_000 };
const slow = { timeout: 500_000 };
const there = { call: asId<CallId>('c1'), line: asId<LineId>('PJSIP/1'), queue: asId<QueueName>('Billing') };

/** Message that the browser prints for an answer with status 401. */
const network = /Failed to load resource/;

let testServer: TestServer;
let profile: Profile;
let desktop: Awaited<ReturnType<typeof startDesktop>>;
let onhook: string;
let crm: string;

beforeAll(async () => {
  const [port, crmPort] = [await freePort(), await freePort()];
  // The browser takes each of these for a separate site.
  onhook = `http://onhook.localhost:${port}`;
  crm = `http://crm.localhost:${crmPort}`;
  testServer = await openTestServer({ ONHOOK_PUBLIC_URL: onhook, ONHOOK_EMBED_ORIGINS: crm }, built);
  await testServer.app.listen({ host: '127.0.0.1', port });
  desktop = await startDesktop(onhook, crmPort);
  profile = await openProfile('blocked');
}, 500_000);

afterAll(async () => {
  await profile?.remove();
  desktop?.stop();
  await testServer?.close();
});

let complaints: string[];

beforeEach(() => {
  complaints = [];
});
afterEach(async () => {
  for (const page of profile.context.pages().slice(1)) await page.close();
  await profile.context.clearCookies();
  expect(complaints).toEqual([]);
});

const openPage = async (): Promise<Page> => {
  const page = await profile.context.newPage();
  page.setDefaultTimeout(patient.timeout);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if ((message.type() === 'error' || message.type() === 'warning') && !network.test(message.text())) complaints.push(message.text());
  });
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      // The test reads the page's console.
      setTimeout(() => {
        throw new Error(`violates ${violatedDirective}: ${blockedURI}`);
      });
    }),
  );
  return page;
};

const link = async (person: string): Promise<string> =>
  `${onhook}/sign-in#${(await testServer.context.signIn.makeLink(asId<PersonId>(person), 10 * minute)).token}`;

/** Opens a window of the product in which the person has signed in. */
const signInAtHome = async (person = 'maya'): Promise<Page> => {
  const page = await openPage();
  await page.goto(await link(person));
  await page.waitForURL('**/panel');
  return page;
};

const openDesktop = async (path = '/'): Promise<{ page: Page; panel: Frame }> => {
  const page = await openPage();
  await page.goto(`${crm}${path}`);
  const panel = await until('the panel is in the page', () => page.frames().find((frame) => frame.url().startsWith(`${onhook}/panel`)), {
    withinMs: patient.timeout,
  });
  return { page, panel };
};
const title = (panel: Frame, name: string): Promise<void> => panel.getByRole('heading', { level: 1, name, exact: true }).waitFor(patient);
const state = (page: Page): Promise<string> => page.locator('#state').innerText();
const showsState = (page: Page, expected: string): Promise<unknown> =>
  until(`the desktop shows ${expected}`, async () => (await state(page)) === expected, { withinMs: patient.timeout });

/** Presses the frame's button, and resolves with the window that opens. */
const openWindow = async (page: Page, panel: Frame): Promise<Page> => {
  const [opened] = await Promise.all([page.waitForEvent('popup', patient), panel.getByRole('button', { name: 'Sign in' }).click()]);
  opened.setDefaultTimeout(patient.timeout);
  return opened;
};
const yes = (opened: Page): Promise<void> => opened.getByRole('button', { name: 'Yes, sign me in there' }).click();

const signInThere = async (): Promise<{ page: Page; panel: Frame; home: Page }> => {
  const home = await signInAtHome();
  const { page, panel } = await openDesktop();
  await title(panel, 'Sign in to see your line.');
  await yes(await openWindow(page, panel));
  await title(panel, 'The line is open.');
  return { page, panel, home };
};

describe.each(['allowed', 'blocked'] as const)('A browser with third-party cookies %s', (kept) => {
  it('treats a cookie without a partition by that setting', async () => {
    const site = await startSite({
      '/top': { body: '<iframe></iframe>' },
      '/frame': { body: "<script>fetch('/brought')</script>", cookie: 'plain=1; SameSite=None; Secure' },
    });
    const other = await openProfile(kept);
    try {
      const page = await other.context.newPage();
      await page.goto(`http://top.localhost:${site.port}/top`);
      await page.evaluate((address) => document.querySelector('iframe')?.setAttribute('src', address), `http://third.localhost:${site.port}/frame`);
      expect(await until('the frame has asked', () => site.brought.length > 0 && site.brought)).toEqual([kept === 'allowed' ? 'plain=1' : '']);
    } finally {
      await other.remove();
      site.stop();
    }
  });
});

describe('A panel in an agent desktop of another site', slow, () => {
  it('is signed in by a window of the product, and shows calls, offers and resets', async () => {
    const { page, panel } = await signInThere();
    await showsState(page, 'free');

    testServer.phones.report(
      { kind: 'call-queued', call: there.call, queue: there.queue },
      { kind: 'call-offered', ...there },
      { kind: 'call-answered', ...there, waitSeconds: 1 },
    );
    await testServer.settle();
    await showsState(page, 'busy');
    // The quiet way to the phrasebook is the only control of a live call.
    expect(await panel.getByRole('button').allInnerTexts()).toEqual([expect.stringContaining('Phrasebook')]);

    testServer.clock.move(20 * minute);
    testServer.phones.report({ kind: 'call-ended', ...there, by: 'caller', waitSeconds: 1, talkSeconds: 1200 });
    await testServer.settle();
    await title(panel, 'That was a hard one.');
    await showsState(page, 'busy');
    await panel.getByRole('button', { name: /^Take / }).click();
    await showsState(page, 'busy');
    expect(testServer.phones.paused('PJSIP/1')).toEqual(['Recovery', 'Recovery']);

    await testServer.pass(5 * minute);
    await title(panel, 'The line is open.');
    await showsState(page, 'free');
  });

  it('shares no styles with the page in either direction', async () => {
    const { page, panel } = await signInThere();
    const inside = await panel.evaluate(() => {
      const heading = getComputedStyle(document.querySelector('h1') as Element);
      const button = getComputedStyle(document.querySelector('button') as Element);
      return { font: heading.fontFamily, tracking: heading.letterSpacing, button: button.textTransform, sizing: button.boxSizing, wide: innerWidth };
    });
    expect(inside.font).toContain('Atkinson');
    expect(inside).toMatchObject({ button: 'none', sizing: 'border-box', wide: 360 });
    expect(inside.tracking).not.toBe('0.88px');
    const outside = await page.evaluate(() => {
      const heading = getComputedStyle(document.querySelector('h1') as Element);
      return {
        ink: getComputedStyle(document.documentElement).getPropertyValue('--ink'),
        colour: heading.color,
        font: heading.fontFamily,
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        names: Object.keys(window).filter((name) => /onhook/i.test(name)),
        children: document.querySelector('onhook-panel')?.childNodes.length,
      };
    });
    expect(outside).toEqual({ ink: 'magenta', colour: 'rgb(128, 0, 128)', font: '"Comic Sans MS", cursive', sheets: 1, names: [], children: 0 });
  });

  it('takes the page’s theme, reports its height, and signs out with the agent', async () => {
    const { page, panel, home } = await signInThere();
    const paper = (): Promise<string> => panel.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: 'Dark panel' }).click();
    await until('it is dark', async () => (await paper()) !== light);
    const [wanted, given] = await page.evaluate(() => {
      const held = document.querySelector('onhook-panel') as HTMLElement & { height: number };
      return [held.height, held.clientHeight];
    });
    expect(wanted).toBeGreaterThan(100);
    expect(given).toBe(Math.max(wanted ?? 0, 320));
    await page.getByRole('button', { name: 'End of shift' }).click();
    await title(panel, 'Sign in to see your line.');
    await showsState(page, 'free');
    await home.reload();
    await home.getByRole('heading', { name: 'You’re signed out.' }).waitFor(patient);
  });

  it('receives pushed events, also in a frame without workers', async () => {
    const { panel } = await signInThere();
    const refused = await panel.evaluate(() => {
      try {
        return localStorage === null;
      } catch {
        return true;
      }
    });
    // A browser that blocks third-party cookies blocks all third-party storage.
    expect(refused).toBe(true);
    await until('the frame’s own stream and the one at home', () => testServer.context.live.streams === 2, { withinMs: patient.timeout });
  });

  it('shares one stream between the pages that embed it, where a frame has storage', async () => {
    const usual = profile;
    profile = await openProfile('allowed');
    try {
      const { home } = await signInThere();
      await home.close();
      const second = await openDesktop();
      await title(second.panel, 'The line is open.');
      await showsState(second.page, 'free');
      await until('one stream is open', () => testServer.context.live.streams === 1, { withinMs: patient.timeout });
    } finally {
      await profile.remove();
      profile = usual;
    }
  });

  it('loses its session with the sign-in that created it', async () => {
    const { page, panel, home } = await signInThere();
    expect(await home.evaluate(async () => (await fetch('/api/session', { method: 'DELETE', headers: { 'x-onhook': '1' } })).status)).toBe(200);
    await title(panel, 'Sign in to see your line.');
    await showsState(page, 'free');
  });

  it('lets a person sign in, and another person than the one signed in', async () => {
    const { page, panel } = await openDesktop();
    await title(panel, 'Sign in to see your line.');
    const opened = await openWindow(page, panel);
    await opened.getByLabel('Your link').fill(await link('noor'));
    await opened.getByRole('button', { name: 'Sign in' }).click();
    await opened.getByText('You are signed in as noor.').waitFor();
    await opened.getByRole('button', { name: 'That’s not me' }).click();
    await opened.getByLabel('Your link').fill(await link('maya'));
    await opened.getByRole('button', { name: 'Sign in' }).click();
    await opened.getByText('You are signed in as maya.').waitFor();
    await yes(opened);
    await title(panel, 'The line is open.');
    await showsState(page, 'free');
  });

  it('works in a plain iframe by the same contract', async () => {
    await signInAtHome();
    const { page, panel } = await openDesktop('/plain.html');
    await showsState(page, 'free');
    await yes(await openWindow(page, panel));
    await title(panel, 'The line is open.');
    await showsState(page, 'free');
  });
});

describe('A hostile page', slow, () => {
  it('cannot embed the panel or the sign-in window', async () => {
    const site = await startSite({ '/': { body: `<iframe src="${onhook}/panel"></iframe><iframe src="${onhook}/hand-over"></iframe>` } });
    try {
      const page = await profile.context.newPage();
      const refused: string[] = [];
      page.on('console', (message) => refused.push(message.text()));
      await page.goto(`http://evil.localhost:${site.port}/`);
      await until('both are refused', () => refused.filter((text) => text.includes('frame-ancestors')).length === 2);
      for (const frame of page.frames().slice(1)) expect(frame.url()).not.toContain('onhook');
    } finally {
      site.stop();
    }
  });

  it('sends messages that the panel and the embedding page ignore', async () => {
    const { page } = await signInThere();
    await page.close();
    const asked: string[] = [];
    profile.context.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    const site = await startSite({ '/': { body: '<h1>evil</h1>' } });
    try {
      const evil = await openPage();
      await evil.goto(`http://evil.localhost:${site.port}/`);
      const [held] = await Promise.all([
        profile.context.waitForEvent('page', patient),
        evil.evaluate((address) => {
          Object.assign(globalThis, { held: window.open(address) });
        }, `${crm}/plain.html`),
      ]);
      await showsState(held, 'free');
      const frame = await until('the panel', () => held.frames().find((one) => one.url().startsWith(`${onhook}/panel`)));
      await title(frame, 'The line is open.');
      await frame.evaluate(() => {
        Object.assign(globalThis, { arrived: 0 });
        addEventListener('message', () => Object.assign(globalThis, { arrived: (globalThis as unknown as { arrived: number }).arrived + 1 }));
      });
      const sent = await evil.evaluate(() => {
        const { held } = globalThis as unknown as { held: Window };
        const toPanel = [
          { onhook: 1, kind: 'sign-out' },
          { onhook: 1, kind: 'theme', theme: 'dark' },
          { onhook: 1, kind: 'hello' },
          { onhookCode: 'f'.repeat(43) },
          { kind: 'signed-out' },
        ];
        for (const message of toPanel) (held.frames[0] as Window).postMessage(message, '*');
        held.postMessage({ onhook: 2, kind: 'state', state: 'busy' }, '*');
        held.postMessage({ onhook: 1, kind: 'size', height: 5 }, '*');
        return toPanel.length;
      });
      await until('all of it has arrived', () => frame.evaluate((all) => (globalThis as unknown as { arrived: number }).arrived === all, sent));
      await title(frame, 'The line is open.');
      expect(await frame.evaluate(() => document.documentElement.dataset['theme'] ?? null)).not.toBe('dark');
      expect(await state(held)).toBe('free');
      expect(asked.filter((one) => one.startsWith('DELETE') || one.includes('/frames/session'))).toEqual([]);
    } finally {
      site.stop();
    }
  });

  it('cannot give a waiting frame a code, or receive one itself', async () => {
    await signInAtHome();
    const { page, panel } = await openDesktop('/plain.html');
    await title(panel, 'Sign in to see your line.');
    const opened = await openWindow(page, panel);
    await opened.getByRole('button', { name: 'Yes, sign me in there' }).waitFor();
    const asked: string[] = [];
    profile.context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    // The embedding page sends a code that might be valid.
    await page.evaluate(() => (window.frames[0] as Window).postMessage({ onhookCode: 'f'.repeat(43) }, '*'));
    await panel.evaluate(() => postMessage({ onhookCode: 'f'.repeat(43) }, location.origin));
    await yes(opened);
    await title(panel, 'The line is open.');
    expect(asked.filter((path) => path === '/api/frames/session')).toHaveLength(1);

    // A window that another page opened does not ask for a code.
    const site = await startSite({ '/': { body: '<h1>evil</h1>' } });
    try {
      const evil = await openPage();
      await evil.goto(`http://evil.localhost:${site.port}/`);
      const address = `${onhook}/hand-over#challenge=${'c'.repeat(43)}&host=${encodeURIComponent(crm)}`;
      const [opened] = await Promise.all([evil.waitForEvent('popup', patient), evil.evaluate((to) => void window.open(to), address)]);
      await opened.getByRole('heading', { name: 'No page opened this window' }).waitFor(patient);
      expect(asked.filter((path) => path === '/api/frames/codes')).toHaveLength(1);
    } finally {
      site.stop();
    }
  });
});
