import { Search } from 'lucide';
import { type RefObject, useCallback, useId } from 'react';
import { Icon } from '../icon.tsx';
import { useStore } from '../store.ts';
import css from './filters.module.css';
import { shortcuts } from './settings.ts';
import { useShortcut } from './shortcut.ts';

interface FindProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
}

/** A field that filters the rows of a table by text. "/" focuses it, Escape empties it. */
export const FindField = ({ label, value, onChange, fieldRef }: FindProps) => {
  const keys = useStore(shortcuts);
  useShortcut('/', useCallback(() => fieldRef.current?.focus(), [fieldRef]));
  return (
    <div className={css.find}>
      <Icon of={Search} size="1.1em" />
      <input
        ref={fieldRef}
        type="search"
        className={css.input}
        aria-label={label}
        aria-keyshortcuts={keys ? '/' : undefined}
        placeholder={label}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onChange('');
        }}
      />
      {keys && (
        <kbd className={css.key} aria-hidden="true">
          /
        </kbd>
      )}
    </div>
  );
};

interface FilterProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** A list of options that filters the rows of a table. Its first option selects all rows and serves as the visible label. */
export const Filter = <Id extends string>({ label, options, chosen, onChoose }: FilterProps<Id>) => {
  const id = useId();
  return (
    <select id={id} className={css.filter} aria-label={label} value={chosen} onChange={(event) => onChoose(event.currentTarget.value as Id)}>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.label}
        </option>
      ))}
    </select>
  );
};
