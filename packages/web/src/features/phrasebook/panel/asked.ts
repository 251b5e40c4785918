import { useLayoutEffect, useRef, useState } from 'react';
import { useSlice } from '../../../local-store/use-slice.ts';
import type { Phase } from '../../recovery/panel/index.ts';
import { useEvent } from '../../../design/use-event.ts';
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

/** Keys pressed while the phrasebook was loading: the letters to find, and if Enter followed. */
export interface EarlyKeys {
  readonly query: string;
  readonly enter: boolean;
}

const noKeys: EarlyKeys = { query: '', enter: false };

const withKey = (keys: EarlyKeys, { key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): EarlyKeys => {
  if (ctrlKey || metaKey || altKey || isComposing || keys.enter) return keys;
  if (key === 'Enter') return { ...keys, enter: true };
  if (key === 'Backspace') return { ...keys, query: keys.query.slice(0, -1) };
  return [...key].length === 1 ? { ...keys, query: keys.query + key } : keys;
};

/**
 * State of the phrasebook, which the agent opens in one phase. Any change of phase closes it, so that no call begins with it
 * open.
 */
export const useAsked = (person: string, phase: Phase['kind']) => {
  const [prefs] = useSlice(person, prefsSlice);
  const singleKeys = prefs?.keys !== false;
  const [askedIn, setAskedIn] = useState<Phase['kind'] | null>(null);
  /** Null once the phrasebook is there, which handles its keys itself. */
  const early = useRef<EarlyKeys | null>(null);
  // Neither an agent in a reset nor one without a line takes calls.
  const may = phase !== 'reset' && phase !== 'no-line';
  const ask = useEvent((): void => {
    early.current = noKeys;
    setAskedIn(phase);
  });
  // Layout effects, in this order: a key pressed as soon as the new phase is painted must find the listener, and must not be undone.
  useLayoutEffect(() => setAskedIn(null), [phase]);
  useLayoutEffect(() => {
    if (!may) return;
    const onKey = (event: KeyboardEvent): void => {
      if (askedIn === phase) {
        if (!early.current || event.defaultPrevented || takesText(event.target)) return;
        if (event.key === 'Escape') setAskedIn(null);
        early.current = withKey(early.current, event);
        if (event.key === '/' || event.key === 'Enter') event.preventDefault();
        return;
      }
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
  }, [phase, may, singleKeys, askedIn, ask]);
  return {
    asked: may && askedIn === phase,
    ask,
    close: () => setAskedIn(null),
    /** Returns the keys that were pressed before the phrasebook was there, once. */
    takeEarly: (): EarlyKeys => {
      const keys = early.current ?? noKeys;
      early.current = null;
      return keys;
    },
  };
};
