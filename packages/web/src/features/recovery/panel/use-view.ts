import type { PanelView } from '@onhook/contract';
import { useSlice } from '../../../local-store/use-slice.ts';
import { outboxSlice, withWaiting } from '../../../api/outbox/index.ts';
import { stale } from './stale.ts';
import { useServerNow } from '../../../api/server-clock.ts';

/** Interval at which an unconfirmed view is checked again, in milliseconds. */
const doubtMs = 1000;

/**
 * View shown to the agent: the server's last view, without minutes that have run out since the connection was lost, and with
 * the agent's own actions that still wait in the outbox.
 */
export const useView = (served: PanelView, connected: boolean): PanelView => {
  const [outbox] = useSlice(served.person.person, outboxSlice);
  const now = useServerNow(connected ? null : doubtMs, { whileHidden: true });
  return withWaiting(connected ? served : stale(served, now), outbox?.waiting ?? []);
};
