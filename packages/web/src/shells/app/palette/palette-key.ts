const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys that open the palette, as text for this device. */
export const paletteKey = isApple ? '⌘ K' : 'Ctrl K';

/** True if the event is the key combination that opens the palette. */
export const opensPalette = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'k' && (isApple ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;

/** The key that closes the palette, as printed on keyboards. */
export const closeKey = 'Esc';
