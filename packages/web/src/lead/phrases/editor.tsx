import type { TeamPhrase } from '@onhook/contract';
import { longestPhrase, situations, type Situation, wordingOf } from '@onhook/core/phrasebook';
import { useEffect, useId, useRef, useState } from 'react';
import { useFormats } from '../../app/session.ts';
import { Button } from '../../design/button.tsx';
import { m } from '../../generated/messages/messages.js';
import { situationName } from '../../phrases/situations.ts';
import css from './phrases.module.css';

interface Props {
  readonly title: string;
  readonly phrase: TeamPhrase;
  /** Null when it is saved, else why not. */
  readonly onSave: (phrase: TeamPhrase) => Promise<string | null>;
  readonly onLeave: () => void;
}

const fields = [
  { field: 'text', label: m.phrases_text, rows: 3 },
  { field: 'when', label: () => m.phrases_optional({ label: m.phrases_note_when() }), rows: 2 },
  { field: 'avoid', label: () => m.phrases_optional({ label: m.phrases_note_avoid() }), rows: 2 },
] as const;

/** A form for one phrase; what was written stays in it until it is saved. */
export const Editor = ({ title, phrase, onSave, onLeave }: Props) => {
  const id = useId();
  const formats = useFormats();
  const first = useRef<HTMLTextAreaElement>(null);
  const [written, setWritten] = useState(phrase);
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => first.current?.focus(), []);

  const problemOf = (field: (typeof fields)[number]['field']): string | null => {
    const wording = wordingOf(written[field]);
    if (wording.kind === 'too-long')
      return m.phrases_too_long({ characters: formats.number(wording.characters), most: formats.number(longestPhrase) });
    return wording.kind === 'empty' && field === 'text' && tried ? m.phrases_empty() : null;
  };
  const save = async (): Promise<void> => {
    setTried(true);
    setRefused(null);
    const wrong = fields.find(({ field }) => problemOf(field) !== null || (field === 'text' && wordingOf(written.text).kind !== 'fine'));
    if (wrong) return document.getElementById(`${id}-${wrong.field}`)?.focus();
    if (saving) return;
    setSaving(true);
    const why = await onSave(written);
    if (why === null) return;
    setSaving(false);
    setRefused(why);
  };
  return (
    <form
      className={css.editor}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {fields.map(({ field, label, rows }) => {
        const problem = problemOf(field);
        return (
          <div key={field} className={css.field}>
            <label htmlFor={`${id}-${field}`} className={css.label}>
              {label()}
            </label>
            <textarea
              ref={field === 'text' ? first : undefined}
              id={`${id}-${field}`}
              className={css.area}
              rows={rows}
              dir="auto"
              value={written[field]}
              aria-invalid={problem !== null}
              aria-describedby={`${id}-${field}-problem`}
              onChange={(event) => setWritten({ ...written, [field]: event.currentTarget.value })}
            />
            <p id={`${id}-${field}-problem`} role="alert" className={css.problem}>
              {problem}
            </p>
          </div>
        );
      })}
      <div className={css.field}>
        <label htmlFor={`${id}-situation`} className={css.label}>
          {m.phrases_situation()}
        </label>
        <select
          id={`${id}-situation`}
          className={css.select}
          value={written.situation}
          onChange={(event) => setWritten({ ...written, situation: event.currentTarget.value as Situation })}
        >
          {situations.map((situation) => (
            <option key={situation} value={situation}>
              {situationName(situation)}
            </option>
          ))}
        </select>
      </div>
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
