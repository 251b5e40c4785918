import { Dialog } from '@base-ui/react/dialog';
import { shortcuts } from '../../../design/app/settings.ts';
import { Button } from '../../../design/button.tsx';
import { useStore } from '../../../design/store.ts';
import { m } from '../../../generated/messages/messages.js';
import { useSession } from '../../../api/app/session.ts';
import css from './palette.module.css';
import { paletteKey } from './palette-key.ts';

/** A dialog with the keyboard shortcuts of this person's pages. */
const Keys = ({ onClose }: { readonly onClose: () => void }) => {
  const leads = useSession().roles.includes('lead');
  const on = useStore(shortcuts);
  const rows = [
    { keys: paletteKey, description: m.shell_palette(), isSingleKey: false },
    ...(leads
      ? [
          { keys: '/', description: m.shell_keys_name(), isSingleKey: true },
          { keys: '1 – 5', description: m.shell_keys_guide(), isSingleKey: true },
        ]
      : []),
    { keys: '?', description: m.shell_keys_sheet(), isSingleKey: true },
  ];
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css.backdrop ?? ''} />
        <Dialog.Popup className={`${css.popup} ${css.sheet}`}>
          <Dialog.Title className={css.title ?? ''}>{m.shell_keys()}</Dialog.Title>
          <dl className={css.rows}>
            {rows
              .filter(({ isSingleKey }) => on || !isSingleKey)
              .map(({ keys, description }) => (
                <div key={keys}>
                  <dt>
                    <kbd className={css.key}>{keys}</kbd>
                  </dt>
                  <dd>{description}</dd>
                </div>
              ))}
          </dl>
          {!on && <p className={css.off}>{m.shell_keys_off()}</p>}
          <Dialog.Close render={<Button>{m.shell_close()}</Button>} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
export default Keys;
