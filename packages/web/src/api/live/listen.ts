import type { Asked, StreamMessage } from './protocol.ts';
import { openPanelStream } from './panel-stream.ts';

const sharedWorker = (): SharedWorker | null => {
  try {
    return new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'onhook-panel' });
  } catch {
    return null;
  }
};

/** Listens through the shared worker, or through a stream of this page where the browser has no shared workers. */
export const listen = (receive: (message: StreamMessage) => void): (() => void) => {
  const worker = sharedWorker();
  if (!worker) return openPanelStream(receive).close;
  const { port } = worker;
  let own: ReturnType<typeof openPanelStream> | null = null;
  // Without a connection the worker's script may be missing, and the page would not notice when the connection is back. A
  // frame on another site's page may not be allowed any workers, and learns it only here.
  worker.addEventListener('error', () => {
    own ??= openPanelStream(receive);
  });
  const leave = (): void => port.postMessage({ kind: 'bye' } satisfies Asked);
  port.addEventListener('message', ({ data }: MessageEvent<StreamMessage>) => receive(data));
  port.start();
  addEventListener('pagehide', leave);
  return () => {
    removeEventListener('pagehide', leave);
    leave();
    port.close();
    own?.close();
  };
};
