import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { PhoneEvent } from '@onhook/core/call';
import { asId, type CommandId, type LineId, type QueueName, type SourceId } from '@onhook/core/ids';
import { createCentre, uniformPlan } from '@onhook/floor-sim';
import { createSimulatedPhones } from '@onhook/phones/simulated';
import { readChunks, replay } from '../../packages/server/src/replay/index.ts';
import { createHead } from './current.ts';
import type { Head, Scheduled, ScheduledCommand, SchedulePolicy, SentCommand } from './head.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const stepMs = 2 * secondMs;

/** A small generator with a seed (mulberry32). */
const randomOf = (seed: number): (() => number) => {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Policy that makes many calls hard, so that the heads have much to decide. */
const policyOf = (seed: number): SchedulePolicy => ({
  guaranteedMs: 2 * minuteMs,
  moreMs: (seed % 4) * minuteMs,
  extendMs: seed % 5 === 0 ? 0 : 2 * minuteMs,
  payBackMaxMs: 5 * minuteMs,
  hardLevel: seed % 3 === 0 ? 3 : 2,
  priorTalkSeconds: seed % 2 === 0 ? 60 : 140,
});

interface Due {
  readonly at: number;
  readonly person: string;
  readonly act: () => ScheduledCommand | null;
}

/**
 * Agents, leads and administrators who act at random. Their acts depend on the state of this checkout's decision core, and
 * the schedule records each act with all its names.
 */
class People {
  readonly #random: () => number;
  readonly #head: Head;
  readonly #persons: readonly string[];
  #due: Due[] = [];
  readonly #seenOffers = new Set<string>();
  readonly #seenRecoveries = new Set<string>();
  readonly #gifts = new Map<string, string>();
  #giftCount = 0;

  constructor(seed: number, head: Head, persons: readonly string[]) {
    this.#random = randomOf(seed ^ 0x9e37);
    this.#head = head;
    this.#persons = persons;
  }

  #later(now: number, fromMs: number, toMs: number, person: string, act: () => ScheduledCommand | null): void {
    this.#due.push({ at: now + fromMs + this.#random() * (toMs - fromMs), person, act });
  }

  /** Plans the ratings of a call that has ended at a person's line. */
  callEnded(now: number, person: string, call: string, leg: number): void {
    const roll = this.#random();
    const rate = (rating: 'hard' | 'fine' | null) => (): ScheduledCommand => ({ kind: 'rate-call', call, leg, rating });
    if (roll < 0.08) this.#later(now, 0, 18 * minuteMs, person, rate('hard'));
    else if (roll < 0.13) this.#later(now, 0, 5 * minuteMs, person, rate('fine'));
    if (roll < 0.03) this.#later(now, 5 * minuteMs, 20 * minuteMs, person, rate(null));
  }

  /** Plans new acts and returns the commands that are due at `now` (epoch milliseconds). */
  act(now: number): { readonly person: string; readonly command: ScheduledCommand }[] {
    for (const person of this.#persons) this.#plan(now, person);
    const due = this.#due.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    if (due.length > 0) this.#due = this.#due.filter(({ at }) => at > now);
    return due.flatMap(({ person, act }) => {
      const command = act();
      return command ? [{ person, command }] : [];
    });
  }

  #plan(now: number, person: string): void {
    const random = this.#random;
    const { offer, recovery } = this.#head.look(person);
    if (offer && !this.#seenOffers.has(offer.offer)) {
      this.#seenOffers.add(offer.offer);
      const shown: ScheduledCommand = { kind: 'show-offer', offer: offer.offer };
      if (random() < 0.9) this.#later(now, 0, 6 * secondMs, person, () => shown);
      const roll = random();
      const answer = roll < 0.4 ? 'accepted' : roll < 0.55 ? 'later' : roll < 0.7 ? 'skipped' : roll < 0.8 ? 'not-relevant' : null;
      if (answer) this.#later(now, 4 * secondMs, 90 * secondMs, person, () => ({ kind: 'answer-offer', offer: offer.offer, answer }));
      if (roll > 0.97) this.#later(now, 10 * secondMs, 90 * secondMs, person, () => ({ kind: 'answer-offer', offer: offer.offer, answer: 'later' }));
    }
    if (recovery && !this.#seenRecoveries.has(recovery.recovery)) {
      this.#seenRecoveries.add(recovery.recovery);
      const roll = random();
      const named = recovery.recovery;
      if (roll < 0.2) this.#later(now, minuteMs, 4 * minuteMs, person, () => ({ kind: 'extend-recovery', recovery: named }));
      if (roll > 0.1 && roll < 0.35) this.#later(now, minuteMs, 6 * minuteMs, person, () => ({ kind: 'end-recovery', recovery: named }));
      if (roll > 0.97) this.#later(now, 0, 3 * minuteMs, person, () => ({ kind: 'release' }));
      if (roll > 0.5 && roll < 0.55) this.#give(now, person, 3 * minuteMs);
    }
    // Each person asks for a minute about once in two hours.
    const perStep = stepMs / (2 * hourMs);
    if (random() < perStep) this.#later(now, 0, stepMs, person, () => ({ kind: 'ask-for-a-minute' }));
    if (random() < perStep / 2) this.#give(now, person, stepMs);
  }

  #give(now: number, person: string, withinMs: number): void {
    this.#giftCount += 1;
    const gift = `gift-${this.#giftCount}`;
    const untilEndOfDay = this.#random() < 0.1;
    const ms = untilEndOfDay ? hourMs : Math.round(5 + this.#random() * 20) * minuteMs;
    this.#later(now, 0, withinMs, person, () => {
      this.#gifts.set(gift, person);
      return { kind: 'give', gift, ms, untilEndOfDay };
    });
    const roll = this.#random();
    if (roll < 0.1) this.#later(now, withinMs, withinMs + minuteMs, person, () => ({ kind: 'give', gift, ms, untilEndOfDay }));
    if (roll > 0.6) this.#later(now, withinMs, withinMs + 15 * minuteMs, person, () => ({ kind: 'take-back', gift }));
  }
}

