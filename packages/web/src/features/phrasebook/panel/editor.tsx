import { maxPhraseLength, wordingOf } from '@onhook/core/phrasebook';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { ThinLine } from '../../../design/cord/index.ts';
import { Select } from '../../../design/select.tsx';
import { TextArea } from '../../../design/text-area.tsx';
import { m } from '../../../generated/messages/messages.js';
import { getLocale } from '../../../generated/messages/runtime.js';
import { situationOptions } from '../shared/situations.ts';
import type { Draft, OwnPhrase } from './own.ts';
import css from './phrasebook.module.css';

interface Props {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onSave: (phrase: OwnPhrase) => void;
  /** Discards the draft. */
  readonly onLeave: () => void;
}

/** Editor for the agent's own phrases. Every keystroke is kept in the draft, saved or not. */
export const PhraseForm = ({ draft, onChange, onSave, onLeave }: Props) => {
  const words = useRef<HTMLTextAreaElement>(null);
  const [tried, setTried] = useState(false);
  useEffect(() => words.current?.focus(), []);
  const wording = wordingOf(draft.text);
  const number = new Intl.NumberFormat(getLocale());
  const problem =
    wording.kind === 'too-long'
      ? m.phrases_too_long({ characters: number.format(wording.characters), most: number.format(maxPhraseLength) })
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
        <TextArea
          inputRef={words}
          label={m.phrases_text()}
          problem={problem}
          rows={5}
          value={draft.text}
          onChange={(text) => onChange({ ...draft, text })}
        />
        <Select
          labelled="above"
          label={m.phrases_situation()}
          options={situationOptions()}
          chosen={draft.situation}
          onChoose={(situation) => onChange({ ...draft, situation })}
        />
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
