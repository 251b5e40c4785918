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
import { maxResults, resourceTypes, schemas, serviceProvider } from './describe.ts';
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
const maxBytes = 4 * 1024 * 1024;

type ScimRequest = FastifyRequest<{ Params: { id: string }; Querystring: Readonly<Record<string, string | string[] | undefined>> }>;
type ByDirectory = Authorized<'people', 'directory'>;

const toScimError = (error: unknown): ScimError | null => {
  if (error instanceof ScimError) return error;
  if (error instanceof LastAdministrator) return new ScimError(403, null, 'the centre would have no active administrator left');
  if (error instanceof NotTheOwner) return new ScimError(503, null, 'this process does not run the centre; send the request to the one that does');
  if (error instanceof StoreFull || error instanceof StoreUnavailable) return new ScimError(503, null, 'the database accepts no changes at the moment');
  const { statusCode } = error as { readonly statusCode?: number };
  if (statusCode === 400) return new ScimError(400, 'invalidSyntax', 'the body is not JSON');
  if (statusCode !== undefined && statusCode < 500) return new ScimError(statusCode, null, 'the request was refused');
  return null;
};

const attributeNames = (request: ScimRequest, name: string): ReadonlySet<string> =>
  new Set(String(request.query[name] ?? '').split(',').map((one) => one.trim().toLowerCase()).filter(Boolean));

/** Selects the attributes that the request asks for. `id` and `schemas` are always included. */
const selectAttributes = (request: ScimRequest, resource: ScimResource): ScimResource => {
  const [included, excluded] = [attributeNames(request, 'attributes'), attributeNames(request, 'excludedAttributes')];
  const always = new Set(['id', 'schemas']);
  const topLevel = new Set([...included].map((name) => name.split('.')[0]));
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => {
      const key = name.toLowerCase();
      return always.has(key) || (included.size > 0 ? topLevel.has(key) : !excluded.has(key));
    }),
  );
};

const integerParameter = (request: ScimRequest, name: string, fallback: number): number => {
  const given = request.query[name];
  if (given === undefined) return fallback;
  if (!/^-?\d+$/.test(String(given))) throw new ScimError(400, 'invalidValue', `${name} must be an integer`);
  return Number(given);
};

const listResponse = (request: ScimRequest, all: readonly ScimResource[]): ScimResource => {
  const { filter } = request.query;
  const matches = filter === undefined ? () => true : readFilter(String(filter));
  const found = all.filter(matches);
  const startIndex = Math.max(1, integerParameter(request, 'startIndex', 1));
  const count = Math.min(maxResults, Math.max(0, integerParameter(request, 'count', 100)));
  const page = found.slice(startIndex - 1, startIndex - 1 + count);
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: found.length,
    startIndex,
    itemsPerPage: page.length,
    Resources: page.map((resource) => selectAttributes(request, resource)),
  };
};

