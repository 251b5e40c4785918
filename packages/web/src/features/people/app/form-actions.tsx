import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './people.module.css';

interface FormActionsProps {
  readonly saving: boolean;
  /** Reason for which the last attempt to save failed; null for none. */
  readonly problem: string | null;
  readonly onLeave: () => void;
}

/** End of a form: save, cancel, and the reason for which saving failed. */
export const FormActions = ({ saving, problem, onLeave }: FormActionsProps) => (
  <>
    <div className={css.ways}>
      <Button type="submit" kind="main" aria-disabled={saving}>
        {saving ? m.people_saving() : m.people_save()}
      </Button>
      <Button kind="quiet" onClick={onLeave}>
        {m.people_cancel()}
      </Button>
    </div>
    <p role="alert" className={css.problem}>
      {problem}
    </p>
  </>
);
