import { type MeetingPlace, meetingPlaces } from '@onhook/core/circle';
import { progress } from '@onhook/core/reset';
import { useEffect, useRef, useState } from 'react';
import { Choice } from '../../../../design/choice.tsx';
import { Cord } from '../../../../design/cord/index.ts';
import { m } from '../../../../generated/messages/messages.js';
import { problemOf } from '../../../../api/panel/problem.ts';
import { actInCircle, placeWords, useCircle } from '../../../circle/panel/index.ts';
import css from './find-teammate.module.css';
import { Paragraph, Screen } from '../../../../design/panel/screen.tsx';
import { sendNow } from '../../../../api/client.ts';
import { time } from '../../../../design/panel/time-words.ts';
import type { StepProps } from '../step-props.ts';

/**
 * Step for asking a free member of the agent's circle for a talk, and choosing where to meet. Leaving the step
 * withdraws an unanswered request.
 */
export const FindTeammate = ({ frame, words, run, now, width, guide, next, write }: StepProps<'find-teammate'>) => {
  const { circle, isUnknown } = useCircle();
  const [who, setWho] = useState<string | null>(null);
  const [where, setWhere] = useState<MeetingPlace>('my-desk');
  /** Person asked at this step; requests from before the step are ignored. */
  const [asked, setAsked] = useState<{ readonly person: string; readonly name: string } | null>(null);
  const [failed, setFailed] = useState('');
  const picture = <Cord progress={progress(run.machine, now)} width={width} />;
  const myWord = circle?.myWord ?? null;

  const waiting = useRef<string | null>(null);
  useEffect(() => {
    waiting.current = myWord?.state === 'asked' ? myWord.word : null;
  }, [myWord]);
  // Withdraw an unanswered request when the agent leaves the step, so that the colleague doesn't come for nothing.
  useEffect(
    () => () => {
      if (waiting.current) void sendNow('DELETE /api/words/:word', { params: { word: waiting.current } });
    },
    [],
  );

  const talkTo = (name: string): void => {
    write(name);
    next();
  };
  const beside = { label: m.circle_find_beside(), onTake: () => talkTo('') };

  if (asked) {
    const again = (): void => setAsked(null);
    if (myWord?.state === 'yes')
      return (
        <Screen
          {...frame}
          picture={picture}
          title={m.circle_find_yes({ name: asked.name })}
          moment="yes"
          main={{ label: m.circle_find_begin(), onTake: () => talkTo(asked.name) }}
        >
          <Paragraph>{placeWords[myWord.place]()}</Paragraph>
        </Screen>
      );
    if (myWord?.state === 'asked')
      return (
        <Screen
          {...frame}
          picture={picture}
          title={m.circle_find_waiting({ name: asked.name })}
          moment="waiting"
          ways={[
            {
              label: m.circle_find_stop(),
              onTake: () => {
                void actInCircle('DELETE /api/words/:word', { params: { word: myWord.word } });
                again();
              },
            },
            ...(frame.ways ?? []),
          ]}
        >
          <Paragraph>{m.circle_find_waiting_how({ time: time(myWord.until) })}</Paragraph>
        </Screen>
      );
    return (
      <Screen
        {...frame}
        picture={picture}
        title={m.circle_find_let_go()}
        moment="let-go"
        main={{ label: m.circle_find_somebody(), onTake: again }}
        ways={[beside, ...(frame.ways ?? [])]}
      >
        <Paragraph>{m.circle_find_let_go_how({ name: asked.name })}</Paragraph>
      </Screen>
    );
  }

  const free = circle?.members.filter((member) => member.free) ?? [];
  const chosen = free.find(({ person }) => person === who) ?? (free.length === 1 ? free[0] : undefined);
  const ask = async (): Promise<void> => {
    if (!chosen) return;
    const problem = problemOf(await actInCircle('POST /api/words', { body: { person: chosen.person, place: where } }));
    setFailed(problem);
    if (problem) guide({ tone: 'step', words: problem, ms: 0 });
    if (!problem) setAsked(chosen);
  };

  if (!circle && !isUnknown) return <Screen {...frame} picture={picture} title={words.title()} />;
  if (free.length === 0) {
    const isEmpty = circle?.members.length === 0;
    return (
      <Screen
        {...frame}
        picture={picture}
        title={isEmpty ? m.circle_find_empty() : circle ? m.circle_find_nobody() : m.circle_offline()}
        moment="nobody"
        main={beside}
      >
        <Paragraph>{isEmpty ? m.circle_find_empty_how() : m.circle_find_nobody_how()}</Paragraph>
      </Screen>
    );
  }
  return (
    <Screen
      {...frame}
      picture={picture}
      title={words.title()}
      main={{
        label: chosen ? m.circle_find_ask_one({ name: chosen.name }) : m.circle_find_ask(),
        disabled: !chosen,
        onTake: () => void ask(),
      }}
      ways={[beside, ...(frame.ways ?? [])]}
    >
      <div className={css.form}>
        <span className={css.label} aria-hidden="true">
          {m.circle_find_who()}
        </span>
        <Choice
          label={m.circle_find_who()}
          options={free.map(({ person, name }) => ({ id: person, label: name }))}
          chosen={chosen ? [chosen.person] : []}
          many={false}
          onChoose={setWho}
        />
        <span className={css.label} aria-hidden="true">
          {m.circle_find_where()}
        </span>
        <Choice
          label={m.circle_find_where()}
          options={meetingPlaces.map((id) => ({ id, label: placeWords[id]() }))}
          chosen={[where]}
          many={false}
          onChoose={setWhere}
        />
        {failed && <p className={css.label}>{failed}</p>}
      </div>
    </Screen>
  );
};
