/** A lost connection must not end a reset: what could not be loaded is asked for again. */
const againMs = 3000;

/** Loads it, asking as often as it takes. Returns how to stop asking. */
export const patiently = <Value,>(load: () => Promise<Value>, then: (value: Value) => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;
  const ask = (): void =>
    void load().then(
      (value) => gone || then(value),
      () => {
        if (!gone) timer = setTimeout(ask, againMs);
      },
    );
  ask();
  return () => {
    gone = true;
    clearTimeout(timer);
  };
};
