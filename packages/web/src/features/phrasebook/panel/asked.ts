import { useLayoutEffect, useState } from 'react';
import { useSlice } from '../../../local-store/use-slice.ts';
import type { Phase } from '../../recovery/panel/index.ts';
import { prefsSlice } from '../../reset/panel/index.ts';

/** Event dispatched on the window to open the phrasebook, for example at the request of the embedding page. */
export const askForPhrasebook = 'onhook:phrasebook';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));

const isAsking = (event: KeyboardEvent, singleKeys: boolean): boolean => {
  if (event.defaultPrevented || event.altKey || writes(event.target)) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'k' && !event.shiftKey;
  // Some keyboards have the slash above the 7, so Shift is allowed.
  return event.key === '/' && singleKeys;
};

/**
 * Tells if the phrasebook has been opened in this phase. Any change of phase closes it, above all a call, and it opens again
 * only when the agent asks again.
 */
export const useAsked = (person: string, phase: Phase['kind']) => {
  const [prefs] = useSlice(person, prefsSlice);
  const singleKeys = prefs?.keys !== false;
  const [askedIn, setAskedIn] = useState<Phase['kind'] | null>(null);
  // An agent in the middle of a reset is not about to take a call.
  const may = phase !== 'reset' && phase !== 'no-line';
  // Runs before the listener is added and before the screen is painted, because a key may be pressed at once.
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
