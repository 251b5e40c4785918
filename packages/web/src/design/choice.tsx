import { useId } from 'react';
import css from './choice.module.css';

export interface Option<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** The label's language, if it differs from the page's. */
  readonly lang?: string;
}

interface Props<Id extends string> {
  /** The question, for screen readers. It is visible in the sentence above. */
  readonly label: string;
  readonly options: readonly Option<Id>[];
  readonly chosen: readonly Id[];
  readonly many: boolean;
  readonly onChoose: (id: Id) => void;
}

/** Chips of which one or several can be chosen. Made of native inputs, for the usual keys and forced colours. */
export const Choice = <Id extends string>({ label, options, chosen, many, onChoose }: Props<Id>) => {
  const name = useId();
  return (
    <div className={css.chips} role={many ? 'group' : 'radiogroup'} aria-label={label}>
      {options.map((option) => (
        <label key={option.id} className={css.chip}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            className={css.input}
            checked={chosen.includes(option.id)}
            onChange={() => onChoose(option.id)}
          />
          <span className={css.face} lang={option.lang}>
            {option.label}
          </span>
        </label>
      ))}
    </div>
  );
};
