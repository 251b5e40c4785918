/** The vault as a tired person uses it, in a current browser, with a server that may give false answers. */
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { idle } from '../src/api/panel/fixtures.ts';
import { skipIntroduction } from './launch.ts';
import { usePanels } from './panel/built.ts';
import { findBarriers } from './rooms/browser.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 400_000 });
const panels = usePanels();
const passphrase = 'kettle orbit velvet marsh thimble';
const shots = process.env['ONHOOK_SHOTS'];

const look = async (page: Page, name: string): Promise<void> => {
  expect({ name, barriers: await findBarriers(page) }).toEqual({ name, barriers: [] });
  if (!shots) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${shots}/vault-${name}-${colorScheme}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
};

const enter = async (page: Page): Promise<void> => {
  await panels.tap(page, 'Menu');
  await panels.tap(page, 'Vault');
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'The line' }).waitFor();
};

it('is made in a minute, locked, unlocked and kept open, and hands the server nothing that can be read', async () => {
  const page = await panels.open({}, async () => panels.server().show(idle));
  await enter(page);
  await panels.title(page, 'A place only you can open.');
  await look(page, 'about');
  await panels.tap(page, 'Make a vault');

  await page.getByLabel('Passphrase').fill('password1234');
  await page.getByText('Easy to guess.').waitFor();
  await page.getByLabel('Repeat it').fill('password1234');
  expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByText('They don’t match yet.').waitFor();
  await page.getByLabel('Repeat it').fill(passphrase);
  await page.getByText('Very hard to guess.').waitFor();
  await look(page, 'words');
  await panels.tap(page, 'Next');

  await panels.title(page, 'Your recovery key');
  const groups = await page.getByRole('listitem').allTextContents();
  expect(groups).toHaveLength(8);
  for (const group of groups) expect(group).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}$/);
  await look(page, 'key');
  await panels.tap(page, 'I saved it');

  const asked = await page.getByRole('textbox').evaluateAll((fields) => fields.map((field) => Number(/\d/.exec((field as HTMLInputElement).labels?.[0]?.textContent ?? '')?.[0])));
  expect(asked).toHaveLength(2);
  await page.getByLabel(`Group ${asked[0]}`).fill('00000');
  await page.getByLabel(`Group ${asked[1]}`).fill(groups[asked[1]! - 1]!.toLowerCase());
  await panels.tap(page, 'Check');
  await page.getByText(`Group ${asked[0]} doesn’t match.`).waitFor();
  await look(page, 'check');
  expect(panels.posts('/api/vault/keys')).toEqual([]);
  await page.getByLabel(`Group ${asked[0]}`).fill(groups[asked[0]! - 1]!);
  await panels.tap(page, 'Check');
  await panels.title(page, 'Your vault is ready.');
  await panels.tap(page, 'Next');
  await panels.title(page, 'Your vault is open.');
  await look(page, 'open');

  // Another language needs another page, but neither a new unlock nor a way back to where one was.
  await page.getByRole('button', { name: 'Back' }).first().click();
  await panels.tap(page, 'Menu');
  await panels.tap(page, 'Settings');
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), { timeout: 60_000 }).toBe(true);
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await page.waitForURL(/lang=de/);
  await panels.title(page, 'Settings');
  await page.getByRole('button', { name: 'Back' }).first().click();
  await enter(page);
  await panels.title(page, 'Your vault is open.');
  await page.evaluate(() => localStorage.removeItem('onhook.locale'));
  await page.goto(`${panels.server().url}/panel`);

  // Reloads the page and waits, as for a new session.
  const reload = async (): Promise<void> => {
    await page.reload();
    await enter(page);
  };
  await reload();
  await panels.title(page, 'Your vault is locked.');
  await page.getByLabel('Passphrase').fill('kettle orbit velvet marsh thimbles');
  await panels.tap(page, 'Unlock');
  await page.getByText('This passphrase doesn’t open your vault.').waitFor();
  await look(page, 'locked');
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('Stay unlocked on this device').check();
  await panels.tap(page, 'Unlock');
  await panels.title(page, 'Your vault is open.');
  await reload();
  await panels.title(page, 'Your vault is open.');
  await panels.tap(page, 'Lock');
  await panels.title(page, 'Your vault is locked.');
  await reload();
  await panels.title(page, 'Your vault is locked.');

  await panels.tap(page, 'Use the recovery key');
  await page.getByLabel('Recovery key').fill(groups.with(2, '00000').join(' '));
  await panels.tap(page, 'Unlock');
  await page.getByText('Check group 3 for a typo.').waitFor();
  await page.getByLabel('Recovery key').fill(groups.join('-'));
  await panels.tap(page, 'Unlock');
  await panels.title(page, 'Your vault is open.');

  const posted = JSON.stringify(panels.server().posted);
  for (const secret of [passphrase, 'kettle', ...groups]) expect(posted).not.toContain(secret);

  // The server gives false data; the panel refuses to use it and tells the person why.
  await panels.tap(page, 'Lock');
  const truth = panels.server().vault();
  const { sealed } = truth.keys!;
  const bytes = Uint8Array.from(atob(sealed.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  const cost = [0, 1, 0, 0, 3, 1];
  const at = bytes.findIndex((_, n) => cost.every((byte, m) => bytes[n + m] === byte));
  bytes[at + 1] = 0;
  const lowered = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  panels.server().vaultIs({ ...truth, keys: { ...truth.keys!, sealed: lowered } });
  await reload();
  await page.getByLabel('Passphrase').fill(passphrase);
  await panels.tap(page, 'Unlock');
  await page.getByText('The server asked to make your passphrase easier to guess.').waitFor();
  await look(page, 'lied-to');
});

