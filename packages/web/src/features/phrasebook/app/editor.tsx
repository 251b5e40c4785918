import type { TeamPhrase } from '@onhook/contract';
import { maxPhraseLength, wordingOf } from '@onhook/core/phrasebook';
import { useEffect, useRef, useState } from 'react';
import { useFormats } from '../../../api/app/session.ts';
import { Button } from '../../../design/button.tsx';
import { Select } from '../../../design/select.tsx';
import { TextArea } from '../../../design/text-area.tsx';
import { m } from '../../../generated/messages/messages.js';
import { situationOptions } from '../shared/situations.ts';
import css from './phrases.module.css';

interface Props {
  readonly title: string;
  readonly phrase: TeamPhrase;
  /** Resolves to null when the phrase is saved, else to the reason. */
  readonly onSave: (phrase: TeamPhrase) => Promise<string | null>;
  readonly onLeave: () => void;
}

const fields = [
  { field: 'text', label: m.phrases_text, rows: 2 },
  { field: 'when', label: () => m.phrases_optional({ label: m.phrases_note_when() }), rows: 1 },
  { field: 'avoid', label: () => m.phrases_optional({ label: m.phrases_note_avoid() }), rows: 1 },
] as const;
type Field = (typeof fields)[number]['field'];

/** Form for one phrase. The text stays in the form until it is saved. */
export const Editor = ({ title, phrase, onSave, onLeave }: Props) => {
  const formats = useFormats();
  const form = useRef<HTMLFormElement>(null);
  const [written, setWritten] = useState(phrase);
  const [tries, setTries] = useState(0);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => form.current?.querySelector('textarea')?.focus(), []);
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), [tries]);

  const isWrong = (field: Field): boolean => {
    const { kind } = wordingOf(written[field]);
    return kind === 'too-long' || (kind === 'empty' && field === 'text');
  };
  const problemOf = (field: Field): string | null => {
    const wording = wordingOf(written[field]);
    if (wording.kind === 'too-long')
      return m.phrases_too_long({ characters: formats.number(wording.characters), most: formats.number(maxPhraseLength) });
    return tries > 0 && isWrong(field) ? m.phrases_empty() : null;
  };
  const save = async (): Promise<void> => {
    setTries(tries + 1);
    setRefused(null);
    if (saving || fields.some(({ field }) => isWrong(field))) return;
    setSaving(true);
    const why = await onSave(written);
    if (why === null) return;
    setSaving(false);
    setRefused(why);
  };
  return (
    <form
      ref={form}
      className={css.editor}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {fields.map(({ field, label, rows }) => (
        <TextArea
          key={field}
          label={label()}
          rows={rows}
          value={written[field]}
          problem={problemOf(field)}
          onChange={(words) => setWritten({ ...written, [field]: words })}
        />
      ))}
      <Select
        labelled="above"
        label={m.phrases_situation()}
        options={situationOptions()}
        chosen={written.situation}
        onChoose={(situation) => setWritten({ ...written, situation })}
      />
      <div className={css.ways}>
        <Button type="submit" aria-disabled={saving}>
          {saving ? m.phrases_saving() : m.phrases_save()}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {m.phrases_cancel()}
        </Button>
      </div>
      <p role="alert" className={css.problem}>
        {refused}
      </p>
    </form>
  );
};
