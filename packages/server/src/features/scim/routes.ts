import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { record } from '../../platform/audit/index.ts';
import { authorizedByToken, type Authorized, type PublicAccess } from '../../platform/access/index.ts';
import type { Config } from '../../platform/config/index.ts';
import type { NonApiRoutes } from '../../platform/http/feature.ts';
import { addressKey, createLimiter } from '../../platform/http/limits.ts';
import { refuseUnlessOwner } from '../../platform/http/route.ts';
import { NotTheOwner } from '../../platform/not-the-owner.ts';
import { mostResults, resourceTypes, schemas, serviceProvider } from './describe.ts';
import { createDirectory, type Directory } from './directory.ts';
import { presentError, ScimError } from './errors.ts';
import { readFilter } from './filter.ts';
import { allGroups, createGroup, deleteGroup, findGroup, patchGroup, presentGroup, replaceGroup } from './groups.ts';
import type { ScimResource } from './resource.ts';
import { createUser, deleteUser, patchUser, presentUser, replaceUser } from './users.ts';
import { hashToken } from '../../platform/tokens.ts';
import { changeAccounts, LastAdministrator, type Accounts } from '../people/index.ts';
import { StoreFull, StoreUnavailable, type Db, type Store } from '../../platform/store/index.ts';
import { useScimToken } from './queries.ts';

const prefix = '/scim/v2';
const mediaType = 'application/scim+json';
const mostBytes = 4 * 1024 * 1024;

type Asked = FastifyRequest<{ Params: { id: string }; Querystring: Readonly<Record<string, string | string[] | undefined>> }>;
type ByDirectory = Authorized<'people', 'directory'>;

const toScimError = (error: unknown): ScimError | null => {
  if (error instanceof ScimError) return error;
  if (error instanceof LastAdministrator) return new ScimError(403, null, 'the centre would have no active administrator left');
  if (error instanceof NotTheOwner) return new ScimError(503, null, 'this process does not run the floor; ask the one that does');
  if (error instanceof StoreFull || error instanceof StoreUnavailable) return new ScimError(503, null, 'the store takes nothing just now');
  const { statusCode } = error as { readonly statusCode?: number };
  if (statusCode === 400) return new ScimError(400, 'invalidSyntax', 'the body is no JSON');
  if (statusCode !== undefined && statusCode < 500) return new ScimError(statusCode, null, 'the request cannot be taken');
  return null;
};

const named = (asked: Asked, name: string): ReadonlySet<string> =>
  new Set(String(asked.query[name] ?? '').split(',').map((one) => one.trim().toLowerCase()).filter(Boolean));

/** Keeps the attributes that the request wants. `id` and `schemas` are always kept. */
const asAsked = (asked: Asked, resource: ScimResource): ScimResource => {
  const [only, without] = [named(asked, 'attributes'), named(asked, 'excludedAttributes')];
  const always = new Set(['id', 'schemas']);
  const top = new Set([...only].map((name) => name.split('.')[0]));
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => {
      const low = name.toLowerCase();
      return always.has(low) || (only.size > 0 ? top.has(low) : !without.has(low));
    }),
  );
};

const number = (asked: Asked, name: string, otherwise: number): number => {
  const given = asked.query[name];
  if (given === undefined) return otherwise;
  if (!/^-?\d+$/.test(String(given))) throw new ScimError(400, 'invalidValue', `${name} is a number`);
  return Number(given);
};

const list = (asked: Asked, all: readonly ScimResource[]): ScimResource => {
  const { filter } = asked.query;
  const fits = filter === undefined ? () => true : readFilter(String(filter));
  const found = all.filter(fits);
  const startIndex = Math.max(1, number(asked, 'startIndex', 1));
  const count = Math.min(mostResults, Math.max(0, number(asked, 'count', 100)));
  const page = found.slice(startIndex - 1, startIndex - 1 + count);
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: found.length,
    startIndex,
    itemsPerPage: page.length,
    Resources: page.map((resource) => asAsked(asked, resource)),
  };
};

