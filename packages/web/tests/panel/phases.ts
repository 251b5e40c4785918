import type { PanelView } from '@onhook/contract';
import type { Page } from 'playwright-core';
import { pausedRecovery, idle, noon, offered } from '../../src/api/panel/fixtures.ts';

const line = (state: NonNullable<PanelView['line']>['state'], reason: string | null = null) => ({ state, since: noon, reason });
const tappable = { call: 'c1', leg: 1, queue: 'Billing', endedAt: noon - 60_000, level: 1, tap: null } as const;
const paused: PanelView = { ...idle, line: line('paused', 'Recovery'), recovery: pausedRecovery, offer: offered };
const closed = { recovery: 'r1', servedMs: 60_000, grantedMs: 180_000, bankedMs: 120_000, at: noon - 30_000 } as const;

const tap = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();
const next = tap('Next');
const skipPart = tap('Skip this part');
const steps =
  (...all: ((page: Page) => Promise<void>)[]) =>
  async (page: Page): Promise<void> => {
    for (const step of all) await step(page);
  };
const begun = steps(tap('Take three minutes'), tap('In between'));

export interface Shown {
  readonly name: string;
  /** The panel's heading in this state; null if it has none. */
  readonly title: string | null;
  readonly view: PanelView | 'not-signed-in' | 'not-allowed';
  readonly go?: (page: Page) => Promise<void>;
}

/** Every state of the panel and the way to it. */
export const phases: readonly Shown[] = [
  { name: 'signed-out', title: 'You’re signed out.', view: 'not-signed-in' },
  { name: 'not-an-agent', title: 'This window is for people who take calls.', view: 'not-allowed' },
  { name: 'no-line', title: 'You have no line yet.', view: { ...idle, line: null } },
  { name: 'idle', title: 'The line is open.', view: idle },
  {
    name: 'idle-tappable',
    title: 'The line is open.',
    view: { ...idle, tappable, today: { ...idle.today, bankedMs: 150_000 } },
  },
  { name: 'idle-judged-hard', title: 'The line is open.', view: { ...idle, tappable: { ...tappable, level: 3 } } },
  {
    name: 'idle-phones-down',
    title: 'We can’t see your line right now.',
    view: { ...idle, phonesUp: false, line: line('unknown') },
  },
  {
    name: 'closed-taken-away',
    title: 'The line is open.',
    view: { ...idle, lastClosed: { ...closed, because: 'taken-away' } },
  },
  {
    name: 'closed-refused',
    title: 'The line is open.',
    view: { ...idle, lastClosed: { ...closed, servedMs: 0, because: 'phone-refused' } },
  },
  {
    name: 'closed-another-pause',
    title: 'The line is paused: Lunch.',
    view: { ...idle, line: line('paused', 'Lunch'), lastClosed: { ...closed, because: 'paused-by-another' } },
  },
  { name: 'on-call', title: null, view: { ...idle, line: line('on-call'), recovery: { ...pausedRecovery, state: 'waiting', pausedUntil: null, pausedSince: null } } },
  { name: 'asked', title: 'One moment.', view: { ...paused, recovery: { ...pausedRecovery, state: 'asked', pausedUntil: null, pausedSince: null } } },
  {
    name: 'rang-first',
    title: 'Your minutes are waiting.',
    view: {
      ...paused,
      line: line('wrap-up'),
      recovery: { ...pausedRecovery, state: 'waiting', rangFirst: true, pausedUntil: null, pausedSince: null },
    },
  },
  { name: 'offer', title: 'That was a hard one.', view: paused },
  {
    name: 'offer-asked-for',
    title: 'These minutes are yours.',
    view: { ...paused, recovery: { ...pausedRecovery, cause: 'asked' }, offer: { ...offered, call: null } },
  },
  { name: 'paused', title: 'These minutes are yours.', view: { ...paused, offer: { ...offered, state: 'accepted' } } },
  { name: 'before', title: 'How tight is the cord right now?', view: paused, go: tap('Take three minutes') },
  {
    name: 'mine',
    title: 'What part of that is yours to carry?',
    view: paused,
    go: steps(begun, (page) => page.getByLabel('A call back', { exact: true }).click()),
  },
  {
    name: 'theirs',
    title: 'What was the customer’s?',
    view: paused,
    go: steps(begun, next, (page) => page.getByLabel('Their anger', { exact: true }).click(), (page) => page.getByLabel('The long wait', { exact: true }).click()),
  },
  { name: 'need', title: 'What do you need now?', view: paused, go: steps(begun, next, next) },
  {
    name: 'suggestion',
    title: 'A lap of the room.',
    view: paused,
    go: steps(begun, next, next, (page) => page.getByLabel('A walk', { exact: true }).click(), next),
  },
  { name: 'else', title: 'What else could explain it?', view: paused, go: steps(begun, skipPart) },
  { name: 'move', title: 'Arms overhead.', view: paused, go: steps(begun, skipPart, skipPart) },
  { name: 'roll', title: 'Roll your shoulders.', view: paused, go: steps(begun, skipPart, skipPart, next) },
  { name: 'shake', title: 'Shake out your hands.', view: paused, go: steps(begun, skipPart, skipPart, next, next) },
  { name: 'breathe', title: 'Breathe in', view: paused, go: steps(begun, skipPart, skipPart, next, next, next) },
  { name: 'line', title: 'Where do you stand?', view: paused, go: steps(begun, skipPart, skipPart, skipPart) },
  {
    name: 'ready',
    title: 'Ready when you are.',
    view: paused,
    go: steps(begun, (page) => page.getByLabel('A call back', { exact: true }).click(), next, (page) => page.getByLabel('Their anger', { exact: true }).click(), skipPart, skipPart, skipPart, skipPart),
  },
  { name: 'ending', title: 'The line is opening.', view: { ...paused, recovery: { ...pausedRecovery, state: 'ending' } } },
  {
    name: 'today',
    title: 'Your minutes',
    view: {
      ...idle,
      today: {
        grantedMs: 540_000,
        honouredMs: 330_000,
        waivedMs: 60_000,
        paidBackMs: 60_000,
        cutShort: [{ ms: 150_000, by: 'phone-system', at: noon - 3_600_000 }],
        overrunMs: 120_000,
        bankedMs: 150_000,
      },
    },
    // The value has the format of earlier versions, which the panel converts when it opens.
    go: async (page) => {
      await page.evaluate(() =>
        localStorage.setItem(
          'onhook:p1:kept',
          JSON.stringify({
            items: [
              { id: 'a', at: 1, kind: 'put-down', text: 'Their anger' },
              { id: 'b', at: 1, kind: 'carry', text: 'Call back about the refund, Tuesday' },
            ],
            taps: [{ at: 1773148150000, before: 2, after: 4 }],
          }),
        ),
      );
      await page.reload();
      await tap('Your minutes')(page);
    },
  },
];
