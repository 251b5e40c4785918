import { asId, type QueueName, type SourceId } from '@onhook/core/ids';
import { agentNames } from './names.ts';
import { type AgentPlan, HOUR, MINUTE, type OwnBreak, type Plan } from './plan.ts';
import { between, pick, streamOf } from './random.ts';

export interface UniformPlanOptions {
  readonly opensAt: number;
  readonly agents: number;
  readonly queues: number;
  /** Calls of all queues together; by default as many first calls as give the agents their `occupancy`. */
  readonly callsPerHour?: number;
  /** Share of an agent's time on calls, used without `callsPerHour`; 0.79 by default. */
  readonly occupancy?: number;
  readonly handleSeconds?: number;
  readonly handleScv?: number;
  readonly patienceSeconds?: number | null;
  readonly hardShare?: number;
  /** Length of the day, which repeats without a gap; 24 by default. */
  readonly hours?: number;
  /** Relative load by half-hour, repeated over the day; flat by default. */
  readonly shape?: readonly number[];
  /** Plans lunch and coffee; without breaks every agent works all day. */
  readonly breaks?: boolean;
  readonly source?: SourceId;
  readonly run?: string;
}

function breaksOf(agent: number, hours: number): readonly OwnBreak[] {
  const random = streamOf(0x9b4ea4, agent);
  const breaks: OwnBreak[] = [];
  for (let from = 0; from + 8 <= hours; from += 8) {
    breaks.push(
      { reason: 'Coffee', dueMs: (from + between(random, 1, 2.5)) * HOUR, lengthMs: 12 * MINUTE },
      { reason: 'Lunch', dueMs: (from + between(random, 3, 5)) * HOUR, lengthMs: 40 * MINUTE },
      { reason: 'Coffee', dueMs: (from + between(random, 6, 7.5)) * HOUR, lengthMs: 12 * MINUTE },
    );
  }
  return breaks;
}

/** Plans a centre of any size for benchmarks: all queues alike, every agent in one or two neighbouring queues. */
export function uniformPlan(size: UniformPlanOptions): Plan {
  const { agents, queues: queueCount, hours = 24, shape = [1], handleSeconds = 260, hardShare = 0.04 } = size;
  const queueNames = Array.from({ length: queueCount }, (_, index) => asId<QueueName>(`Queue ${index + 1}`));
  const meanHandleSeconds = handleSeconds * (1 + hardShare * 3);
  const callsPerHour = size.callsPerHour ?? ((size.occupancy ?? 0.79) * agents * 3600) / meanHandleSeconds;
  const halfHours = Array.from({ length: hours * 2 }, (_, index) => shape[index % shape.length] ?? 1);
  const meanShape = halfHours.reduce((sum, share) => sum + share, 0) / halfHours.length;
  const callsPerHalfHour = halfHours.map((share) => (share / meanShape) * (callsPerHour / 2 / queueCount));

  const agentOf = (index: number): AgentPlan => {
    const first = queueNames[index % queueCount]!;
    const second = queueNames[(index + 1) % queueCount]!;
    const random = streamOf(0x4a3e5, index);
    return {
      line: asId(`PJSIP/${10_001 + index}`),
      name: index < agentNames.length ? agentNames[index]! : `${pick(random, agentNames)} ${index + 1}`,
      queues: index % 2 === 1 && queueCount > 1 ? [first, second] : [first],
      membership: index % 3 === 2 ? 'static' : 'dynamic',
      shift: null,
      breaks: size.breaks ? breaksOf(index, hours) : [],
    };
  };

  return {
    source: size.source ?? asId('simulated'),
    run: size.run ?? size.opensAt.toString(36),
    opensAt: size.opensAt,
    dayMs: hours * HOUR,
    queues: queueNames.map((name) => ({
      name,
      callsPerHalfHour,
      handleSeconds,
      handleScv: size.handleScv ?? 1.5,
      wrapUpSeconds: 20,
      wrapUpCodes: ['Done', 'Follow-up'],
    })),
    agents: Array.from({ length: agents }, (_, index) => agentOf(index)),
    patienceSeconds: size.patienceSeconds === undefined ? 400 : size.patienceSeconds,
    longestWaitSeconds: null,
    longestHandleSeconds: 7200,
    hardShare,
    transferShare: 0.03,
    unansweredShare: 0.01,
    callAgainShare: 0.04,
    retryShare: 0.3,
    ringSeconds: [2, 6],
    reportsWrapUp: true,
  };
}
