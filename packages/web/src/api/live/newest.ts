/** Stores the newest view of one kind, pushed by the stream or read from the API, and passes it to subscribers. */
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
    /** Returns a function that unsubscribes. */
    subscribe: (listener: (view: View) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
