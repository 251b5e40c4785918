// npm run pictures: starts the demo, photographs its screens as the agent, the lead, the analyst and the administrator at three widths in
// light and dark, writes them to shots/pictures, and makes docs/pictures/sheet-*.png and the README's pictures from them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, fail, install, print, root, run } from './lib.mjs';

const sizes = [
  { width: 360, height: 640 },
  { width: 1024, height: 768 },
  { width: 1600, height: 900 },
];
const schemes = ['light', 'dark'];
const into = join(root, 'shots/pictures');
const docs = join(root, 'docs/pictures');

const freePort = async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

/** Starts the demo; resolves to its process, its address and the tour's. */
const startDemo = (folder, port) =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, ONHOOK_DEMO_DATA: folder, ONHOOK_LISTEN: `127.0.0.1:${port}` };
    const child = spawn(process.execPath, [join(root, 'packages/server/bin/onhook.mjs'), 'demo'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const tour = /open (http:\S+) and take/.exec(output)?.[1];
      const address = /running at (\S+) with/.exec(output)?.[1];
      if (tour && address) resolve({ child, tour, address });
    });
    child.on('exit', (code) => reject(new Error(`The demo ended with ${code}:\n${output}`)));
  });

const taken = [];

/** Photographs a page in every size and scheme without reloading it. */
const shoot = async (page, name, { restMs = 1500 } = {}) => {
  for (const size of sizes) {
    for (const colorScheme of schemes) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(taken.length === 0 ? restMs : 500);
      const path = join(into, `${name}-${size.width}-${colorScheme}.png`);
      await page.screenshot({ path });
      taken.push({ name, width: size.width, colorScheme, path });
    }
  }
  print(name);
};

const title = (page, text) => page.getByRole('heading', { level: 1, name: text }).waitFor({ timeout: 90_000 });

const agent = async (page) => {
  await page.waitForURL(/\/panel/);
  const skip = page.getByRole('button', { name: 'Skip', exact: true });
  await page.waitForTimeout(2000);
  if (await skip.isVisible()) {
    await shoot(page, 'panel-first-run');
    await skip.click();
  }
  await title(page, 'That was a hard one.');
  await page.waitForTimeout(2000);
  await shoot(page, 'panel-offer');
  await page.getByRole('button', { name: /^Take .* minutes?/ }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const without = page.getByRole('button', { name: 'Continue without' });
  if (await without.isVisible({ timeout: 5000 }).catch(() => false)) await without.click();
  await title(page, 'What part of that is yours to carry?');
  await page.getByRole('checkbox', { name: 'A call back' }).check({ force: true });
  await page.waitForTimeout(2500);
  await shoot(page, 'panel-reset');
  await page.getByRole('button', { name: 'Enough for now' }).click();
  await title(page, /Ready|back/);
  await shoot(page, 'panel-ready');
  await page.getByRole('button', { name: /Done|Back on the line/ }).first().click();
  await page.waitForTimeout(4000);
  await shoot(page, 'panel-home');
};

const rooms = async (page, prefix) => {
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
  const paths = await page.getByRole('navigation').first().getByRole('link').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  for (const path of [...new Set(paths)].filter((one) => one.length > 1)) {
    await page.goto(new URL(path, page.url()).href);
    await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 });
    await page.waitForTimeout(1500);
    await shoot(page, `${prefix}${path.replaceAll('/', '-')}`);
  }
};

/** Lays pictures of one width and scheme out on a sheet with their names. */
const makeSheet = async (browser, width, colorScheme) => {
  const shots = taken.filter((shot) => shot.width === width && shot.colorScheme === colorScheme);
  const figures = shots.map(({ name, path }) => `<figure><img src="data:image/png;base64,${readFileSync(path).toString('base64')}"><figcaption>${name}</figcaption></figure>`);
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  const columns = width < 500 ? 6 : 3;
  await page.setContent(`<!doctype html><style>
    body { margin: 0; padding: 24px; background: ${colorScheme === 'dark' ? '#060c0e' : '#dcdad4'}; font: 13px system-ui; color: ${colorScheme === 'dark' ? '#9db0af' : '#55646a'} }
    main { display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 24px } figure { margin: 0 } img { width: 100%; border-radius: 8px; display: block } figcaption { padding-top: 6px }
  </style><main>${figures.join('')}</main>`);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(docs, `sheet-${width}-${colorScheme}.png`), fullPage: true });
  await page.close();
};

checkNode();
install();
if (!existsSync(join(root, 'packages/web/dist')) || !process.argv.includes('--built')) run(process.execPath, [join(root, 'scripts/build.mjs')]);
const { chromium } = await import('playwright-core');
const executablePath = process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync);
if (!executablePath) fail('Chromium is missing: name it in CHROMIUM_PATH, or install it.');
rmSync(into, { recursive: true, force: true });
mkdirSync(into, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'onhook-pictures-'));
const demo = await startDemo(join(folder, 'demo'), await freePort());
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const part = async (person, visit) => {
    const context = await browser.newContext({ locale: 'en-US', viewport: sizes[0] });
    const page = await context.newPage();
    await page.goto(`${demo.tour}as/${person}`);
    try {
      await visit(page);
    } catch (error) {
      await page.screenshot({ path: join(into, `failed-${person}.png`) });
      throw error;
    } finally {
      await context.close();
    }
  };
  const signIn = await browser.newPage({ locale: 'en-US' });
  await signIn.goto(`${demo.address}/sign-in`);
  await signIn.getByRole('heading', { level: 1 }).waitFor();
  await shoot(signIn, 'sign-in', { restMs: 3000 });
  await signIn.close();
  await part('maya-lindqvist', agent);
  await part('ines-carvalho', (page) => rooms(page, 'lead'));
  await part('tomasz-wilk', (page) => rooms(page, 'analyst'));
  await part('hana-novak', (page) => rooms(page, 'admin'));
  for (const { width } of sizes.filter((size) => size.width !== 1600)) for (const scheme of schemes) await makeSheet(browser, width, scheme);
  for (const [from, to] of [
    ['panel-offer-360-light', 'panel-offer'],
    ['panel-reset-360-light', 'panel-reset'],
    ['lead-floor-1024-light', 'floor'],
    ['lead-requests-1024-light', 'requests'],
  ]) {
    if (existsSync(join(into, `${from}.png`))) cpSync(join(into, `${from}.png`), join(docs, `${to}.png`));
  }
  print(`${taken.length} pictures in shots/pictures, sheets in docs/pictures`);
} finally {
  await browser.close();
  demo.child.removeAllListeners('exit');
  demo.child.kill();
  rmSync(folder, { recursive: true, force: true });
}
