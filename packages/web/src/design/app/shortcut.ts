import { useLayoutEffect } from 'react';
import { shortcuts } from './settings.ts';

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role="menu"] *'));

/**
 * Handles single-key shortcuts. Ignores keys in text fields, keys with Ctrl, Alt or Meta, and all keys when shortcuts are turned off.
 *
 * @param keys characters of the keys, such as '/' or '12345'
 * @param act called with the key that was pressed
 */
export const useShortcut = (keys: string, act: (key: string) => void): void => {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || !keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isEditable(event.target) || !shortcuts.get()) return;
      event.preventDefault();
      act(event.key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys, act]);
};