/** Counts the legs of each call by its entries into queues, to find the leg that an event belongs to. */
class Legs {
  readonly #legs = new Map<string, number>();

  ended(event: PhoneEvent): { readonly line: string; readonly call: string; readonly leg: number } | null {
    if (event.kind === 'call-queued') this.#legs.set(event.call, (this.#legs.get(event.call) ?? 0) + 1);
    return event.kind === 'call-ended' ? { line: event.line, call: event.call, leg: this.#legs.get(event.call) ?? 1 } : null;
  }
}

interface Sent {
  readonly command: SentCommand;
  readonly recovery: string | null;
}

/** Plays one schedule as it is made, and yields its lines. */
class Maker {
  readonly lines: Scheduled[] = [];
  readonly head: Head;
  readonly people: People;
  readonly #legs = new Legs();
  readonly #owners: ReadonlyMap<string, string>;

  constructor(seed: number, name: string, policy: SchedulePolicy, owners: readonly (readonly [string, string])[]) {
    this.head = createHead(policy, owners);
    this.#owners = new Map(owners);
    this.people = new People(seed, this.head, owners.map(([, person]) => person));
    this.lines.push({ do: 'begin', name, policy, people: owners });
  }

  play(step: Parameters<Head['play']>[0]): Sent[] {
    this.lines.push(step);
    const { commands } = this.head.play(step);
    return commands.map((command) => ({ command, recovery: this.head.look(command[3]).recovery?.recovery ?? null }));
  }

