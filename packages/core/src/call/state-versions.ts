import type { CallId, CustomerKey, LineId, QueueName, SourceId } from '../ids/index.ts';
import { firstVersion, type Versions } from '../versions/index.ts';
import type { PhoneEventV1 } from './event-versions.ts';
import type { LineTrack, QueueMembership } from './line.ts';
import type { CallTrack, FeedTrack, Tracker } from './state.ts';

/** Stamp of the message that last spoke of something, in version 2. */
interface HeardV2 {
  readonly at: number;
  readonly order: number;
  readonly id: string;
}

interface LegV2 {
  readonly leg: number;
  readonly queue: QueueName;
  readonly joinedAt: number;
  readonly ringing: { readonly line: LineId; readonly since: number }[];
  readonly unanswered: LineId[];
  line: LineId | null;
  answeredAt: number | null;
  endedAt: number | null;
  outcome:
    | 'waiting'
    | 'talking'
    | 'completed-by-agent'
    | 'completed-by-caller'
    | 'completed'
    | 'transferred'
    | 'abandoned'
    | 'timed-out'
    | 'withdrawn'
    | 'left'
    | 'lost';
  loggedBy: 'agent' | 'caller' | 'transfer' | 'unknown' | null;
  waitSeconds: number | null;
  talkSeconds: number | null;
  transfer: { readonly how: 'blind' | 'attended'; readonly to: string | null; readonly at: number } | null;
  consultation: boolean;
  holds: number;
  heldMs: number;
  longestHoldMs: number;
  heldSince: number | null;
  wrapUpCode: string | null;
  wrapUpSeconds: number | null;
  customerSentiment: number | null;
  sentimentCount: number;
}

interface CallTrackV2 {
  readonly source: SourceId;
  readonly marks: (Extract<PhoneEventV1, { readonly call: CallId }> | { readonly kind: 'call-lost'; readonly at: number })[];
  call: { readonly customer: CustomerKey | null; readonly legs: readonly LegV2[] };
  repeats: number;
}

interface LineTrackV2 {
  readonly line: LineId;
  readonly source: SourceId;
  name: string;
  nameHeard: HeardV2;
  device: 'idle' | 'ringing' | 'in-use' | 'unreachable' | 'unknown';
  deviceAt: number;
  deviceHeard: HeardV2;
  readonly seats: Map<
    QueueName,
    {
      member: boolean;
      memberAt: number;
      memberHeard: HeardV2;
      pausedFor: string | null;
      pauseAt: number;
      pauseHeard: HeardV2;
      callsTaken: number;
    }
  >;
  everywhere: { readonly pausedFor: string | null; readonly heard: HeardV2 } | null;
  readonly ringing: Map<CallId, number>;
  readonly talking: Map<CallId, number>;
  lastEndedAt: number | null;
  lastQueue: QueueName | null;
}

interface FeedTrackV2 {
  up: boolean;
  since: number;
  startedAt: number | null;
  heardAt: number;
  deafFrom: number;
  tellsRosters: boolean;
  trusted: boolean;
}

/** The tracker as snapshots hold it in version 2. Stays as it is, whatever becomes of {@link Tracker}. */
export interface TrackerV2 {
  readonly calls: Map<CallId, CallTrackV2>;
  readonly lines: Map<LineId, LineTrackV2>;
  readonly queues: Map<
    QueueName,
    {
      readonly waiting: Map<CallId, number>;
      readonly halfHours: Map<number, { offered: number; answered: number; answeredInTarget: number; abandoned: number }>;
    }
  >;
  readonly feeds: Map<SourceId, FeedTrackV2>;
  readonly customers: Map<CustomerKey, Map<CallId, number>>;
}

type SeatV2 = LineTrackV2['seats'] extends Map<QueueName, infer Seat> ? Seat : never;

