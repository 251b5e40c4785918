import type { OwnDayView, PanelView } from '@onhook/contract';
import { useState } from 'react';
import { serverClock } from '../../../api/server-clock.ts';
import type { OutboxRequest } from '../../../api/outbox/index.ts';
import { length } from '../../../design/panel/time-words.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './idle.module.css';

interface Props {
  readonly tappable: PanelView['tappable'];
  readonly lastCall: OwnDayView['lastCall'];
  readonly sendEventually: (call: OutboxRequest) => Promise<boolean>;
}

/** The last call in one quiet line, with the rating that the agent may still give or take back. */
export const LastCall = ({ tappable, lastCall, sendEventually }: Props) => {
  const [sending, setSending] = useState(false);
  if (!tappable && !lastCall) return null;

  const rate = async (tap: 'hard' | 'fine' | null): Promise<void> => {
    if (!tappable) return;
    const { call, leg } = tappable;
    setSending(true);
    await sendEventually({ key: 'POST /api/calls/:call/:leg/tap', input: { params: { call, leg }, body: { tap, at: serverClock.now() } } });
    setSending(false);
  };
  const button = (label: string, tap: 'hard' | 'fine' | null) => (
    <button type="button" className={css.rate} disabled={sending} onClick={() => void rate(tap)}>
      {label}
    </button>
  );

  if (tappable?.tap === 'hard')
    return (
      <p className={css.last}>
        {m.panel_tapped_hard()} {button(m.panel_tap_undo(), null)}
      </p>
    );
  if (tappable?.tap === 'fine') return <p className={css.last}>{m.panel_tapped_fine()}</p>;
  const isSame = lastCall && (!tappable || Math.abs(lastCall.endedAt - tappable.endedAt) < 1000);
  return (
    <p className={css.last}>
      {isSame ? m.home_last_call({ queue: lastCall.queue, length: length(lastCall.talkMs) }) : m.home_last_call_on({ queue: tappable?.queue ?? '' })}{' '}
      {tappable && (tappable.level >= 2 ? button(m.panel_was_fine(), 'fine') : button(m.panel_was_hard(), 'hard'))}
    </p>
  );
};
