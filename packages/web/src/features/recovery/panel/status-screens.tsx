import { Cord, ThinLine } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './status-screens.module.css';
import type { Phase } from './phase.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { time } from '../../../design/panel/time-words.ts';

interface Props {
  readonly phase: Extract<Phase, { kind: 'on-call' | 'ending' }>;
  readonly width: number;
  readonly onPhrases: () => void;
}

/*
 * Functions, not components: React then keeps the same Screen between them, and its cord continues from its position.
 */

/** Screen for phases without anything to do: one sentence. During a call only a line, and the phrasebook at the bottom edge. */
export const statusScreen = ({ phase, width, onPhrases }: Props) => {
  switch (phase.kind) {
    case 'on-call':
      return (
        <main className={css.call}>
          <ThinLine />
          <button type="button" className={css.phrases} aria-keyshortcuts="/ Control+K" onClick={onPhrases}>
            {m.phrases_open()}
            <kbd className={css.key} aria-hidden="true">
              /
            </kbd>
          </button>
        </main>
      );
    case 'ending':
      return <Screen picture={<Cord progress={1} width={width} />} title={m.panel_ending()} />;
  }
};

interface PausedProps {
  readonly pausedUntil: number;
  readonly width: number;
  readonly onBegin: () => void;
  readonly onBack: () => void;
  readonly onElse: () => void;
}

/** Screen for a paused line without an offer or a reset. */
export const pausedScreen = ({ pausedUntil, width, onBegin, onBack, onElse }: PausedProps) => (
  <Screen
    start={m.panel_line_paused()}
    end={m.panel_until({ time: time(pausedUntil) })}
    picture={<Cord progress={0} width={width} />}
    title={m.panel_your_minutes()}
    main={{ label: m.panel_begin(), onTake: onBegin }}
    ways={[
      { label: m.panel_back_on_the_line(), onTake: onBack },
      { label: m.panel_something_else(), onTake: onElse },
    ]}
  >
    <Paragraph>{m.panel_your_minutes_how({ time: time(pausedUntil) })}</Paragraph>
  </Screen>
);

/** Screen shown while the next one is not known or not loaded yet. */
export const oneMoment = (width: number) => (
  <Screen picture={<Cord progress={0} width={width} />} title={m.panel_asked()} />
);
