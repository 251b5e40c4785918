import { type Form, progress } from '@onhook/core/reset';
import { Choice } from '../../../design/choice.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { TextArea } from '../../../design/text-area.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { useSlice } from '../../../local-store/use-slice.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { useNumberKeys } from './keys.ts';
import css from './reset.module.css';
import { rememberedSlice } from '../shared/slices.ts';
import type { StepProps } from './step-props.ts';

const lengths: Readonly<Record<Form, () => string>> = {
  short: m.reset_length_short,
  long: m.reset_length_long,
  longest: m.reset_length_longest,
};

const shownBefore = 3;

/** Lists the last customers the agent has helped, in case none comes to mind. */
const Earlier = ({ person, before }: { readonly person: string; readonly before: number }) => {
  const [remembered] = useSlice(person, rememberedSlice);
  const earlier = (remembered ?? []).filter(({ at }) => at !== before).slice(-shownBefore).toReversed();
  if (earlier.length === 0) return null;
  return (
    <section className={css.earlier} aria-labelledby="reset-earlier">
      <h2 id="reset-earlier">{m.reset_earlier()}</h2>
      <ul>
        {earlier.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </section>
  );
};

/** Step with a question that the agent answers by tapping choices, in their own words, or both. */
export const Ask = (props: StepProps<'ask'>) => {
  const { person, frame, words, doing, step, run, now, width, written, write, go, next, forms } = props;
  const choose = (choice: string): void => go({ kind: 'choose', choice });
  useNumberKeys(person, doing.choices, choose);
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
      {doing.lengths && forms.length > 1 && (
        <>
          <Paragraph>{m.reset_length()}</Paragraph>
          <Choice
            label={m.reset_length()}
            options={forms.map((form) => ({ id: form, label: lengths[form]() }))}
            chosen={[run.machine.form]}
            many={false}
            onChoose={(form) => go({ kind: 'lengthen', form })}
          />
        </>
      )}
      {doing.own && doing.choices.length > 0 && <TextField label={m.reset_own_words()} {...own} />}
      {doing.choices.length === 0 && <TextArea label={m.reset_your_words()} {...own} onDone={next} />}
      {doing.keeps === 'remembered' && <Earlier person={person} before={run.machine.startedAt} />}
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
