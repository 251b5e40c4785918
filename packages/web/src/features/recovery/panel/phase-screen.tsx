import { Cord, ThinLine } from '../../../design/cord/index.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { time } from '../../../design/panel/time-words.ts';
import { m } from '../../../generated/messages/messages.js';
import type { Phase } from './phase.ts';
import css from './phase-screen.module.css';

export interface PhaseScreenProps {
  readonly phase: Extract<Phase, { kind: 'no-line' | 'asked' | 'waiting' | 'paused' | 'on-call' | 'ending' }>;
  readonly width: number;
  readonly onBegin?: () => void;
  readonly onBack?: () => void;
  readonly onElse?: () => void;
  readonly onPhrases?: () => void;
}

const nothing = (): void => {};

/**
 * Screen for phases without an offer or a reset: a call, of which it shows only a line and the phrasebook's button; a paused line; and
 * the wait for an administrator, the phone system or the end of a call.
 * Loaded when it is needed.
 */
export const PhaseScreen = ({ phase, width, onBegin = nothing, onBack = nothing, onElse = nothing, onPhrases = nothing }: PhaseScreenProps) => {
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
    case 'paused': {
      const until = time(phase.pausedUntil);
      return (
        <Screen
          start={m.panel_line_paused()}
          end={m.panel_until({ time: until })}
          picture={<Cord progress={0} width={width} />}
          title={m.panel_your_minutes()}
          main={{ label: m.panel_begin(), onTake: onBegin }}
          ways={[
            { label: m.panel_back_on_the_line(), onTake: onBack },
            { label: m.panel_something_else(), onTake: onElse },
          ]}
        >
          <Paragraph>{m.panel_your_minutes_how({ time: until })}</Paragraph>
        </Screen>
      );
    }
    case 'no-line':
      return (
        <Screen picture={<Cord progress={1} width={width} />} title={m.panel_no_line()}>
          <Paragraph>{m.panel_no_line_how()}</Paragraph>
        </Screen>
      );
    case 'asked':
      return (
        <Screen picture={<Cord progress={0} width={width} />} title={phase.waitsForPause ? m.panel_given_waits() : m.panel_asked()}>
          <Paragraph>{phase.waitsForPause ? m.panel_given_waits_how() : m.panel_asked_how()}</Paragraph>
        </Screen>
      );
    case 'waiting':
      return (
        <Screen picture={<Cord progress={0} width={width} />} title={m.panel_waiting()}>
          <Paragraph>{phase.rangFirst ? m.panel_waiting_rang_first() : m.panel_waiting_how()}</Paragraph>
        </Screen>
      );
  }
};
