import type { PanelView } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { wholeMinutes } from '../../../design/times.ts';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './offer.module.css';
import { type OutboxRequest, enqueue } from '../../../api/outbox/index.ts';
import { takeUp } from '../../reset/panel/index.ts';
import { Paragraph, Screen, type Way } from '../../../design/panel/screen.tsx';
import { time } from '../../../design/panel/time-words.ts';
import { reasonWords } from './words.ts';
import { useEvent } from '../../../design/use-event.ts';

interface Props {
  readonly offer: NonNullable<PanelView['offer']>;
  readonly recovery: NonNullable<PanelView['recovery']>;
  readonly pausedUntil: number;
  readonly width: number;
  readonly person: string;
  readonly sendEventually: (call: OutboxRequest) => Promise<boolean>;
  readonly onAccept: (recovery: string, offer: string) => Promise<void>;
  readonly onBack: (recovery: string) => void;
  readonly onElse: () => void;
  /** True while an interrupted reset waits. */
  readonly aside: boolean;
}

/** Waits for two frames, because the first may not be on the screen yet when its callback runs. */
const afterPaint = (then: () => void): (() => void) => {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(then);
  });
  return () => cancelAnimationFrame(frame);
};

/** Offers the granted minutes without pressure. The agent may ignore it until the line opens by itself. */
export const Offer = ({ offer, recovery, pausedUntil, width, person, sendEventually, onAccept, onBack, onElse, aside }: Props) => {
  const [answered, setAnswered] = useState(false);
  const params = { offer: offer.offer };

  const painted = useEvent(() => {
    performance.mark('onhook:offer-painted', { detail: offer.offer });
    // A refusal is not shown: it concerns the record only, not the agent.
    if (offer.state === 'intended') void enqueue(person, { key: 'POST /api/offers/:offer/shown', input: { params } });
  });
  useEffect(() => afterPaint(painted), [offer.offer, painted]);

  const answer = (with_: 'later' | 'skipped' | 'not-relevant'): void => {
    setAnswered(true);
    const input = { params, body: { answer: with_ } };
    void sendEventually({ key: 'POST /api/offers/:offer/answer', input }).then(() => setAnswered(false));
  };

  const { call } = offer;
  const goOn: readonly Way[] = aside ? [{ label: m.panel_take_up(), onTake: takeUp }] : [];
  const title = !call ? m.panel_your_minutes() : recovery.cause === 'said-hard' ? m.panel_hard_said() : m.panel_hard();
  return (
    <Screen
      start={m.panel_line_paused()}
      end={m.panel_until_perhaps_longer({ time: time(pausedUntil) })}
      picture={<Cord progress={0} width={width} />}
      title={title}
      main={{
        label: m.panel_take({ minutes: wholeMinutes(recovery.grantedMs) }),
        disabled: answered,
        shortcut: '↵',
        onTake: () => void onAccept(recovery.recovery, offer.offer),
      }}
      ways={[
        ...(call
          ? [
              { label: m.panel_later(), onTake: () => answer('later') },
              { label: m.panel_not_now(), onTake: () => answer('skipped') },
            ]
          : [{ label: m.panel_back_on_the_line(), onTake: () => onBack(recovery.recovery) }]),
        { label: m.panel_something_else(), onTake: onElse },
        ...goOn,
      ]}
    >
      {call ? (
        <>
          <Paragraph>{call.reasons.map(reasonWords).join(' ')}</Paragraph>
          <p>
            <button type="button" className={css.fine} disabled={answered} onClick={() => answer('not-relevant')}>
              {m.panel_was_fine()}
            </button>
          </p>
        </>
      ) : (
        <Paragraph>{m.panel_your_minutes_how({ time: time(pausedUntil) })}</Paragraph>
      )}
    </Screen>
  );
};
