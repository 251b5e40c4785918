import { createRoot } from 'react-dom/client';
import '../../design/tokens.css';
import { getLocale, localeKey, locales } from '../../design/locale.ts';
import { followAddress, isFramed } from '../../features/frames/panel/framed.ts';
import { fetchAll, keepForOffline } from './offline/register.ts';
import { followTheme } from '../../design/theme.ts';
import { sealWith } from '../../local-store/index.ts';
import { setSliceLoader } from '../../local-store/slice.ts';
import { Panel } from './panel.tsx';

/** The language chosen on this device if this page is in another language; else null. */
const wantedElsewhere = (): string | null => {
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
const wanted = wantedElsewhere();
const here = new URL(location.href);
if (wanted !== null && here.searchParams.get('lang') !== wanted) {
  here.searchParams.set('lang', wanted);
  location.replace(here);
} else if (root) {
  if (isFramed) followAddress();
  createRoot(root).render(<Panel />);
  if (isFramed) void import('../../features/frames/panel/host.ts').then(({ talkToHost }) => talkToHost());
  // The load event comes after the first paint, so that the downloads don't delay it.
  addEventListener('load', () => void (isFramed ? fetchAll() : keepForOffline()));
}
