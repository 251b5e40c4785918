import { type RefObject, useLayoutEffect, useRef } from 'react';
import { dropAnnouncement } from './announce.ts';

export interface Way {
  readonly label: string;
  /** Consequence of the action, in small print below the label. */
  readonly cost?: string;
  readonly onTake: () => void;
}

/** Age in milliseconds below which a message stays, because it explains the new screen. */
const newMs = 500;

/**
 * Moves the focus to the heading whenever `moment` changes, and lets Escape run an action.
 *
 * @param moment identity of the sentence that the heading shows
 * @param escape action of the Escape key; null for none
 * @returns the ref of the heading, which needs `tabIndex={-1}`
 */
export const useScreen = (moment: string, escape: Way | null): RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null);

  // A layout effect, because a key press may follow right after the paint.
  useLayoutEffect(() => {
    dropAnnouncement(newMs);
    // If the heading already has the focus, a screen reader would not read the new sentence.
    heading.current?.blur();
    heading.current?.focus({ preventScroll: true });
  }, [moment]);

  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || !escape) return;
      // An open dialog over this screen gets the Escape key.
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      escape.onTake();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  return heading;
};
