import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import {
  type CircleView,
  type Colleague,
  type DebriefView,
  type ErrorName,
  type IncidentCallsView,
  type IncidentView,
  type OwnDayView,
  type PanelView,
  type PhrasesView,
  type VaultView,
  errorCatalogue,
} from '@onhook/contract';
import { noon } from '../../src/api/panel/fixtures.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
};

export interface Posted {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Folder in which the scripts of a newer version are found. */
const newAssets = 'assets-newer/';

/** A circle with nobody in it. */
export const nobody: CircleView = { serverNow: noon, members: [], invited: [], askingMe: [], wordForMe: null, myWord: null };

/** A view without requests, and with one lead who could be asked. */
export const nothingAsked: DebriefView = { serverNow: noon, mine: [], forMe: [], leads: [{ person: 'lea', name: 'Lea', away: false }], circle: [] };

/** A colleague's request for a word, not answered yet. */
export const askedByBen: DebriefView['forMe'][number] = {
  request: 'request-2',
  wish: { kind: 'word' },
  from: { person: 'ben', name: 'Ben' },
  round: 'first',
  next: [],
  askedAt: noon,
  closedAt: null,
  seenAt: null,
  dueAt: noon + 600_000,
  state: 'asked',
  answer: null,
  answeredBy: null,
  gifts: [],
  notes: [],
  followUpAt: null,
  share: null,
  mayGive: false,
  queues: [],
};

/** Serves the built panel as the real server does, and answers the contract's routes from a view that the test sets. */
export const startFakeServer = async (dist: string) => {
  const open = new Set<ServerResponse>();
  const posted: Posted[] = [];
  let view: PanelView | null = null;
  let day: OwnDayView = { serverNow: noon, firstCallAt: null, lastCall: null, hardCalls: [], keptMinutes: [] };
  let circle = nobody;
  let debrief = nothingAsked;
  let colleagues: readonly Colleague[] = [];
  let refusal: ErrorName = 'not-signed-in';
  let react: (posted: Posted) => ErrorName | void = () => {};
  let streaming = true;
  let phrases: PhrasesView = { endAbusiveCalls: 'with-lead', team: [] };
  let vault: VaultView = { centre: 'main', person: 'p1', keys: null, head: null, items: [] };
  const writtenAt = new Map<string, number>();
  let incidentCalls: IncidentCallsView = { serverNow: noon, calls: [], seenBy: [] };
  let released: readonly IncidentView[] = [];
  let losing = false;
  let withAssets = true;
  let hasNewVersion = false;

  const push = (): void => {
    for (const stream of open) stream.write(`event: panel\ndata: ${JSON.stringify(view)}\n\n`);
  };

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    response.setHeader('content-security-policy', "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'");
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (path === '/api/live') {
      if (!view || !streaming) return json(streaming ? 401 : 503, { error: refusal });
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      open.add(response);
      response.on('close', () => open.delete(response));
      response.write(`event: panel\ndata: ${JSON.stringify(view)}\n\n`);
      return;
    }
    if (path === '/api/panel') return view ? json(200, view) : json(errorCatalogue[refusal].status, { error: refusal, message: '' });
    if (path === '/api/panel/day') return json(200, day);
    if (path === '/api/phrases') return json(200, phrases);
    if (path.startsWith('/api/')) {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const what = { method: request.method ?? '', path, body: text ? (JSON.parse(text) as unknown) : null };
      if (what.method !== 'GET') posted.push(what);
      if (losing) return void request.socket.destroy();
      const refused = react(what);
      if (refused) return json(errorCatalogue[refused].status, { error: refused, message: '' });
      if (path === '/api/circle/colleagues') return json(200, { colleagues });
      if (/^\/api\/(circle|words)/.test(path)) return json(200, circle);
      if (path.startsWith('/api/debrief')) return json(200, debrief);
      if (path === '/api/shares/people') return json(200, { people: [{ person: 'lea', name: 'Lea', card: null }] });
      if (path === '/api/incident-calls') return json(200, incidentCalls);
      if (path === '/api/incidents' && what.method === 'GET') return json(200, { serverNow: noon, incidents: released });
      if (path === '/api/vault/keys') {
        const { head, ...keys } = what.body as VaultView['keys'] & { head: VaultView['head'] };
        vault = { ...vault, keys, ...(head && { head }) };
      }
      if (path === '/api/vault/changes') {
        const { head, put, deleted } = what.body as { head: { version: number; sealed: string }; put: VaultView['items']; deleted: string[] };
        if (head.version !== (vault.head?.version ?? 0) + 1) return json(409, { error: 'no-longer-possible', message: '' });
        const gone = new Set([...deleted, ...put.map(({ item }) => item)]);
        for (const { item } of put) writtenAt.set(item, head.version);
        vault = { ...vault, head, items: [...vault.items.filter(({ item }) => !gone.has(item)), ...put] };
        return json(200, {});
      }
      if (path === '/api/vault' && what.method === 'DELETE') {
        vault = { ...vault, keys: null, head: null, items: [] };
        return json(200, {});
      }
      if (path === '/api/vault') {
        const since = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('since'));
        return json(200, { ...vault, items: vault.items.filter(({ item }) => (writtenAt.get(item) ?? 0) > since) });
      }
      return json(200, path === '/api/recoveries' ? { recovery: 'r1' } : {});
    }
    // The build has either a single page, or a page for each of several languages.
    const page = existsSync(join(dist, 'index.html')) ? 'index.html' : 'en.html';
    const file = path === '/panel' ? page : normalize(path).replace(/^[/.]+/, '');
    if (!withAssets && path.startsWith('/assets-panel/')) return json(404, { error: 'not-found' });
    if (hasNewVersion && /^\/assets-panel\/.+\.js$/.test(path)) return json(404, { error: 'not-found' });
    try {
      let bytes: Buffer | string = await readFile(join(dist, file.replace(newAssets, 'assets-panel/')));
      if (hasNewVersion && extname(file) === '.html') bytes = bytes.toString().replaceAll('/assets-panel/', `/${newAssets}`);
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
      response.end(bytes);
    } catch {
      json(404, { error: 'not-found' });
    }
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const stream of open) stream.destroy();
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };

  return {
    url: `http://127.0.0.1:${port}`,
    posted,
    /** Shows this view from now on, to open panels too. */
    show: (next: PanelView): void => {
      view = next;
      push();
    },
    /** Sets the agent's own day that the server sends from now on. */
    dayIs: (next: OwnDayView): void => {
      day = next;
    },
    /** Sets the phrases that the server sends from now on. */
    setPhrases: (next: PhrasesView): void => {
      phrases = next;
    },
    /** Sets the circle that the server sends from now on, and pushes it to open panels. */
    showCircle: (next: CircleView): void => {
      circle = next;
      for (const stream of open) stream.write(`event: circle\ndata: ${JSON.stringify(circle)}\n\n`);
    },
    /** Sets the calls for which the agent may record an incident, and the incidents that they have released. */
    incidentsAre: (calls: IncidentCallsView, own: readonly IncidentView[]): void => {
      incidentCalls = calls;
      released = own;
    },
    vault: (): VaultView => vault,
    /** Sets a vault, possibly a false one, that the server sends from now on. */
    vaultIs: (next: VaultView): void => {
      vault = next;
    },
    /** Sets the requests for a talk or space that the server sends from now on, and pushes them to open panels. */
    showDebrief: (next: DebriefView): void => {
      debrief = next;
      for (const stream of open) stream.write(`event: debrief\ndata: ${JSON.stringify(debrief)}\n\n`);
    },
    colleaguesAre: (found: readonly Colleague[]): void => {
      colleagues = found;
    },
    refuse: (error: ErrorName): void => {
      view = null;
      refusal = error;
    },
    onPost: (handler: typeof react): void => {
      react = handler;
    },
    /** Cuts every stream and refuses new ones until `mend` is called. */
    cut: (): void => {
      streaming = false;
      for (const stream of open) stream.destroy();
    },
    mend: (): void => {
      streaming = true;
    },
    streams: (): number => open.size,
    /** Stops the server as if it was killed; `up` starts it again at the same address. */
    down: close,
    up: (): Promise<void> => listen(port),
    /** Makes the server accept each post and close the connection before it answers. */
    loseAnswers: (on: boolean): void => {
      losing = on;
    },
    /** Removes the files of the open pages, as the installation of a new version does. */
    dropAssets: (): void => {
      withAssets = false;
    },
    /** Installs a version whose scripts have other names; those of the open pages are gone. */
    deploy: (): void => {
      hasNewVersion = true;
    },
    close,
  };
};

export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>;
