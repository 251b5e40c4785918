import { addFact } from './calls.ts';
import type { CallEvent, FeedEvent, LineEvent, PhoneEvent } from './event.ts';
import { confirmCalls, hasEnded, endUnknown, shownEndOf } from './unknown-ends.ts';
import { applyLine, applyLineSnapshot, missLine, stampOf } from './memberships.ts';
import { longestUnseenMs } from './own-pause.ts';
import type { Change, Tracker, TrackerRules } from './state.ts';

const isCallEvent = (event: PhoneEvent): event is CallEvent => 'call' in event;
const isLineEvent = (event: PhoneEvent): event is LineEvent => 'line' in event && !('call' in event);
const isFeedEvent = (event: PhoneEvent): event is FeedEvent => !('line' in event) && !('call' in event);

/**
 * Folds one event into the tracker.
 *
 * @returns the visits, lines and feeds that changed, in order; empty for a duplicate
 * @example
 * const tracker = createTracker();
 * for (const change of apply(tracker, event, { targetSeconds: 20 })) if (change.kind === 'visit') show(change.after);
 */
export const apply = (tracker: Tracker, event: PhoneEvent, rules: TrackerRules): Change[] => {
  const knownFeed = tracker.feeds.get(event.source);
  if (knownFeed && !isFeedEvent(event) && event.kind !== 'line-commanded' && event.at > knownFeed.lastEventAt) knownFeed.lastEventAt = event.at;
  if (isCallEvent(event)) return addFact(tracker, event.source, event.call, event, rules);
  if (isLineEvent(event)) return applyLine(tracker, event);
  const { source, at } = event;
  const feed = tracker.feeds.get(source) ?? { up: false, since: at, startedAt: null, lastEventAt: at, gapFrom: -Infinity, isShutDown: false, unseenMs: 0, sendsRosters: false, trusted: false };
  tracker.feeds.set(source, feed);
  const changes: Change[] = [{ kind: 'feed', source }];
  switch (event.kind) {
    case 'feed-opened': {
      const restarted = event.startedAt !== null && feed.startedAt !== null && event.startedAt > feed.startedAt + 2000;
      if (!feed.up) feed.since = at;
      feed.up = true;
      if (at > feed.lastEventAt) feed.gapFrom = feed.lastEventAt;
      if (!feed.isShutDown) feed.unseenMs = Math.max(feed.unseenMs, (restarted ? event.startedAt! : at) - feed.lastEventAt);
      feed.isShutDown = false;
      feed.trusted = !feed.sendsRosters;
      feed.startedAt = restarted || feed.startedAt === null ? event.startedAt : feed.startedAt;
      if (restarted) changes.push(...endUnknown(tracker, source, at, rules, (_, visit) => visit.joinedAt < event.startedAt!));
      break;
    }
    case 'feed-lost':
      if (feed.up) feed.since = at;
      feed.up = false;
      feed.isShutDown = event.because === 'shutdown';
      break;
    case 'roster': {
      feed.sendsRosters = true;
      feed.trusted = true;
      const stamp = stampOf(event);
      const wasUnseen = !event.followsRecord && feed.unseenMs > longestUnseenMs;
      feed.unseenMs = 0;
      const reported = new Map(event.lines.map((line) => [line.line, line]));
      for (const line of event.lines) applyLineSnapshot(tracker, source, line, stamp, wasUnseen);
      for (const track of tracker.lines.values()) {
        if (track.source !== source || reported.has(track.line)) continue;
        missLine(track, stamp, wasUnseen);
      }
      const waiting = event.waiting && new Set(event.waiting);
      changes.push(
        ...endUnknown(tracker, source, at, rules, (call, visit) => {
          if (visit.line !== null) return hasEnded(visit, reported.get(visit.line), at);
          if (waiting) return !waiting.has(call);
          return visit.ringing.length > 0 && visit.ringing.every(({ line }) => reported.get(line)?.device === 'idle');
        }, (visit) => shownEndOf(tracker, source, visit, reported.get(visit.line!), at)),
      );
      changes.push(...confirmCalls(tracker, source, at, rules, reported));
      for (const line of tracker.lines.keys()) changes.push({ kind: 'line', line });
      break;
    }
  }
  feed.lastEventAt = Math.max(feed.lastEventAt, at);
  return changes;
};
