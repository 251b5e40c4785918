import '../../design/tokens.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connection } from '../../api/connection.ts';
import { reloadWhenOutdated } from '../../design/outdated.ts';
import { sealWith } from '../../local-store/index.ts';
import { setSliceLoader } from '../../local-store/slice.ts';
import { createQueryClient } from '../../api/app/query.ts';
import { createAppRouter } from './router.tsx';
import { followLocale, getLocale } from '../../design/locale.ts';
import { startSettings } from '../../design/app/settings.ts';
import { holdToken } from '../../features/sign-in/app/sign-in.tsx';

holdToken();
startSettings();
reloadWhenOutdated();
setSliceLoader(async () => (await import('../../features/index.ts')).slices);
sealWith(async () => (await import('../../vault/seals.ts')).seals);
window.addEventListener('offline', connection.lost);
window.addEventListener('online', connection.retry);

const queries = createQueryClient(() => {
  // Loads the sign-in page in full, so that no data of the previous person stays in memory.
  if (location.pathname !== '/sign-in') location.replace('/sign-in');
});

const element = document.getElementById('app');
if (!element) throw new Error('the page has no #app');
const root = createRoot(element);
const router = createAppRouter(queries);

/** Renders the app again in the current language. The URL, the query cache and an unlocked vault stay. */
const renderApp = (): void => {
  document.documentElement.lang = getLocale();
  root.render(
    <StrictMode key={getLocale()}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
};
followLocale(renderApp);
renderApp();
