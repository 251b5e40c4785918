import { expect, test } from 'vitest';
import { startAsterisk, type Asterisk } from './rig/asterisk.ts';
import { lineOf } from './rig/conf.ts';
import { describeWithAsterisk } from './support/asterisk-tests.ts';
import { faultsInBooks, overstayed, readBooks } from './support/books.ts';
import { signIn, type Client } from './support/client.ts';
import { watchPauses, type PauseWatch } from './support/pause-watch.ts';
import { startRelay, type Relay } from './support/relay.ts';
import { newServer, asteriskSettings, type Server } from './support/server.ts';
import { until } from './support/until.ts';

const grantedMs = 45_000;
const toleranceMs = 8000;
const slowly = { everyMs: 400, withinMs: 180_000 };

interface Centre {
  readonly asterisk: Asterisk;
  readonly relay: Relay;
  readonly server: Server;
  readonly watch: PauseWatch;
  /** The agent of a static member: Asterisk loses the member's pause when it stops. */
  readonly fixed: Client;
  /** The agent of a dynamic member, whose pause Asterisk stores. */
  readonly dynamic: Client;
  pausedFor(extension: string): Promise<string | null>;
}

const stateOf = async (client: Client): Promise<string | null> => (await client.panel()).recovery?.state ?? null;

/** Sets up two agents in recovery, a third on a call, a fourth on a coffee break. */
const openCentre = async (root: string, asTheyEnd: (() => unknown)[]): Promise<Centre> => {
  const asterisk = await startAsterisk(root, { billing: ['1001'] });
  asTheyEnd.push(() => asterisk.stop());
  const before = await asterisk.manager();
  for (const extension of ['1002', '1003', '1004']) await before.add(extension, 'billing');
  const relay = await startRelay(asterisk.port);
  asTheyEnd.push(() => relay.close());
  const server = await newServer({
    ...asteriskSettings(relay),
    ONHOOK_GUARANTEED_MINUTES: '0.5',
    ONHOOK_MORE_MINUTES: '0.25',
  });
  asTheyEnd.push(() => server.remove());
  await server.start();
  for (const [person, extension] of [['fixed', '1001'], ['dynamic', '1002']] as const) {
    await server.addPerson({ person, name: person, role: 'agent', line: lineOf(extension) });
  }
  await server.running();
  const watch = await watchPauses(asterisk);
  asTheyEnd.push(() => watch.stop());
  const [fixed, dynamic] = [await signIn(server, 'fixed'), await signIn(server, 'dynamic')];
  await before.pause('1004', 'billing', 'Coffee');
  for (const client of [fixed, dynamic]) await client.call('POST /api/recoveries');
  for (const client of [fixed, dynamic]) await until('the minutes run', async () => (await stateOf(client)) === 'paused', slowly);
  await before.startCall({ queue: 'billing', talkSeconds: 60 });
  await until('1003 is on the call', async () => (await before.members()).some((one) => one.line === lineOf('1003') && one.inCall));
  before.close();
  const pausedFor = async (extension: string): Promise<string | null> => {
    const manager = await asterisk.manager();
    const found = (await manager.members()).find((one) => one.line === lineOf(extension));
    manager.close();
    if (!found) throw new Error(`${extension} is gone`);
    return found.pausedFor;
  };
  return { asterisk, relay, server, watch, fixed, dynamic, pausedFor };
};

/** Checks the promises after a disturbance that began at `from`. */
const expectAllWell = async (centre: Centre, from: number): Promise<void> => {
  const { asterisk, server, watch, fixed, dynamic, pausedFor } = centre;
  await server.running();
  const away = [{ from, to: Date.now() }];
  for (const client of [fixed, dynamic]) await until('the recovery is over', async () => (await stateOf(client)) === null, slowly);
  for (const client of [fixed, dynamic]) {
    expect((await client.panel()).today).toMatchObject({ grantedMs, honouredMs: grantedMs, waivedMs: 0, cutShort: [] });
  }
  await until('both lines are open', async () => (await pausedFor('1001')) === null && (await pausedFor('1002')) === null, slowly);
  expect(await pausedFor('1004')).toBe('Coffee');
  expect(watch.spells.filter(({ reason, to }) => reason === 'Coffee' && to !== null)).toEqual([]);

  const manager = await asterisk.manager();
  const taken = async (): Promise<number> => (await manager.members()).reduce((sum, one) => sum + one.callsTaken, 0);
  const takenBefore = await taken();
  await manager.startCall({ queue: 'billing', talkSeconds: 0.5 });
  await until('a call is delivered', async () => (await taken()) > takenBefore);
  manager.close();

  await server.stop();
  const books = await readBooks({ kind: 'embedded', folder: `${server.dataFolder}/database` });
  expect(faultsInBooks(books)).toEqual([]);
  expect(books.recoveries).toHaveLength(2);
  expect(overstayed(books, watch.spells, away, toleranceMs, Date.now())).toEqual([]);
};

const disturbances: Readonly<Record<string, (centre: Centre) => Promise<void>>> = {
  'when Asterisk is restarted in the middle of it': async ({ asterisk, pausedFor }) => {
    const manager = await asterisk.manager();
    await asterisk.console('core restart now');
    await manager.closed;
    await until('the pause is set again on the member that lost it', async () => (await pausedFor('1001')) === 'Recovery', slowly);
  },
  'when Asterisk is killed and started again': async ({ asterisk, pausedFor }) => {
    await asterisk.kill();
    await asterisk.start();
    await until('the pause is set again on the member that lost it', async () => (await pausedFor('1001')) === 'Recovery', slowly);
  },
  'when the network is cut until after their end': async ({ asterisk, relay, server, pausedFor }) => {
    relay.cut();
    await until('the server has noticed', async () => (await server.ready()).phones[0]?.state === 'connecting', slowly);
    const manager = await asterisk.manager();
    const lastPause = Date.now();
    await until('the lease is over', () => Date.now() > lastPause + grantedMs, slowly);
    manager.close();
    expect(await pausedFor('1001')).toBe('Recovery');
    relay.mend();
  },
};

describeWithAsterisk('Protected minutes are kept and end on time', (root) => {
  test.concurrent.each(Object.entries(disturbances))('%s', async (_when, disturb) => {
    const asTheyEnd: (() => unknown)[] = [];
    try {
      const centre = await openCentre(root, asTheyEnd);
      const from = Date.now();
      await disturb(centre);
      await expectAllWell(centre, from);
    } finally {
      for (const end of asTheyEnd.reverse()) await end();
    }
  }, 600_000);
});
