/** `localStorage` key per person: the first run is shown once to each person on each device. */
const keyOf = (person: string): string => `onhook.introduced.${person}`;

/** True once this person has seen the first run on this device. Also true where storage is forbidden, because it would come back for ever. */
export const isIntroduced = (person: string): boolean => {
  try {
    return localStorage.getItem(keyOf(person)) !== null;
  } catch {
    return true;
  }
};

export const noteIntroduced = (person: string): void => {
  try {
    localStorage.setItem(keyOf(person), '1');
  } catch {}
};
