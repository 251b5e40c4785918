import { useLayoutEffect, useState } from 'react';
import { useSlice } from '../../../local-store/use-slice.ts';
import type { Phase } from '../../recovery/panel/index.ts';
import { prefsSlice } from '../../reset/panel/index.ts';

/** Event dispatched on the window to open the phrasebook, for example at the request of the embedding page. */
export const phrasebookRequested = 'onhook:phrasebook';

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));

const isOpeningKey = (event: KeyboardEvent, singleKeys: boolean): boolean => {
  if (event.defaultPrevented || event.altKey || takesText(event.target)) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'k' && !event.shiftKey;
  // Some keyboards have the slash above the 7, so Shift is allowed.
  return event.key === '/' && singleKeys;
};

/**
 * State of the phrasebook, which the agent opens in one phase. Any change of phase closes it, so that no call begins with it
 * open.
 */
export const useAsked = (person: string, phase: Phase['kind']) => {
  const [prefs] = useSlice(person, prefsSlice);
  const singleKeys = prefs?.keys !== false;
  const [askedIn, setAskedIn] = useState<Phase['kind'] | null>(null);
  // Neither an agent in a reset nor one without a line takes calls.
  const may = phase !== 'reset' && phase !== 'no-line';
  // Layout effects, in this order: a key pressed as soon as the new phase is painted must find the listener, and must not be undone.
  useLayoutEffect(() => setAskedIn(null), [phase]);
  useLayoutEffect(() => {
    if (!may) return;
    const ask = (): void => setAskedIn(phase);
    const onKey = (event: KeyboardEvent): void => {
      if (!isOpeningKey(event, singleKeys)) return;
      event.preventDefault();
      ask();
    };
    addEventListener('keydown', onKey);
    addEventListener(phrasebookRequested, ask);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener(phrasebookRequested, ask);
    };
  }, [phase, may, singleKeys]);
  return { asked: may && askedIn === phase, ask: () => setAskedIn(phase), close: () => setAskedIn(null) };
};
