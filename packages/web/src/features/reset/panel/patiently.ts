import { after } from '../../../design/schedule.ts';

/** A lost connection must not end a reset: what could not be loaded is asked for again. */
const againMs = 3000;

/** Loads it, asking as often as it takes. Returns how to stop asking. */
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