/** Membership as snapshots held it up to version 4, before Onhook's own pauses were known by its commands. */
type QueueMembershipV4 = Omit<QueueMembership, 'own' | 'resumedAt'>;
type QueueMembershipV5 = Omit<QueueMembership, 'resumedAt'>;
type LineTrackV5 = Omit<LineTrack, 'memberships'> & { readonly memberships: Map<QueueName, QueueMembershipV5> };
/** The tracker as snapshots hold it in version 5, before the times at which pauses were lifted. */
type TrackerV5 = Omit<Tracker, 'lines'> & { readonly lines: Map<LineId, LineTrackV5> };
type LineTrackV4 = Omit<LineTrack, 'memberships'> & { readonly memberships: Map<QueueName, QueueMembershipV4> };
type FeedTrackV4 = Omit<FeedTrack, 'isShutDown' | 'unseenMs'>;
/** The tracker as snapshots hold it in version 4. */
export type TrackerV4 = Omit<Tracker, 'lines' | 'feeds'> & { readonly lines: Map<LineId, LineTrackV4>; readonly feeds: Map<SourceId, FeedTrackV4> };
/** The tracker as snapshots hold it in version 3, before customers' keys that several callers share were known. */
export type TrackerV3 = Omit<TrackerV4, 'sharedCustomers'>;

const membershipOf = ({ memberHeard, pauseHeard, ...seat }: SeatV2): QueueMembershipV4 => ({ ...seat, memberStamp: memberHeard, pauseStamp: pauseHeard });

const lineOf = ({ nameHeard, deviceHeard, seats, everywhere, ...line }: LineTrackV2): LineTrackV4 => ({
  ...line,
  nameStamp: nameHeard,
  deviceStamp: deviceHeard,
  memberships: new Map([...seats].map(([queue, seat]) => [queue, membershipOf(seat)])),
  allQueuesPause: everywhere && { pausedFor: everywhere.pausedFor, stamp: everywhere.heard },
});

const callOf = ({ marks, ...call }: CallTrackV2): CallTrack => ({
  ...call,
  facts: marks.map((mark) => (mark.kind === 'call-lost' ? { ...mark, kind: 'end-unknown' } : mark)),
});

const feedOf = ({ heardAt, deafFrom, tellsRosters, ...feed }: FeedTrackV2): FeedTrackV4 => ({
  ...feed,
  lastEventAt: heardAt,
  gapFrom: deafFrom,
  sendsRosters: tellsRosters,
});

const mapped = <Key, Old, New>(map: ReadonlyMap<Key, Old>, step: (old: Old) => New): Map<Key, New> =>
  new Map([...map].map(([key, value]) => [key, step(value)]));

/** Version 3 names calls' facts, queue memberships, stamps and gaps by the field's terms; what they hold is the same. */
const toV3 = ({ calls, lines, feeds, ...rest }: TrackerV2): TrackerV3 => ({
  ...rest,
  calls: mapped(calls, callOf),
  lines: mapped(lines, lineOf),
  feeds: mapped(feeds, feedOf),
});

/** Version 4 knows the customers' keys that several callers share. */
const toV4 = (older: TrackerV3): TrackerV4 => ({ ...older, sharedCustomers: new Map() });

const withOwnPauses = (line: LineTrackV4): LineTrackV5 => ({ ...line, memberships: mapped(line.memberships, (membership) => ({ ...membership, own: null })) });

/** Version 5 knows Onhook's own pauses by its commands. None was logged before; an open lease still knows its pause by its reason. */
const toV5 = ({ lines, feeds, ...rest }: TrackerV4): TrackerV5 => ({
  ...rest,
  lines: mapped(lines, withOwnPauses),
  feeds: mapped(feeds, (feed) => ({ ...feed, isShutDown: false, unseenMs: 0 })),
});

/** Version 6 knows when a pause was lifted. No pause is known as lifted by an event before. */
const toV6 = ({ lines, ...rest }: TrackerV5): Tracker => ({
  ...rest,
  lines: mapped(lines, (line) => ({ ...line, memberships: mapped(line.memberships, (membership) => ({ ...membership, resumedAt: null })) })),
});

/** Versions of the snapshots of the tracker. Version 1 has no upcaster: the log is read instead. */
export const trackerVersions: Versions<Tracker> = firstVersion<TrackerV2>('snapshot', 2).next(toV3).next(toV4).next(toV5).next(toV6);
