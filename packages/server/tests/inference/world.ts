import type { PhoneEvent } from '@onhook/core/call';
import {
  createFloorState,
  defaultPolicy,
  pruneState,
  type AgentCommand,
  type DecisionContext,
  type EndedCall,
  type FloorState,
  type Policy,
} from '@onhook/core/floor';
import { asId, type LineId, type PersonId, type QueueName } from '@onhook/core/ids';
import type { Recovery } from '@onhook/core/pause';
import { createDecided, decide } from '../../src/centre/decide.ts';
import type { DayStore } from '../../src/features/day/service.ts';
import type { FloorChanged } from '../../src/platform/bus/index.ts';
import type { Metrics } from '../../src/platform/metrics/metrics.ts';
import { ScriptedPhones } from '../support/scripted-phones.ts';

const second = 1_000;
const minute = 60 * second;
export const beginAt = Date.UTC(2026, 2, 2, 9, 30);
/** End of a world: right after the half hour that follows the one in which the worlds differ. */
export const endAt = beginAt + 61 * minute;

/** A call of ten minutes is a hard one here. */
export const policy: Policy = { ...defaultPolicy, priorTalkSeconds: { '': 120 } };

/** Numbers from 0 up to 1, the same for the same seed. */
export const seeded = (seed: number): (() => number) => {
  let state = (seed * 0x9e3779b1 + 0x85ebca6b) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** One thing that a person does, and the same person not doing it or doing another. */
export const differences = [
  'rates the call hard',
  'rates the call fine',
  'accepts, or skips',
  'postpones, or skips',
  'finds it not relevant, or postpones it',
  'asks for a minute',
  'takes a little longer',
  'goes back early',
  'sees the offer',
] as const;
export type Difference = (typeof differences)[number];

interface Plan {
  readonly people: readonly { readonly person: PersonId; readonly line: LineId; readonly queue: QueueName }[];
  readonly calls: readonly { readonly at: number; readonly n: number; readonly seconds: number }[];
  readonly acts: readonly { readonly at: number; readonly n: number; readonly roll: number }[];
  readonly target: number;
  readonly actAt: number;
}

const queues = [asId<QueueName>('Billing'), asId<QueueName>('Orders')];

/** What happens in both worlds of a pair. Everybody else answers offers and rates calls at random. */
const planOf = (seed: number): Plan => {
  const random = seeded(seed);
  const size = 9 + Math.floor(random() * 8);
  const people = Array.from({ length: size }, (_, n) => ({
    person: asId<PersonId>(`person ${n}`),
    line: asId<LineId>(`line ${n}`),
    queue: queues[random() < 0.8 ? 0 : 1]!,
  }));
  const target = 0;
  const actAt = beginAt + (5 + Math.floor(random() * 20)) * minute;
  const calls = people.flatMap((_, n) =>
    // The person's own call ends right before the action. Nobody's line rings because of what the action does to the person's line.
    n === target
      ? [{ at: actAt - 20 * second, n, seconds: random() < 0.7 ? 600 : 90 }]
      : Array.from({ length: 4 }, (_call, k) => ({
          at: beginAt + (k * 15 + Math.floor(random() * 10)) * minute,
          n,
          seconds: random() < 0.15 ? 600 : 60 + Math.floor(random() * 120),
        })),
  );
  const acts = calls.filter(({ n }) => n !== target).map(({ at, n }) => ({ at: at + 15 * second, n, roll: random() }));
  return { people, calls, acts, target, actAt };
};

/** A small centre in memory: the product's own decisions, scripted phones, and the rows that the product would store. */
export class PlayedDay {
  readonly floor: FloorState = createFloorState();
  readonly plan: Plan;
  now = beginAt;
  readonly #phones: ScriptedPhones;
  readonly #pending: PhoneEvent[] = [];
  readonly #metrics: Metrics;
  /** Called with what a decision changed. */
  publish: (changed: FloorChanged) => void = () => undefined;
  readonly #calls = new Map<string, EndedCall & { readonly judgedAt: number }>();
  readonly #recoveries = new Map<string, Recovery>();
  readonly #uniform: () => number;
  #released: Awaited<ReturnType<DayStore['released']>> = [];

  constructor(seed: number, metrics: Metrics) {
    this.plan = planOf(seed);
    this.#uniform = seeded(seed + 7_919);
    this.#metrics = metrics;
    this.#phones = new ScriptedPhones({ now: () => this.now }, Object.fromEntries(this.plan.people.map(({ line, queue }) => [line, [queue]])));
    for (const { person, line } of this.plan.people) {
      this.floor.people.set(line, person);
      this.floor.lines.set(person, line);
    }
    this.#phones.start({ events: (events: readonly PhoneEvent[]) => void this.#pending.push(...events) } as never);
    this.#settle();
  }

  readonly dayStore: DayStore = {
    released: async (fromAt) => this.#released.filter(({ at }) => at >= fromAt),
    release: async (halfHours) => void (this.#released = [...this.#released, ...halfHours]),
    hardCalls: async (fromAt, toAt) => {
      const hard = [...this.#calls.values()].filter(
        ({ judgedAt, agentRating, judgement }) =>
          judgedAt >= fromAt && judgedAt < toAt && (agentRating === 'hard' || (agentRating === null && (judgement?.level ?? 0) >= policy.hardLevel)),
      );
      return queues.map((queue) => ({ queue, calls: hard.filter(({ visit }) => visit.queue === queue).length }));
    },
    people: async (fromAt, toAt) => {
      const ended = [...this.#calls.values()].filter(({ visit }) => (visit.answeredAt ?? Infinity) < toAt && (visit.endedAt ?? 0) >= fromAt);
      return [null, ...queues].map((queue) => ({
        queue,
        people: new Set(ended.filter(({ visit }) => queue === null || visit.queue === queue).map(({ person }) => person)).size,
      }));
    },
    recoveries: async (fromAt, toAt) => [...this.#recoveries.values()].filter(({ createdAt, cause }) => cause === 'hard-call' && createdAt >= fromAt && createdAt < toAt),
    uniform: () => this.#uniform(),
  };

  /** Lets time pass; the person does the one thing, or in the other world not, when its time comes. */
  pass(untilAt: number, difference: Difference, doesIt: boolean): void {
    const { calls, acts, actAt, target, people } = this.plan;
    while (this.now < untilAt) {
      const before = this.now;
      // Steps are short around the action only.
      this.now = Math.min(untilAt, this.now + (Math.abs(this.now - actAt) < minute ? 15 * second : minute));
      const due = <Item extends { readonly at: number }>(items: readonly Item[]): Item[] => items.filter(({ at }) => at > before && at <= this.now);
      for (const { n, seconds, at } of due(calls)) {
        const { line, queue } = people[n]!;
        this.#phones.call(`call ${n} ${at}`, line, queue, seconds);
      }
      this.#settle();
      for (const { n, roll } of due(acts)) this.#actAtRandom(people[n]!.person, roll);
      if (actAt > before && actAt <= this.now) this.#act(people[target]!.person, difference, doesIt);
      this.#settle(true);
    }
    pruneState(this.floor, this.#context(), beginAt - 9 * 60 * minute);
  }

  #context(): DecisionContext {
    return { now: this.now, policy, hourOf: () => 9 };
  }

  #settle(tick = false): void {
    let clockTickDue = tick;
    for (let round = 0; round < 5 && (clockTickDue || this.#pending.length > 0); round += 1) {
      const events = this.#pending.splice(0);
      this.#decide(events.length === 0 ? [] : [{ kind: 'events', events, receivedAt: this.now, done: () => undefined, failed: () => undefined }], events, clockTickDue);
      clockTickDue = false;
    }
  }

  #decide(inputs: Parameters<typeof decide>[2]['inputs'], events: readonly PhoneEvent[], clockTickDue: boolean): void {
    const decided = createDecided();
    const { effects } = decided;
    decide(this.floor, decided, { inputs, fresh: new Set(events), clockTickDue }, this.#context(), this.#metrics);
    for (const [key, ended] of effects.calls) this.#calls.set(key, { ...ended, judgedAt: this.now });
    for (const [key, recovery] of effects.recoveries) this.#recoveries.set(key, recovery);
    for (const command of effects.commands) void (command.kind === 'pause' ? this.#phones.pause(command as never) : this.#phones.resume(command as never));
    if (effects.people.size + effects.lines.size + effects.queues.size > 0) this.publish(effects);
  }

  #command(person: PersonId, command: AgentCommand): void {
    this.#decide([{ kind: 'command', person, command, done: () => undefined, failed: () => undefined }], [], false);
    this.#settle();
  }

  #actAtRandom(person: PersonId, roll: number): void {
    const offer = this.floor.offers.get(person);
    if (offer) this.#command(person, { kind: 'offer-answered', offer: offer.offer, answer: (['accepted', 'later', 'skipped', 'not-relevant'] as const)[Math.floor(roll * 4)]! });
    else if (roll < 0.1) this.#rate(person, 'hard');
  }

  #rate(person: PersonId, tap: 'hard' | 'fine'): void {
    const ended = this.floor.ended.get(this.floor.lastEnded.get(person) ?? '');
    if (ended) this.#command(person, { kind: 'call-tapped', call: ended.call, leg: ended.visit.leg, tap });
  }

  #act(person: PersonId, difference: Difference, doesIt: boolean): void {
    const offer = this.floor.offers.get(person)?.offer;
    const recovery = this.floor.recoveries.get(person)?.recovery;
    const answer = (one: 'accepted' | 'later' | 'skipped' | 'not-relevant'): void => {
      if (offer) this.#command(person, { kind: 'offer-answered', offer, answer: one });
    };
    switch (difference) {
      case 'rates the call hard':
        return doesIt ? this.#rate(person, 'hard') : undefined;
      case 'rates the call fine':
        return doesIt ? this.#rate(person, 'fine') : undefined;
      case 'accepts, or skips':
        return answer(doesIt ? 'accepted' : 'skipped');
      case 'postpones, or skips':
        return answer(doesIt ? 'later' : 'skipped');
      case 'finds it not relevant, or postpones it':
        return answer(doesIt ? 'not-relevant' : 'later');
      case 'asks for a minute':
        return doesIt ? this.#command(person, { kind: 'a-minute-please' }) : undefined;
      case 'takes a little longer':
        answer('accepted');
        return doesIt && recovery ? this.#command(person, { kind: 'a-little-longer', recovery }) : undefined;
      case 'goes back early':
        answer('accepted');
        return doesIt && recovery ? this.#command(person, { kind: 'back-on-the-line', recovery }) : undefined;
      case 'sees the offer':
        return doesIt && offer ? this.#command(person, { kind: 'offer-shown', offer }) : undefined;
    }
  }
}
