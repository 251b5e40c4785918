/**
 * Module that loads the styles of a screen before its script. When a file is missing, `onhook:file-missing` is dispatched; listeners may
 * add promises to its `detail`, and the failure waits for them, for instance for a reload of the page.
 */
const helper = `
const requested = new Map();
const request = (path) => {
  const href = '/' + path;
  if (document.querySelector('link[href="' + href + '"]') && !requested.has(href)) return;
  if (!requested.has(href)) {
    requested.set(href, new Promise((resolve, reject) => {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', crossOrigin: '', href });
      link.onload = resolve;
      link.onerror = () => {
        link.remove();
        requested.delete(href);
        reject(new Error(href));
      };
      document.head.append(link);
    }));
  }
  return requested.get(href);
};
export const __vitePreload = (load, paths = []) =>
  Promise.all(paths.map(request))
    .then(() => load())
    .catch(async (cause) => {
      const waitFor = [];
      dispatchEvent(new CustomEvent('onhook:file-missing', { detail: waitFor }));
      await Promise.all(waitFor);
      throw Object.assign(new Error('missing file', { cause }), { name: 'FileMissing' });
    });
`;

/**
 * The Vite plugin: takes the place of Vite's own module around each \`import()\`, which is four times as long because it also
 * preloads scripts. A style sheet that fails to load is requested again with the next attempt.
 */
export const stylesFirst = () => ({
  name: 'onhook:styles-first',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) => {
    if (!id.endsWith('vite/preload-helper.js')) return null;
    if (!code.includes('__vitePreload')) throw new Error("Vite's preload helper is not as expected");
    return { code: helper, map: null };
  },
});
