import { createRoot } from 'react-dom/client';
import '../../design/tokens.css';
import { getLocale, localeKey, locales } from '../../design/locale.ts';
import { followAddress, isFramed } from '../../features/frames/panel/framed.ts';
import { fetchAll, storeForOffline } from './offline/register.ts';
import { followTheme } from '../../design/theme.ts';
import { sealWith } from '../../local-store/index.ts';
import { setSliceLoader } from '../../local-store/slice.ts';
import { Panel } from './panel.tsx';

/** Returns the language chosen on this device if this page has another language; otherwise null. */
const languageToLoad = (): string | null => {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(localeKey);
  } catch {}
  return chosen !== null && chosen !== getLocale() && locales.some((locale) => locale === chosen) ? chosen : null;
};

followTheme();
setSliceLoader(async () => (await import('../../features/index.ts')).slices);
sealWith(async () => (await import('../../vault/seals.ts')).seals);

const root = document.getElementById('panel');
const language = languageToLoad();
const here = new URL(location.href);
if (language !== null && here.searchParams.get('lang') !== language) {
  here.searchParams.set('lang', language);
  location.replace(here);
} else if (root) {
  if (isFramed) followAddress();
  createRoot(root).render(<Panel />);
  if (isFramed) void import('../../features/frames/panel/host.ts').then(({ talkToHost }) => talkToHost());
  // Waits for the load event, so that the downloads do not delay the first paint.
  addEventListener('load', () => void (isFramed ? fetchAll() : storeForOffline()));
}