/** Reads the recovery key that is shown, and types the two groups back. */
const checkKey = async (page: Page): Promise<void> => {
  await panels.title(page, 'Your recovery key');
  const groups = await page.getByRole('listitem').allTextContents();
  await panels.tap(page, 'I saved it');
  const fields = page.getByRole('textbox');
  const labels = await fields.evaluateAll((all) => all.map((field) => Number(/\d/.exec((field as HTMLInputElement).labels?.[0]?.textContent ?? '')?.[0])));
  for (const [n, group] of labels.entries()) await fields.nth(n).fill(groups[group - 1]!);
  await panels.tap(page, 'Check');
};

const setUp = async (page: Page): Promise<void> => {
  await panels.title(page, 'A place only you can open.');
  await panels.tap(page, 'Make a vault');
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('Repeat it').fill(passphrase);
  await panels.tap(page, 'Next');
  await checkKey(page);
  await panels.title(page, 'Your vault is ready.');
};

const carry = async (page: Page, text: string): Promise<void> => {
  await panels.tap(page, 'Carry list');
  await panels.tap(page, 'Add something');
  await page.getByLabel('In your own words').fill(text);
  await panels.tap(page, 'Save');
  await page.getByText(text, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Back', exact: true }).first().click();
};

/** The whole content of this browser's database, as text. */
const lies = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open('onhook', 1);
      asked.onsuccess = () => resolve(asked.result);
    });
    const all = await new Promise<unknown[]>((resolve) => {
      const asked = db.transaction('kept').objectStore('kept').getAll();
      asked.onsuccess = () => resolve(asked.result);
    });
    db.close();
    return JSON.stringify(all, (_, value: unknown) => (value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value));
  });

