import { type Activity, formsOf, planMs, progress, stepOf } from '@onhook/core/reset';
import type { PanelView } from '@onhook/contract';
import { useEffect } from 'react';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import type { Announce } from '../../../design/panel/announce.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import type { Client } from '../../../api/client.ts';
import { time } from '../../../design/panel/time-words.ts';
import { useFrame } from './frame.tsx';
import { guideWith, hush, sound } from './guide.ts';
import { answersAt } from './answers.ts';
import { useEarlyKeys, useKeys } from './keys.ts';
import type { Wish } from './start.ts';
import { TightnessScale } from './tightness-scale.tsx';
import { useDoing, useReady, useWords } from './use-loaded.ts';
import { useRun } from './use-run.ts';
import { wordsOf } from './words.ts';
import { useEvent } from '../../../design/use-event.ts';

export interface ResetProps {
  readonly person: string;
  /** Recovery that the reset belongs to; null for a trial. */
  readonly recovery: NonNullable<PanelView['recovery']> | null;
  readonly pausedUntil: number | null;
  readonly wish: Wish | null;
  readonly width: number;
  readonly act: Client;
  readonly onBack: () => void;
  readonly announce: Announce;
}

const guides: ReadonlySet<Activity['kind']> = new Set<Activity['kind']>(['breathe', 'squeeze', 'move']);

/** Shows one reset, from the question about tightness to the way back on the line. */
export const Reset = ({ person, recovery, pausedUntil, wish, width, act, onBack, announce }: ResetProps) => {
  const pausedLine =
    recovery && pausedUntil !== null ? { recovery: recovery.recovery, grantedMs: recovery.grantedMs, pausedUntil } : null;
  const running = useRun({ person, pausedLine, wish });
  const { run, now, prefs, tap, act: go } = running;
  const { machine } = run;
  const step = stepOf(machine);
  const words = useWords(machine.plan, step, run.tapped);
  const Step = useDoing(machine.plan, step, run.tapped);
  const Ready = useReady(run.tapped || step === null);
  const frame = useFrame({ running, words, pausedUntil, onBack, announce });
  useEarlyKeys(run.tapped && step !== null && (!words || !Step));

  // Steps that give their own cues (see `guides`) announce their beginning themselves.
  const title = words && step && run.tapped && !guides.has(step.activity.kind) ? wordsOf(words, step).title() : '';
  const soundTitle = useEvent((words: string) => sound({ tone: 'step', words, ms: 0 }, prefs));
  useEffect(() => {
    if (title) soundTitle(title);
  }, [title, soundTitle]);
  const hushNow = useEvent(() => hush(prefs));
  useEffect(() => hushNow, [hushNow]);

  const without = { label: m.reset_tight_without(), onTake: () => tap('before', null) };
  const enough = { label: m.reset_enough(), onTake: () => go({ kind: 'stop' }) };
  useKeys(!run.tapped && step && prefs.keys ? { s: without.onTake } : {});
  if (!run.tapped && step)
    return (
      <Screen
        start={m.panel_line_paused()}
        end={pausedUntil !== null && m.panel_until({ time: time(pausedUntil) })}
        picture={<Cord progress={progress(machine, now)} width={width} />}
        title={m.reset_tight_before()}
        ways={[without, enough]}
        escape={enough}
      >
        <Paragraph>{m.reset_tight_how()}</Paragraph>
        <TightnessScale label={m.reset_tight_before()} chosen={null} onChoose={(value) => tap('before', value)} />
      </Screen>
    );

  const opening = <Screen picture={<Cord progress={progress(machine, now)} width={width} />} title={m.reset_opening()} />;
  if (!words) return opening;
  if (!step)
    return Ready ? (
      <Ready
        running={running}
        recovery={recovery}
        pausedUntil={pausedUntil}
        words={words}
        width={width}
        act={act}
        onBack={() => {
          if (recovery === null) running.dismiss();
          onBack();
        }}
      />
    ) : (
      opening
    );
  if (!Step) return opening;

  return (
    <Step
      key={step.id}
      person={person}
      step={step}
      doing={step.activity}
      words={wordsOf(words, step)}
      frame={frame}
      run={run}
      now={now}
      exactly={running.exactly}
      pausedUntil={pausedUntil}
      pausedText={pausedUntil === null ? m.reset_until_a_call() : m.reset_paused_until({ time: time(pausedUntil) })}
      width={width}
      guide={guideWith(announce, prefs, machine.phase.kind === 'paused')}
      go={go}
      next={() => go({ kind: 'next' })}
      written={run.written[step.id] ?? ''}
      write={(text) => running.write(step.id, text)}
      earlier={step.id === 'kind-self' ? answersAt(run, 'kind-colleague', words) : []}
      forms={formsOf(machine.plan).filter((form) => pausedUntil === null || now + planMs(machine.plan, form) <= pausedUntil)}
    />
  );
};
