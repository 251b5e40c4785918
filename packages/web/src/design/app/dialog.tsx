import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide';
import type { ReactNode } from 'react';
import { m } from '../../generated/messages/messages.js';
import { Icon } from '../icon.tsx';
import css from './dialog.module.css';

interface Props {
  readonly title: string;
  /** side: a sheet at the edge of the page, for one entry of a list · middle: a small question or result. */
  readonly at: 'side' | 'middle';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog. Escape and a press outside close it, and the focus returns to the element that had it before. */
export const Dialog = ({ title, at, onClose, children }: Props) => (
  <Base.Root open onOpenChange={(open) => !open && onClose()}>
    <Base.Portal>
      <Base.Backdrop className={css.backdrop ?? ''} />
      <Base.Popup className={`${css.popup} ${css[at]}`}>
        <div className={css.head}>
          <Base.Title className={css.title ?? ''}>{title}</Base.Title>
          <Base.Close className={css.close ?? ''} aria-label={m.shell_close()} title={m.shell_close()}>
            <Icon of={X} />
          </Base.Close>
        </div>
        {children}
      </Base.Popup>
    </Base.Portal>
  </Base.Root>
);