interface Kind {
  readonly path: '/Users' | '/Groups';
  all(directory: Directory, db: Db, base: string): Promise<ScimResource[]>;
  one(directory: Directory, db: Db, id: string, base: string): Promise<ScimResource>;
  create(directory: Directory, accounts: Accounts, body: unknown): Promise<string>;
  replace(directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void>;
  patch(directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void>;
  remove(directory: Directory, accounts: Accounts, id: string): Promise<void>;
}

const kinds: readonly Kind[] = [
  {
    path: '/Users',
    all: async (directory, db, base) => {
      const teams = await directory.teams(db);
      return (await directory.people(db)).map((row) => presentUser(row, teams, base));
    },
    one: async (directory, db, id, base) => presentUser(await directory.person(db, id), await directory.teams(db), base),
    create: createUser,
    replace: replaceUser,
    patch: patchUser,
    remove: deleteUser,
  },
  {
    path: '/Groups',
    all: async (directory, db, base) => {
      const people = await directory.people(db);
      return (await allGroups(directory, db)).map((group) => presentGroup(group, people, base));
    },
    one: async (directory, db, id, base) => presentGroup(await findGroup(directory, db, id), await directory.people(db), base),
    create: createGroup,
    replace: replaceGroup,
    patch: patchGroup,
    remove: deleteGroup,
  },
];

export interface ScimDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: Pick<Config, 'publicUrl'>;
  readonly runtime: { readonly status: string };
  readonly log: Logger;
  readonly peopleChanged: () => Promise<void>;
  readonly store: Store;
}

const byToken = (about: string): PublicAccess => ({ about, open: 'a directory’s bearer token' });

const accessOf = (path: string, about: string, methods: readonly string[]): Record<string, PublicAccess> =>
  Object.fromEntries(methods.map((method) => [`${method} ${prefix}${path}`, byToken(about)]));

const reads = ['GET'];
const lists = ['GET', 'POST'];
const ones = ['GET', 'PUT', 'PATCH', 'DELETE'];
const capabilities = 'the capabilities of SCIM here';

const access = {
  ...accessOf('/ServiceProviderConfig', capabilities, reads),
  ...accessOf('/ResourceTypes', capabilities, reads),
  ...accessOf('/ResourceTypes/:id', capabilities, reads),
  ...accessOf('/Schemas', capabilities, reads),
  ...accessOf('/Schemas/:id', capabilities, reads),
  ...accessOf('/Users', 'people', lists),
  ...accessOf('/Users/:id', 'people', ones),
  ...accessOf('/Groups', 'teams and roles', lists),
  ...accessOf('/Groups/:id', 'teams and roles', ones),
};

/** SCIM 2.0 (RFC 7643, 7644): a directory maintains the centre's people and teams. Every request needs a valid token. */
const mount: NonApiRoutes<ScimDeps>['mount'] = (app, { limits }, deps) => {
  const { centre, store, clock, config, log } = deps;
  const directory = createDirectory(centre, clock, log);
  const base = `${config.publicUrl}${prefix}`;
  const badTokens = createLimiter(limits.badTokensPerAddress);
  const goodTokens = new Set<string>();
  const allowed = new WeakMap<FastifyRequest, ByDirectory>();

  const authorize = async (request: FastifyRequest): Promise<ByDirectory> => {
    refuseUnlessOwner(deps);
    const [, token] = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '') ?? [];
    const hash = token === undefined ? null : hashToken(token);
    const address = addressKey(request.ip);
    // An attacker at a directory's address must not shut it out, so a token that was good is looked up in any case.
    if (badTokens.isSpent(address) && (hash === null || !goodTokens.has(hash))) throw new ScimError(429, null, 'too many requests without a good token; try again in a minute');
    const isGood = hash !== null && (await useScimToken(store.db, centre, hash, clock.now()));
    if (isGood) goodTokens.add(hash);
    else if (hash !== null) badTokens.hit(address);
    const authorized = authorizedByToken('people', 'directory', isGood);
    if (!authorized) throw new ScimError(401, null, 'a good bearer token is needed');
    return authorized;
  };
  /** Makes a change and its audit entry in one transaction. Reloads people after the commit. */
  const change = async <T>(_by: ByDirectory | undefined, work: (accounts: Accounts) => Promise<T>): Promise<T> => {
    const audit = (about: readonly PersonId[], trx: Db) => record(trx, { centre, at: clock.now(), actor: null, as: 'directory', deed: 'directory-changed', about });
    const { value } = await changeAccounts({ db: store.db, centre, now: clock.now(), audit }, work);
    await deps.peopleChanged();
    return value;
  };

