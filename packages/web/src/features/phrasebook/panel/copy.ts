/** Copies text. Resolves to false when the window may not write to the clipboard: in a frame without the permission, or without TLS. */
export const copy = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
