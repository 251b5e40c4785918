let asked = false;

/**
 * Asks the browser not to clear the stored data when it runs short of space. Some browsers ask the person, so this is to be
 * called right after the person has stored something of their own, and never during a reset.
 */
export const requestPersistence = async (): Promise<void> => {
  // The API is missing on plain http.
  if (asked || !navigator.storage?.persist) return;
  asked = true;
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // The request may fail in a frame on another site's page; nothing else depends on it.
  }
};
