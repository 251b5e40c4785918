import { useLayoutEffect } from 'react';
import { shortcuts } from './settings.ts';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role="menu"] *'));

/** A single-key shortcut; silent while someone writes, with any modifier, and when shortcuts are off. */
export const useShortcut = (key: string, act: () => void): void => {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (writes(event.target) || !shortcuts.get()) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [key, act]);
};
