import { deadAfterMs, heartbeatMs } from '@onhook/contract/live';
import { every, machineNow } from '../../design/schedule.ts';
import type { PageMessage, StreamMessage } from './protocol.ts';
import type { Stream } from './stream.ts';
import { onWake } from './wake.ts';

const sharedWorker = (): SharedWorker | null => {
  try {
    return new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'onhook-panel' });
  } catch {
    return null;
  }
};

/** Silence of the worker after which this page opens its own stream, in milliseconds. The worker has reported a dead stream by then. */
const workerGoneMs = 2 * deadAfterMs;

/**
 * Listens through the shared worker. Opens a stream of this page instead where the browser has no shared workers, and when the
 * worker's script is missing or the worker no longer answers.
 */
export const listen = (receive: (message: StreamMessage) => void): (() => void) => {
  const port = sharedWorker();
  let own: Stream | null = null;
  let ended = false;
  let receivedAt = machineNow();

  const post = (message: PageMessage): void => port?.port.postMessage(message);
  const leave = (): void => post({ kind: 'bye' });
  let standingIn = false;
  const standIn = async (): Promise<void> => {
    if (standingIn) return;
    standingIn = true;
    leave();
    port?.port.close();
    try {
      const { openPanelStream } = await import('./panel-stream.ts');
      if (!ended) own = openPanelStream(receive);
    } catch {
      standingIn = false;
      receive({ kind: 'lost' });
    }
  };
  const stopWaking = onWake((isCertain) => {
    own?.wake(isCertain);
    post({ kind: 'wake', isCertain });
  });
  const stopChecking = every(heartbeatMs, () => {
    const silentMs = machineNow() - receivedAt;
    if (silentMs > workerGoneMs) void standIn();
    else if (silentMs > deadAfterMs) {
      if (!standingIn) receive({ kind: 'lost' });
      post({ kind: 'wake', isCertain: false });
    }
  });
  // A frame on another site's page may not be allowed any workers, and learns it only here.
  port?.addEventListener('error', () => void standIn());
  port?.port.addEventListener('message', ({ data }: MessageEvent<StreamMessage>) => {
    receivedAt = machineNow();
    if (!standingIn) receive(data);
  });
  port?.port.start();
  addEventListener('pagehide', leave);
  if (!port) void standIn();
  return () => {
    ended = true;
    removeEventListener('pagehide', leave);
    stopWaking();
    stopChecking();
    leave();
    port?.port.close();
    own?.close();
  };
};
