import type { RequestForMe } from '@onhook/contract';
import { Link } from '@tanstack/react-router';
import { useServerNow } from '../../../api/server-clock.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './debrief.module.css';
import { useDebrief } from './feed.ts';

const nearMs = 12 * 3_600_000;

const wordsOf = (forMe: readonly RequestForMe[], shown: ReadonlySet<string>, now: number): string => {
  const asking = forMe.filter(({ state, from }) => state === 'asked' && !shown.has(from.person));
  const [first] = asking;
  if (first) return asking.length === 1 ? m.debrief_floor(first.from) : m.debrief_floor_more({ n: asking.length });
  const due = forMe.find(({ followUpAt }) => followUpAt !== null && Math.abs(followUpAt - now) < nearMs);
  return due ? m.debrief_follow_up_today(due.from) : '';
};

interface Props {
  /** People whose requests the page shows elsewhere. */
  readonly shown: ReadonlySet<string>;
}

/** Highlights open requests from people who aren't on the floor, or else a talk that is due within half a day. */
export const Asking = ({ shown }: Props) => {
  const known = useDebrief();
  const now = useServerNow(60_000);
  const words = known.kind === 'known' ? wordsOf(known.debrief.forMe, shown, now) : '';
  return (
    <div role="status">
      {words && (
        <Link to="/requests" className={css.asking}>
          {words}
        </Link>
      )}
    </div>
  );
};
