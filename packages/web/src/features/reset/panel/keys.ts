import { useLayoutEffect } from 'react';
import { useKept } from '../../../local-store/use-kept.ts';
import { isTyping } from '../../../design/panel/screen.tsx';
import { prefsSlice } from './prefs.ts';
import { useEvent } from '../../../design/use-event.ts';

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, label, input, textarea, dialog') !== null;

const isPlain = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => !ctrlKey && !metaKey && !altKey;

/** Single keys, except where somebody writes; a key that a control has its own use for is the control's. */
export const useKeys = (keys: Readonly<Record<string, (() => void) | undefined>>): void => {
  // With the picture, not after it: a key may follow it at once.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !isPlain(event) || isTyping(event.target)) return;
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || (event.key === ' ' && isControl(event.target))) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
};

/** Number keys pressed while the question was still on its way. */
let early: string[] = [];

/** Holds number keys while a step is waited for; the question that comes takes them. */
export const useEarlyKeys = (waiting: boolean): void => {
  useLayoutEffect(() => {
    // What is inside has taken its own by now: the rest was for nobody.
    early = [];
    if (!waiting) return;
    const onKey = (event: KeyboardEvent): void => {
      if (isPlain(event) && /^[1-9]$/.test(event.key)) early.push(event.key);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [waiting]);
};

/** The keys 1 to 9 choose. */
export const useNumberKeys = (person: string, choices: readonly string[], onChoose: (choice: string) => void): void => {
  const [prefs] = useKept(person, prefsSlice);
  const isOn = prefs?.keys !== false;
  const byKey = Object.fromEntries(choices.slice(0, 9).map((choice, i) => [i + 1, () => onChoose(choice)]));
  useKeys(isOn ? byKey : {});
  const takeEarly = useEvent(() => {
    for (const key of isOn ? early.splice(0) : []) byKey[key]?.();
  });
  useLayoutEffect(() => takeEarly(), [takeEarly]);
};
