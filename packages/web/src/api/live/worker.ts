/** Shared worker with one stream for all panels of this browser: HTTP/1.1 allows six connections to a host, and an agent may have many tabs. */
import type { PageMessage, StreamMessage } from './protocol.ts';
import { openPanelStream } from './panel-stream.ts';
import type { Stream } from './stream.ts';

const ports = new Set<MessagePort>();
const last: { panel?: StreamMessage; state?: StreamMessage } = {};
let stream: Stream | null = null;

const broadcast = (message: StreamMessage): void => {
  if (message.kind === 'open' || message.kind === 'lost') last.state = message;
  if (message.kind === 'panel') last.panel = message;
  if (message.kind === 'signed-out') delete last.panel;
  for (const port of ports) port.postMessage(message);
};

/**
 * Registers a page's port. Sends it the last panel view and then the stream's state, which shows whether that view is up to date. Circle
 * and requests are not sent: a panel reads them when it opens.
 */
const register = (port: MessagePort): void => {
  ports.add(port);
  for (const message of [last.panel, last.state]) if (message) port.postMessage(message);
};

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (!port) return;
  port.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
    if (data.kind === 'bye') return ports.delete(port);
    stream?.wake(data.wasCut);
    register(port);
  });
  port.start();
  register(port);
  // The new page may follow a sign-in, after which a lost stream can be reopened at once.
  if (last.state?.kind === 'lost') stream?.reopen();
  stream ??= openPanelStream(broadcast);
});
