/** Shares a stream among all panels of this browser: HTTP/1.1 allows six connections to a host, and a desk has many tabs. */
import type { Asked, Told } from './protocol.ts';
import { openPanelStream } from './panel-stream.ts';

const ports = new Set<MessagePort>();
const last: Partial<Record<Told['kind'], Told>> = {};
let stream: ReturnType<typeof openPanelStream> | null = null;

const tell = (told: Told): void => {
  if (told.kind === 'open') delete last.lost;
  if (told.kind === 'lost') delete last.open;
  if (told.kind === 'signed-out') delete last.panel;
  // A panel asks for its circle and its requests when it opens; old ones would not help it.
  if (told.kind !== 'circle' && told.kind !== 'debrief') last[told.kind] = told;
  for (const port of ports) port.postMessage(told);
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
  if (last.lost || !stream) stream = openPanelStream(tell);
});
