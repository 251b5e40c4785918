import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { BoardChange, BoardView, DayView, DebriefView, ErrorName, LinesView, AccessLogView, MyDataView, OpenedIncidentView, OwnSignInsView, PeopleView, SessionView, TeamIncidentsView, TeamPhrase, TeamPhrasesView, WaysView } from '@onhook/contract';
import { errorCatalogue, routes } from '@onhook/contract';
import { board, day, debrief, lines, looks, myData, openedIncident, ownSignIns, passkeys, people, preview, session, teamIncidents, teamPhrases, auditLog, centrePolicy, phoneSystems } from './data.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const policy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/** The server's answers; a test changes them, and the next request gets the new ones. */
export interface Answers {
  session: SessionView | null;
  board: BoardView;
  day: DayView;
  debrief: DebriefView;
  lines: LinesView;
  looks: AccessLogView;
  teamPhrases: TeamPhrasesView;
  ways: WaysView;
  people: PeopleView;
  signIns: OwnSignInsView;
  myData: MyDataView;
  teamIncidents: TeamIncidentsView;
  incident: OpenedIncidentView;
  /** Refusals by route key; they are checked first. */
  refuse: Partial<Record<string, ErrorName>>;
  /** Valid sign-in links, by token. */
  links: Map<string, SessionView>;
}

export const token = 'a-one-time-link-token-0123456789';

export const answers = (): Answers => ({
  session: session(['lead']),
  board: board(),
  day: day(),
  debrief: debrief(),
  lines: lines(),
  looks: looks(),
  teamPhrases: teamPhrases(),
  ways: { centre: 'Lindgren Energy, Hamburg', oidc: null, passkeys: false },
  people: people(),
  signIns: ownSignIns(),
  myData: myData(),
  teamIncidents: teamIncidents(),
  incident: openedIncident(),
  refuse: {},
  links: new Map([[token, session(['lead'])]]),
});

export interface RoomServer {
  readonly url: string;
  answers: Answers;
  /** Route keys of the requests in order, with their bodies. */
  readonly asked: { readonly key: string; readonly body: unknown }[];
  readonly change: (change: BoardChange) => void;
  readonly push: (name: string, data: unknown) => void;
  /** Ends every open stream, like a server that stops. */
  readonly drop: () => void;
  readonly streams: () => number;
  readonly close: () => Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text === '' ? undefined : JSON.parse(text);
};

