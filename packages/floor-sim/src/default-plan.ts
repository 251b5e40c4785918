import { asId, type QueueName, type SourceId } from '@onhook/core/ids';
import { agentNames } from './names.ts';
import { type AgentPlan, HOUR, MINUTE, type OwnBreak, type Plan, type QueuePlan } from './plan.ts';
import { between, streamOf } from './random.ts';

const dayShape = [
  0.5, 0.66, 0.84, 0.95, 1, 1.05, 1.05, 1, 0.9, 0.86, 0.86, 0.9, 0.96, 1, 1, 0.95, 0.86, 0.74, 0.58, 0.42,
];
const billing = asId<QueueName>('Billing');
const orders = asId<QueueName>('Orders');
const support = asId<QueueName>('Support');

const queueOf = (
  name: QueueName,
  peakPerHalfHour: number,
  rest: Omit<QueuePlan, 'name' | 'callsPerHalfHour'>,
): QueuePlan => ({ ...rest, name, callsPerHalfHour: dayShape.map((share) => share * peakPerHalfHour) });

const skills: readonly (readonly [QueueName, ...QueueName[]])[] = [
  [billing], [orders, billing], [support], [billing, support], [orders],
  [support, orders], [billing, orders], [support, billing], [orders, support], [support],
];

function breaksOf(agent: number, shiftStartsMs: number): readonly OwnBreak[] {
  const random = streamOf(0xb4ea4, agent);
  const breaks: OwnBreak[] = [
    { reason: 'Coffee', dueMs: shiftStartsMs + between(random, 1.2, 2.4) * HOUR, lengthMs: 12 * MINUTE },
    { reason: 'Lunch', dueMs: shiftStartsMs + between(random, 3.2, 5.4) * HOUR, lengthMs: 40 * MINUTE },
    { reason: 'Coffee', dueMs: shiftStartsMs + between(random, 6.2, 7.8) * HOUR, lengthMs: 12 * MINUTE },
  ];
  if (agent % 7 === 3) {
    breaks.push({ reason: 'Training', dueMs: shiftStartsMs + between(random, 1, 7.5) * HOUR, lengthMs: 30 * MINUTE });
  }
  return breaks;
}

function agentOf(name: string, index: number): AgentPlan {
  const startsMs = index % 2 === 0 ? 0 : HOUR;
  return {
    line: asId(`PJSIP/${2001 + index}`),
    name,
    queues: skills[index % skills.length]!,
    membership: index % 3 === 2 ? 'static' : 'dynamic',
    shift: { startsMs, endsMs: startsMs + 9 * HOUR },
    breaks: breaksOf(index, startsMs),
  };
}

export interface DefaultPlanOptions {
  readonly opensAt: number;
  readonly source?: SourceId;
  /** Prefix of event and call names; derived from `opensAt` by default. */
  readonly run?: string;
  /** Opens the next ten-hour day as soon as one closes, for a demo left running. */
  readonly roundTheClock?: boolean;
}

/** Plans forty agents, three queues and a ten-hour day that answers about 80 % within 20 seconds when nobody recovers. */
export function defaultPlan(options: DefaultPlanOptions): Plan {
  return {
    source: options.source ?? asId('simulated'),
    run: options.run ?? options.opensAt.toString(36),
    opensAt: options.opensAt,
    dayMs: (options.roundTheClock ? 10 : 24) * HOUR,
    queues: [
      queueOf(billing, 56, {
        handleSeconds: 270,
        handleScv: 1.5,
        wrapUpSeconds: 22,
        wrapUpCodes: ['Charge explained', 'Refund', 'Payment plan', 'Disputed bill'],
      }),
      queueOf(orders, 60, {
        handleSeconds: 200,
        handleScv: 1,
        wrapUpSeconds: 15,
        wrapUpCodes: ['Order placed', 'Late delivery', 'Return', 'Wrong item'],
      }),
      queueOf(support, 46, {
        handleSeconds: 330,
        handleScv: 3.9,
        wrapUpSeconds: 28,
        wrapUpCodes: ['Solved', 'Engineer booked', 'Known fault', 'Cancellation'],
      }),
    ],
    agents: agentNames.map(agentOf),
    patienceSeconds: 400,
    longestWaitSeconds: 900,
    longestHandleSeconds: 5400,
    hardShare: 0.04,
    transferShare: 0.04,
    unansweredShare: 0.015,
    callAgainShare: 0.06,
    retryShare: 0.4,
    ringSeconds: [2, 6],
    reportsWrapUp: true,
  };
}
