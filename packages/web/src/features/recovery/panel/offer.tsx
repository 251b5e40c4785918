import type { PanelView } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { wholeMinutes } from '../../../design/times.ts';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './offer.module.css';
import { type OutboxRequest, enqueue } from '../../../api/outbox/index.ts';
import type { Client } from '../../../api/client.ts';
import { takeUp } from '../../reset/panel/index.ts';
import { Paragraph, Screen, type Way } from '../../../design/panel/screen.tsx';
import { time } from '../../../design/panel/time-words.ts';
import { reasonWords } from './words.ts';
import { useEvent } from '../../../design/use-event.ts';

type Answer = 'later' | 'skipped' | 'not-relevant';

interface Props {
  readonly offer: NonNullable<PanelView['offer']>;
  readonly recovery: NonNullable<PanelView['recovery']>;
  readonly pausedUntil: number;
  readonly width: number;
  readonly person: string;
  readonly act: Client;
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
export const Offer = ({ offer, recovery, pausedUntil, width, person, act, sendEventually, onAccept, onBack, onElse, aside }: Props) => {
  const [answered, setAnswered] = useState(false);
  const params = { offer: offer.offer };

  const painted = useEvent(() => {
    performance.mark('onhook:offer-painted', { detail: offer.offer });
    // A refusal is not shown: it concerns the record only, not the agent.
    if (offer.state === 'intended') void enqueue(person, { key: 'POST /api/offers/:offer/shown', input: { params } });
  });
  useEffect(() => afterPaint(painted), [offer.offer, painted]);

  const send = async (given: Answer, undoable: boolean): Promise<void> => {
    setAnswered(true);
    const input = { params, body: { answer: given, undoable } };
    await sendEventually({ key: 'POST /api/offers/:offer/answer', input });
    setAnswered(false);
  };
  const answer = (given: Answer): void => void send(given, true);
  const undo = async (): Promise<void> => {
    setAnswered(true);
    await act('POST /api/offers/:offer/undo', { params });
    setAnswered(false);
  };
  const later: Way = { label: m.offer_later(), cost: m.offer_later_cost(), onTake: () => answer('later') };

  const { pending } = offer;
  const [screen, setScreen] = useState<{ readonly of: typeof import('./answered.tsx').answeredScreen } | null>(null);
  const isPending = pending !== null;
  useEffect(() => {
    if (isPending) void import('./answered.tsx').then(({ answeredScreen }) => setScreen({ of: answeredScreen }), () => {});
  }, [isPending]);
  if (pending && screen)
    return (
      <Screen
        {...screen.of(pending, width, { disabled: answered, onUndo: () => void undo(), onNow: () => void send(pending.answer, false) })}
      />
    );

  const { call } = offer;
  const goOn: readonly Way[] = aside ? [{ label: m.panel_take_up(), onTake: takeUp }] : [];
  const title = !call ? m.panel_your_minutes() : recovery.cause === 'said-hard' ? m.panel_hard_said() : m.panel_hard();
  return (
    <Screen
      start={m.panel_line_paused()}
      end={m.panel_until_perhaps_longer({ time: time(pausedUntil) })}
      picture={<Cord progress={0} width={width} size="offer" />}
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
              later,
              { label: m.offer_stay(), cost: m.offer_stay_cost(), onTake: () => answer('skipped') },
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
