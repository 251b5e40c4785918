import { reloadPage } from './reload.ts';
import { every } from './schedule.ts';

/** Time to wait for the server's version of the page, in milliseconds. */
const replyMs = 4000;

/** `sessionStorage` key of the version that this tab had when it last reloaded itself. */
const reloadedFrom = 'onhook.reloaded';

/** Returns the path of the page's main script, which is different in each version. */
const version = (): string => new URL(document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src ?? '', location.href).pathname;

/** True if the server has another version of this page. */
const isOutdated = async (): Promise<boolean> => {
  const reply = await fetch(location.pathname + location.search, { cache: 'no-store', signal: AbortSignal.timeout(replyMs) });
  return reply.ok && !(await reply.text()).includes(version());
};

/** True while a field contains text that would be lost. Text areas are stored at each keystroke. */
const hasUnsavedText = (): boolean =>
  [...document.querySelectorAll<HTMLInputElement>('input:not([type=radio], [type=checkbox])')].some(
    ({ value }) => value !== '',
  );

let waiting: Promise<unknown> | null = null;

const reloadIfOutdated = async (): Promise<void> => {
  try {
    // Reloads at most once from each version: if the server still has this version, a reload would not help.
    if (sessionStorage.getItem(reloadedFrom) === version() || !(await isOutdated())) return;
    sessionStorage.setItem(reloadedFrom, version());
  } catch {
    // Without the server or the session storage it is unknown whether a reload would help.
    return;
  }
  if (!hasUnsavedText()) return reloadPage();
  const stop = every(1000, () => {
    if (hasUnsavedText()) return;
    stop();
    void reloadPage();
  });
};

/**
 * Reloads the page once when one of its files is missing on the server because a new version was installed. Waits while a field contains
 * text that would be lost.
 */
export const reloadWhenOutdated = (): void =>
  addEventListener('onhook:file-missing', (event) => {
    waiting ??= reloadIfOutdated().finally(() => (waiting = null));
    (event as CustomEvent<unknown[]>).detail.push(waiting);
  });