/** A server that follows the contract: every reply and body is checked against its schema. Also serves the built app. */
export const startServer = async (dist: string): Promise<RoomServer> => {
  const open = new Set<ServerResponse>();
  const asked: RoomServer['asked'] = [];

  const send = (response: ServerResponse, status: number, value: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const refuse = (response: ServerResponse, error: ErrorName) => send(response, errorCatalogue[error].status, { error, message: error });

  const match = ({ line, person }: { line: string; person: string | null }): ErrorName | null => {
    const view = fake.answers.lines;
    const free = view.unmatched.find((one) => one.line === line);
    const held = view.matched.find((one) => one.line === line);
    if (person === null) {
      if (!held) return 'not-found';
      fake.answers.lines = {
        ...view,
        matched: view.matched.filter((one) => one !== held),
        unmatched: [...view.unmatched, { line, name: held.name, firstSeenAt: view.serverNow, lastSeenAt: view.serverNow }],
        peopleWithoutLine: [...view.peopleWithoutLine, { person: held.person, name: held.personName }],
      };
      return null;
    }
    const owner = view.peopleWithoutLine.find((one) => one.person === person);
    if (!free || !owner) return 'no-longer-possible';
    fake.answers.lines = {
      ...view,
      unmatched: view.unmatched.filter((one) => one !== free),
      matched: [{ line, name: free.name, person, personName: owner.name, reported: true, pausedByUs: false }, ...view.matched],
      peopleWithoutLine: view.peopleWithoutLine.filter((one) => one !== owner),
    };
    return null;
  };

  const changePhrases = ({ team, phrase }: Record<string, string>, written: Omit<TeamPhrase, 'phrase'> | null): ErrorName | null => {
    const { teams } = fake.answers.teamPhrases;
    if (!teams.some((one) => one.team === team)) return 'not-allowed';
    fake.answers.teamPhrases = {
      teams: teams.map((one) => {
        if (one.team !== team || phrase === undefined) return one;
        const others = one.phrases.filter((other) => other.phrase !== phrase);
        return { ...one, phrases: written ? [...others, { phrase, ...written }] : others };
      }),
    };
    return null;
  };

  /** Finds the route for a path, with the values of its path parameters. As on the server, a literal path wins over a parameter. */
  const routeOf = (asked: string) => {
    if (routes.some(({ key }) => key === asked)) return { key: asked, params: {} };
    for (const { key } of routes) {
      const names = [...key.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
      const found = new RegExp(`^${key.replace(/:\w+/g, '([^/]+)')}$`).exec(asked);
      if (found) return { key, params: Object.fromEntries(names.map((name, n) => [name, decodeURIComponent(found[n + 1] ?? '')])) };
    }
    return { key: asked, params: {} };
  };

  const answer = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    const { key, params } = routeOf(path);
    const route = routes.find((one) => one.key === key);
    if (!route) return refuse(response, 'not-found');
    const raw = await bodyOf(request);
    asked.push({ key, body: raw });
    if (request.headers['x-onhook'] !== '1') return refuse(response, 'bad-input');
    if ('body' in route && !route.body.safeParse(raw).success) return refuse(response, 'bad-input');
    const refusal = fake.answers.refuse[key];
    if (refusal) {
      if (!(route.errors as readonly string[]).includes(refusal)) throw new Error(`${key} never answers ${refusal}`);
      return refuse(response, refusal);
    }
    const reply = (value: unknown) => send(response, 200, route.reply.parse(value));
    if (key === 'POST /api/session') {
      const given = (raw as { token: string }).token;
      const held = fake.answers.links.get(given);
      if (!held) return refuse(response, 'link-used-or-expired');
      fake.answers.links.delete(given);
      fake.answers.session = held;
      return reply(held);
    }
    if (key === 'GET /api/sign-in') return reply(fake.answers.ways);
    const who = fake.answers.session;
    if (!who) return refuse(response, 'not-signed-in');
    switch (key) {
      case 'GET /api/session':
        return reply(who);
      case 'DELETE /api/session':
        fake.answers.session = null;
        return reply({ goOn: null });
      case 'GET /api/board':
        return who.roles.includes('lead') ? reply(fake.answers.board) : refuse(response, 'not-allowed');
      case 'GET /api/debrief':
      case 'POST /api/debrief/requests/:request/seen':
      case 'POST /api/debrief/requests/:request/answer':
      case 'POST /api/debrief/requests/:request/gifts':
      case 'POST /api/debrief/requests/:request/follow-up':
      case 'DELETE /api/debrief/gifts/:gift':
        return who.roles.includes('lead') ? reply(fake.answers.debrief) : refuse(response, 'not-allowed');
      case 'GET /api/day':
        return who.roles.includes('analyst') ? reply(fake.answers.day) : refuse(response, 'not-allowed');
      case 'GET /api/looks':
        return reply(fake.answers.looks);
      case 'GET /api/policy':
        return reply(centrePolicy());
      case 'GET /api/audit':
        return reply(auditLog());
      case 'GET /api/phone-systems':
        return reply(phoneSystems());
      case 'POST /api/phone-systems/:source/check':
        return reply({
          checkedAt: fake.answers.lines.serverNow,
          findings: [
            { kind: 'ok', finding: 'logged in as onhook', advice: '' },
            { kind: 'unsure', finding: 'read class ’call’ is not known', advice: 'Check again while calls come in.' },
          ],
        });
      case 'GET /api/lines':
        return who.roles.includes('admin') ? reply(fake.answers.lines) : refuse(response, 'not-allowed');
      case 'GET /api/people':
        return who.roles.includes('admin') ? reply(fake.answers.people) : refuse(response, 'not-allowed');
      case 'POST /api/people/:person':
      case 'POST /api/stand-ins':
        return reply({});
      case 'POST /api/people/:person/sign-in-link':
        return reply({ url: `${fake.url}/sign-in#${token}`, expiresAt: fake.answers.people.serverNow + 24 * 3_600_000 });
      case 'POST /api/people/import/preview':
        return reply(preview());
      case 'POST /api/people/import':
        return reply({ added: 1, changed: 1 });
      case 'GET /api/sign-ins':
        return reply(fake.answers.signIns);
      case 'DELETE /api/sign-ins/:signIn':
        fake.answers.signIns = { ...fake.answers.signIns, signIns: fake.answers.signIns.signIns.filter(({ id }) => !path.endsWith(id)) };
        return reply({});
      case 'GET /api/my-data':
        return reply(fake.answers.myData);
      case 'POST /api/my-data/erase':
        fake.answers.session = null;
        return reply({});
      case 'GET /api/team-incidents':
        return reply(fake.answers.teamIncidents);
      case 'POST /api/team-incidents/:incident/duties/:duty': {
        const { done } = raw as { done: boolean };
        const { incident } = fake.answers;
        const tick = { doneAt: done ? incident.releasedAt + 3_600_000 : null, doneBy: done ? 'Lena Ortiz' : null };
        fake.answers.incident = { ...incident, duties: incident.duties.map((one) => (path.endsWith(`/${one.duty}`) ? { ...one, ...tick } : one)) };
        return reply(fake.answers.incident);
      }
      case 'POST /api/team-incidents/:incident/break': {
        const { incident } = fake.answers;
        const tick = { doneAt: incident.releasedAt + 3_600_000, doneBy: 'Lena Ortiz' };
        fake.answers.incident = { ...incident, duties: incident.duties.map((one) => (one.duty === 'break-given' ? { ...one, ...tick } : one)) };
        return reply(fake.answers.incident);
      }
      case 'GET /api/team-incidents/:incident':
        return reply(fake.answers.incident);
      case 'GET /api/passkeys':
        return reply(passkeys());
      case 'GET /api/teams/phrases':
        return who.roles.includes('lead') ? reply(fake.answers.teamPhrases) : refuse(response, 'not-allowed');
      case 'POST /api/teams/:team/phrases/:phrase':
      case 'DELETE /api/teams/:team/phrases/:phrase': {
        const wrong = changePhrases(params, (raw as Omit<TeamPhrase, 'phrase'> | undefined) ?? null);
        return wrong ? refuse(response, wrong) : reply({});
      }
      case 'POST /api/lines/put-back': {
        const { person } = raw as { person: string };
        const { lines: view } = fake.answers;
        fake.answers.lines = { ...view, matched: view.matched.map((one) => (one.person === person ? { ...one, pausedByUs: false } : one)) };
        return reply({});
      }
      case 'POST /api/lines/match': {
        const wrong = match(raw as { line: string; person: string | null });
        return wrong ? refuse(response, wrong) : reply({});
      }
      default:
        return refuse(response, 'not-found');
    }
  };

  const write = (response: ServerResponse, name: string, data: unknown) =>
    response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);

  const live = (response: ServerResponse) => {
    if (!fake.answers.session || fake.answers.refuse['GET /api/board']) return refuse(response, 'not-signed-in');
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    open.add(response);
    response.on('close', () => open.delete(response));
    response.write('retry: 200\n\n');
    write(response, 'board', fake.answers.board);
  };

  const file = async (path: string, response: ServerResponse) => {
    if (path === '/panel') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><html lang="en"><title>Panel</title><h1>Panel</h1>');
      return;
    }
    const name = extname(path) === '' ? '/index.html' : normalize(path);
    try {
      const bytes = await readFile(join(dist, name));
      response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': policy });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://fake');
    if (pathname === '/api/live') live(response);
    else if (pathname.startsWith('/api/'))
      answer(`${request.method} ${pathname}`, request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    else void file(pathname, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

  const fake: RoomServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: answers(),
    asked,
    change: (change) => fake.push('board-change', change),
    push: (name, data) => {
      for (const response of open) write(response, name, data);
    },
    drop: () => {
      for (const response of open) response.destroy();
    },
    streams: () => open.size,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return fake;
};
