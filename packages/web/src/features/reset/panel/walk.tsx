import { durationMs, elapsedMs, progress } from '@onhook/core/reset';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { time } from '../../../design/panel/time-words.ts';
import type { StepProps } from './step-props.ts';
import { useEvent } from '../../../design/use-event.ts';

const mayNotify = (): boolean => 'Notification' in globalThis && Notification.permission === 'granted';
const mayAsk = (): boolean => 'Notification' in globalThis && Notification.permission === 'default';

/** Shows one silent notification, if the agent has permitted notifications. Returns a function that closes it. */
const notify = (words: string): (() => void) => {
  if (!mayNotify()) return () => {};
  try {
    const note = new Notification(words, { tag: 'onhook-walk', silent: true });
    return () => note.close();
  } catch {
    // Some browsers allow notifications only from a service worker. The page title and the tone have called back already.
    return () => {};
  }
};

/** Step for a walk away from the desk. When the time is up, it calls the agent back but doesn't end the step. */
export const Walk = (props: StepProps<'walk'>) => {
  const { frame, run, step, now, words, width, pausedText, next, guide } = props;
  const { machine } = run;
  const [asked, setAsked] = useState(() => !mayAsk());
  const over = elapsedMs(machine, now) >= durationMs(machine, step);
  const backAt = machine.phase.kind === 'running' ? machine.phase.sinceAt + durationMs(machine, step) : now;
  const called = useRef(over);
  const callBack = useEvent(() => guide({ tone: 'call-back', words: m.reset_walk_back(), ms: 0 }));

  useEffect(() => {
    if (!over || called.current) return;
    called.current = true;
    callBack();
    const before = document.title;
    document.title = m.reset_walk_back();
    const unsay = notify(m.reset_walk_back());
    return () => {
      document.title = before;
      unsay();
    };
  }, [over, callBack]);

  return (
    <Screen
      {...frame}
      picture={<Cord progress={over ? 1 : progress(machine, now)} width={width} />}
      title={over ? m.reset_walk_back() : words.title()}
      main={{ label: m.reset_walk_here(), onTake: next }}
    >
      {over ? <Paragraph>{`${m.reset_walk_no_hurry()} ${pausedText}`}</Paragraph> : <Paragraph>{`${words.how?.() ?? ''} ${pausedText}`}</Paragraph>}
      {!over && <Paragraph>{m.reset_walk_until({ time: time(backAt) })}</Paragraph>}
      {!asked && !over && (
        <Button
          kind="quiet"
          onClick={() => {
            setAsked(true);
            void Notification.requestPermission();
          }}
        >
          {m.reset_walk_tell()}
        </Button>
      )}
    </Screen>
  );
};
