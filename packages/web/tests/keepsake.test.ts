/** Files and texts that may become a keepsake, and the data that is stored of them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pausedRecovery, idle, noon, offered } from '../src/api/panel/fixtures.ts';
import { built } from './built.ts';
import { type FakeServer, startFakeServer } from './panel/fake-server.ts';
import { writeStored } from './panel/stored.ts';
import { type Tab, findBarriers, launch, openTab } from './rooms/browser.ts';

const patience = { timeout: 60_000 };
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let dist: string;
let browser: Browser;
let server: FakeServer;
let tab: Tab;
let page: Page;

beforeAll(async () => {
  dist = await built('panel');
  browser = await launch();
}, 240_000);
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  server = await startFakeServer(dist);
  server.show({
    ...idle,
    line: { state: 'paused', since: noon, reason: null },
    recovery: { ...pausedRecovery, pausedUntil: noon + 900_000 },
    offer: offered,
  });
  tab = await openTab(browser, { timezoneId: 'UTC', viewport: { width: 360, height: 640 } }, /Failed to load resource|ERR_/);
  page = tab.page;
  await page.goto(`${server.url}/panel`);
  await page.getByRole('heading', { level: 1 }).waitFor(patience);
  await writeStored(page, 'reset-prefs', { usual: 'keepsake' });
  await page.reload();
  await page.getByRole('button', { name: 'Take three minutes' }).click(patience);
  await page.getByRole('button', { name: 'Continue without' }).click(patience);
  await page.getByRole('heading', { name: 'Something that makes you smile.' }).waitFor(patience);
});
afterEach(async () => {
  const { complaints } = tab;
  await tab.close();
  await server.close();
  expect(complaints).toEqual([]);
});

const give = (name: string, mimeType: string, buffer: Buffer): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
const picture = () => page.getByRole('img', { name: 'Your keepsake' });

/** A photo like those of a smartphone, large and with its GPS position in the metadata. */
const photo = async (): Promise<Buffer> => {
  const bare = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 3000;
    canvas.height = 2000;
    const on = canvas.getContext('2d');
    if (!on) return [];
    for (let i = 0; i < 4000; i += 1) {
      on.fillStyle = `hsl(${(i * 37) % 360} 70% ${30 + (i % 5) * 10}%)`;
      on.fillRect((i * 197) % 3000, (i * 89) % 2000, 90, 70);
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  });
  const exif = Buffer.from('Exif\0\0II*\0GPSLatitude 48.2082 GPSLongitude 16.3738 Telephone 9', 'latin1');
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif]);
  return Buffer.concat([Buffer.from(bare.slice(0, 2)), segment, Buffer.from(bare.slice(2))]);
};

interface Stored {
  readonly bytes: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly first: readonly number[];
}

const stored = (): Promise<Stored[]> =>
  page.evaluate(
    () =>
      new Promise<Stored[]>((resolve, reject) => {
        const opened = indexedDB.open('onhook', 1);
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const asked = opened.result.transaction('kept').objectStore('kept').get(['p1', 'keepsakes']);
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = async () => {
            const all = [];
            for (const { picture } of (asked.result as { picture?: Blob }[] | undefined) ?? []) {
              if (!picture) continue;
              const image = await createImageBitmap(picture);
              const canvas = document.createElement('canvas');
              canvas.width = image.width;
              canvas.height = image.height;
              const on = canvas.getContext('2d');
              on?.drawImage(image, 0, 0);
              all.push({
                bytes: [...new Uint8Array(await picture.arrayBuffer())],
                width: image.width,
                height: image.height,
                first: [...(on?.getImageData(0, 0, 1, 1).data ?? [])],
              });
            }
            opened.result.close();
            resolve(all);
          };
        };
      }),
  );