interface ResourceKind {
  readonly path: '/Users' | '/Groups';
  all(directory: Directory, db: Db, base: string): Promise<ScimResource[]>;
  one(directory: Directory, db: Db, id: string, base: string): Promise<ScimResource>;
  create(directory: Directory, accounts: Accounts, body: unknown): Promise<string>;
  replace(directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void>;
  patch(directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void>;
  remove(directory: Directory, accounts: Accounts, id: string): Promise<void>;
}

const kinds: readonly ResourceKind[] = [
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

const tokenAccess = (about: string): PublicAccess => ({ about, open: 'a directory’s bearer token' });

const accessOf = (path: string, about: string, methods: readonly string[]): Record<string, PublicAccess> =>
  Object.fromEntries(methods.map((method) => [`${method} ${prefix}${path}`, tokenAccess(about)]));

const readMethods = ['GET'];
const collectionMethods = ['GET', 'POST'];
const resourceMethods = ['GET', 'PUT', 'PATCH', 'DELETE'];
const capabilities = 'the capabilities of SCIM here';

const access = {
  ...accessOf('/ServiceProviderConfig', capabilities, readMethods),
  ...accessOf('/ResourceTypes', capabilities, readMethods),
  ...accessOf('/ResourceTypes/:id', capabilities, readMethods),
  ...accessOf('/Schemas', capabilities, readMethods),
  ...accessOf('/Schemas/:id', capabilities, readMethods),
  ...accessOf('/Users', 'people', collectionMethods),
  ...accessOf('/Users/:id', 'people', resourceMethods),
  ...accessOf('/Groups', 'teams and roles', collectionMethods),
  ...accessOf('/Groups/:id', 'teams and roles', resourceMethods),
};

/** SCIM 2.0 (RFC 7643, 7644): a directory maintains the centre's people and teams. Every request needs a valid token. */
const mount: NonApiRoutes<ScimDeps>['mount'] = (app, { limits }, deps) => {
  const { centre, store, clock, config, log } = deps;
  const directory = createDirectory(centre, clock, log);
  const base = `${config.publicUrl}${prefix}`;
  const invalidTokens = createLimiter(limits.badTokensPerAddress);
  /** Hashes of tokens that were valid before. */
  const validTokens = new Set<string>();
  const allowed = new WeakMap<FastifyRequest, ByDirectory>();

  const authorize = async (request: FastifyRequest): Promise<ByDirectory> => {
    refuseUnlessOwner(deps);
    const [, token] = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '') ?? [];
    const hash = token === undefined ? null : hashToken(token);
    const address = addressKey(request.ip);
    // An attacker who shares a directory's address must not lock it out, so a token that was valid before is checked in any case.
    if (invalidTokens.isSpent(address) && (hash === null || !validTokens.has(hash))) throw new ScimError(429, null, 'too many requests without a good token; try again in a minute');
    const isValid = hash !== null && (await useScimToken(store.db, centre, hash, clock.now()));
    if (isValid) validTokens.add(hash);
    else if (hash !== null) invalidTokens.hit(address);
    const authorized = authorizedByToken('people', 'directory', isValid);
    if (!authorized) throw new ScimError(401, null, 'a valid bearer token is needed');
    return authorized;
  };
  /** Makes a change and its audit entry in one transaction. Announces changed people after the commit. */
  const change = async <T>(_by: ByDirectory | undefined, work: (accounts: Accounts) => Promise<T>): Promise<T> => {
    const audit = (about: readonly PersonId[], trx: Db) => record(trx, { centre, at: clock.now(), actor: null, as: 'directory', deed: 'directory-changed', about });
    const { value } = await changeAccounts({ db: store.db, centre, now: clock.now(), audit }, work);
    await deps.peopleChanged();
    return value;
  };

  void app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser([mediaType, 'application/json'], { parseAs: 'string', bodyLimit: maxBytes }, (_request, body, done) => {
        try {
          done(null, JSON.parse(String(body)));
        } catch {
          done(new ScimError(400, 'invalidSyntax', 'the body is not JSON'));
        }
      });
      scope.addHook('onRequest', async (request) => void allowed.set(request, await authorize(request)));
      scope.addHook('onSend', async (_request, reply) => {
        reply.header('cache-control', 'no-store');
        if (reply.statusCode !== 204) reply.type(mediaType);
      });
      scope.setErrorHandler((error, request, reply) => {
        const expected = toScimError(error);
        if (!expected) log.error({ err: error, route: request.routeOptions.url, method: request.method }, 'a directory’s request failed');
        const failure = expected ?? new ScimError(500, null, 'internal error; see the server’s log');
        if (failure.status === 401) reply.header('www-authenticate', 'Bearer');
        if (failure.status === 429) reply.header('retry-after', '60');
        return reply.code(failure.status).type(mediaType).send(JSON.stringify(presentError(failure)));
      });
      scope.setNotFoundHandler((_request, reply) => {
        const failure = new ScimError(404, null, 'there is nothing here');
        return reply.code(404).type(mediaType).send(JSON.stringify(presentError(failure)));
      });

      const serveReadOnly = (path: string, resources: readonly ScimResource[]): void => {
        scope.get(path, (request) => JSON.stringify(listResponse(request as ScimRequest, resources)));
        scope.get(`${path}/:id`, (request) => {
          const found = resources.find((resource) => resource['id'] === (request as ScimRequest).params.id);
          if (!found) throw new ScimError(404, null, 'there is nothing here');
          return JSON.stringify(found);
        });
      };
      scope.get('/ServiceProviderConfig', () => JSON.stringify(serviceProvider(base)));
      serveReadOnly('/ResourceTypes', resourceTypes(base));
      serveReadOnly('/Schemas', schemas(base));

      for (const kind of kinds) {
        const { path } = kind;
        const present = async (request: ScimRequest, id: string): Promise<string> => JSON.stringify(selectAttributes(request, await kind.one(directory, store.db, id, base)));
        scope.get(path, async (request) => JSON.stringify(listResponse(request as ScimRequest, await kind.all(directory, store.db, base))));
        scope.get(`${path}/:id`, (request) => present(request as ScimRequest, (request as ScimRequest).params.id));
        scope.post(path, async (request, reply) => {
          const id = await change(allowed.get(request), (accounts) => kind.create(directory, accounts, request.body));
          return reply.code(201).header('location', `${base}${path}/${encodeURIComponent(id)}`).send(await present(request as ScimRequest, id));
        });
        scope.put(`${path}/:id`, async (request) => {
          const { id } = (request as ScimRequest).params;
          await change(allowed.get(request), (accounts) => kind.replace(directory, accounts, id, request.body));
          return present(request as ScimRequest, id);
        });
        scope.patch(`${path}/:id`, async (request) => {
          const { id } = (request as ScimRequest).params;
          await change(allowed.get(request), (accounts) => kind.patch(directory, accounts, id, request.body));
          return present(request as ScimRequest, id);
        });
        scope.delete(`${path}/:id`, async (request, reply) => {
          await change(allowed.get(request), (accounts) => kind.remove(directory, accounts, (request as ScimRequest).params.id));
          return reply.code(204).send();
        });
      }
    },
    { prefix },
  );
};

export const scimRoutes: NonApiRoutes<ScimDeps> = { access, mount };
