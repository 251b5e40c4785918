import { longestPhrase, situations, type Situation, wordingOf } from '@onhook/core/phrasebook';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { ThinLine } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { getLocale } from '../../generated/messages/runtime.js';
import { situationName } from '../../phrases/situations.ts';
import type { Draft, OwnPhrase } from './own.ts';
import css from './phrasebook.module.css';

interface Props {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onSave: (phrase: OwnPhrase) => void;
  /** Lets what was written go. */
  readonly onLeave: () => void;
}

/** Where a phrase of one's own is written. What is typed is kept as it is typed, saved or not. */
export const Editor = ({ draft, onChange, onSave, onLeave }: Props) => {
  const words = useRef<HTMLTextAreaElement>(null);
  const [tried, setTried] = useState(false);
  useEffect(() => words.current?.focus(), []);
  const wording = wordingOf(draft.text);
  const number = new Intl.NumberFormat(getLocale());
  const problem =
    wording.kind === 'too-long'
      ? m.phrases_too_long({ characters: number.format(wording.characters), most: number.format(longestPhrase) })
      : wording.kind === 'empty' && tried
        ? m.phrases_empty()
        : null;
  return (
    <main className={css.page}>
      <h1 className={css.title}>{draft.id === null ? m.phrases_own_new() : m.phrases_own_edit()}</h1>
      <ThinLine />
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (wording.kind === 'fine')
            onSave({ id: draft.id ?? `own:${crypto.randomUUID()}`, situation: draft.situation, text: wording.text });
          else words.current?.focus();
        }}
      >
        <label className={css.label} htmlFor="phrase-text">
          {m.phrases_text()}
        </label>
        <textarea
          ref={words}
          id="phrase-text"
          className={css.area}
          rows={5}
          dir="auto"
          value={draft.text}
          aria-invalid={problem !== null}
          aria-describedby="phrase-problem"
          onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
        />
        <p id="phrase-problem" role="alert" className={css.problem}>
          {problem}
        </p>
        <label className={css.label} htmlFor="phrase-situation">
          {m.phrases_situation()}
        </label>
        <select
          id="phrase-situation"
          className={css.select}
          value={draft.situation}
          onChange={(event) => onChange({ ...draft, situation: event.currentTarget.value as Situation })}
        >
          {situations.map((situation) => (
            <option key={situation} value={situation}>
              {situationName(situation)}
            </option>
          ))}
        </select>
        <p className={css.quiet}>{m.phrases_own_here()}</p>
        <div className={css.ways}>
          <Button kind="main" type="submit">
            {m.phrases_save()}
          </Button>
          <Button kind="quiet" onClick={onLeave}>
            {m.phrases_cancel()}
          </Button>
        </div>
      </form>
    </main>
  );
};
