import type { PanelView } from '@onhook/contract';
import { wholeMinutes } from '../../../design/times.ts';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import { Paragraph, Screen, type Way } from '../../../design/panel/screen.tsx';
import type { Client } from '../../../api/client.ts';
import { time } from '../../../design/panel/time-words.ts';
import { techniqueNames } from '../../../generated/techniques/names.ts';
import { answersFor } from './answers.ts';
import css from './reset.module.css';
import { startPlan } from './start.ts';
import { TightnessScale } from './tightness-scale.tsx';
import type { RunControls } from './use-run.ts';
import type { Words } from './words.ts';

export interface ReadyProps {
  readonly running: RunControls;
  readonly recovery: NonNullable<PanelView['recovery']> | null;
  readonly pausedUntil: number | null;
  readonly words: Words;
  readonly width: number;
  readonly act: Client;
  readonly onBack: () => void;
}

const carriedWords = (carried: readonly string[], putDown: boolean): string => {
  const [first] = carried;
  const what = first === undefined ? '' : first.replace(/[.\s]+$/, '');
  const sentence =
    carried.length === 0
      ? m.reset_carried_nothing()
      : carried.length === 1
        ? m.reset_carried({ what })
        : m.reset_carried_more({ what, more: carried.length - 1 });
  return putDown ? `${sentence} ${m.reset_rest_was_theirs()}` : sentence;
};

/** Last screen of a reset, after all steps. */
export const Ready = ({ running, recovery, pausedUntil, words, width, act, onBack }: ReadyProps) => {
  const { run, taps, tap, act: go, changePrefs } = running;
  const { machine } = run;
  const extend = async (): Promise<void> => {
    if (!recovery) return go({ kind: 'one-more-minute' });
    const reply = await act('POST /api/recoveries/:recovery/extend', { params: { recovery: recovery.recovery } });
    if (reply.kind === 'ok') go({ kind: 'one-more-minute' });
  };
  const onceMore = (): void => {
    running.dismiss();
    startPlan(machine.plan, machine.form, machine.chosen);
  };
  const bringBack = machine.leftOut.map(
    (part): Way => ({
      label: m.reset_bring_back({ part: techniqueNames[part]() }),
      onTake: () => {
        changePrefs((p) => ({ ...p, notForMe: p.notForMe.filter((other) => other !== part) }));
        go({ kind: 'restore-part', part });
      },
    }),
  );
  const more: Way[] = recovery
    ? recovery.canExtendMs > 0
      ? [{ label: m.reset_more({ minutes: wholeMinutes(recovery.canExtendMs) }), onTake: () => void extend() }]
      : []
    : [
        ...(machine.phase.kind === 'ready' ? [{ label: m.reset_more({ minutes: 1 }), onTake: () => void extend() }] : []),
        { label: m.reset_once_more(), onTake: onceMore },
      ];
  const asksWhatIsTheirs = machine.plan === 'three-part';
  return (
    <Screen
      start={pausedUntil === null ? undefined : m.panel_opens_at({ time: time(pausedUntil) })}
      picture={<Cord progress={1} width={width} />}
      title={recovery ? m.reset_ready() : m.reset_tried()}
      main={{ label: recovery ? m.panel_back_on_the_line() : m.reset_close(), onTake: onBack }}
      ways={[...more, ...bringBack]}
      escape={recovery ? null : { label: m.reset_close(), onTake: onBack }}
    >
      {asksWhatIsTheirs && (
        <Paragraph>{carriedWords(answersFor(run, 'carry', words), answersFor(run, 'put-down', words).length > 0)}</Paragraph>
      )}
      {taps && taps.before !== null && (
        <div className={css.tapped}>
          <Paragraph>{m.reset_tight_after()}</Paragraph>
          <TightnessScale label={m.reset_tight_after()} chosen={taps.after} onChoose={(value) => tap('after', value)} />
        </div>
      )}
    </Screen>
  );
};
