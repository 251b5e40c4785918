// An imaginary agent desktop that holds the panel. Needs nothing but Node:
//   node examples/host/serve.mjs --onhook http://localhost:8420 --listen 127.0.0.1:8430
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    onhook: { type: 'string', default: 'http://localhost:8420' },
    listen: { type: 'string', default: '127.0.0.1:8430' },
  },
});
const onhook = new URL(values.onhook).origin;
const listen = new URL(`http://${values.listen}`);

// As strict as a desktop can be that holds the panel: of Onhook it lets in one script and one frame.
const policy = [
  "default-src 'self'",
  `script-src 'self' ${onhook}`,
  `frame-src ${onhook}`,
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript' };
const files = new Map(
  ['/index.html', '/desktop.css', '/desktop.js', '/plain.html', '/plain.js'].map((path) => [
    path,
    readFileSync(new URL(`.${path}`, import.meta.url), 'utf8').replaceAll('{onhook}', onhook),
  ]),
);

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://desktop');
  const path = pathname === '/' ? '/index.html' : pathname;
  const text = files.get(path);
  response.setHeader('content-security-policy', policy);
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('content-type', types[extname(path)] ?? 'text/plain');
  response.writeHead(text === undefined ? 404 : 200).end(text ?? 'no such page');
});

server.listen(Number(listen.port), listen.hostname, () => {
  const { port } = server.address();
  process.stdout.write(`The desktop is at http://${listen.hostname}:${port}, and holds the panel of ${onhook}.\n`);
});
