import { defaultPlan } from '@onhook/floor-sim';
import type { CreateRig } from '../conformance.ts';
import type { PhoneSystem } from '../port.ts';
import type { Director } from './simulated-phones.ts';

const opensAt = Date.UTC(2026, 2, 3, 8);
const minute = 60_000;

/** The imaginary centre itself, moved by its clock. */
export const createRig: CreateRig = async () => {
  let now = opensAt;
  let phones: (PhoneSystem & Director) | null = null;
  const system = (): PhoneSystem & Director => phones!;
  const agent = defaultPlan({ opensAt }).agents.find(({ queues, shift }) => queues.length === 2 && shift?.startsMs === 0)!;
  const [first, second] = agent.queues as readonly [(typeof agent.queues)[0], (typeof agent.queues)[0]];
  let pauses: ReadonlyMap<string, string | null> = new Map();
  let isConnected = false;

  const advance = async (ms: number): Promise<void> => {
    now += ms;
    system().advanceTo(now);
    if (!isConnected) return;
    const lines = await system().readLines();
    pauses = new Map(lines.find(({ line }) => line === agent.line)?.memberships.map(({ queue, pausedFor }) => [queue, pausedFor]));
  };

  return {
    settings: { seed: '7' },
    clock: { now: () => now },
    line: agent.line,
    queues: [first, second],
    attach: async (connected) => {
      phones = connected as PhoneSystem & Director;
      isConnected = true;
      // An agent in the spotlight takes no breaks and stays logged in.
      phones.spotlight(agent.line, 4);
      await advance(minute);
    },
    settle: () => advance(1),
    passTime: advance,
    runCall: async (hungUpBy) => {
      const planned = system().giveHardCall(agent.line, { startedAt: now + minute });
      if (planned.kind !== 'planned') throw new Error('the line is unknown');
      // The call's second hold ends after 846 seconds.
      await advance(16 * minute);
      system().endCall(agent.line, hungUpBy);
      await advance(minute);
      return planned.call;
    },
    pauses: () => [pauses.get(first) ?? null, pauses.get(second) ?? null],
    pauseByOther: (queue, reason) => {
      if (reason !== null) system().pauseFor(agent.line, [queue], reason);
    },
    disconnect: async () => {
      system().cut();
      isConnected = false;
    },
    reconnect: async (isRestarted) => {
      system().mend();
      if (isRestarted) system().restart();
      isConnected = true;
      await advance(minute);
    },
    stop: async () => {},
  };
};
