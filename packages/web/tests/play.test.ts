/** The games of a brain break: played by keyboard, by pointer, with a screen reader, and not at all. */
import { makeFigure, makePairs, makeTangle, straight } from '@onhook/core/play';
import type { PanelView } from '@onhook/contract';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { pausedRecovery, noon, offered } from '../src/api/panel/fixtures.ts';
import { beginReset, paused } from './panel/begin.ts';
import { usePanels } from './panel/built.ts';
import { expectReadsWell, focused } from './panel/reads-well.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, title, tap } = usePanels();
const patient = { timeout: 120_000, interval: 100 };

/** Names of the pictures, in the order of play/pictures.ts. */
const pictures = ['a cup', 'a leaf', 'a boat', 'a fish', 'hills', 'the moon', 'a house', 'an umbrella', 'a snail', 'a key'];

/** Seed of the page's random numbers, so that the test knows the solution. */
const seed = 7;
const withSeed = (page: Page): Promise<unknown> =>
  page.addInitScript((value) => {
    const random = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = (into) => (into instanceof Uint32Array && into.length === 1 ? (into.fill(value), into) : random(into));
  }, seed);

const openBreak = async (): Promise<Page> => {
  server().show(paused);
  const page = await open({}, async (page) => {
    await withSeed(page);
    await page.clock.install({ time: noon });
  });
  await beginReset(page, 'brain-break');
  await page.getByText('Nothing is counted. It ends by itself.').waitFor();
  return page;
};
const choose = async (page: Page, game: string): Promise<void> => {
  await page.getByRole('button', { name: game }).click();
  await title(page, game);
};
const status = (page: Page): Promise<string | null> => page.getByRole('status').first().textContent();
const ready = (page: Page): Promise<void> => title(page, 'Ready when you are.');

describe('a brain break', () => {
  it('reads well, whichever game is on', async () => {
    const page = await openBreak();
    await expectReadsWell(page);
    for (const game of ['Untangle the cord', 'Find the pairs', 'One line']) {
      await choose(page, game);
      await page.getByRole('group').waitFor();
      await expectReadsWell(page);
      await tap(page, 'Something else');
    }
    await tap(page, 'Your own picture');
    await title(page, 'Something that makes you smile.');
    await expectReadsWell(page);
  });

  it('ends by itself, in every game and in none, and waits there', async () => {
    const page = await openBreak();
    for (const [n, [game, ended]] of [
      ['Untangle the cord', 'The cord untangled itself.'],
      ['Find the pairs', 'The cards turned themselves over.'],
      ['One line', 'The figure drew itself.'],
    ].entries()) {
      const view: PanelView = {
        ...paused,
        serverNow: noon + n * 400_000,
        recovery: { ...pausedRecovery, recovery: `r${n}0`, grantedMs: 600_000, pausedUntil: noon + 2_000_000 },
        offer: { ...offered, offer: `o${n}0`, recovery: `r${n}0` },
      };
      if (n > 0) {
        server().show(view);
        await page.getByRole('button', { name: /^Take / }).click();
        await tap(page, 'Continue without');
      }
      await choose(page, game ?? '');
      await page.getByRole('group').waitFor();
      await page.clock.runFor(155_000);
      await title(page, ended ?? '');
      await expect.poll(() => focused(page), patient).toBe(ended);
      await expectReadsWell(page);
      // After a reload, only the end of the game is left. The server's clock has moved on with the page's.
      server().show({ ...(n > 0 ? view : paused), serverNow: view.serverNow + 155_000 });
      await page.reload();
      await title(page, 'Done.');
      await page.keyboard.press('Enter');
      await ready(page);
    }
    expect(JSON.stringify(server().posted)).not.toMatch(/tangle|pairs|line|cord/i);
  });
});

