import { progress } from '@onhook/core/reset';
import { useEffect, useState } from 'react';
import { Button } from '../../../../design/button.tsx';
import { Cord } from '../../../../design/cord/index.ts';
import { m } from '../../../../generated/messages/messages.js';
import { useSlice } from '../../../../local-store/use-slice.ts';
import { Paragraph, Screen } from '../../../../design/panel/screen.tsx';
import type { StepProps } from '../step-props.ts';
import { isPaused } from '../timed.ts';
import { Add } from './add.tsx';
import css from './keepsake.module.css';
import { Shown } from './shown.tsx';
import { type Kept, keepsakesSlice } from '../../shared/keepsake-slice.ts';
import { useEvent } from '../../../../design/use-event.ts';

/** Step that shows the agent's keepsakes, one at a time. The clock is paused while the agent adds one. */
export const Keepsake = (props: StepProps<'keepsake'>) => {
  const { person, frame, words, run, now, exactly, width, go, next } = props;
  const { machine } = run;
  const [kept, change] = useSlice(person, keepsakesSlice);
  const [adding, setAdding] = useState(false);
  const [gone, setGone] = useState<Kept | null>(null);
  // The start time selects the first keepsake, so that it changes from reset to reset without randomness.
  const [turn, setTurn] = useState(() => Math.floor(machine.startedAt / 60_000));
  const paused = isPaused(props);
  const empty = kept !== null && kept.length === 0;
  const toAdd = adding || empty;
  const shown = kept?.[turn % Math.max(1, kept.length)] ?? null;
  const line = <Cord progress={progress(machine, now)} width={width} />;

  const pause = useEvent(() => go({ kind: 'pause' }));
  useEffect(() => {
    if (toAdd) pause();
  }, [toAdd, pause]);

  const add = (one: Kept): void => {
    change((all) => [...all, one]);
    setTurn(kept?.length ?? 0);
    setAdding(false);
    setGone(null);
    go({ kind: 'resume' });
  };
  const remove = (one: Kept): void => {
    change((all) => all.filter(({ id }) => id !== one.id));
    setGone(one);
  };
  const bringBack = (one: Kept): void => {
    change((all) => (all.some(({ id }) => id === one.id) ? all : [...all, one]));
    setTurn(kept?.length ?? 0);
    setGone(null);
    go({ kind: 'resume' });
  };
  const leave = (): void => {
    setAdding(false);
    go({ kind: 'resume' });
  };
  const stamp = (): { readonly id: string; readonly at: number } => ({ id: crypto.randomUUID(), at: Math.round(exactly()) });
  const undo = gone && (
    <Button kind="quiet" onClick={() => bringBack(gone)}>
      {m.keepsake_bring_back()}
    </Button>
  );

  if (toAdd)
    return (
      <Screen
        {...frame}
        {...(!empty && { back: { label: m.reset_back(), onTake: leave } })}
        moment="keepsake-add"
        picture={line}
        title={m.keepsake_add_title()}
      >
        <Paragraph>{m.keepsake_add_how()}</Paragraph>
        <Add
          onPicture={(picture) => add({ kind: 'picture', ...stamp(), picture })}
          onLine={(text) => add({ kind: 'line', ...stamp(), text })}
        />
        {undo}
      </Screen>
    );

  return (
    <Screen
      {...frame}
      picture={shown?.kind === 'picture' ? <Shown key={shown.id} picture={shown.picture} /> : line}
      title={paused ? m.reset_paused() : words.title()}
      main={paused ? { label: m.reset_go_on(), onTake: () => go({ kind: 'resume' }) } : { label: m.reset_next(), onTake: next }}
      centred
    >
      {shown?.kind === 'line' && (
        <p className={css.line} dir="auto">
          {shown.text}
        </p>
      )}
      <div className={css.tools}>
        {kept && kept.length > 1 && (
          <Button kind="quiet" onClick={() => setTurn(turn + 1)}>
            {m.keepsake_another()}
          </Button>
        )}
        <Button kind="quiet" onClick={() => setAdding(true)}>
          {m.keepsake_add()}
        </Button>
        {shown && (
          <Button kind="quiet" onClick={() => remove(shown)}>
            {m.keepsake_delete()}
          </Button>
        )}
        {undo}
      </div>
    </Screen>
  );
};
