import { progress } from '@onhook/core/reset';
import { Choice } from '../../../design/choice.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { useSlice } from '../../../local-store/use-slice.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { useNumberKeys } from './keys.ts';
import css from './reset.module.css';
import { ownLineSlice } from '../shared/slices.ts';
import type { StepProps } from './step-props.ts';

/** Step that offers lines to say to oneself. The line in the text field, chosen or written, is the one that is saved. */
export const Affirm = ({ person, frame, words, doing, run, now, width, step, write, next }: StepProps<'affirm'>) => {
  const [ownLine] = useSlice(person, ownLineSlice);
  const written = run.written[step.id] ?? ownLine ?? '';
  const lineText = (line: string): string => words.lines?.[line]?.() ?? '';
  useNumberKeys(person, doing.lines, (line) => write(lineText(line)));
  return (
    <Screen
      {...frame}
      picture={<Cord progress={progress(run.machine, now)} width={width} />}
      title={words.title()}
      main={{ label: m.reset_next(), onTake: next }}
    >
      <Paragraph>{words.how?.()}</Paragraph>
      <div className={css.lines}>
        <Choice
          label={words.title()}
          options={doing.lines.map((id) => ({ id, label: lineText(id) }))}
          chosen={doing.lines.filter((line) => lineText(line) === written)}
          many={false}
          onChoose={(line) => write(lineText(line))}
        />
        <TextField label={m.reset_own_words()} hint={m.reset_stays()} value={written} onChange={write} />
      </div>
    </Screen>
  );
};
