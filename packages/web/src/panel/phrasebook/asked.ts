import { useEffect, useState } from 'react';
import { shortcutsKey } from '../../app/settings.ts';
import type { Phase } from '../phase.ts';

/** Dispatched on the window by whoever may ask in the agent's name: the page that holds the panel, say. */
export const askForPhrasebook = 'onhook:phrasebook';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));

/** Single keys can be turned off, for those whose voice or tremor types them. */
const singleKeys = (): boolean => {
  try {
    return localStorage.getItem(shortcutsKey) !== 'off';
  } catch {
    return true;
  }
};

const isAsking = (event: KeyboardEvent): boolean => {
  if (event.defaultPrevented || event.altKey || writes(event.target)) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'k' && !event.shiftKey;
  // Some keyboards have it above the 7, with Shift.
  return event.key === '/' && singleKeys();
};

/**
 * Whether the phrasebook has been asked for in this phase. It is closed by whatever comes next, a call above all, and
 * opens again only when asked again.
 */
export const useAsked = (phase: Phase['kind']) => {
  const [askedIn, setAskedIn] = useState<Phase['kind'] | null>(null);
  // Somebody in the middle of a reset is not on the way to a call.
  const may = phase !== 'reset' && phase !== 'no-line';
  useEffect(() => setAskedIn(null), [phase]);
  useEffect(() => {
    if (!may) return;
    const ask = (): void => setAskedIn(phase);
    const onKey = (event: KeyboardEvent): void => {
      if (!isAsking(event)) return;
      event.preventDefault();
      ask();
    };
    addEventListener('keydown', onKey);
    addEventListener(askForPhrasebook, ask);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener(askForPhrasebook, ask);
    };
  }, [phase]);
  return { asked: may && askedIn === phase, ask: () => setAskedIn(phase), close: () => setAskedIn(null) };
};
