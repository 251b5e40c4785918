import { createValue } from '../value.ts';

/** Announces text in the only live region. `seen` text is also shown at the panel's foot; `heard` text is only read aloud. */
export type Announce = (text: string, how?: 'seen' | 'heard') => void;

interface Announcement {
  readonly text: string;
  readonly how: 'seen' | 'heard';
}

const nothing: Announcement = { text: '', how: 'seen' };

export const announcement = createValue<Announcement>(nothing);

/** Clearing the announcements for screen readers does not clear a visible message. */
export const announce: Announce = (text, how = 'seen') => {
  if (text !== '' || how === 'seen' || announcement.get().how === 'heard') announcement.set({ text, how });
};

/** Drops what was announced, because the screen that it concerns has gone. */
export const dropAnnouncement = (): void => announcement.set(nothing);
