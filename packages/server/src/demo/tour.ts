import { createServer, type Server } from 'node:http';
import type { PersonId } from '@onhook/core/ids';

/** One of the people whose place a visitor can take. */
export interface Part {
  readonly person: PersonId;
  readonly name: string;
  readonly role: string;
  readonly look: string;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const style = `
  :root { color-scheme: light dark; --paper: #faf7f1; --ink: #17252a; --quiet: #55646a; --sea: #0f6b6b; --raised: #fffdf9; --rule: #d9d5cb }
  @media (prefers-color-scheme: dark) { :root { --paper: #0f1a1d; --ink: #e9eeec; --quiet: #9db0af; --sea: #6cc5be; --raised: #142226; --rule: #2c3b3f } }
  * { box-sizing: border-box } body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif }
  main { max-width: 40rem; margin: 0 auto; padding: 4rem 1.5rem } h1 { font-size: 1.875rem; line-height: 1.18; margin: 0 0 .75rem; font-weight: 650 }
  p { margin: 0 0 1rem } .quiet { color: var(--quiet) } ol { list-style: none; margin: 2rem 0; padding: 0; display: grid; gap: 1rem }
  a { display: grid; grid-template-columns: 2rem 1fr; padding: 1rem 1.25rem; border: 1px solid var(--rule); border-radius: 12px; background: var(--raised); color: inherit; text-decoration: none }
  a:hover, a:focus-visible { outline: 2px solid var(--sea); outline-offset: 1px } b { color: var(--sea); font-weight: 650 } i { font-style: normal; color: var(--sea); font-weight: 650 }
`;

const page = (centre: string, parts: readonly Part[]): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A tour of Onhook</title><style>${style}</style>
<main>
  <h1>One hard call, from three sides.</h1>
  <p>${escaped(centre)} is imaginary: forty agents, three queues, and a morning that is already over. Everything runs on this computer.</p>
  <p class="quiet">Take the parts in order. Each opens in the same second tab, so come back here for the next one.</p>
  <ol>${parts
    .map(
      ({ person, name, role, look }, index) =>
        `<li><a href="/as/${encodeURIComponent(person)}" target="onhook"><i>${index + 1}</i><span><b>${escaped(name)}</b>, ${escaped(role)}<br><span class="quiet">${escaped(look)}</span></span></a></li>`,
    )
    .join('')}</ol>
  <p class="quiet">Stopping the program deletes nothing, and the next start makes a new centre.</p>
</main></html>`;

/**
 * Serves the demo's tour on a loopback port of its own: a page with one link for each part, which signs in anew each time it is
 * followed.
 *
 * @returns the server and its address
 */
export const serveTour = async (
  centre: string,
  parts: readonly Part[],
  linkFor: (person: PersonId) => Promise<string>,
): Promise<{ readonly server: Server; readonly url: string }> => {
  const own: { host: string } = { host: '' };
  const server = createServer((request, response) => {
    // A page of another name that resolves to this address must not be able to sign in.
    if (request.headers.host !== own.host || request.method !== 'GET') return void response.writeHead(404).end();
    const part = parts.find(({ person }) => request.url === `/as/${encodeURIComponent(person)}`);
    if (part) {
      linkFor(part.person).then(
        (location) => response.writeHead(303, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end(),
        () => response.writeHead(503).end(),
      );
      return;
    }
    if (request.url !== '/') return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
    response.end(page(centre, parts));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  own.host = `127.0.0.1:${port}`;
  server.unref();
  return { server, url: `http://${own.host}/` };
};
