/** Shares a stream among all panels of this browser: HTTP/1.1 allows six connections to a host, and a desk has many tabs. */
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
 * Registers a page's port and sends it the last view, then the stream's state, which decides if the view is true. A panel asks for
 * its circle and its requests when it opens; old ones would not help it.
 */
const welcome = (port: MessagePort): void => {
  ports.add(port);
  for (const known of [last.panel, last.state]) if (known) port.postMessage(known);
};

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (!port) return;
  port.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
    if (data.kind === 'bye') return ports.delete(port);
    stream?.wake(data.isCertain);
    welcome(port);
  });
  port.start();
  welcome(port);
  // A page that has just opened may have signed in, so it doesn't wait for the next reconnection.
  if (last.state?.kind === 'lost') stream?.reopen();
  stream ??= openPanelStream(broadcast);
});
