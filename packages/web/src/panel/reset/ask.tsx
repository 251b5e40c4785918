import { progress } from '@onhook/core/reset';
import { Choice } from '../../design/choice.tsx';
import { Cord } from '../../design/cord/index.ts';
import { TextField } from '../../design/text-field.tsx';
import { m } from '../../generated/messages/messages.js';
import { Said, Screen } from '../screen.tsx';
import { useNumberKeys } from './keys.ts';
import css from './reset.module.css';
import type { StepProps } from './step-props.ts';

/** A question answered by tapping, with one's own words beside. */
export const Ask = (props: StepProps<'ask'>) => {
  const { person, frame, words, doing, step, run, now, width, written, write, go, next } = props;
  const choose = (choice: string): void => go({ kind: 'choose', choice });
  useNumberKeys(person, doing.choices, choose);
  const chosen = run.machine.chosen[step.id] ?? [];
  const label = (id: string): string => words.choices?.[id]?.() ?? '';
  return (
    <Screen
      {...frame}
      picture={<Cord progress={progress(run.machine, now)} width={width} />}
      title={words.title()}
      main={{ label: m.reset_next(), onTake: next }}
    >
      <Choice
        label={words.title()}
        options={doing.choices.map((id) => ({ id, label: label(id) }))}
        chosen={chosen}
        many={doing.many}
        onChoose={choose}
      />
      {doing.own && <TextField label={m.reset_own_words()} hint={m.reset_stays()} value={written} onChange={write} />}
      {doing.keeps === 'put-down' && (
        <div className={css.shelf}>
          <Said>{m.reset_theirs_put_down()}</Said>
          <ul className={css.put}>
            {chosen.map((choice) => (
              <li key={choice}>{label(choice)}</li>
            ))}
            {written.trim() && <li>{written.trim()}</li>}
          </ul>
        </div>
      )}
    </Screen>
  );
};