describe('a picture', () => {
  it('is kept small, without where it was taken or with what', async () => {
    const file = await photo();
    expect(file.toString('latin1')).toContain('GPSLatitude');
    await give('IMG_2041.jpg', 'image/jpeg', file);
    await picture().waitFor(patience);
    expect(await findBarriers(page)).toEqual([]);
    await vi.waitFor(async () => expect(await stored()).toHaveLength(1), patience);
    const [kept] = await stored();
    const text = Buffer.from(kept?.bytes ?? []).toString('latin1');
    expect(text).not.toMatch(/Exif|GPS|Telephone|IMG_2041/);
    expect(text.length).toBeLessThanOrEqual(300 * 1024);
    expect([kept?.width, kept?.height]).toEqual([1200, 800]);
    expect(server.posted.map(({ path }) => path).join()).not.toMatch(/keepsake/);
  });

  it('is the first one of something that moves', async () => {
    const frame = (index: string) => `21f904000a0000002c00000000010001000002024${index}0100`;
    const gif = Buffer.from(`47494638396101000100800000ff00000000ff${frame('4')}${frame('c')}3b`, 'hex');
    await give('dance.gif', 'image/gif', gif);
    await picture().waitFor(patience);
    await vi.waitFor(async () => expect(await stored()).toHaveLength(1), patience);
    const [red = 0, , blue = 255] = (await stored())[0]?.first ?? [];
    expect(red).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
  });

  it.each(['drop', 'paste'] as const)('comes by %s, wherever it is let go of', async (how) => {
    const small = (await photo()).toString('base64');
    const give = (type: string, base64: string): Promise<void> =>
      page.evaluate(
        ([how, type, base64]) => {
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], 'p', { type }));
          const init = { bubbles: true, cancelable: true };
          const event = how === 'drop' ? new DragEvent('drop', { ...init, dataTransfer: data }) : new ClipboardEvent('paste', { ...init, clipboardData: data });
          document.querySelector('h1')?.dispatchEvent(event);
          // If the page doesn't handle a dropped file, the browser opens it in place of the page.
          if (!event.defaultPrevented) throw new Error('it was not taken');
        },
        [how, type, base64] as const,
      );
    await give('image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>').toString('base64'));
    await page.getByRole('alert').filter({ hasText: 'not a picture' }).waitFor(patience);
    await give('image/jpeg', small);
    await picture().waitFor(patience);
    await vi.waitFor(async () => expect(await stored()).toHaveLength(1), patience);
    expect(await page.title()).not.toMatch(/1/);
  });

  it.each([
    ['40 megabytes', 'huge.jpg', 'image/jpeg', () => Buffer.alloc(40 * 1024 * 1024, 0xff), 'too large'],
    ['a broken one', 'broken.png', 'image/png', () => Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008020000deadbeef', 'hex'), 'can’t be opened'],
    ['a drawing with a script', 'fun.svg', 'image/svg+xml', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="ran"</script></svg>'), 'not a picture'],
    ['the same under another name', 'fun.png', 'image/png', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>'), 'not a picture'],
    ['a letter', 'letter.pdf', 'application/pdf', () => Buffer.from('%PDF-1.7 dear'), 'not a picture'],
    ['nothing', 'empty.jpg', 'image/jpeg', () => Buffer.alloc(0), 'not a picture'],
  ])('is refused clearly: %s', async (_, name, type, bytes, words) => {
    await give(name, type, bytes());
    await page.getByRole('alert').filter({ hasText: words }).waitFor(patience);
    expect(await findBarriers(page)).toEqual([]);
    expect(await stored()).toEqual([]);
    expect(await page.title()).not.toMatch(/ran|1/);
    // The agent can still write a line instead.
    await page.getByLabel('Or a line').fill('ما شاء الله 🌷');
    await page.keyboard.press('Enter');
    await page.getByText('ما شاء الله 🌷').waitFor(patience);
  });

  it('is deleted, and brought back', async () => {
    await page.getByLabel('Or a line').fill('Thank you, Ada.');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add one' }).click();
    await page.getByLabel('Or a line').fill('The second.');
    await page.keyboard.press('Enter');
    await page.getByText('The second.').waitFor(patience);
    await page.getByRole('button', { name: 'Another one' }).click();
    await page.getByText('Thank you, Ada.').waitFor(patience);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The second.').waitFor(patience);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Thank you, Ada.').waitFor(patience);
  });
});
