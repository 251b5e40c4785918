let asked = false;

/**
 * Asks the browser not to clear what is kept when it runs short of room. Some ask the person, so this is for the moment at
 * which they have just kept something of their own, and never for the middle of a reset.
 */
export const stayKept = async (): Promise<void> => {
  // Not there on plain http.
  if (asked || !navigator.storage?.persist) return;
  asked = true;
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // In a frame on another site's page it may be refused; nothing else depends on it.
  }
};
