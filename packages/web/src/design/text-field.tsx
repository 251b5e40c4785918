import { type ComponentProps, useId } from 'react';
import css from './text-field.module.css';

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'className'> {
  readonly label: string;
  readonly hint?: string;
  /** Error message, shown under the field instead of the hint; null for none. */
  readonly problem?: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export const TextField = ({ label, hint, problem = null, value, onChange, ...rest }: Props) => {
  const id = useId();
  return (
    <div className={css.field}>
      <input
        type="text"
        placeholder=" "
        autoComplete="off"
        dir="auto"
        {...rest}
        id={id}
        className={css.input}
        value={value}
        aria-invalid={problem === null ? undefined : true}
        aria-describedby={problem !== null ? `${id}-problem` : hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      {hint && problem === null && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      <p id={`${id}-problem`} role="alert" className={css.problem}>
        {problem}
      </p>
    </div>
  );
};
