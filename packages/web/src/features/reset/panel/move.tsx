import { movementAt } from '@onhook/core/reset';
import { Choice } from '../../../design/choice.tsx';
import { m } from '../../../generated/messages/messages.js';
import { useSlice } from '../../../local-store/use-slice.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { Figure } from './figure.tsx';
import css from './reset.module.css';
import { seatedSlice } from '../shared/slices.ts';
import { Guided } from './guided.tsx';
import type { StepProps } from './step-props.ts';
import { isPaused, timedScreen } from './timed.ts';
import { useCue } from './use-cue.ts';

/** Step that shows a movement and counts the repetitions. */
export const Move = (props: StepProps<'move'>) => {
  const { person, frame, words, doing, run, now, exactly, width, next, guide } = props;
  const [seated, changeSeated] = useSlice(person, seatedSlice);
  const movement = movementAt(run.machine, now);
  const done = movement ? Math.floor(movement.elapsedMs / movement.onceMs) : 0;
  const times = movement ? done + movement.left + 1 : 1;
  const left = movement && times > 1 && times <= 4 ? m.reset_breaths_left({ n: movement.left }) : '';
  useCue(guide, { tone: 'step', words: done === 0 ? words.title() : left, ms: 0 }, left);
  const picture = (
    <Guided {...props}>
      <Figure
        figure={doing.figure}
        seated={seated ?? false}
        running={!isPaused(props)}
        turns={() => {
          const moment = movementAt(run.machine, exactly());
          return moment ? moment.elapsedMs / moment.onceMs : 0;
        }}
        width={width}
      />
    </Guided>
  );
  return (
    <Screen
      {...frame}
      picture={picture}
      main={{ label: m.reset_next(), onTake: next }}
      {...timedScreen(props, words.title())}
      centred
    >
      {left && <Paragraph>{left}</Paragraph>}
      <div className={css.moving}>
        <Choice
          label={m.reset_stand_or_sit()}
          options={[
            { id: 'standing', label: m.reset_standing() },
            { id: 'seated', label: m.reset_seated() },
          ]}
          chosen={[seated ? 'seated' : 'standing']}
          many={false}
          onChoose={(choice) => changeSeated(() => choice === 'seated')}
        />
      </div>
    </Screen>
  );
};
