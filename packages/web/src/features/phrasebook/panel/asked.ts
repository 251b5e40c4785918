import { useLayoutEffect, useState } from 'react';
import { useKept } from '../../../local-store/use-kept.ts';
import type { Phase } from '../../recovery/panel/index.ts';
import { prefsSlice } from '../../reset/panel/index.ts';

/** Dispatched on the window by whoever may ask in the agent's name: the page that holds the panel, say. */
export const askForPhrasebook = 'onhook:phrasebook';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));

const isAsking = (event: KeyboardEvent, singleKeys: boolean): boolean => {
  if (event.defaultPrevented || event.altKey || writes(event.target)) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'k' && !event.shiftKey;
  // Some keyboards have it above the 7, with Shift.
  return event.key === '/' && singleKeys;
};

/**
 * Whether the phrasebook has been asked for in this phase. It is closed by whatever comes next, a call above all, and
 * opens again only when asked again.
 */
export const useAsked = (person: string, phase: Phase['kind']) => {
  const [prefs] = useKept(person, prefsSlice);
  const singleKeys = prefs?.keys !== false;
  const [askedIn, setAskedIn] = useState<Phase['kind'] | null>(null);
  // Somebody in the middle of a reset is not on the way to a call.
  const may = phase !== 'reset' && phase !== 'no-line';
  // Before the listener, and with the picture: a key may follow it at once.
  useLayoutEffect(() => setAskedIn(null), [phase]);
  useLayoutEffect(() => {
    if (!may) return;
    const ask = (): void => setAskedIn(phase);
    const onKey = (event: KeyboardEvent): void => {
      if (!isAsking(event, singleKeys)) return;
      event.preventDefault();
      ask();
    };
    addEventListener('keydown', onKey);
    addEventListener(askForPhrasebook, ask);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener(askForPhrasebook, ask);
    };
  }, [phase, may, singleKeys]);
  return { asked: may && askedIn === phase, ask: () => setAskedIn(phase), close: () => setAskedIn(null) };
};
