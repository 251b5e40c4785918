import { wait } from './schedule.ts';

const preparations = new Set<() => unknown>();

/** Longest wait for the preparations, in milliseconds. */
const maxWaitMs = 2000;

/** Registers work to do before the page reloads itself, such as storing typed text. Returns a function that unregisters it. */
export const beforeReload = (prepare: () => unknown): (() => void) => {
  preparations.add(prepare);
  return () => void preparations.delete(prepare);
};

/** Reloads the page after all preparations, or after two seconds. */
export const reloadPage = async (): Promise<never> => {
  await Promise.race([Promise.allSettled([...preparations].map(async (prepare) => prepare())), wait(maxWaitMs)]);
  location.reload();
  return new Promise(() => {});
};
