import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const chosen = process.env['CHROMIUM_PATH'];
const whole = chosen ?? '/usr/bin/chromium';
/** The same browser without windows and menus, which tests don't need; about a quarter faster. */
const shell = '/usr/bin/chromium-headless-shell';

const settings = {
  args: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** Launches Chromium from CHROMIUM_PATH, or else from Debian's usual path. */
export const launch = (): Promise<Browser> => chromium.launch({ ...settings, executablePath: chosen ?? (existsSync(shell) ? shell : whole) });

/** Launches the complete browser, with features such as system notifications. */
export const launchWhole = (): Promise<Browser> => chromium.launch({ ...settings, executablePath: whole });

/** Makes the panel skip its first run in every page of this browser context, except in pages that set `showsFirstRun`. */
export const skipIntroduction = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript({
    content: `{
      const read = Storage.prototype.getItem;
      Storage.prototype.getItem = function (key) {
        return String(key).startsWith('onhook.introduced.') && !globalThis.showsFirstRun ? '1' : read.call(this, key);
      };
    }`,
  });

export interface Profile {
  readonly context: BrowserContext;
  readonly folder: string;
  remove(): Promise<void>;
}

/** Launches Chromium with a person's profile in which third-party cookies are allowed or blocked. */
export const openProfile = async (thirdPartyCookies: 'allowed' | 'blocked'): Promise<Profile> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-profile-'));
  const blocked = thirdPartyCookies === 'blocked';
  const preferences = { profile: { block_third_party_cookies: blocked, cookie_controls_mode: blocked ? 1 : 0 } };
  mkdirSync(path.join(folder, 'Default'));
  writeFileSync(path.join(folder, 'Default/Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(folder, {
    ...settings,
    executablePath: whole,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    viewport: { width: 1100, height: 760 },
  });
  await skipIntroduction(context);
  return {
    context,
    folder,
    remove: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
