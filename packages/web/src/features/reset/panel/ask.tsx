import { progress } from '@onhook/core/reset';
import { Choice } from '../../../design/choice.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { TextArea } from '../../../design/text-area.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { useRoom } from '../../../design/panel/use-room.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { useNumberKeys } from './keys.ts';
import css from './reset.module.css';
import type { EarlierProps } from './earlier.tsx';
import type { LengthsProps } from './lengths.tsx';
import type { StepProps } from './step-props.ts';

/** Step with a question that the agent answers by tapping choices, in their own words, or both. */
export const Ask = (props: StepProps<'ask'>) => {
  const { person, frame, words, doing, step, run, now, width, written, write, go, next, forms } = props;
  const choose = (choice: string): void => go({ kind: 'choose', choice });
  useNumberKeys(person, doing.choices, choose);
  const keepsThem = doing.keeps === 'remembered';
  const Earlier = useRoom<EarlierProps>(async () => (await import('./earlier.tsx')).Earlier, keepsThem);
  const asksLength = doing.lengths === true && forms.length > 1;
  const Lengths = useRoom<LengthsProps>(async () => (await import('./lengths.tsx')).Lengths, asksLength);
  const chosen = run.machine.chosen[step.id] ?? [];
  const label = (id: string): string => words.choices?.[id]?.() ?? '';
  const own = { hint: m.reset_stays(), value: written, onChange: write };
  const needsOne = doing.choices.length > 0 && !doing.many && !doing.own && doing.lengths === true && chosen.length === 0;
  return (
    <Screen
      {...frame}
      picture={<Cord progress={progress(run.machine, now)} width={width} />}
      title={words.title()}
      main={{ label: m.reset_next(), onTake: needsOne ? () => choose(doing.choices[0] ?? '') : next }}
    >
      {words.how && <Paragraph>{words.how()}</Paragraph>}
      {doing.choices.length > 0 && (
        <Choice
          label={words.title()}
          options={doing.choices.map((id) => ({ id, label: label(id) }))}
          chosen={chosen}
          many={doing.many}
          onChoose={choose}
        />
      )}
      {asksLength && Lengths && <Lengths forms={forms} form={run.machine.form} onChoose={(form) => go({ kind: 'lengthen', form })} />}
      {doing.own && doing.choices.length > 0 && <TextField label={m.reset_own_words()} {...own} />}
      {doing.choices.length === 0 && <TextArea label={m.reset_your_words()} {...own} onDone={next} />}
      {keepsThem && Earlier && <Earlier person={person} before={run.machine.startedAt} />}
      {doing.keeps === 'put-down' && (
        <div className={css.shelf}>
          <Paragraph>{m.reset_theirs_put_down()}</Paragraph>
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
