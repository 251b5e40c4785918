import { useLayoutEffect } from 'react';
import { useSlice } from '../../../local-store/use-slice.ts';
import { isTyping } from '../../../design/panel/screen.tsx';
import { prefsSlice } from './prefs.ts';
import { useEvent } from '../../../design/use-event.ts';

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, label, input, textarea, dialog') !== null;

const isPlain = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => !ctrlKey && !metaKey && !altKey;

/** Handles keys without modifiers, except while the agent types in a field. The space bar is left to a focused control. */
export const useKeys = (keys: Readonly<Record<string, (() => void) | undefined>>): void => {
  // A layout effect adds the listener as soon as the screen changes, because a key may be pressed at once.
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

/** Number keys pressed while the question was still loading. */
let early: string[] = [];

/** Collects number keys while a step is loading. The question then takes them. */
export const useEarlyKeys = (waiting: boolean): void => {
  useLayoutEffect(() => {
    // Effects of inner components run first, so a question has already taken its keys. The rest are dropped.
    early = [];
    if (!waiting) return;
    const onKey = (event: KeyboardEvent): void => {
      if (isPlain(event) && /^[1-9]$/.test(event.key)) early.push(event.key);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [waiting]);
};

/** Lets the keys 1 to 9 choose among the first nine choices, unless the agent has turned shortcuts off. */
export const useNumberKeys = (person: string, choices: readonly string[], onChoose: (choice: string) => void): void => {
  const [prefs] = useSlice(person, prefsSlice);
  const isOn = prefs?.keys !== false;
  const byKey = Object.fromEntries(choices.slice(0, 9).map((choice, i) => [i + 1, () => onChoose(choice)]));
  useKeys(isOn ? byKey : {});
  const takeEarly = useEvent(() => {
    for (const key of isOn ? early.splice(0) : []) byKey[key]?.();
  });
  useLayoutEffect(() => takeEarly(), [takeEarly]);
};
