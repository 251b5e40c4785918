import { dueItems, nextDueAt } from '@onhook/core/carry';
import type { PanelView } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { serverClock } from '../../../api/server-clock.ts';
import { m } from '../../../generated/messages/messages.js';
import { useSlice } from '../../../local-store/use-slice.ts';
import type { CarryItem } from '../shared/carried.ts';
import { carriedSlice } from '../shared/slice.ts';
import { after } from '../../../design/schedule.ts';
import { useEvent } from '../../../design/use-event.ts';

/** Longest delay of a timer. For a later time the timer is set again. */
const longestMs = 2 ** 31 - 1;

/** Notifies outside the window if the agent has allowed it. Never shows the text, which others at the desk could read. */
const notify = ({ id }: CarryItem): void => {
  if (document.visibilityState === 'visible' || !('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    // All windows use the same tag, so that the browser shows one notification.
    const shown = new Notification(m.carry_due_title(), { tag: `onhook-${id}` });
    shown.addEventListener('click', () => window.focus());
  } catch {
    // Browsers on phones allow no notification from a page; the panel shows the item all the same.
  }
};

export interface RemindersProps {
  readonly person: string;
  readonly view: PanelView;
  /** Receives the items that are due and may be shown. */
  readonly onDue: (due: readonly CarryItem[]) => void;
}

/** Reports due items, and notifies once of each. Draws nothing; loaded after the first paint. */
export const Reminders = ({ person, view, onDue }: RemindersProps): null => {
  const [carried] = useSlice(person, carriedSlice);
  const [now, setNow] = useState(() => serverClock.now());
  const [notified, setNotified] = useState<ReadonlySet<string>>(new Set());
  const items = carried?.items ?? [];
  const due = dueItems(items, { line: view.line?.state ?? null, recovering: view.recovery !== null }, now);
  const next = nextDueAt(items, now);
  const names = due.map(({ id, dueAt }) => `${id} ${dueAt}`);

  useEffect(() => {
    if (next === null) return;
    const look = (): void => setNow(serverClock.now());
    const stop = after(Math.min(longestMs, Math.max(0, next - serverClock.now())), look);
    const unsubscribe = serverClock.subscribe(look);
    return () => {
      stop();
      unsubscribe();
    };
  }, [next, now]);

  const report = useEvent(() => onDue(due));
  const notifyFresh = useEvent(() => {
    const fresh = due.filter((_, i) => !notified.has(names[i] ?? ''));
    if (fresh.length === 0) return;
    fresh.forEach(notify);
    setNotified(new Set([...notified, ...names]));
  });
  const allNames = names.join();
  useEffect(() => {
    report();
    notifyFresh();
  }, [allNames, report, notifyFresh]);

  return null;
};
