import { addMark } from './calls.ts';
import type { CallEvent, FeedEvent, LineEvent, PhoneEvent } from './event.ts';
import { hasEnded, lose } from './lost.ts';
import { applyLine, applyRosterLine, heardIn, setSeat } from './seats.ts';
import type { Change, Tracker, TrackerRules } from './state.ts';

const isCallEvent = (event: PhoneEvent): event is CallEvent => 'call' in event;
const isLineEvent = (event: PhoneEvent): event is LineEvent => 'line' in event && !('call' in event);
const isFeedEvent = (event: PhoneEvent): event is FeedEvent => !('line' in event) && !('call' in event);

/** Folds one event into the picture and says what it changed. A duplicate changes nothing. */
export const apply = (tracker: Tracker, event: PhoneEvent, rules: TrackerRules): Change[] => {
  const heardOn = tracker.feeds.get(event.source);
  if (heardOn && !isFeedEvent(event) && event.at > heardOn.heardAt) heardOn.heardAt = event.at;
  if (isCallEvent(event)) return addMark(tracker, event.source, event.call, event, rules);
  if (isLineEvent(event)) return applyLine(tracker, event);
  const { source, at } = event;
  const feed = tracker.feeds.get(source) ?? { up: false, since: at, startedAt: null, heardAt: at, deafFrom: at, tellsRosters: false, trusted: false };
  tracker.feeds.set(source, feed);
  const changes: Change[] = [{ kind: 'feed', source }];
  switch (event.kind) {
    case 'feed-opened': {
      const restarted = event.startedAt !== null && feed.startedAt !== null && event.startedAt > feed.startedAt + 2000;
      if (!feed.up) feed.since = at;
      feed.up = true;
      if (at > feed.heardAt) feed.deafFrom = feed.heardAt;
      feed.trusted = !feed.tellsRosters;
      feed.startedAt = restarted || feed.startedAt === null ? event.startedAt : feed.startedAt;
      if (restarted) changes.push(...lose(tracker, source, at, rules, (_, leg) => leg.joinedAt < event.startedAt!));
      break;
    }
    case 'feed-lost':
      if (feed.up) feed.since = at;
      feed.up = false;
      break;
    case 'roster': {
      feed.tellsRosters = true;
      feed.trusted = true;
      const heard = heardIn(event);
      const told = new Map(event.lines.map((line) => [line.line, line]));
      for (const line of event.lines) applyRosterLine(tracker, source, line, heard);
      for (const track of tracker.lines.values()) {
        if (track.source !== source || told.has(track.line)) continue;
        for (const queue of track.seats.keys()) setSeat(track, queue, false, null, heard);
      }
      const waiting = event.waiting && new Set(event.waiting);
      changes.push(
        ...lose(tracker, source, at, rules, (call, leg) => {
          if (leg.line !== null) return hasEnded(leg, told.get(leg.line));
          if (waiting) return !waiting.has(call);
          return leg.ringing.length > 0 && leg.ringing.every(({ line }) => told.get(line)?.device === 'idle');
        }),
      );
      for (const line of tracker.lines.keys()) changes.push({ kind: 'line', line });
      break;
    }
  }
  feed.heardAt = Math.max(feed.heardAt, at);
  return changes;
};
