/** The baseline server: node:http, server-sent events, and a page that paints each message. */
import { createServer, type ServerResponse } from 'node:http';
import { preciseNow } from '../support/figures.ts';
import { answerParent, measureMemory } from '../support/program.ts';

const page = `<!doctype html><meta charset="utf-8"><title>bare</title><p id="message">-</p><script>
new EventSource('/watch').onmessage = ({ data }) => {
  document.getElementById('message').textContent = data;
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('bare-painted', { detail: data })));
};
</script>`;

/** A page with a single control that reacts. */
const emptyPage = `<!doctype html><meta charset="utf-8"><title>empty</title><div id="panel"><button onclick="this.disabled = true">One</button></div>`;

const streams = new Set<ServerResponse>();
let watching: ServerResponse | null = null;

const server = createServer((request, response) => {
  const text = request.url === '/' ? page : request.url === '/empty' ? emptyPage : null;
  if (text !== null) {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(text);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 2000\n\n');
  streams.add(response);
  if (request.url === '/watch') watching = response;
  response.on('close', () => streams.delete(response));
});

const answers = {
  start: () =>
    new Promise<{ url: string }>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (typeof address === 'object' && address) resolve({ url: `http://127.0.0.1:${address.port}` });
      });
    }),
  /** Pushes one message to the page, and returns the time. */
  push: (data: string): { at: number } => {
    const at = preciseNow();
    watching?.write(`data: ${data}\n\n`);
    return { at };
  },
  streams: () => streams.size,
  memory: measureMemory,
};
export type BareAnswers = typeof answers;

answerParent(answers);
