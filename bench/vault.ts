/** Measures how long a person waits for their vault in a real browser: to unlock it, and to seal, open and search a thousand notes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { launch } from '../packages/web/tests/launch.ts';
import { median, quick, report, showProgress } from './support/figures.ts';

const root = process.env['BENCH_ROOT'] ?? '.';
const notes = 1_000;
const runs = quick ? 3 : 7;

/** Script of the page; `vault` is the package, as a browser gets it. */
const inThePage = `
import * as vault from '@onhook/vault';
import { argon2id } from 'hash-wasm';

const owner = { centre: 'bench', person: 'somebody' };
const passphrase = vault.readPassphrase('kettle orbit velvet marsh thimble');
const timed = async (work) => {
  const began = performance.now();
  const came = await work();
  return [performance.now() - began, came];
};
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

globalThis.bench = async (notes) => {
  const prepared = await vault.prepareVault(owner, passphrase, vault.newMemory(owner));
  const made = await prepared.confirm(prepared.askedGroups.map((group) => prepared.recoveryKey[group]));
  const [unlockMs, unlocked] = await timed(() =>
    vault.unlock(owner, made.keys, { kind: 'passphrase', passphrase }, vault.newMemory(owner)));
  const [argonMs] = await timed(() => argon2id({
    password: passphrase, salt: random(16), memorySize: 65536, iterations: 3, parallelism: 1, hashLength: 32, outputType: 'binary',
  }));

  const syllables = 'ba co di fe ga hu ki lo me ni po ra su ta ve wi xo za'.split(' ');
  const word = (n) => syllables[n % 18] + syllables[(n * 7) % 18] + syllables[(n * 13) % 18];
  const texts = Array.from({ length: notes }, (_, n) => Array.from({ length: 90 }, (_, at) => word(n * 31 + at * 17)).join(' '));
  const contents = texts.map(vault.utf8);
  const changes = contents.map((content) => ({ kind: 'put', purpose: 'reflection', item: vault.newItemId('reflection'), content }));
  const [sealMs, written] = await timed(() => vault.sealChanges(unlocked.vault, vault.emptyManifest, unlocked.memory, changes, 0));
  if (written.kind !== 'sealed') throw new Error(written.kind);

  const sealed = new Map(written.put.map((one) => [one.item, one.sealed]));
  const search = (all) => all.filter((text) => text.includes('ba') && text.includes(word(31 * 500))).length;
  const [openMs, opened] = await timed(async () => {
    const all = await vault.openAllItems(unlocked.vault, written.manifest, sealed);
    return all.map((one) => {
      if (one.opened.kind !== 'opened') throw new Error(one.opened.kind);
      return vault.textOf(one.opened.content);
    });
  });
  const [searchMs, found] = await timed(async () => search(opened));
  if (found === 0 || opened.length !== notes) throw new Error('not what was sealed');

  // The baseline: one key for all notes, without binding, padding, manifest or checks.
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const ivs = contents.map(() => random(12));
  const [bareSealMs, bare] = await timed(() => Promise.all(contents.map((content, n) => crypto.subtle.encrypt({ name: 'AES-GCM', iv: ivs[n] }, key, content))));
  const [bareOpenMs] = await timed(async () => {
    const all = await Promise.all(bare.map((ciphertext, n) => crypto.subtle.decrypt({ name: 'AES-GCM', iv: ivs[n] }, key, ciphertext)));
    return all.map((bytes) => vault.textOf(new Uint8Array(bytes)));
  });
  const headBytes = written.sealedManifest.length;
  return { unlockMs, argonMs, sealMs, openMs, searchMs, bareSealMs, bareOpenMs, bareSearchMs: (await timed(async () => search(texts)))[0], headBytes };
};
`;

interface Times {
  readonly unlockMs: number;
  readonly argonMs: number;
  readonly sealMs: number;
  readonly openMs: number;
  readonly searchMs: number;
  readonly bareSealMs: number;
  readonly bareOpenMs: number;
  readonly bareSearchMs: number;
  readonly headBytes: number;
}

const { outputFiles } = await build({
  stdin: { contents: inThePage, resolveDir: join(root, 'packages/vault') },
  bundle: true,
  minify: true,
  format: 'esm',
  write: false,
});
const script = outputFiles[0]!.text;
const server = createServer((request, response) => {
  const isScript = request.url === '/script.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
  response.end(isScript ? script : '<!doctype html><title>vault</title><script type="module" src="/script.js"></script>');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const browser = await launch();
const all: Times[] = [];
try {
  for (let run = 0; run < runs; run += 1) {
    showProgress(`vault: ${run + 1} of ${runs}`);
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction('globalThis.bench');
    all.push((await page.evaluate(`globalThis.bench(${notes})`)) as Times);
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}

const middle = (of: (times: Times) => number): number => median(all.map(of));
const many = notes.toLocaleString('en');
const note = `n ${runs}, median, each in a new page`;
report({
  name: 'vault: unlock by passphrase',
  value: middle(({ unlockMs }) => unlockMs),
  unit: 'ms',
  baseline: middle(({ argonMs }) => argonMs),
  target: 'less than 1 s',
  note: `${note}; baseline: Argon2id alone, 64 MiB, 3 passes`,
});
report({
  name: `vault: seal ${many} notes`,
  value: middle(({ sealMs }) => sealMs),
  unit: 'ms',
  baseline: middle(({ bareSealMs }) => bareSealMs),
  target: 'less than 1.5 s',
  note: `${note}; baseline: AES-GCM under one key; the manifest takes ${Math.round(middle(({ headBytes }) => headBytes) / 1024)} KiB`,
});
report({
  name: `vault: open and search ${many} notes`,
  value: middle(({ openMs, searchMs }) => openMs + searchMs),
  unit: 'ms',
  baseline: middle(({ bareOpenMs, bareSearchMs }) => bareOpenMs + bareSearchMs),
  target: 'less than 1.5 s',
  note: `${note}; baseline: AES-GCM under one key`,
});
