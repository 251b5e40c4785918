import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import css from './dialog.module.css';

interface Props {
  readonly title: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
}

/** For the app; the panel asks one thing at a time and needs none. */
export const Dialog = ({ title, open, onOpenChange, children }: Props) => (
  <Base.Root open={open} onOpenChange={onOpenChange}>
    <Base.Portal>
      <Base.Backdrop className={css.backdrop ?? ''} />
      <Base.Popup className={css.popup ?? ''}>
        <Base.Title className={css.title ?? ''}>{title}</Base.Title>
        {children}
      </Base.Popup>
    </Base.Portal>
  </Base.Root>
);

export const DialogClose = Base.Close;
