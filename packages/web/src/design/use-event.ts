import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same for as long as the component is there, and runs the newest `act`: for effects that must not run again because of it. */
export const useEvent = <Args extends readonly unknown[], Result>(act: (...args: Args) => Result): ((...args: Args) => Result) => {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
};
