import { Choice } from '../../../design/choice.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './day.module.css';

export type ShowAs = 'pictures' | 'table';

interface Props {
  readonly as: ShowAs;
  readonly onChange: (as: ShowAs) => void;
  readonly hint: string | null;
}

/** Switch between the charts and the table of the same figures. */
export const Switch = ({ as, onChange, hint }: Props) => (
  <div className={css.switch}>
    <Choice
      label={m.analyst_view()}
      many={false}
      chosen={[as]}
      onChoose={onChange}
      options={[
        { id: 'pictures', label: m.analyst_as_pictures() },
        { id: 'table', label: m.analyst_as_table() },
      ]}
    />
    {hint && <p className={css.hint}>{hint}</p>}
  </div>
);
