import { useId } from 'react';
import css from './select.module.css';

interface Props<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** Position of the label: `beside` in a row of controls, `above` in a form. */
  readonly labelled?: 'beside' | 'above';
}

/** A native select, for one of a few options where there is no space to show all. */
export const Select = <Id extends string>({ label, options, chosen, onChoose, labelled = 'beside' }: Props<Id>) => {
  const id = useId();
  return (
    <div className={css[labelled]}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <select id={id} className={css.select} value={chosen} onChange={(event) => onChoose(event.currentTarget.value as Id)}>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
};
