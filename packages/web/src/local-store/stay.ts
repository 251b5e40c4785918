let isRequested = false;

/**
 * Asks the browser to keep the stored data when it runs short of space. Some browsers show a question to the person, so this is called
 * right after the person has stored something of their own, and never during a reset.
 */
export const requestPersistence = async (): Promise<void> => {
  // The API is missing on plain http.
  if (isRequested || !navigator.storage?.persist) return;
  isRequested = true;
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // Fails in some frames on another site's page. Nothing depends on it.
  }
};
