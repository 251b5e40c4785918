import type { LinesView } from '@onhook/contract';
import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide';
import { useFormats } from '../../../api/app/session.ts';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './feeds.module.css';

type Feed = LinesView['feeds'][number];

const states = {
  up: { sign: CircleCheck, word: m.admin_feed_up, advice: m.admin_feed_up_text },
  connecting: { sign: CircleDashed, word: m.admin_feed_connecting, advice: m.admin_feed_connecting_text },
  'needs-attention': { sign: TriangleAlert, word: m.admin_feed_needs_attention, advice: m.admin_feed_needs_attention_text },
} as const satisfies Record<Feed['state'], unknown>;

/** Lists the connected phone systems, each with its state and advice on what to do about it. */
export const Feeds = ({ feeds, now }: { readonly feeds: readonly Feed[]; readonly now: number }) => {
  const formats = useFormats();
  if (feeds.length === 0)
    return (
      <>
        <p className={css.noneTitle}>{m.admin_feeds_none_title()}</p>
        <p className={css.advice}>{m.admin_feeds_none_text()}</p>
      </>
    );
  return (
    <ul className={css.feeds}>
      {feeds.map(({ source, state, since, lastError }) => {
        const { sign, word, advice } = states[state];
        return (
          <li key={source} className={css.feed} data-state={state}>
            <h3 className={css.source}>{source}</h3>
            <p className={css.state}>
              <Icon of={sign} />
              {word()} <span className={css.since}>{m.admin_feed_since({ time: formats.when(since, now) })}</span>
            </p>
            <div className={css.advice}>
              <p>{advice()}</p>
              {state !== 'up' && lastError !== null && (
                <p>
                  {m.admin_feed_last_error()}: <q className={css.error}>{lastError}</q>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
};