  void app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser([mediaType, 'application/json'], { parseAs: 'string', bodyLimit: mostBytes }, (_request, body, done) => {
        try {
          done(null, JSON.parse(String(body)));
        } catch {
          done(new ScimError(400, 'invalidSyntax', 'the body is no JSON'));
        }
      });
      scope.addHook('onRequest', async (request) => void allowed.set(request, await authorize(request)));
      scope.addHook('onSend', async (_request, reply) => {
        reply.header('cache-control', 'no-store');
        if (reply.statusCode !== 204) reply.type(mediaType);
      });
      scope.setErrorHandler((error, request, reply) => {
        const refused = toScimError(error);
        if (!refused) log.error({ err: error, route: request.routeOptions.url, method: request.method }, 'a directory’s request failed');
        const failure = refused ?? new ScimError(500, null, 'something failed here; the log says what');
        if (failure.status === 401) reply.header('www-authenticate', 'Bearer');
        if (failure.status === 429) reply.header('retry-after', '60');
        return reply.code(failure.status).type(mediaType).send(JSON.stringify(presentError(failure)));
      });
      scope.setNotFoundHandler((_request, reply) => {
        const failure = new ScimError(404, null, 'there is nothing here');
        return reply.code(404).type(mediaType).send(JSON.stringify(presentError(failure)));
      });

      const about = (path: string, resources: readonly ScimResource[]): void => {
        scope.get(path, (request) => JSON.stringify(list(request as Asked, resources)));
        scope.get(`${path}/:id`, (request) => {
          const found = resources.find((resource) => resource['id'] === (request as Asked).params.id);
          if (!found) throw new ScimError(404, null, 'there is nothing here');
          return JSON.stringify(found);
        });
      };
      scope.get('/ServiceProviderConfig', () => JSON.stringify(serviceProvider(base)));
      about('/ResourceTypes', resourceTypes(base));
      about('/Schemas', schemas(base));

      for (const kind of kinds) {
        const { path } = kind;
        const one = async (asked: Asked, id: string): Promise<string> => JSON.stringify(asAsked(asked, await kind.one(directory, store.db, id, base)));
        scope.get(path, async (request) => JSON.stringify(list(request as Asked, await kind.all(directory, store.db, base))));
        scope.get(`${path}/:id`, (request) => one(request as Asked, (request as Asked).params.id));
        scope.post(path, async (request, reply) => {
          const id = await change(allowed.get(request), (accounts) => kind.create(directory, accounts, request.body));
          return reply.code(201).header('location', `${base}${path}/${encodeURIComponent(id)}`).send(await one(request as Asked, id));
        });
        scope.put(`${path}/:id`, async (request) => {
          const { id } = (request as Asked).params;
          await change(allowed.get(request), (accounts) => kind.replace(directory, accounts, id, request.body));
          return one(request as Asked, id);
        });
        scope.patch(`${path}/:id`, async (request) => {
          const { id } = (request as Asked).params;
          await change(allowed.get(request), (accounts) => kind.patch(directory, accounts, id, request.body));
          return one(request as Asked, id);
        });
        scope.delete(`${path}/:id`, async (request, reply) => {
          await change(allowed.get(request), (accounts) => kind.remove(directory, accounts, (request as Asked).params.id));
          return reply.code(204).send();
        });
      }
    },
    { prefix },
  );
};

export const scimRoutes: NonApiRoutes<ScimDeps> = { access, mount };
