import { Search } from 'lucide';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useShortcut } from '../../../design/app/shortcut.ts';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './opener.module.css';
import { opensPalette, paletteKey } from './palette-key.ts';

const Palette = lazy(() => import('./palette.tsx'));
const Keys = lazy(() => import('./keys.tsx'));

/** The button that opens the command palette. Also opens it by its keys, and the list of shortcuts by `?`. Loads each when it first opens. */
export const PaletteOpener = ({ onSignOut }: { readonly onSignOut: () => void }) => {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const openKeys = useCallback(() => setOpen('keys'), []);
  useShortcut('?', openKeys);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!opensPalette(event)) return;
      event.preventDefault();
      setOpen((before) => (before === 'palette' ? null : 'palette'));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button type="button" className={css.opener} title={m.shell_palette()} aria-keyshortcuts="Control+K Meta+K" onClick={() => setOpen('palette')}>
        <Icon of={Search} size="1.125em" />
        <span className={css.words}>{m.shell_palette_open()}</span>
        <kbd className={css.key}>{paletteKey}</kbd>
      </button>
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onClose={close} onKeys={openKeys} onSignOut={onSignOut} />}
        {open === 'keys' && <Keys onClose={close} />}
      </Suspense>
    </>
  );
};