it('takes in what lay in this browser, keeps what is written while it is locked, and brings all of it to another device', async () => {
  const page = await panels.open({}, async () => panels.server().show(idle));
  await carry(page, 'marker before');
  await expect.poll(() => lies(page), { timeout: 60_000 }).toContain('marker before');
  await page.getByText('anyone who uses it can read it').waitFor();
  await look(page, 'plain');
  await panels.tap(page, 'Make a vault');
  await setUp(page);
  await expect.poll(() => panels.server().vault().items.length, { timeout: 60_000 }).toBeGreaterThan(0);
  await expect.poll(() => lies(page), { timeout: 60_000 }).not.toContain('marker');
  await panels.tap(page, 'Next');
  await panels.title(page, 'Your vault is open.');
  await page.getByText('Your safety number').waitFor();

  await panels.tap(page, 'Lock');
  await panels.title(page, 'Your vault is locked.');
  await page.getByRole('button', { name: 'Back', exact: true }).first().click();
  await page.getByText('Your vault is locked. What you write waits').waitFor();
  await look(page, 'meanwhile');
  await carry(page, 'marker locked');
  await panels.tap(page, 'Carry list');
  expect(await page.getByText('marker before').count()).toBe(0);
  await page.reload();
  await panels.tap(page, 'Carry list');
  await page.getByText('marker locked', { exact: true }).waitFor();
  expect(await lies(page)).not.toContain('marker');

  const other = await page.context().browser()!.newContext({ viewport: { width: 360, height: 640 } });
  await skipIntroduction(other);
  const second = await other.newPage();
  await second.goto(`${panels.server().url}/panel`);
  const unlock = async (on: Page): Promise<void> => {
    await enter(on);
    // Only a device that has never opened the vault cannot notice an older state of it.
    await expect.poll(() => on.getByText('This device hasn’t opened your vault before').count()).toBe(on === second ? 1 : 0);
    if (on === second) await look(on, 'new-device');
    await on.getByLabel('Passphrase').fill(passphrase);
    await panels.tap(on, 'Unlock');
    await panels.title(on, 'Your vault is open.');
    await on.getByRole('button', { name: 'Back', exact: true }).first().click();
    await panels.tap(on, 'Carry list');
    await on.getByText('marker before', { exact: true }).waitFor();
  };
  const before = panels.server().vault().head?.version ?? 0;
  await page.getByRole('button', { name: 'Back', exact: true }).first().click();
  await unlock(page);
  await page.getByText('marker locked', { exact: true }).waitFor();
  await expect.poll(() => panels.server().vault().head?.version ?? 0, { timeout: 60_000 }).toBeGreaterThan(before);
  await unlock(second);
  await second.getByText('marker locked', { exact: true }).waitFor();
  expect(await lies(second)).not.toContain('marker');
  expect(JSON.stringify([panels.server().posted, panels.server().vault()])).not.toContain('marker');
  await other.close();
});

/** Adds a virtual authenticator to the browser that needs no touch. */
const withPasskeys = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    ctap2Version: 'ctap2_1',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
    hasPrf: true,
  } as const;
  await session.send('WebAuthn.addVirtualAuthenticator', { options });
};

