import { useLayoutEffect } from 'react';
import { shortcuts } from './settings.ts';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role="menu"] *'));

/**
 * Single-key shortcuts; silent while someone writes, with any modifier, and when shortcuts are off.
 *
 * @param keys one character for each key, such as '/' or '12345'
 * @param act gets the key that was pressed
 */
export const useShortcut = (keys: string, act: (key: string) => void): void => {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || !keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (writes(event.target) || !shortcuts.get()) return;
      event.preventDefault();
      act(event.key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys, act]);
};
