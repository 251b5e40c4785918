import { type ComponentProps, useId } from 'react';
import css from './text-field.module.css';

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'className'> {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export const TextField = ({ label, hint, value, onChange, ...rest }: Props) => {
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
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  );
};
