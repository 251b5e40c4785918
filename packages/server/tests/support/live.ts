import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface Listening<View> {
  /** Data of the events of that name, in order of arrival. */
  readonly pushed: readonly View[];
  close(): void;
}

/** Opens a live stream as a browser does; resolves once the first event has arrived. */
export const listenLive = async <View>(app: FastifyInstance, cookie: string, event: string): Promise<Listening<View>> => {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
  const pushed: View[] = [];
  const { port } = app.server.address() as AddressInfo;
  const stream = get({ host: '127.0.0.1', port, path: '/api/live', headers: { cookie } });
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject);
    stream.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('error', () => {});
      response.on('data', (chunk: string) => {
        text += chunk;
        const frames = text.split('\n\n');
        text = frames.pop() ?? '';
        for (const frame of frames) {
          const [, name, data] = /^event: (\S+)\ndata: (.*)$/s.exec(frame) ?? [];
          if (name === event && data) pushed.push(JSON.parse(data) as View);
          if (name) resolve();
        }
      });
    });
  });
  return { pushed, close: () => void stream.destroy() };
};
