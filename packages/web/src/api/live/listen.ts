import { deadAfterMs, heartbeatMs } from '@onhook/contract/live';
import { every, machineNow } from '../../design/schedule.ts';
import type { PageMessage, StreamMessage } from './protocol.ts';
import type { Stream } from './stream.ts';
import { onWake } from './wake.ts';

const startWorker = (): SharedWorker | null => {
  try {
    return new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'onhook-panel' });
  } catch {
    return null;
  }
};

/** Silence of the worker after which this page opens its own stream, in milliseconds. A working worker has reported a dead stream before that. */
const workerGoneMs = 2 * deadAfterMs;

/**
 * Listens to the stream of the shared worker. Opens a stream of this page's own when the browser has no shared workers, the worker's
 * script fails to load, or the worker is silent. Returns a function that stops listening.
 */
export const listen = (receive: (message: StreamMessage) => void): (() => void) => {
  const worker = startWorker();
  const port = worker?.port;
  let own: Stream | null = null;
  let ended = false;
  let receivedAt = machineNow();

  const post = (message: PageMessage): void => port?.postMessage(message);
  const leave = (): void => post({ kind: 'bye' });
  let isReplaced = false;
  const replaceWorker = async (): Promise<void> => {
    if (isReplaced) return;
    isReplaced = true;
    leave();
    port?.close();
    try {
      const { openPanelStream } = await import('./panel-stream.ts');
      if (!ended) own = openPanelStream(receive);
    } catch {
      isReplaced = false;
      receive({ kind: 'lost' });
    }
  };
  const stopWaking = onWake((wasCut) => {
    own?.wake(wasCut);
    post({ kind: 'wake', wasCut });
  });
  const stopChecking = every(heartbeatMs, () => {
    const silentMs = machineNow() - receivedAt;
    if (silentMs > workerGoneMs) void replaceWorker();
    else if (silentMs > deadAfterMs) {
      if (!isReplaced) receive({ kind: 'lost' });
      post({ kind: 'wake', wasCut: false });
    }
  });
  // A frame on another site's page may not be allowed to start workers, which the browser reports only by this event.
  worker?.addEventListener('error', () => void replaceWorker());
  port?.addEventListener('message', ({ data }: MessageEvent<StreamMessage>) => {
    receivedAt = machineNow();
    if (!isReplaced) receive(data);
  });
  port?.start();
  addEventListener('pagehide', leave);
  if (!worker) void replaceWorker();
  return () => {
    ended = true;
    removeEventListener('pagehide', leave);
    stopWaking();
    stopChecking();
    leave();
    port?.close();
    own?.close();
  };
};
