/** Shares a stream among all panels of this browser: HTTP/1.1 allows six connections to a host, and a desk has many tabs. */
import type { Asked, StreamMessage } from './protocol.ts';
import { openPanelStream } from './panel-stream.ts';

const ports = new Set<MessagePort>();
const last: Partial<Record<StreamMessage['kind'], StreamMessage>> = {};
let stream: ReturnType<typeof openPanelStream> | null = null;

const broadcast = (message: StreamMessage): void => {
  if (message.kind === 'open') delete last.lost;
  if (message.kind === 'lost') delete last.open;
  if (message.kind === 'signed-out') delete last.panel;
  // A panel asks for its circle and its requests when it opens; old ones would not help it.
  if (message.kind !== 'circle' && message.kind !== 'debrief') last[message.kind] = message;
  for (const port of ports) port.postMessage(message);
};

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (!port) return;
  ports.add(port);
  port.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
    if (data.kind === 'bye') ports.delete(port);
  });
  port.start();
  const known = last.open ?? last.lost;
  if (known) port.postMessage(known);
  if (last.panel) port.postMessage(last.panel);
  // A page that has just opened may have signed in, so it doesn't wait for the next reconnection.
  if (last.lost) stream?.close();
  if (last.lost || !stream) stream = openPanelStream(broadcast);
});
