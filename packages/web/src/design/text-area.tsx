import { type KeyboardEvent, type Ref, useId } from 'react';
import css from './text-area.module.css';

interface Props {
  readonly label: string;
  readonly hint?: string;
  /** Error message, shown at once; null while there is none. Absent if the text cannot have errors. */
  readonly problem?: string | null;
  readonly value: string;
  /** Number of visible lines before the field grows. */
  readonly rows?: number;
  readonly onChange: (value: string) => void;
  /** Called on Enter; Shift+Enter then begins a new line. Without it, Enter begins a new line. */
  readonly onDone?: () => void;
  readonly inputRef?: Ref<HTMLTextAreaElement>;
}

/** A text field for a sentence or two that grows with its text. */
export const TextArea = ({ label, hint, problem, value, rows = 2, onChange, onDone, inputRef }: Props) => {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!onDone || event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onDone();
  };
  const about = [hint && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <textarea
        ref={inputRef}
        id={id}
        className={css.input}
        rows={rows}
        // The browser ignores `rows` in a field that grows with its text.
        style={{ minBlockSize: `calc(${rows}lh + 0.75rem)` }}
        dir="auto"
        // Otherwise browsers store the text unencrypted in their session files.
        autoComplete="off"
        value={value}
        aria-invalid={problem ? true : undefined}
        aria-describedby={about || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} role="alert" className={css.problem}>
          {problem}
        </p>
      )}
    </div>
  );
};
