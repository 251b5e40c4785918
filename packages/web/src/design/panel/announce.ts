import { createValue } from '../value.ts';

/** Announces a text in the panel's live region. `seen`: also visible at the bottom of the panel; `heard`: for screen readers only. */
export type Announce = (text: string, how?: 'seen' | 'heard') => void;

interface Announcement {
  readonly text: string;
  readonly how: 'seen' | 'heard';
}

let announcedAt = 0;

const nothing: Announcement = { text: '', how: 'seen' };

export const announcement = createValue<Announcement>(nothing);

/** Announces a text. An empty `heard` text clears the last `heard` text, and leaves a visible one. */
export const announce: Announce = (text, how = 'seen') => {
  if (text !== '' || how === 'seen' || announcement.get().how === 'heard') {
    announcedAt = performance.now();
    announcement.set({ text, how });
  }
};

/**
 * Clears the announcement, because its cause has ended.
 *
 * @param leastAgeMs a younger announcement stays, because it may explain why the screen has changed
 */
export const dropAnnouncement = (leastAgeMs = 0): void => {
  if (performance.now() - announcedAt >= leastAgeMs) announcement.set(nothing);
};
