import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const serve = fileURLToPath(new URL('../../examples/host/serve.mjs', import.meta.url));

/** Starts the example of an agent desktop; resolves once it answers. */
export const startDesktop = async (onhook: string, port: number): Promise<{ stop(): void }> => {
  const words = ['--pdeathsig', 'KILL', process.execPath, serve, '--onhook', onhook, '--listen', `127.0.0.1:${port}`];
  const child = spawn('setpriv', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return { stop: () => void child.kill() };
};

/** Another site, hostile or not: its pages by path, and the cookies of each request. */
export const startSite = async (pages: Readonly<Record<string, { readonly body: string; readonly cookie?: string }>>) => {
  const brought: string[] = [];
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url ?? '/', 'http://site').pathname];
    if (request.url === '/brought') brought.push(request.headers.cookie ?? '');
    if (page?.cookie) response.setHeader('set-cookie', page.cookie);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.writeHead(page || request.url === '/brought' ? 200 : 404).end(page?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    brought,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
