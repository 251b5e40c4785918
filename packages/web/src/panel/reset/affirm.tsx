import { Choice } from '../../design/choice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { m } from '../../generated/messages/messages.js';
import { useNumberKeys } from './ask.tsx';
import css from './reset.module.css';
import { lineWords } from './words.ts';

interface Props {
  readonly lines: readonly string[];
  readonly written: string;
  readonly onWrite: (text: string) => void;
}

/** Lines to say or to take over as one's own; what stands in the field is the one that is kept. */
export const Affirm = ({ lines, written, onWrite }: Props) => {
  const chosen = lines.filter((line) => lineWords(line) === written);
  const choose = (line: string): void => onWrite(lineWords(line));
  useNumberKeys(lines, choose);
  return (
    <div className={css.lines}>
      <Choice
        label={m.reset_line()}
        options={lines.map((id) => ({ id, label: lineWords(id) }))}
        chosen={chosen}
        many={false}
        onChoose={choose}
      />
      <TextField label={m.reset_own_words()} hint={m.reset_stays()} maxLength={200} value={written} onChange={onWrite} />
    </div>
  );
};