  event(now: number, event: PhoneEvent): Sent[] {
    const ended = this.#legs.ended(event);
    const person = ended && this.#owners.get(ended.line);
    if (ended && person !== undefined && person !== null) this.people.callEnded(now, person, ended.call, ended.leg);
    return this.play({ do: 'event', now, event });
  }
}

/** Makes the schedule of a day in an imaginary centre: calls, breaks, transfers, a cut connection, a restart, refused and lost commands. */
export const dayOf = async (seed: number): Promise<Scheduled[]> => {
  const random = randomOf(seed);
  const opensAt = Date.UTC(2026, 2, 2, 8);
  const hours = 6;
  const plan = uniformPlan({ opensAt, agents: 12, queues: 2, occupancy: 0.6, hardShare: 0.12, hours, breaks: true, run: `day-${seed}` });
  let now = opensAt;
  const phones = createSimulatedPhones({ centre: createCentre(plan, seed), clock: { now: () => now }, everyMs: null });
  const owners = plan.agents.map(({ line }, index) => [line as string, `person-${index + 1}`] as const);
  const maker = new Maker(seed, `day ${seed}`, policyOf(seed), owners);
  const delivered: PhoneEvent[] = [];
  phones.start({ events: (events) => void delivered.push(...events), notice: () => {} });
  const disturbances = new Map<number, () => void>();
  const disturb = (act: () => void): void => void disturbances.set(Math.floor((random() * hours * hourMs) / stepMs), act);
  for (let i = 0; i < 3; i += 1) {
    disturb(() => {
      phones.cut();
      disturbances.set(Math.floor((now - opensAt) / stepMs) + 1 + Math.floor(random() * 90), () => phones.mend());
    });
  }
  disturb(() => phones.restart());
  for (let i = 0; i < 8; i += 1) {
    const agent = plan.agents[Math.floor(random() * plan.agents.length)]!;
    const reason = random() < 0.5 ? 'Lunch' : 'Training';
    disturb(() => void phones.pauseFor(agent.line, agent.queues, reason));
  }

  let commandCount = 0;
  const carryOut = async (sent: readonly Sent[]): Promise<void> => {
    for (const { command: [kind, line, queues, person], recovery } of sent) {
      const roll = random();
      if (roll < 0.03) continue;
      const refused = roll < 0.06 ? 'again' : roll < 0.07 ? 'final' : null;
      const outcome = refused ? null : await phones[kind === 'pause' ? 'pause' : 'resume']({ id: asId<CommandId>(`command-${(commandCount += 1)}`), line: line as LineId, queues: queues as QueueName[], reason: 'Recovery' });
      if (outcome?.kind === 'sent' || recovery === null) continue;
      const final = refused === 'final' || (outcome?.kind === 'refused' && (outcome.because === 'unknown-line' || outcome.because === 'no-permission'));
      await carryOut(maker.play({ do: 'refuse', now, person, recovery, final }));
    }
  };

  const endsAt = opensAt + hours * hourMs + hourMs;
  for (let step = 0; now < endsAt; step += 1) {
    now = opensAt + step * stepMs;
    disturbances.get(step)?.();
    phones.advanceTo(now);
    for (const event of delivered.splice(0)) await carryOut(maker.event(now, event));
    if (now < endsAt - hourMs) {
      for (const { person, command } of maker.people.act(now)) await carryOut(maker.play({ do: 'command', now, person, command }));
    }
    await carryOut(maker.play({ do: 'tick', now }));
    if (step % 30 === 29) maker.play({ do: 'prune', now, dayStartAt: Date.UTC(2026, 2, 2) });
  }
  maker.lines.push({ do: 'end' });
  return maker.lines;
};

/** A recorded capture, with people at its lines who do something at random and a phone system that obeys most commands. */
export const captureOf = (folder: string, file: string): Scheduled[] => {
  const raw = readFileSync(`${folder}/${file}`);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
  const chunks = readChunks(readFileSync(`${folder}/${file.replace(/(\.txt)?(\.gz)?$/, '.chunks.jsonl')}`, 'utf8'));
  const { events } = replay(bytes, chunks);
  const lines = new Set<string>();
  for (const event of events) if ('line' in event) lines.add(event.line);
  for (const event of events) if (event.kind === 'roster') for (const { line } of event.lines) lines.add(line);
  const seed = bytes.length;
  const random = randomOf(seed);
  const owners = [...lines].map((line, index) => [line, `person-${index + 1}`] as const);
  const policy: SchedulePolicy = { ...policyOf(4), priorTalkSeconds: 5 };
  const maker = new Maker(seed, file, policy, owners);
  const ours: { readonly at: number; readonly event: PhoneEvent }[] = [];
  let order = 0;
  const source = events[0]?.source ?? asId<SourceId>('asterisk');

  const carryOut = (sent: readonly Sent[], now: number): void => {
    for (const { command: [kind, line, queues, person], recovery } of sent) {
      const roll = random();
      if (roll < 0.05) continue;
      if (roll < 0.1) {
        if (recovery !== null) carryOut(maker.play({ do: 'refuse', now, person, recovery, final: roll < 0.06 }), now);
        continue;
      }
      const at = now + 1 + Math.round(random() * 1500);
      for (const queue of queues) {
        const stamp = { source, id: `ours-${(order += 1)}`, at, receivedAt: at, line: line as LineId, queue: queue as QueueName };
        ours.push({ at, event: kind === 'pause' ? { ...stamp, kind: 'line-paused', reason: 'Recovery' } : { ...stamp, kind: 'line-resumed' } });
      }
    }
  };

  const firstAt = Math.min(...events.map(({ receivedAt }) => receivedAt));
  const waiting = [...events];
  const endsAt = Math.max(...events.map(({ receivedAt }) => receivedAt)) + hourMs;
  for (let step = 0, now = firstAt; now < endsAt; step += 1, now = firstAt + step * stepMs) {
    while (waiting[0] && waiting[0].receivedAt <= now) carryOut(maker.event(now, waiting.shift()!), now);
    for (const { event } of ours.filter(({ at }) => at <= now)) carryOut(maker.event(now, event), now);
    ours.splice(0, ours.length, ...ours.filter(({ at }) => at > now));
    if (now < endsAt - hourMs / 2) {
      for (const { person, command } of maker.people.act(now)) carryOut(maker.play({ do: 'command', now, person, command }), now);
    }
    carryOut(maker.play({ do: 'tick', now }), now);
    if (step % 30 === 29) maker.play({ do: 'prune', now, dayStartAt: now - 12 * hourMs });
  }
  maker.lines.push({ do: 'end' });
  return maker.lines;
};
