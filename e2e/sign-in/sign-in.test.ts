import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import { minute, openTestServer, type TestServer } from '../../packages/server/tests/support/test-server.ts';
import { startProvider, type TestProvider } from '../../packages/server/tests/support/provider.ts';
import { findPerson, upsertPerson } from '../../packages/server/src/platform/organisation/index.ts';
import { json } from '../../packages/server/src/platform/store/index.ts';
import { launch } from '../../packages/web/tests/launch.ts';
import { freePort } from '../support/ports.ts';

const built = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const slow = { timeout: 500_000 };

let testServer: TestServer;
let provider: TestProvider;
let browser: Browser;
let onhook: string;

beforeAll(async () => {
  const port = await freePort();
  onhook = `http://localhost:${port}`;
  provider = await startProvider(onhook);
  testServer = await openTestServer({ ONHOOK_PUBLIC_URL: onhook, ...provider.env }, built);
  testServer.clock.move(Date.now() - testServer.clock.now());
  const lea = await findPerson(testServer.context.store.db, asId<CentreId>('main'), asId<PersonId>('lea'));
  await upsertPerson(testServer.context.store.db, { ...lea!, roles: json(lea!.roles), email: 'lea@example.com' });
  provider.accounts['sub-lea'] = { name: 'Lea Moreau', email: 'lea@example.com', email_verified: true };
  await testServer.app.listen({ host: 'localhost', port });
  browser = await launch();
}, 500_000);

afterAll(async () => {
  await browser?.close();
  await testServer?.close();
  await provider?.stop();
});

/** Message that the browser prints for an answer with status 401. */
const network = /Failed to load resource/;

const openPage = async (context: BrowserContext): Promise<{ page: Page; complaints: string[] }> => {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if ((message.type() === 'error' || message.type() === 'warning') && !network.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
};
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /settings$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
};

it('A lead signs in and out through the provider', slow, async () => {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  const { page, complaints } = await openPage(context);
  await page.goto(onhook);
  provider.next = null;
  await page.getByRole('button', { name: 'Sign in with Lindgren' }).click();
  await page.getByText('You canceled the sign-in.').waitFor();
  provider.next = 'sub-lea';
  await page.getByRole('button', { name: 'Sign in with Lindgren' }).click();
  await page.waitForURL(`${onhook}/floor`);
  await page.getByRole('button', { name: 'Lea Moreau, settings' }).waitFor();
  await page.goto(`${onhook}/sign-ins`);
  await page.getByText(/through your organization$/).waitFor();
  const cookies = await context.cookies(onhook);
  expect(cookies.find(({ name }) => name === 'onhook')).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  expect(cookies.map(({ name }) => name)).not.toContain('onhook-round');
  expect(complaints).toEqual([]);
  await signOut(page);
  await page.waitForURL((url) => url.origin === provider.issuer);
  await context.close();
});

it('A person adds a passkey, names it, signs in with it, and removes it', slow, async () => {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  const { page, complaints } = await openPage(context);
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true } as const;
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
  const verified = (isUserVerified: boolean) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });

  const { token } = await testServer.context.signIn.makeLink(asId<PersonId>('ana'), 10 * minute);
  await page.goto(`${onhook}/sign-in#${token}`);
  await page.waitForURL(`${onhook}/day`);
  await page.goto(`${onhook}/sign-ins`);
  await page.getByText('No passkeys yet.').waitFor();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Name').fill('Work laptop');
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await page.getByText('Added: Work laptop').waitFor();
  await page.getByRole('button', { name: 'Rename Work laptop' }).click();
  await page.getByLabel('Name').fill('Laptop');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Renamed: Laptop').waitFor();

  await signOut(page);
  await heading(page, 'Sign in');
  // A passkey without user verification signs nobody in.
  await verified(false);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('No passkey was used.').waitFor();
  await verified(true);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL(`${onhook}/day`);
  await page.goto(`${onhook}/sign-ins`);
  await page.getByText(/with a passkey$/).waitFor();

  await page.getByRole('button', { name: 'Remove Laptop' }).click();
  await page.getByText('Removed: Laptop.').waitFor();
  await signOut(page);
  await heading(page, 'Sign in');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('No passkey was used.').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
