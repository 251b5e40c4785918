/** Measures the server memory of an open panel, beside an open connection of a bare node:http server. */
import type { StoreConfig } from '../packages/server/src/platform/store/index.ts';
import type { BareAnswers } from './programs/bare.ts';
import type { ReaderAnswers } from './programs/readers.ts';
import type { ServerAnswers } from './programs/server.ts';
import { quick, report, rest } from './support/figures.ts';
import { startProgram } from './support/program.ts';
import { withStoreConfig } from './support/stores.ts';

const panels = quick ? 1000 : 5000;
/** Panels opened before the first measurement, since the first panels cost more than each later one. */
const warmUp = quick ? 200 : 1000;

interface Memory {
  readonly rssBytes: number;
  readonly heapBytes: number;
}

/** Measures the bytes that each of `panels` more streams costs. */
const costOf = async (open: (from: number, to: number) => Promise<unknown>, memory: () => Promise<Memory>): Promise<Memory> => {
  await open(0, warmUp);
  await rest(500);
  const before = await memory();
  await open(warmUp, warmUp + panels);
  await rest(1000);
  const after = await memory();
  return {
    rssBytes: (after.rssBytes - before.rssBytes) / panels,
    heapBytes: (after.heapBytes - before.heapBytes) / panels,
  };
};

/** Fills the store by another server: memory that this one frees would be reused by the panels, which would seem to cost nothing. */
const signEverybodyIn = async (store: StoreConfig, agents: number): Promise<string[]> => {
  const server = startProgram<ServerAnswers>('server');
  const { cookies } = await server.ask('start', { store, agents });
  await server.ask('stop', undefined);
  await server.end();
  return cookies;
};

await withStoreConfig('postgres', async (store) => {
  const agents = warmUp + panels;
  const cookies = await signEverybodyIn(store, agents);
  const server = startProgram<ServerAnswers>('server');
  const bare = startProgram<BareAnswers>('bare');
  const readers = [startProgram<ReaderAnswers>('readers'), startProgram<ReaderAnswers>('readers')] as const;
  try {
    const { url } = await server.ask('start', { store, agents, seated: true });
    const bareUrl = (await bare.ask('start', undefined)).url;
    const panel = await costOf(
      (from, to) => readers[0].ask('open', { url, path: '/api/live', cookies: cookies.slice(from, to) }),
      () => server.ask('memory', undefined),
    );
    const { streams } = await server.ask('state', undefined);
    if (streams !== agents) throw new Error(`${streams} panels are open, not ${agents}`);
    const plain = await costOf(
      (from, to) => readers[1].ask('open', { url: bareUrl, path: '/stream', cookies: cookies.slice(from, to) }),
      () => bare.ask('memory', undefined),
    );
    const note = `${panels.toLocaleString('en')} open`;
    for (const [what, ours, theirs] of [
      ['resident', panel.rssBytes, plain.rssBytes],
      ['JavaScript heap', panel.heapBytes, plain.heapBytes],
    ] as const) {
      report({ name: `memory: a panel, ${what}`, value: ours / 1024, unit: 'KB', baseline: theirs / 1024, note });
      report({
        name: `memory: a panel beyond a connection, ${what}`,
        value: (ours - theirs) / 1024,
        unit: 'KB',
        baseline: theirs / 1024,
        target: 'at most 20 KB',
        note,
      });
    }
  } finally {
    await Promise.all([server, bare, ...readers].map((program) => program.end()));
  }
});
