import type { Asked, Told } from './protocol.ts';
import { openStream } from './stream.ts';

/** Listens through the shared worker, or by a stream of this page's own where a browser has none. */
export const listen = (tell: (told: Told) => void): (() => void) => {
  if (typeof SharedWorker === 'undefined') return openStream(tell).close;
  const { port } = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'onhook-panel' });
  const leave = (): void => port.postMessage({ kind: 'bye' } satisfies Asked);
  port.addEventListener('message', ({ data }: MessageEvent<Told>) => tell(data));
  port.start();
  addEventListener('pagehide', leave);
  return () => {
    removeEventListener('pagehide', leave);
    leave();
    port.close();
  };
};