describe('find the pairs', () => {
  it('is played by keys and by ear', async () => {
    const page = await openBreak();
    await choose(page, 'Find the pairs');
    const { cards } = makePairs(seed, 6, pictures.length);
    const name = (card: number): string => pictures[cards[card] ?? 0] ?? '';
    const sentence = (card: number): string => `${name(card).charAt(0).toUpperCase()}${name(card).slice(1)}`;
    await page.getByRole('button', { name: 'Card 1, face down' }).focus();
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toBe('Card 1, face down');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Card 6, face down');
    await page.keyboard.press('Enter');
    await expect.poll(() => status(page), patient).toBe(`${sentence(5)}.`);
    await expect.poll(() => focused(page), patient).toBe(`Card 6: ${name(5)}`);
    const other = cards.findIndex((picture) => picture !== cards[5]);
    await page.getByRole('button', { name: `Card ${other + 1}, face down` }).click();
    await expect.poll(() => status(page), patient).toBe(`${sentence(5)} and ${name(other)}.`);
    // A third card turns the other two face down again, and is the only one face up.
    const third = cards.findIndex((_, card) => card !== 5 && card !== other);
    const pairs = [...new Set(cards)].map((picture) => cards.flatMap((one, card) => (one === picture ? [card] : [])));
    const first = pairs.find((pair) => pair.includes(third)) ?? [];
    for (const pair of [[third, ...first.filter((card) => card !== third)], ...pairs.filter((pair) => pair !== first)]) {
      for (const card of pair) {
        await page.locator('[role=group] button').nth(card).focus();
        await page.keyboard.press('Enter');
      }
      const [card = 0] = pair;
      await page.getByRole('button', { name: `Card ${card + 1}: ${name(card)}, with its pair` }).waitFor();
    }
    await title(page, 'All found.');
    await expect.poll(() => focused(page), patient).toBe('All found.');
    await page.keyboard.press('Enter');
    await ready(page);
  });
});

describe('in one line', () => {
  it('is drawn by keys, says when there is no way on, and goes back', async () => {
    const page = await openBreak();
    await choose(page, 'One line');
    const { walk, columns } = makeFigure(seed, 10);
    const at = (point: number) => page.locator(`[data-point='${point}']`);
    await at(walk[0] ?? 0).focus();
    expect(await focused(page)).toMatch(/the pen is here$/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toMatch(/^Point \d, \d/);
    expect(await page.getByRole('button', { name: 'Back a little' }).count()).toBe(0);
    await at(walk[1] ?? 0).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Point ${((walk[1] ?? 0) % columns) + 1}, ${Math.floor((walk[1] ?? 0) / columns) + 1}, the pen is here` }).waitFor();
    await page.keyboard.press('Backspace');
    await expect.poll(() => at(walk[0] ?? 0).getAttribute('data-is'), patient).toBe('here');
    for (const point of walk.slice(1)) {
      await at(point).focus();
      await page.keyboard.press('Enter');
    }
    await title(page, 'In one line.');
    await tap(page, 'Another one');
    await title(page, 'One line');
  });
});

describe('the tangled cord', () => {
  it('is moved by hand and by keys until it lies free', async () => {
    const page = await openBreak();
    await choose(page, 'Untangle the cord');
    const knot = (n: number) => page.getByRole('button', { name: `Knot ${n}`, exact: true });
    await knot(1).waitFor();
    /** Position of a knot as a share of the board; null once no knots are left to move. */
    const positionOf = (n: number): Promise<{ x: number; y: number } | null> =>
      page.evaluate((name) => {
        const found = document.querySelector<HTMLElement>(`[aria-label="${name}"]`);
        return found && { x: Number.parseFloat(found.style.insetInlineStart) / 100, y: Number.parseFloat(found.style.insetBlockStart) / 100 };
      }, `Knot ${n}`);
    await knot(1).focus();
    await page.keyboard.press('ArrowUp');
    const up = await positionOf(1);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => positionOf(1), patient).not.toEqual(up);
    expect(await focused(page)).toBe('Knot 1');
    const board = await page.getByRole('group', { name: 'A tangled cord' }).boundingBox();
    const knots = makeTangle(seed, 8).knots.length;
    const last = await knot(knots).boundingBox();
    if (!board || !last) return expect.fail('there is no board');
    await page.mouse.move(last.x + last.width / 2, last.y + last.height / 2);
    await page.mouse.down();
    await page.mouse.move(board.x + board.width * 0.5, board.y + board.height * 0.5, { steps: 4 });
    await page.mouse.move(board.x + board.width * 0.9, board.y + board.height * 0.2, { steps: 4 });
    await page.mouse.up();
    // With the knots in order from left to right, no lines cross.
    for (const [i, { x }] of straight(knots).knots.entries()) {
      const at = await positionOf(i + 1);
      if (!at) break;
      const steps = Math.round((x - at.x) / 0.06);
      await knot(i + 1).focus({ timeout: 5000 }).catch(() => {});
      for (let step = 0; step < Math.abs(steps); step += 1) await page.keyboard.press(steps > 0 ? 'ArrowRight' : 'ArrowLeft');
    }
    await title(page, 'Untangled.');
    await expectReadsWell(page);
    await expect.poll(() => focused(page), patient).toBe('Untangled.');
    await page.keyboard.press('Enter');
    await ready(page);
  });
});
