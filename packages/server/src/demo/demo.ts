import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { PersonId } from '@onhook/core/ids';
import { createCentre, defaultPlan } from '@onhook/floor-sim';
import { createSimulatedPhones } from '@onhook/phones/simulated';
import { sql } from 'kysely';
import { readConfig } from '../platform/config/index.ts';
import { run, stopOnSignals, type Running } from '../serve.ts';
import { askControl } from '../control/socket.ts';
import { openStore } from '../platform/store/index.ts';
import { seedPeople } from './people.ts';
import { createStory } from './story.ts';
import { serveTour } from './tour.ts';
import { schema } from '../features/schema.ts';

const minuteMs = 60_000;
/** Length of the imaginary morning that is over when the demo starts, in milliseconds. */
const morningMs = 150 * minuteMs;
const hardCallMs = 21 * minuteMs;
/** Time from the opening of the agent's panel to the end of the hard call, in milliseconds. */
const endsAfterMs = 12_000;
/** Time without calls after the hard call, in milliseconds: the reset, and a look around. */
const quietForMs = 8 * minuteMs;
/** Interval of turns of the phone system in the imaginary morning, in milliseconds. */
const turnEveryMs = 1000;

/** Creates the demo's clock. It is moved through the morning by hand, and then runs `speed` times as fast as real time. */
const createDemoClock = (startsAt: number, speed: number) => {
  let driven: number | null = startsAt;
  let from = { real: 0, imagined: 0 };
  return {
    now: (): number => driven ?? Math.round(from.imagined + (Date.now() - from.real) * speed),
    driveTo: (at: number): void => {
      driven = at;
    },
    letRun: (): void => {
      from = { real: Date.now(), imagined: driven ?? Date.now() };
      driven = null;
    },
  };
};

const freePort = (wanted: number): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(wanted === 0 ? 0 : freePort(0)));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** Name of the file that marks a folder's contents as made by a demo, so that the next demo may delete them. */
const marker = 'this-is-a-demo';

/** Empties a folder that an ended demo left behind; refuses any other data. */
const emptyFolder = async (folder: string): Promise<void> => {
  if ((await askControl(folder, { kind: 'link', person: '', hours: 1 })) !== null) {
    throw new DemoRefused(`A demo is running already, with its data in ${folder}. Stop that one first.`);
  }
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0 && !existsSync(join(folder, marker))) {
    throw new DemoRefused(`${folder} holds something that is no demo's. Name another folder in ONHOOK_DEMO_DATA.`);
  }
  for (const name of readdirSync(folder)) if (name !== marker) rmSync(join(folder, name), { recursive: true, force: true });
  writeFileSync(join(folder, marker), '');
};

/** Thrown when the demo can't start; the message says why. */
export class DemoRefused extends Error {}

/**
 * Runs an imaginary centre in a single process: forty agents, three queues and a morning that is already over. Each start
 * makes a new centre and deletes the data of the last one.
 */
export const demo = async (
  env: Readonly<Record<string, string | undefined>>,
  speed: number,
  print: (line: string) => void,
): Promise<Running & { readonly tourUrl: string }> => {
  const given = env['ONHOOK_LISTEN'] ?? `127.0.0.1:${await freePort(8420)}`;
  const folder = resolve(env['ONHOOK_DEMO_DATA'] ?? 'data/demo');
  const { ONHOOK_DEMO_DATA: _, ONHOOK_DATABASE_URL: __, ...others } = env;
  const { config, secrets } = readConfig({
    ONHOOK_CENTRE: 'demo',
    ONHOOK_CENTRE_NAME: 'Harbour Contact Centre',
    ONHOOK_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ONHOOK_LOG_LEVEL: 'warn',
    ONHOOK_USUAL_SECONDS: '260',
    ...others,
    ONHOOK_DATA: folder,
    ONHOOK_LISTEN: given,
    ONHOOK_SECRET: randomBytes(24).toString('base64url'),
  });
  await emptyFolder(folder);

  const startedAt = Date.now();
  const opensAt = startedAt - morningMs;
  const plan = defaultPlan({ opensAt, roundTheClock: true });
  const clock = createDemoClock(opensAt, speed);
  const centre = createCentre(plan, 20_261_121);
  const phones = createSimulatedPhones({ centre, clock, everyMs: null });

  print('Preparing the embedded database, about five seconds.');
  const store = await openStore(config.store, schema);
  await store.db.insertInto('centre').values({ ...config.centre, policy: '{}', created_at: opensAt }).execute();
  const people = await seedPeople(store, config, plan, opensAt);
  await store.close();

  let ending: NodeJS.Timeout | null = null;
  const line = people.agent.line;
  const running = await run(config, secrets, {
    clock,
    phones: [phones],
    lost: () => process.exit(70),
  });
  running.context.bus.subscribe('topic-opened', ({ topic, person }) => {
    if (topic !== 'panel' || person !== people.agent.person || ending) return;
    ending = setTimeout(() => {
      phones.endCall(line);
      phones.keepQuiet(line, quietForMs);
    }, endsAfterMs);
  });
  stopOnSignals(running, print);

  print('Living an imaginary morning: forty agents, three queues.');
  phones.giveHardCall(line, { startedAt: startedAt - hardCallMs });
  const story = createStory(running, opensAt);
  const { db } = running.context.store;
  // The imaginary morning need not survive a power cut, so its commits don't wait for the disk.
  await sql`set synchronous_commit = off`.execute(db);
  for (let at = opensAt; at < Date.now(); at += turnEveryMs) {
    clock.driveTo(at);
    phones.advanceTo(at);
    await running.context.runtime.runDue();
    await story(at);
  }
  await sql`set synchronous_commit = on`.execute(db);
  clock.letRun();
  const living = setInterval(() => phones.advanceTo(clock.now()), 100);
  living.unref();

  const linkFor = async (person: PersonId): Promise<string> => {
    const { token } = await running.context.signIn.makeLink(person, 24 * 60 * minuteMs);
    return `${config.publicUrl}/sign-in#${token}`;
  };
  const parts = [
    { ...people.agent, role: 'agent', look: 'You’re on a hard call. It ends some seconds after your panel opens, and your line is paused.' },
    { ...people.lead, role: 'team lead', look: 'The floor shows Maya’s line as a plain pause. Two people have asked you for something.' },
    { ...people.analyst, role: 'analyst', look: 'The half hours of the morning: service level, hard calls, and the minutes they were given.' },
    { ...people.admin, role: 'administrator', look: 'People, lines and the phone system.' },
  ];
  const tour = await serveTour(config.centre.name, parts, linkFor);
  const direct = await Promise.all(parts.map(async ({ person, name, role }) => `  ${`${name}, ${role}`.padEnd(28)} ${await linkFor(person)}`));
  print(`
Onhook is running at ${config.publicUrl} with an imaginary contact centre.

Each of these links signs in once:

${direct.join('\n')}

Another link for anyone: ONHOOK_DATA=${config.dataFolder} ONHOOK_CENTRE=demo ./onhook link PERSON
Stop with Ctrl+C.

Try this first: open ${tour.url} and take the four parts in order.`);
  return {
    ...running,
    tourUrl: tour.url,
    stop: async () => {
      clearInterval(living);
      tour.server.close();
      await running.stop();
    },
  };
};
