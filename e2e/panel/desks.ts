import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { asId, type CallId, type LineId, type PersonId, type QueueName } from '@onhook/core/ids';
import { minute, openTestServer, type TestServer } from '../../packages/server/tests/support/test-server.ts';
import { launch, skipIntroduction } from '../../packages/web/tests/launch.ts';
import { freePort } from '../support/ports.ts';
import { startRelay, type Relay } from '../support/relay.ts';
import { until } from '../support/until.ts';

const built = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
export const patient = { timeout: 120_000 };

/** Messages that the browser prints for a refused request or a lost connection. */
const network = /Failed to load resource|ERR_|Failed to fetch|service worker/i;

/** Browser of one agent, with any number of windows. */
export interface Desk {
  readonly person: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** All requests in order: addresses, headers and bodies. */
  readonly asked: readonly string[];
  readonly openWindow: () => Promise<Page>;
  readonly title: (name: string | RegExp) => Promise<void>;
  readonly tap: (name: string | RegExp) => Promise<void>;
  readonly text: (words: string | RegExp) => Promise<void>;
  readonly gone: (words: string | RegExp) => Promise<void>;
}

/** A real server on a real database, its phones, browsers, and a connection between them that can be cut. */
export interface Floor {
  readonly testServer: TestServer;
  readonly cable: Relay;
  readonly complaints: string[];
  /** Addresses of the requests that reached the server, without those that a cache answered. */
  readonly reached: readonly string[];
  readonly sit: (person: string, options?: BrowserContextOptions) => Promise<Desk>;
  /** Plays a whole call, answered by the agent and ended by the caller. */
  readonly call: (name: string, line: string, seconds: number) => Promise<void>;
  /** Plays the start of a call that rings and is answered. */
  readonly answer: (name: string, line: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const title = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor(patient);
const tap = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: true }).first().click(patient);

/** Resolves once the window can be opened again without a server. */
export const isCached = (page: Page): Promise<unknown> =>
  until(
    'the page is kept',
    () =>
      page.evaluate(async () => {
        if (!navigator.serviceWorker.controller || !(await caches.has('onhook-panel'))) return false;
        const cache = await caches.open('onhook-panel');
        const files = document.querySelector<HTMLMetaElement>('meta[name=onhook-files]')?.content.split(' ') ?? [];
        const there = await Promise.all([...files, '/panel'].map((file) => cache.match(file)));
        return files.length > 10 && there.every((file) => file !== undefined);
      }),
    { withinMs: patient.timeout },
  );

export const openFloor = async (): Promise<Floor> => {
  const port = await freePort();
  const cable = await startRelay(port);
  const url = `http://127.0.0.1:${cable.port}`;
  // A slow machine needs many minutes for a reset: the server's clock is stopped, the browser's runs.
  const testServer = await openTestServer({ ONHOOK_PUBLIC_URL: url, ONHOOK_GUARANTEED_MINUTES: '30' }, built);
  await testServer.app.listen({ host: '127.0.0.1', port });
  const reached: string[] = [];
  testServer.app.server.on('request', ({ url: path = '' }) => reached.push(path));
  const browser: Browser = await launch();
  const complaints: string[] = [];

  const sit = async (person: string, options: BrowserContextOptions = {}): Promise<Desk> => {
    const context = await browser.newContext({ ...options, viewport: { width: 360, height: 640 }, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC' });
    await skipIntroduction(context);
    const asked: string[] = [];
    context.on('request', (request) =>
      asked.push(`${request.method()} ${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`),
    );
    const openWindow = async (address = `${url}/panel`): Promise<Page> => {
      const page = await context.newPage();
      page.setDefaultTimeout(patient.timeout);
      page.on('pageerror', (error) => complaints.push(`${person}: ${String(error)}`));
      page.on('console', (message) => {
        if (/error|warning/.test(message.type()) && !network.test(message.text())) complaints.push(`${person}: ${message.text()}`);
      });
      await page.goto(address);
      return page;
    };
    const { token } = await testServer.context.signIn.makeLink(asId<PersonId>(person), 10 * minute);
    const page = await openWindow(`${url}/sign-in#${token}`);
    await page.waitForURL('**/panel');
    await title(page, 'The line is open.');
    return {
      person,
      page,
      context,
      asked,
      openWindow: () => openWindow(),
      title: (name) => title(page, name),
      tap: (name) => tap(page, name),
      text: (words) => page.getByText(words).first().waitFor(patient),
      gone: (words) => page.getByText(words).first().waitFor({ ...patient, state: 'detached' }),
    };
  };

  const there = (name: string, line: string) => ({
    call: asId<CallId>(name),
    queue: asId<QueueName>('Billing'),
    line: asId<LineId>(line),
  });
  return {
    testServer,
    cable,
    complaints,
    reached,
    sit,
    call: async (name, line, seconds) => {
      testServer.phones.call(name, line, 'Billing', seconds);
      await testServer.settle();
    },
    answer: async (name, line) => {
      const { call, queue, line: at } = there(name, line);
      testServer.phones.report({ kind: 'call-queued', call, queue }, { kind: 'call-offered', call, queue, line: at }, { kind: 'call-answered', call, queue, line: at, waitSeconds: 1 });
      await testServer.settle();
    },
    close: async () => {
      await browser.close();
      cable.close();
      await testServer.close();
    },
  };
};
