/** Sounds, vibrations and announcements during a reset: in order, only if chosen, also shown as text, and never on a call. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { idle } from '../src/api/panel/fixtures.ts';
import { built } from './built.ts';
import { launchWhole } from './launch.ts';
import { type Desk, accept, offer, openDesk } from './techniques/desk.ts';
import { type Walk, drive } from './techniques/drive.ts';
import { forget, announced, recordSenses, sensed, withVoices } from './techniques/senses.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  for (const locale of ['de', 'en']) await built('panel', locale);
  browser = await launchWhole();
});
afterAll(async () => {
  await browser?.close();
});
afterEach(async () => {
  const { complaints } = desk;
  await desk.close();
  expect(complaints).toEqual([]);
});

const voices = {
  english: { lang: 'en-GB', localService: true },
  german: { lang: 'de-DE', localService: true },
  germanElsewhere: { lang: 'de-DE', localService: false },
};

const open = async (locale = 'en', there?: Parameters<typeof withVoices>[1]): Promise<Desk> => {
  desk = await openDesk(browser, locale, { permissions: ['notifications'] }, async (page) => {
    await recordSenses(page);
    if (there) await withVoices(page, there);
  });
  // The home screen takes the focus when its script has come, which is after the page is ready.
  await desk.until('the home screen', async () => (await announced(desk.page)).length > 0);
  return desk;
};

/** The announced sentences without "One moment", which depends on how busy the machine is. */
const sentences = async (): Promise<string[]> => (await announced(desk.page)).filter((sentence) => !sentence.startsWith('# One moment'));

const nothing = async (): Promise<void> => {};
const go = (run: Walk): Promise<void> => drive(desk, run, nothing);

/** Turns the options on in the drawer of a step by keyboard, and goes back to the step. */
const turnOn = async (...labels: readonly string[]): Promise<void> => {
  const { press, page, until } = desk;
  await press('?');
  await until('the drawer', () => page.getByRole('dialog').isVisible());
  for (const label of labels) await page.getByLabel(label).press('Space');
  await press('Escape');
  await until('the step', async () => (await page.getByRole('dialog').count()) === 0);
};

const callComes = async (): Promise<void> => {
  const { page, server, until } = desk;
  const now = await page.evaluate(() => Date.now());
  server.show({ ...idle, serverNow: now, line: { state: 'on-call', since: now, reason: null } });
  await until('the call', async () => (await page.locator('h1').count()) === 0);
};

describe('a screen reader', () => {
  it('hears each sentence once, in order, and what changes under it', async () => {
    await open();
    await offer(desk, 'slow-breath', 60_000);
    await forget(desk.page);
    await accept(desk);
    await desk.reads('How would you like to breathe?');
    await desk.press('1', 'Enter');
    await desk.reads('Breathe in');
    await desk.until('five cues', async () => (await sentences()).length >= 8, 250);
    expect(await sentences()).toEqual([
      '# How tight is the cord right now?',
      '# How would you like to breathe?',
      '# Breathe in',
      'And a little more',
      'Breathe out, slowly',
      'Breathe in',
      'And a little more',
      'Breathe out, slowly',
    ]);
    await desk.press(' ');
    await desk.until('the pause', async () => (await announced(desk.page)).at(-1) === 'Paused.');
  });

  it('is told the end of what ends by itself', async () => {
    await open();
    await forget(desk.page);
    await go({ plan: 'brain-break', form: 'short', game: 'pairs' });
    await go({ plan: 'walk', form: 'short' });
    expect(await sentences()).toEqual([
      '# That was a hard one.',
      '# How tight is the cord right now?',
      '# Something completely different.',
      '# Find the pairs',
      '# The cards turned themselves over.',
      '# Ready when you are.',
      '# The line is open.',
      '# That was a hard one.',
      '# How tight is the cord right now?',
      '# Get up and walk a lap.',
      'Time to walk back.',
      '# Ready when you are.',
      '# The line is open.',
    ]);
  });

  it('finds the names and the order that the eye does', async () => {
    await open();
    await offer(desk, 'three-part', 600_000);
    await accept(desk);
    await desk.reads('What part of that is yours to carry?');
    expect(await desk.page.locator('main').ariaSnapshot()).toBe(
      [
        '- main:',
        '  - text: Reflect · 1 of 3 14:34',
        '  - button "More"',
        '  - heading "What part of that is yours to carry?" [level=1]',
        '  - group "What part of that is yours to carry?":',
        ...['A promise I made', 'Something to look up', 'A call back', 'Nothing'].flatMap((label) => [
          `    - checkbox "${label}"`,
          `    - text: ${label}`,
        ]),
        '  - textbox "Or in your own words":',
        '    - /placeholder: " "',
        '  - text: Or in your own words',
        '  - paragraph: Only you can read this.',
        '  - button "Next"',
        '  - button "Skip this part"',
        '  - button "Enough for now"',
      ].join('\n'),
    );
  });
});

