import { setTimeout as wait } from 'node:timers/promises';
import { createWebhookClient, type PhoneMessage } from '@onhook/phones/webhook-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../packages/server/tests/support/postgres.ts';
import { startAsterisk, type Asterisk } from './rig/asterisk.ts';
import { lineOf } from './rig/conf.ts';
import type { Manager } from './rig/manager.ts';
import { describeWithAsterisk } from './support/asterisk-tests.ts';
import { faultsInBooks, overstayed, readBooks, type Stretch } from './support/books.ts';
import { signIn, type Client } from './support/client.ts';
import { watchPauses, type PauseWatch } from './support/pause-watch.ts';
import { randomFrom } from './support/random.ts';
import { newServer, asteriskSettings, type Server } from './support/server.ts';
import { until } from './support/until.ts';

const centres = ['alder', 'birch', 'cedar', 'dogwood', 'elm'];
/** Centres whose server has an embedded database; the others share one PostgreSQL server. */
const embedded = new Set(['alder', 'dogwood']);
const killsEach = 10;
const seed = Number(process.env['ONHOOK_E2E_SEED'] ?? Date.now() % 1_000_000);
const toleranceMs = 8000;
const webhookSecret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const webhookSource = '/elsewhere';

/** Each house has a queue, two agents of Onhook, and one agent who is on a coffee break all day. */
const extensionsOf = (name: string): readonly [fixed: string, dynamic: string, coffee: string] => {
  const first = 1000 + centres.indexOf(name) * 10;
  return [`${first + 1}`, `${first + 2}`, `${first + 3}`];
};

/** Commands that an agent may send at any moment, in any state; most are refused. */
const doSomething = async (client: Client, random: () => number): Promise<void> => {
  const reply = await client.call('GET /api/panel');
  if (reply.kind !== 'ok') return;
  const { recovery, offer, tappable } = reply.value;
  const chance = random();
  if (offer && chance < 0.5) {
    const answer = (['accepted', 'later', 'skipped', 'not-relevant'] as const)[Math.floor(random() * 4)]!;
    await client.call('POST /api/offers/:offer/answer', { params: { offer: offer.offer }, body: { answer } });
  } else if (recovery && chance < 0.6) {
    await client.call('POST /api/recoveries/:recovery/extend', { params: { recovery: recovery.recovery } });
  } else if (recovery && chance < 0.7) {
    await client.call('POST /api/recoveries/:recovery/end', { params: { recovery: recovery.recovery } });
  } else if (tappable?.tap === null && chance < 0.6) {
    await client.call('POST /api/calls/:call/:leg/tap', { params: { call: tappable.call, leg: tappable.leg }, body: { tap: 'hard' } });
  } else if (!recovery) await client.call('POST /api/recoveries');
};

/** Delivers events of another phone system one after another, and records the ids of the acknowledged ones. */
const sendEvents = async (server: Server, name: string, taken: Set<string>, signal: AbortSignal): Promise<void> => {
  const client = createWebhookClient({ url: `${server.url}/hooks/phone`, secret: webhookSecret, source: webhookSource, retryAfterMs: [] });
  for (let n = 0; !signal.aborted; n += 1) {
    const call = `${name}-${n}`;
    const at = Date.now();
    const messages: PhoneMessage[] = [
      { kind: 'call-queued', id: `${call}-in`, at, call, queue: 'elsewhere', customerNumber: '5550199' },
      { kind: 'call-left', id: `${call}-out`, at: at + 1, call, queue: 'elsewhere', because: 'abandoned' },
    ];
    const { kind } = await client.send(messages);
    if (kind === 'sent') for (const { id } of messages) taken.add(JSON.stringify([webhookSource, id]));
    await wait(10);
  }
};

