import { apply, createTracker, type QueueVisit, type PhoneEvent } from '@onhook/core/call';
import { asId, type LineId, type SourceId } from '@onhook/core/ids';
import { createDecoder, createOverlap, type Frame } from '@onhook/phones/asterisk';
import { readPauses, type Pause } from './pauses.ts';
import { play, type Chunk } from './recording.ts';

/** Call in a queue that it waited in. Times are seconds since 1970, lengths whole seconds. */
export interface ReplayedCall {
  readonly uniqueid: string;
  /** Identifier that the phone system gives to all channels of the call; null when the recording lacks its beginning. */
  readonly linkedid: string | null;
  readonly leg: number;
  readonly queue: string;
  readonly agent: string | null;
  readonly outcome: string;
  readonly joinedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly wait: number | null;
  readonly talk: number | null;
  readonly holds: number;
  readonly held: number;
  readonly ringNoAnswer: readonly { readonly agent: string; readonly seconds: number }[];
  readonly transfer?: { readonly how: string; readonly to: string | null };
  readonly consultation?: true;
  /** Outcome that the phone system itself reports for a call transferred behind a Local channel. */
  readonly logged?: string;
  readonly talkToTransfer?: number;
}

export interface ReplayedAgent {
  readonly answered: number;
  readonly pauses: readonly Pause[];
}

export interface Replay {
  readonly events: readonly PhoneEvent[];
  readonly calls: readonly ReplayedCall[];
  readonly agents: Readonly<Record<string, ReplayedAgent>>;
}

const source = asId<SourceId>('replay');
/** Key of the hash of callers' numbers. It need not be secret, since the result of a replay holds no customer. */
const replayKey = 'replay';
const toSeconds = (ms: number): number => Math.round(ms / 1000);
/** Rounds epoch milliseconds down to seconds, as Asterisk writes times. */
const secondOf = (ms: number): number => Math.floor(ms / 1000);

/** Converts recorded AMI bytes to the events that the connector would have delivered. */
const decodeAll = (bytes: Uint8Array, chunks?: readonly Chunk[]) => {
  const decoder = createDecoder({ source, customerKey: replayKey }, () => {});
  const overlap = createOverlap();
  const events: PhoneEvent[] = [];
  const names = new Map<LineId, string>();
  const linkedids = new Map<string, string>();
  let picture: Frame[] = [];
  let seamless = true;

  const decode = ({ frame, at }: { readonly frame: Frame; readonly at: number }): void => {
    if (!overlap.seamless && seamless) decoder.connected(at);
    seamless = overlap.seamless;
    const line = frame.get('Interface') ?? frame.get('Location');
    const name = frame.get('MemberName') ?? frame.get('Name');
    if (line !== undefined && name !== undefined) names.set(asId<LineId>(line), name);
    const uniqueid = frame.get('Uniqueid');
    const linkedid = frame.get('Linkedid');
    if (frame.get('Event') === 'QueueCallerJoin' && uniqueid !== undefined && linkedid !== undefined) linkedids.set(uniqueid, linkedid);
    events.push(...decoder.tick(at));
    if (frame.get('Event') === 'QueueStatusComplete') events.push(decoder.lineReport(picture.splice(0), at));
    else if (frame.get('Event') !== undefined && frame.get('ActionID') !== undefined) picture.push(frame);
    else events.push(...decoder.event(frame, at));
  };

  for (const piece of play(bytes, chunks)) {
    if (piece.kind === 'opened') {
      overlap.resume();
      if (overlap.seamless) decoder.connected(piece.at);
      else seamless = true;
      picture = [];
    } else if (piece.kind === 'heard') {
      for (const framed of overlap.push(piece)) decode(framed);
    } else {
      events.push(...decoder.lost(piece.because, piece.at));
    }
  }
  for (const framed of overlap.flush<{ frame: Frame; at: number }>()) decode(framed);
  events.push(...decoder.finish());
  return { events, names, linkedids };
};

/**
 * Replays recorded AMI bytes into calls and agents. `chunks` give the time and connection of each read; without them, times
 * are only those that the phone system mentions, and holds have no length.
 */
export const replay = (bytes: Uint8Array, chunks?: readonly Chunk[]): Replay => {
  const { events, names, linkedids } = decodeAll(bytes, chunks);
  const tracker = createTracker();
  for (const event of events) apply(tracker, event, { targetSeconds: 20 });
  const nameOf = (line: LineId): string => names.get(line) ?? line;

  const unansweredIn = (uniqueid: string, visit: QueueVisit) =>
    events.flatMap((event) =>
      event.kind === 'call-unanswered' &&
      event.call === uniqueid &&
      event.queue === visit.queue &&
      event.at >= visit.joinedAt &&
      event.at <= (visit.endedAt ?? Infinity)
        ? [{ agent: nameOf(event.line), seconds: toSeconds(event.rangMs ?? 0) }]
        : [],
    );

  const rowOf = (uniqueid: string, visit: QueueVisit): ReplayedCall => ({
    uniqueid,
    linkedid: linkedids.get(uniqueid) ?? null,
    leg: visit.leg,
    queue: visit.queue,
    agent: visit.line === null ? null : nameOf(visit.line),
    outcome: visit.outcome,
    joinedAt: secondOf(visit.joinedAt),
    answeredAt: visit.answeredAt === null ? null : secondOf(visit.answeredAt),
    endedAt: visit.endedAt === null ? null : secondOf(visit.endedAt),
    wait: visit.waitSeconds,
    talk: visit.talkSeconds,
    holds: visit.holds,
    held: toSeconds(visit.heldMs),
    ringNoAnswer: unansweredIn(uniqueid, visit),
    ...(visit.transfer ? { transfer: { how: visit.transfer.how, to: visit.transfer.to } } : {}),
    ...(visit.consultation ? { consultation: true as const } : {}),
    ...(visit.transfer && visit.loggedBy !== null && visit.loggedBy !== 'transfer'
      ? {
          logged: `completed-by-${visit.loggedBy}`,
          talkToTransfer: toSeconds(visit.transfer.at - (visit.answeredAt ?? visit.joinedAt)),
        }
      : {}),
  });

  const calls = [...tracker.calls]
    .flatMap(([uniqueid, { call }]) => call.legs.map((visit) => ({ joinedAt: visit.joinedAt, row: rowOf(uniqueid, visit) })))
    .sort((a, b) => a.joinedAt - b.joinedAt)
    .map(({ row }) => row);

  const pauses = readPauses(events);
  const agents: Record<string, ReplayedAgent> = {};
  for (const line of tracker.lines.keys()) {
    const agent = nameOf(line);
    agents[agent] = { answered: calls.filter((call) => call.agent === agent).length, pauses: pauses.get(line) ?? [] };
  }
  return { events, calls, agents };
};
