import { Ellipsis } from 'lucide';
import { useId, useRef } from 'react';
import { IconButton } from '../../design/icon-button.tsx';
import { Icon } from '../../design/icon.tsx';
import { m } from '../../generated/messages/messages.js';
import css from './doors.module.css';

interface Props {
  readonly items: readonly { readonly label: string; readonly onTake: () => void }[];
}

/** The menu in the corner of the screen between calls. The browser closes it on Escape and on a click outside. */
export const CornerMenu = ({ items }: Props) => {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <IconButton label={m.home_menu()} className={css.corner} popoverTarget={id}>
        <Icon of={Ellipsis} />
      </IconButton>
      <div ref={menu} id={id} popover="auto" className={css.menu}>
        {items.map(({ label, onTake }) => (
          <button
            key={label}
            type="button"
            onClick={() => {
              menu.current?.hidePopover();
              onTake();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </>
  );
};
