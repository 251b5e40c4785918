import { useEffect } from 'react';
import { useKept } from '../kept/use-kept.ts';
import { isTyping } from '../screen.tsx';
import { prefsSlice } from './prefs.ts';

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, label, input, textarea, dialog') !== null;

/** Single keys, except where somebody writes; a key that a control has its own use for is the control's. */
export const useKeys = (keys: Readonly<Record<string, (() => void) | undefined>>): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || (event.key === ' ' && isControl(event.target))) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
};

/** The keys 1 to 9 choose. */
export const useNumberKeys = (person: string, choices: readonly string[], onChoose: (choice: string) => void): void => {
  const [prefs] = useKept(person, prefsSlice);
  useKeys(prefs?.keys === false ? {} : Object.fromEntries(choices.slice(0, 9).map((choice, i) => [i + 1, () => onChoose(choice)])));
};
