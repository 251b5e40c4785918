import { reloadPage } from './reload.ts';
import { every } from './schedule.ts';

/** Longest wait for the server's version of the page, in milliseconds. */
const replyMs = 4000;

/** `sessionStorage` key of the version from which this tab last reloaded itself. */
const reloadedFrom = 'onhook.reloaded';

/** The page's main script, whose name changes with each version. */
const version = (): string => new URL(document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src ?? '', location.href).pathname;

/** True if the server has another version of this page by now. */
const isOutdated = async (): Promise<boolean> => {
  const reply = await fetch(location.pathname + location.search, { cache: 'no-store', signal: AbortSignal.timeout(replyMs) });
  return reply.ok && !(await reply.text()).includes(version());
};

/** True while a field holds text that nothing stores. Text areas are stored with each key. */
const holdsText = (): boolean =>
  [...document.querySelectorAll<HTMLInputElement>('input:not([type=radio], [type=checkbox])')].some(
    ({ value }) => value !== '',
  );

let waiting: Promise<unknown> | null = null;

const reloadIfOutdated = async (): Promise<void> => {
  try {
    // At most once from each version: a reload that brings the same version back would bring the same failure back.
    if (sessionStorage.getItem(reloadedFrom) === version() || !(await isOutdated())) return;
    sessionStorage.setItem(reloadedFrom, version());
  } catch {
    // Neither the server nor the storage may be there; without either, nothing says that a reload would help.
    return;
  }
  if (!holdsText()) return reloadPage();
  const stop = every(1000, () => {
    if (holdsText()) return;
    stop();
    void reloadPage();
  });
};

/**
 * Reloads the page once by itself when one of its files is gone from the server because a new version was installed. While a
 * field holds text that would be lost, the reload waits until the field is empty or gone.
 */
export const reloadWhenOutdated = (): void =>
  addEventListener('onhook:file-missing', (event) => {
    waiting ??= reloadIfOutdated().finally(() => (waiting = null));
    (event as CustomEvent<unknown[]>).detail.push(waiting);
  });