it('has another passphrase, another recovery key and a passkey, holds a journal, and lets everything be taken away and deleted', async () => {
  const page = await panels.open({ acceptDownloads: true }, async () => panels.server().show(idle));
  await withPasskeys(page);
  // Browsers create passkeys for host names, but not for IP addresses.
  await page.goto(`${panels.server().url.replace('127.0.0.1', 'localhost')}/panel`);
  await panels.tap(page, 'Menu');
  await panels.tap(page, 'Vault');
  await setUp(page);
  await panels.tap(page, 'Next');
  await panels.title(page, 'Your vault is open.');

  const next = 'meadow lantern copper drift otter';
  await panels.tap(page, 'Change the passphrase');
  await page.getByLabel('Current passphrase').fill(passphrase);
  await page.getByLabel('Passphrase', { exact: true }).fill(next);
  await page.getByLabel('Repeat it').fill(next);
  await look(page, 'change');
  await page.getByRole('button', { name: 'Change the passphrase' }).click();
  await checkKey(page);
  await panels.title(page, 'Passphrase changed.');
  await panels.tap(page, 'Next');

  await panels.tap(page, 'Open it with a passkey');
  await page.getByLabel('Current passphrase').fill(passphrase);
  await panels.tap(page, 'Add a passkey');
  await page.getByText('This passphrase doesn’t open your vault.').waitFor();
  await page.getByLabel('Current passphrase').fill(next);
  await panels.tap(page, 'Add a passkey');
  await panels.title(page, 'The passkey now opens your vault.');
  await panels.tap(page, 'Next');

  await panels.tap(page, 'New recovery key');
  await page.getByLabel('Current passphrase').fill(next);
  await page.evaluate(() => {
    const longest = globalThis as unknown as { longestMs: number };
    longest.longestMs = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.longestMs = Math.max(longest.longestMs, duration);
    }).observe({ type: 'longtask' });
  });
  await panels.tap(page, 'Next');
  await panels.title(page, 'Your recovery key');
  // Three passes over 64 MiB take several hundred milliseconds, none of which may run in the page's thread.
  expect(await page.evaluate(() => (globalThis as unknown as { longestMs: number }).longestMs)).toBeLessThan(250);
  await panels.tap(page, 'I saved it');
  await panels.tap(page, 'Cancel');

  await panels.tap(page, 'Lock');
  await panels.title(page, 'Your vault is locked.');
  await panels.tap(page, 'Use a passkey');
  await panels.title(page, 'Your vault is open.');
  await panels.tap(page, 'Remove passkeys');
  await page.getByLabel('Current passphrase').fill(next);
  await panels.tap(page, 'Remove passkeys');
  await checkKey(page);
  await panels.title(page, 'Passkeys removed.');
  await panels.tap(page, 'Next');
  await panels.title(page, 'Your vault is open.');
  await expect.poll(() => page.getByRole('button', { name: 'Remove passkeys' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Back', exact: true }).first().click();

  await panels.tap(page, 'Journal');
  await page.getByText('Nothing here yet.').waitFor();
  await look(page, 'journal-empty');
  await panels.tap(page, 'Look back on a call');
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await page.getByLabel('What happened').fill('He shouted about the refund.');
  await page.getByLabel('What I’d try next time').fill('Say earlier that I am on it.');
  await page.getByRole('radiogroup', { name: 'Mood' }).getByLabel('a bit low').check();
  await look(page, 'journal-write');
  await panels.tap(page, 'Save');
  for (const [mood, energy] of [['okay', 'low'], ['good', 'okay'], ['very good', 'good']] as const) {
    await panels.tap(page, 'How are you right now?');
    await page.getByRole('radiogroup', { name: 'Mood' }).getByLabel(mood, { exact: true }).check();
    await page.getByRole('radiogroup', { name: 'Energy' }).getByLabel(energy, { exact: true }).check();
    await panels.tap(page, 'Save');
    await panels.title(page, 'Journal');
  }
  await page.getByLabel('Search your journal').fill('refnud');
  await page.getByText('He shouted about the refund.').waitFor();
  await page.getByLabel('Search your journal').fill('weather');
  await page.getByText('No entry has these words.').waitFor();
  await page.getByLabel('Search your journal').fill('');
  await page.getByText('As a table').click();
  expect(await page.getByRole('row').count()).toBe(5);
  await look(page, 'journal');
  await page.getByRole('button', { name: 'Delete' }).last().click();
  await page.getByText('He shouted about the refund.').waitFor({ state: 'detached' });
  await panels.tap(page, 'Undo');
  await page.getByText('He shouted about the refund.').waitFor();
  await page.getByRole('button', { name: 'Back', exact: true }).first().click();

  await panels.tap(page, 'Menu');
  await panels.tap(page, 'Vault');
  await expect.poll(() => panels.server().vault().items.length, { timeout: 60_000 }).toBeGreaterThan(1);
  for (const [way, name] of [['To read (Markdown)', 'onhook.md'], ['For programs (JSON)', 'onhook.json']] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), panels.tap(page, way)]);
    expect(download.suggestedFilename()).toBe(name);
    expect(await readFile(await download.path(), 'utf8')).toContain('He shouted about the refund.');
  }
  await panels.tap(page, 'Delete the vault');
  await look(page, 'delete');
  await panels.tap(page, 'Delete everything');
  await panels.title(page, 'A place only you can open.');
  expect(panels.server().vault()).toMatchObject({ keys: null, items: [] });
  expect(await lies(page)).not.toContain('refund');
});

it('rests on cryptography that agrees with Wycheproof and RFC 9180, in this browser too', async () => {
  const folder = fileURLToPath(new URL('../../vault/src/testing', import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: `import { tryVectors } from './vectors.ts'; globalThis.tryVectors = tryVectors;`, resolveDir: folder },
    bundle: true,
    format: 'iife',
    write: false,
  });
  const page = await panels.open({ bypassCSP: true }, async () => panels.server().show(idle));
  await page.addScriptTag({ content: outputFiles[0]!.text });
  const tried = (await page.evaluate('globalThis.tryVectors()')) as Record<string, { readonly count: number; readonly wrong: readonly unknown[] }>;
  expect(Object.keys(tried)).toHaveLength(5);
  for (const [name, { count, wrong }] of Object.entries(tried)) {
    expect(count).toBeGreaterThan(1);
    expect({ name, wrong }).toEqual({ name, wrong: [] });
  }
});
