import { createValue } from '../value.ts';

/** Announces text in the only live region. `seen` text is also shown at the panel's foot; `heard` text is only read aloud. */
export type Announce = (text: string, how?: 'seen' | 'heard') => void;

interface Announcement {
  readonly text: string;
  readonly how: 'seen' | 'heard';
}

let announcedAt = 0;

const nothing: Announcement = { text: '', how: 'seen' };

export const announcement = createValue<Announcement>(nothing);

/** Clearing the announcements for screen readers does not clear a visible message. */
export const announce: Announce = (text, how = 'seen') => {
  if (text !== '' || how === 'seen' || announcement.get().how === 'heard') {
    announcedAt = performance.now();
    announcement.set({ text, how });
  }
};

/**
 * Drops what was announced, because what it concerns has gone.
 *
 * @param leastAgeMs age from which it is dropped; a younger message may be the reason why the screen has changed
 */
export const dropAnnouncement = (leastAgeMs = 0): void => {
  if (performance.now() - announcedAt >= leastAgeMs) announcement.set(nothing);
};
