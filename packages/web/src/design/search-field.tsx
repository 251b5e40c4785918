import { type ComponentProps, useId } from 'react';
import css from './search-field.module.css';

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'className' | 'type'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A field that filters the page's content. Escape empties it. */
export const SearchField = ({ label, value, onChange, ...rest }: Props) => {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <input
        autoComplete="off"
        {...rest}
        id={id}
        type="search"
        className={css.input}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onChange('');
        }}
      />
    </div>
  );
};
