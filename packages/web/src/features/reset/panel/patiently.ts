import { after } from '../../../design/schedule.ts';

/** Pause before a failed load is repeated, in milliseconds, because a lost connection must not end a reset. */
const againMs = 3000;

/** Loads a value, repeating the attempt until it succeeds. Returns a function that stops trying. */
export const patiently = <Value,>(load: () => Promise<Value>, then: (value: Value) => void): (() => void) => {
  let stop = (): void => undefined;
  let gone = false;
  const ask = (): void =>
    void load().then(
      (value) => gone || then(value),
      () => {
        if (!gone) stop = after(againMs, ask);
      },
    );
  ask();
  return () => {
    gone = true;
    stop();
  };
};
