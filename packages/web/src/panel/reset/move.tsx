import { movementAt, progress } from '@onhook/core/reset';
import { Choice } from '../../design/choice.tsx';
import { Cord } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { useKept } from '../kept/use-kept.ts';
import { Said, Screen } from '../screen.tsx';
import { Figure } from './figure.tsx';
import css from './reset.module.css';
import { seatedSlice } from './slices.ts';
import type { StepProps } from './step-props.ts';
import { timedScreen } from './timed.ts';

/** A movement shown, and counted. */
export const Move = (props: StepProps<'move'>) => {
  const { person, frame, words, doing, run, now, width, next } = props;
  const [seated, changeSeated] = useKept(person, seatedSlice);
  const movement = movementAt(run.machine, now);
  const times = movement && Math.floor(movement.elapsedMs / movement.onceMs) + movement.left + 1;
  return (
    <Screen
      {...frame}
      picture={<Cord progress={progress(run.machine, now)} width={width} />}
      main={{ label: m.reset_next(), onTake: next }}
      {...timedScreen(props, words.title())}
      centred
    >
      {movement && times !== null && times > 1 && <Said>{m.reset_breaths_left({ n: movement.left })}</Said>}
      <div className={css.moving}>
        <Figure figure={doing.figure} seated={seated ?? false} />
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
