import { type TechniqueId, isTimed, stepPosition, stepOf, stepsAhead } from '@onhook/core/reset';
import { Ellipsis, Pause, Play } from 'lucide';
import { type ComponentType, useEffect, useState } from 'react';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import type { Announce } from '../../../design/panel/announce.ts';
import type { Way } from '../../../design/panel/screen.tsx';
import { time } from '../../../design/panel/time-words.ts';
import css from './frame.module.css';
import { useKeys } from './keys.ts';
import type { MoreProps } from './more.tsx';
import type { Frame } from './step-props.ts';
import type { RunControls } from './use-run.ts';
import { type Words, wordsOf } from './words.ts';
import { useEvent } from '../../../design/use-event.ts';

interface Options {
  readonly running: RunControls;
  /** Words of the current step; null until loaded. */
  readonly words: Words | null;
  readonly pausedUntil: number | null;
  readonly onBack: () => void;
  readonly announce: Announce;
}

const useMore = (wanted: boolean): ComponentType<MoreProps> | null => {
  const [loaded, setLoaded] = useState<{ readonly More: ComponentType<MoreProps> } | null>(null);
  useEffect(() => {
    if (wanted && !loaded) void import('./more.tsx').then(({ More }) => setLoaded({ More }), () => {});
  }, [wanted, loaded]);
  return loaded?.More ?? null;
};

/**
 * Returns the parts of the screen that all steps share: position, end time, back, pause, the ways out, and a drawer
 * with more.
 */
export const useFrame = ({ running, words, pausedUntil, onBack, announce }: Options): Frame => {
  const { run, prefs, changePrefs, act } = running;
  const { machine } = run;
  const step = run.tapped ? stepOf(machine) : null;
  const part = words && step ? wordsOf(words, step).part() : '';
  const [open, setOpen] = useState(false);
  const [left, setLeft] = useState<{ readonly part: TechniqueId; readonly name: string; readonly before: string | undefined } | null>(null);
  const More = useMore(open);
  const paused = machine.phase.kind === 'paused';
  const timed = step !== null && isTimed(step);
  const resting = step?.part === 'rest';

  const pause = (): void => {
    act({ kind: paused ? 'resume' : 'pause' });
    // Screen readers don't announce a change of the sentence that has the focus, so the pause is announced separately.
    announce(paused ? '' : m.reset_paused(), 'heard');
  };
  const leaveOut = (): void => {
    if (!step) return;
    setOpen(false);
    setLeft({ part: step.part, name: part, before: step.id });
    act({ kind: 'leave-out' });
    changePrefs((p) => ({ ...p, notForMe: [...new Set([...p.notForMe, step.part])] }));
  };
  const bringBack = (back: TechniqueId): void => {
    setLeft(null);
    changePrefs((p) => ({ ...p, notForMe: p.notForMe.filter((other) => other !== back) }));
    act({ kind: 'restore-part', part: back });
    announce('');
  };

  useKeys(
    step && !open
      ? {
          ...(timed && { ' ': pause }),
          ...(prefs.keys && {
            b: () => act({ kind: 'back' }),
            s: () => act({ kind: 'skip-part' }),
            // The technique's name is in its words.
            ...(words && { n: leaveOut }),
            '?': () => setOpen(true),
          }),
        }
      : {},
  );

  // The offer to bring back a left-out part ends when the agent leaves the step that followed it.
  const stepId = step?.id;
  const forgetLeft = useEvent(() => {
    if (!left || left.before === stepId) return;
    if (left.before === undefined) return setLeft(null);
    setLeft({ ...left, before: undefined });
    announce(m.reset_left_out({ part: left.name }));
  });
  useEffect(() => forgetLeft(), [stepId, forgetLeft]);

  if (!step) return { moment: 'none' };
  const { index, of } = stepPosition(machine, step);
  const enough: Way = resting
    ? { label: pausedUntil === null ? m.reset_close() : m.panel_back_on_the_line(), onTake: onBack }
    : { label: m.reset_enough(), onTake: () => act({ kind: 'stop' }) };
  const skip: Way = { label: m.reset_skip_part(), onTake: () => act({ kind: 'skip-part' }) };
  const undo: Way[] = left ? [{ label: m.reset_bring_back({ part: left.name }), onTake: () => bringBack(left.part) }] : [];
  const ways = resting ? [enough] : [skip, enough];
  return {
    start: of > 1 ? m.reset_place({ part, index, of }) : part,
    end: (
      <>
        {pausedUntil !== null && <span title={m.reset_opens_at({ time: time(pausedUntil) })}>{time(pausedUntil)}</span>}
        {timed && (
          <IconButton className={css.tool} label={paused ? m.reset_go_on() : m.reset_pause()} onClick={pause}>
            {paused ? <Icon of={Play} /> : <Icon of={Pause} />}
          </IconButton>
        )}
        <IconButton className={`${css.tool} ${css.last}`} label={m.reset_more_ways()} onClick={() => setOpen(true)}>
          <Icon of={Ellipsis} />
        </IconButton>
        {open && More && (
          <More
            part={part}
            prefs={prefs}
            changePrefs={changePrefs}
            onNotForMe={resting ? null : leaveOut}
            onClose={() => setOpen(false)}
          />
        )}
      </>
    ),
    ...(stepsAhead(machine)[0]?.id === step.id ? {} : { back: { label: m.reset_back(), onTake: () => act({ kind: 'back' }) } }),
    moment: step.id,
    ways: [...ways, ...undo],
    // Escape means the same in every step, whatever else the step offers.
    escape: enough,
  };
};
