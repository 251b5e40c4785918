import type { PlanStep } from '@onhook/core/reset';
import { useEffect } from 'react';
import { Choice } from '../../design/choice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { m } from '../../generated/messages/messages.js';
import { Said, isTyping } from '../screen.tsx';
import css from './reset.module.css';
import { choiceWords, stepTitle } from './words.ts';

interface Props {
  readonly step: PlanStep;
  readonly chosen: readonly string[];
  readonly written: string;
  readonly onChoose: (choice: string) => void;
  readonly onWrite: (text: string) => void;
}

/** The keys 1 to 9 choose, except where somebody is writing. */
export const useNumberKeys = (choices: readonly string[], onChoose: (choice: string) => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const choice = choices[Number(event.key) - 1];
      if (!choice || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      onChoose(choice);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
};

export const Ask = ({ step, chosen, written, onChoose, onWrite }: Props) => {
  const doing = step.doing.kind === 'ask' ? step.doing : null;
  useNumberKeys(doing?.choices ?? [], onChoose);
  if (!doing) return null;
  const putDown = doing.keeps === 'put-down' ? chosen : [];
  return (
    <>
      <Choice
        label={stepTitle(step.id)}
        options={doing.choices.map((id) => ({ id, label: choiceWords(step.id, id) }))}
        chosen={chosen}
        many={doing.many}
        onChoose={onChoose}
      />
      {doing.own && (
        <TextField label={m.reset_own_words()} hint={m.reset_stays()} maxLength={200} value={written} onChange={onWrite} />
      )}
      {doing.keeps === 'put-down' && (
        <div className={css.shelf}>
          <Said>{m.reset_theirs_put_down()}</Said>
          <ul className={css.put}>
            {putDown.map((choice) => (
              <li key={choice}>{choiceWords(step.id, choice)}</li>
            ))}
            {written.trim() && <li>{written.trim()}</li>}
          </ul>
        </div>
      )}
    </>
  );
};