describe('sound, voice and vibration', () => {
  it('are off until they are chosen', async () => {
    await open();
    for (const plan of ['slow-breath', 'squeeze', 'stretch', 'walk'] as const) await go({ plan, form: 'short' });
    expect((await sensed(desk.page)).filter(({ kind }) => kind !== 'notice')).toEqual([]);
  });

  it('come with what changes on the screen, each in its own way, and fall silent for a call', async () => {
    await open('en', [voices.german, voices.english]);
    await offer(desk, 'squeeze', 60_000);
    await accept(desk);
    await desk.reads('Your fists, or the ball.');
    await turnOn('Soft tones', 'Spoken words', 'Vibration');
    await forget(desk.page);
    const count = async () => (await sensed(desk.page)).filter(({ kind }) => kind === 'tone' || kind === 'voice').length;
    for (const [ms, sounds] of [[6000, 2], [10_000, 4]] as const) {
      await desk.page.clock.runFor(ms);
      await vi.waitFor(async () => expect(await count()).toBe(sounds), { timeout: 60_000 });
    }
    const all = await sensed(desk.page);
    const of = (wanted: string) => all.filter(({ kind }) => kind === wanted);
    expect(of('voice').map(({ what }) => what)).toEqual(['en-GB: Let go', 'en-GB: Tense']);
    expect(of('vibration').map(({ what }) => what)).toEqual(['25,60,25', '120']);
    // The screen shows the spoken text, and the meaning of each tone and vibration.
    for (const kind of ['voice', 'vibration', 'tone']) {
      expect(of(kind)[0]?.shown).toContain('Let go');
      expect(of(kind)[1]?.shown).toContain('Tense');
    }
    await forget(desk.page);
    await callComes();
    const silences = async () => (await sensed(desk.page)).map(({ kind, what }) => `${kind} ${what}`).sort();
    await vi.waitFor(async () => expect(await silences()).toEqual(['silence tones', 'silence voice']), { timeout: 60_000 });
    await desk.forward(120_000);
    expect((await sensed(desk.page)).filter(({ kind }) => kind !== 'silence')).toEqual([]);
  });

  it('are in the language of the panel, by a voice of this machine', async () => {
    await open('de', [voices.english, voices.germanElsewhere, voices.german]);
    await offer(desk, 'squeeze', 60_000);
    await accept(desk);
    await desk.reads('Die Fäuste oder der Ball.');
    await turnOn('Gesprochene Worte');
    await desk.forward(7000);
    const sensations = async () => (await sensed(desk.page)).map(({ what }) => what);
    await vi.waitFor(async () => expect(await sensations()).toEqual(['voice', 'de-DE: Loslassen']), { timeout: 60_000 });
  });

  it('are silence where the panel’s language has no voice of this machine', async () => {
    await open('de', [voices.english, voices.germanElsewhere]);
    await offer(desk, 'squeeze', 60_000);
    await accept(desk);
    await desk.reads('Die Fäuste oder der Ball.');
    await desk.press('?');
    await desk.until('the drawer', () => desk.page.getByRole('dialog').isVisible());
    expect(await desk.page.getByLabel('Leise Töne').count()).toBe(1);
    expect(await desk.page.getByLabel('Gesprochene Worte').count()).toBe(0);
    await desk.press('Escape');
    await desk.forward(14_000);
    expect(await sensed(desk.page)).toEqual([]);
  });
});

describe('a notice', () => {
  const walk = async (): Promise<void> => {
    await offer(desk, 'walk', 60_000);
    await accept(desk);
    await desk.reads('Get up and walk a lap.');
  };

  it('calls back from a walk, and never on a call', async () => {
    await open();
    await walk();
    await desk.forward(95_000);
    await desk.reads('Time to walk back.');
    expect(await sensed(desk.page)).toMatchObject([{ kind: 'notice', what: 'Time to walk back.' }]);
    await forget(desk.page);
    await desk.press('Enter');
    await desk.reads('Ready when you are.');
    await desk.press('Enter');
    await desk.reads('The line is open.');
    await walk();
    await callComes();
    await desk.forward(600_000);
    expect(await sensed(desk.page)).toEqual([]);
  });
});

describe('a key pressed early', () => {
  it('counts once the question is there', async () => {
    let letThrough = (): void => {};
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    desk = await openDesk(browser, 'en', {}, (page) =>
      page.route('**/assets-panel/ask-*.js', async (route) => {
        await held;
        await route.continue();
      }),
    );
    await offer(desk, 'not-about-me', 600_000);
    await accept(desk);
    await desk.reads('One moment');
    await desk.press('2', '4', '7');
    letThrough();
    await desk.reads('What else could be behind it?');
    const chosen = () => desk.page.locator('label:has(:checked)').allTextContents();
    await desk.until('the answers', async () => (await chosen()).length > 0);
    expect(await chosen()).toEqual(['They were afraid', 'Our own rules']);
    await desk.press('Enter');
    await desk.reads('What was it like for them?');
  });
});