describeWithAsterisk(`Fifty kills at random moments, seed ${seed}`, (root) => {
  let asterisk: Asterisk;
  let manager: Manager;
  let watch: PauseWatch;
  let postgres: TestPostgres;

  beforeAll(async () => {
    process.stderr.write(`fifty kills: ONHOOK_E2E_SEED=${seed}\n`);
    asterisk = await startAsterisk(root, Object.fromEntries(centres.map((name) => [name, [extensionsOf(name)[0]]])));
    manager = await asterisk.manager();
    watch = await watchPauses(asterisk);
    postgres = await startPostgres();
  }, 400_000);

  afterAll(async () => {
    watch?.stop();
    manager?.close();
    await asterisk?.stop();
    await postgres?.stop();
  });

  /** Kills and restarts the server repeatedly; returns the times without a server. */
  const killAgainAndAgain = async (server: Server, taken: ReadonlySet<string>, random: () => number): Promise<Stretch[]> => {
    const away: Stretch[] = [];
    for (let kills = 0; kills < killsEach; kills += 1) {
      await wait(random() * 3000);
      const from = Date.now();
      await server.kill();
      // Some kills hit a server that is still starting.
      while (kills + 1 < killsEach && random() < 0.2) {
        kills += 1;
        const starting = server.start().catch(() => {});
        await wait(random() * 2500);
        await server.kill();
        await starting;
      }
      await server.start();
      await server.running();
      away.push({ from, to: Date.now() });
      // A run without an acknowledged event has none to lose.
      const before = taken.size;
      await until('it has taken events again', async () => taken.size >= before + 4, { everyMs: 50, withinMs: 60_000 });
    }
    return away;
  };

  test.concurrent.each(centres)('leave no agent paused and lose no minute and no acknowledged event, in %s', async (name) => {
    const random = randomFrom(seed + centres.indexOf(name));
    const [fixed, dynamic, coffee] = extensionsOf(name);
    const databaseUrl = embedded.has(name) ? null : await postgres.newDatabase();
    const server = await newServer({
      ...asteriskSettings(asterisk),
      ...(databaseUrl !== null && { ONHOOK_DATABASE_URL: databaseUrl }),
      ONHOOK_WEBHOOK_SECRETS: webhookSecret,
      ONHOOK_USUAL_SECONDS: '1',
      ONHOOK_GUARANTEED_MINUTES: '0.03',
      ONHOOK_MORE_MINUTES: '0.02',
      ONHOOK_EXTEND_MINUTES: '0.02',
      ONHOOK_LOG_LEVEL: 'error',
    });
    try {
      for (const extension of [dynamic, coffee]) await manager.add(extension, name);
      await manager.pause(coffee, name, 'Coffee');
      await server.start();
      for (const extension of [fixed, dynamic]) {
        await server.addPerson({ person: `agent-${extension}`, name: extension, role: 'agent', line: lineOf(extension) });
      }
      await server.running();
      const clients = [await signIn(server, `agent-${fixed}`), await signIn(server, `agent-${dynamic}`)];

      const over = new AbortController();
      const taken = new Set<string>();
      const sending = sendEvents(server, name, taken, over.signal);
      const calling = (async () => {
        while (!over.signal.aborted) {
          // A few customers call repeatedly, which makes more of their calls hard.
          const number = `555${Math.floor(random() * 4)}`;
          await manager.startCall({ queue: name, talkSeconds: random() < 0.3 ? 6 : random() * 3, staySeconds: 10, number });
          await wait(random() * 3000);
        }
      })();
      const acting = (async () => {
        while (!over.signal.aborted) {
          for (const client of clients) await doSomething(client, random);
          await wait(300 + random() * 700);
        }
      })();
      const all = Promise.all([sending, calling, acting]);
      const away = await killAgainAndAgain(server, taken, random).finally(() => over.abort());
      await all;

      await until('the last call is over', async () => !(await manager.isBusy(name)), { everyMs: 500, withinMs: 60_000 });
      await until(
        'all recoveries are over',
        async () => (await Promise.all(clients.map((client) => client.panel()))).every(({ recovery }) => recovery === null),
        { everyMs: 500, withinMs: 120_000 },
      );
      await server.stop();
      const own = watch.spells.filter(({ queue }) => queue === name);
      const books = await readBooks(
        databaseUrl === null ? { kind: 'embedded', folder: `${server.dataFolder}/database` } : { kind: 'postgres', url: databaseUrl },
      );
      expect(books.recoveries.length).toBeGreaterThan(3);
      expect(faultsInBooks(books)).toEqual([]);
      expect(overstayed(books, own, away, toleranceMs, Date.now())).toEqual([]);
      expect(own.filter(({ reason, to }) => reason === 'Recovery' && to === null)).toEqual([]);
      expect(own.filter(({ line }) => line === lineOf(coffee))).toEqual([expect.objectContaining({ reason: 'Coffee', to: null })]);
      expect(taken.size).toBeGreaterThan(20);
      expect([...taken].filter((id) => !books.eventIds.has(id))).toEqual([]);
    } finally {
      await server.remove();
    }
  }, 1_200_000);
});
