import { useCallback, useLayoutEffect, useRef } from 'react';

/** Returns a function that stays the same while the component is mounted and runs the newest `act`, so that effects don't run again because of it. */
export const useEvent = <Args extends readonly unknown[], Result>(act: (...args: Args) => Result): ((...args: Args) => Result) => {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
};
