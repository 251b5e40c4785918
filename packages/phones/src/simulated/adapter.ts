import { createCentre, defaultPlan } from '@onhook/floor-sim';
import { z } from 'zod';
import { defineAdapter, type PhoneAdapter } from '../adapter.ts';
import { setting, whole } from '../settings.ts';
import { capabilities } from './capabilities.ts';
import { createSimulatedPhones } from './simulated-phones.ts';

const configSchema = z.object({
  seed: setting(whole(0, 2 ** 31 - 1), { means: 'any number: an imaginary centre of forty agents, for trying things out' }),
  speed: setting(whole(1, 60).prefault('1'), { means: 'how many times as fast as real time it runs', byDefault: '`1`' }),
});

/** An imaginary centre, for trials and tests. `onhook demo` brings its own. */
export const adapter: PhoneAdapter = defineAdapter({
  kind: 'simulated',
  title: 'the simulated centre',
  configSchema,
  capabilities,
  create: ({ seed, speed }, { source, clock }) =>
    createSimulatedPhones({
      centre: createCentre(defaultPlan({ opensAt: clock.now(), source, roundTheClock: true }), seed),
      clock,
      speed,
    }),
  check: async (_config, { clock, source }) => {
    const { agents, queues } = defaultPlan({ opensAt: clock.now(), source });
    return [{ kind: 'ok', finding: `an imaginary centre of ${agents.length} agents and ${queues.length} queues`, advice: '' }];
  },
});
