const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys that open the palette, as this device writes them. */
export const paletteKey = isApple ? '⌘ K' : 'Ctrl K';

/** True for the keys that open the palette. */
export const opensPalette = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'k' && (isApple ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;

/** The key that closes the palette, as keyboards have it printed. */
export const leaveKey = 'Esc';
