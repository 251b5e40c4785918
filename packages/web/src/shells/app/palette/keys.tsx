import { Dialog } from '@base-ui/react/dialog';
import { shortcuts } from '../../../design/app/settings.ts';
import { Button } from '../../../design/button.tsx';
import { useStore } from '../../../design/store.ts';
import { m } from '../../../generated/messages/messages.js';
import { useSession } from '../../../api/app/session.ts';
import css from './palette.module.css';
import { paletteKey } from './palette-key.ts';

/** A sheet with the keyboard shortcuts that this person's rooms have. */
const Keys = ({ onClose }: { readonly onClose: () => void }) => {
  const leads = useSession().roles.includes('lead');
  const on = useStore(shortcuts);
  const rows = [
    { keys: paletteKey, words: m.shell_palette(), single: false },
    ...(leads
      ? [
          { keys: '/', words: m.shell_keys_name(), single: true },
          { keys: '1 – 5', words: m.shell_keys_guide(), single: true },
        ]
      : []),
    { keys: '?', words: m.shell_keys_sheet(), single: true },
  ];
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css.backdrop ?? ''} />
        <Dialog.Popup className={`${css.popup} ${css.sheet}`}>
          <Dialog.Title className={css.title ?? ''}>{m.shell_keys()}</Dialog.Title>
          <dl className={css.rows}>
            {rows
              .filter(({ single }) => on || !single)
              .map(({ keys, words }) => (
                <div key={keys}>
                  <dt>
                    <kbd className={css.key}>{keys}</kbd>
                  </dt>
                  <dd>{words}</dd>
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
