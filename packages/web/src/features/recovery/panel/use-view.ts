import type { PanelView } from '@onhook/contract';
import { useKept } from '../../../local-store/use-kept.ts';
import { outboxSlice, withWaiting } from '../../../api/outbox/index.ts';
import { stale } from './stale.ts';
import { useServerNow } from '../../../api/server-clock.ts';

/** How often what nobody confirms is looked at again. */
const doubtMs = 1000;

/** What the agent sees: as it was told, without what nobody confirms any more, and with what they have done since. */
export const useView = (told: PanelView, connected: boolean): PanelView => {
  const [outbox] = useKept(told.person.person, outboxSlice);
  const now = useServerNow(connected ? null : doubtMs, { whileHidden: true });
  return withWaiting(connected ? told : stale(told, now), outbox?.waiting ?? []);
};
