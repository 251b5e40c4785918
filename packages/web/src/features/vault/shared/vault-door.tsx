import { Lock, LockOpen } from 'lucide';
import { Icon } from '../../../design/icon.tsx';
import css from './vault.module.css';

/** The vault's state as a drawing; the title below says it in words. */
export const VaultDoor = ({ isOpen }: { readonly isOpen: boolean }) => (
  <span className={isOpen ? css.doorOpen : css.doorShut}>
    <Icon of={isOpen ? LockOpen : Lock} size="1.5rem" />
  </span>
);
