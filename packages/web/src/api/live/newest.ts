/** Holds the newest view of one kind, whether it was pushed or answered, and hands it to all who subscribe. */
export const createNewest = <View extends { readonly serverNow: number }>() => {
  const listeners = new Set<(view: View) => void>();
  let last: View | null = null;
  return {
    last: (): View | null => last,
    /** Ignores a view that is older than the last one. */
    put: (view: View): void => {
      if (last && view.serverNow < last.serverNow) return;
      last = view;
      for (const listener of listeners) listener(view);
    },
    /** Returns how to unsubscribe. */
    subscribe: (listener: (view: View) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
