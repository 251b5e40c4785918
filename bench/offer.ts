/**
 * Measures the time from the hang-up, as the phone system delivers it, to the offer on the agent's panel: by the real server on
 * PostgreSQL, in a real browser, while other calls go on and other panels are open. Beside it, in the same browser, a
 * bare server with as many connections pushes one message to a page that paints it.
 *
 * Two ways lead to an offer. `judged at its end`: only the end shows that the call was hard, so the line has to be paused,
* and the phone system to confirm it, before the offer. `paused behind it`: the call was seen to be hard while it ran.
 */
import { request } from 'node:http';
import type { BareAnswers } from './programs/bare.ts';
import type { ReaderAnswers } from './programs/readers.ts';
import type { ServerAnswers } from './programs/server.ts';
import { launch } from '../packages/web/tests/launch.ts';
import { carry, type Marks, watchMarks } from './support/browser.ts';
import { quantile, quick, report, rest, showProgress } from './support/figures.ts';
import { type Program, startProgram } from './support/program.ts';
import { withStoreConfig } from './support/stores.ts';

const crowds = quick ? [100, 500] : [1000, 10_000];
const rates = [1, 50, 200];
const cellMs = quick ? 6000 : 36_000;
/** Pause before each hang-up, so that the page and the floor are at rest. */
const quietMs = 25;

interface Rig {
  readonly server: Program<ServerAnswers>;
  readonly bare: Program<BareAnswers>;
  readonly url: string;
  readonly cookie: string;
  readonly panelMarks: Marks;
  readonly bareMarks: Marks;
}

let pushes = 0;
const bareMs = async ({ bare, bareMarks }: Rig): Promise<number> => {
  const data = `push-${(pushes += 1)}`;
  const { at } = await bare.ask('push', data);
  return (await bareMarks.next('bare-painted', data)) - at;
};

/** Sends from another address: the server limits requests by address, and the panel sends as many again. */
const post = (url: string, cookie: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(url, { method: 'POST', localAddress: '127.0.0.2', headers: { cookie, 'x-onhook': '1' } }, (reply) => {
      reply.resume().once('end', () => resolve(reply.statusCode ?? 0));
    })
      .once('error', reject)
      .end();
  });

const endRecovery = async ({ server, url, cookie }: Rig, recovery: string): Promise<void> => {
  const status = await post(`${url}/api/recoveries/${recovery}/end`, cookie);
  if (status !== 200) throw new Error(`the recovery could not be ended: ${status}`);
  while (!(await server.ask('isOver', { recovery }))) await rest(5);
};

const offerMs = async (rig: Rig, behind: boolean): Promise<number> => {
  await rig.server.ask('answer', { behind });
  await rest(quietMs);
  const { at, offer, recovery } = await rig.server.ask('hangUp', undefined);
  const paintedAt = await rig.panelMarks.next('onhook:offer-painted', offer);
  await endRecovery(rig, recovery);
  return paintedAt - at;
};

interface Samples {
  readonly bare: number[];
  readonly atEnd: number[];
  readonly behind: number[];
}

const sample = async (rig: Rig, forMs: number): Promise<Samples> => {
  const samples: Samples = { bare: [], atEnd: [], behind: [] };
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    await rest(quietMs);
    samples.bare.push(await bareMs(rig));
    samples.atEnd.push(await offerMs(rig, false));
    await rest(quietMs);
    samples.behind.push(await offerMs(rig, true));
  }
  return samples;
};

const reportCell = ({ bare, atEnd, behind }: Samples, rate: number, panels: number): void => {
  for (const [way, ours] of [
    ['judged at its end', atEnd],
    ['paused behind it', behind],
  ] as const) {
    for (const share of [0.5, 0.99]) {
      report({
        name: `offer: ${way}, ${rate}/s, ${panels.toLocaleString('en')} panels, p${share * 100}`,
        value: quantile(ours, share),
        unit: 'ms',
        baseline: quantile(bare, share),
        note: `n ${ours.length}`,
      });
    }
  }
};

await withStoreConfig('postgres', async (store) => {
  const server = startProgram<ServerAnswers>('server');
  const bare = startProgram<BareAnswers>('bare');
  const readers = [startProgram<ReaderAnswers>('readers'), startProgram<ReaderAnswers>('readers')] as const;
  const browser = await launch();
  try {
    const most = crowds.at(-1) ?? 0;
    const { url, cookies } = await server.ask('start', { store, agents: most + 1 });
    const bareUrl = (await bare.ask('start', undefined)).url;
    const [cookie = '', ...others] = cookies;

    const signedIn = await browser.newContext();
    await carry(signedIn, url, cookie);
    const page = await signedIn.newPage();
    const panelMarks = await watchMarks(page);
    await page.goto(`${url}/panel`);
    const barePage = await (await browser.newContext()).newPage();
    const bareMarks = await watchMarks(barePage);
    await barePage.goto(bareUrl);
    const rig: Rig = { server, bare, url, cookie, panelMarks, bareMarks };

    let open = 0;
    for (const panels of crowds) {
      const began = performance.now();
      const cookiesNow = others.slice(open, panels);
      await Promise.all([
        readers[0].ask('open', { url, path: '/api/live', cookies: cookiesNow }),
        readers[1].ask('open', { url: bareUrl, path: '/stream', cookies: cookiesNow }),
      ]);
      open = panels;
      showProgress(`${panels} panels open after ${((performance.now() - began) / 1000).toFixed(1)} s`);
      // The first samples warm up and are not counted.
      await sample(rig, 2000);
      for (const rate of rates) {
        await server.ask('traffic', { eventsPerSecond: rate });
        await rest(1000);
        reportCell(await sample(rig, cellMs), rate, panels);
      }
      await server.ask('traffic', { eventsPerSecond: 0 });
      const { lost } = await readers[0].ask('count', undefined);
      if (lost > 0) throw new Error(`${lost} panels were cut off`);
    }
  } finally {
    await browser.close();
    await Promise.all([server, bare, ...readers].map((program) => program.end()));
  }
});
