import { openShare, readBoard, readSession, seeRequest, type Api } from '@onhook/contract';
import type { PersonId } from '@onhook/core/ids';
import { expectTypeOf, it } from 'vitest';
import { features } from '../../features/index.ts';
import { actorsOwn } from '../access/index.ts';
import { feature, listFeatures, type Feature, type OneHandlerEach } from './feature.ts';
import { routesOf, type DeclaredRoute } from './route.ts';

const { route, auditedRoute } = routesOf<object>();
const access = { about: 'a thing', allow: { everyone: ['own'] } } as const;
const resource = actorsOwn('own-thing');

type Named<Key extends keyof Api> = Feature<never, readonly [DeclaredRoute<Key>]>;

it('each key of the contract needs exactly one handler', () => {
  expectTypeOf<OneHandlerEach<typeof features>>().toEqualTypeOf<unknown>();
  type Missing = OneHandlerEach<readonly [Named<'GET /api/board'>]>;
  expectTypeOf<Missing>().toHaveProperty('routes without a handler');
  expectTypeOf<Exclude<keyof Api, 'GET /api/board'>>().toEqualTypeOf<Missing extends { 'routes without a handler': infer Keys } ? Keys : never>();
  type Doubled = OneHandlerEach<readonly [...typeof features, Named<'GET /api/board'>]>;
  expectTypeOf<Doubled>().toEqualTypeOf<{ readonly 'routes with two handlers': 'GET /api/board' }>();
  // @ts-expect-error every other key has no handler
  listFeatures([feature({ name: 'board', deps: () => ({}), routes: [] })]);
});

it('a list of routes that is not a tuple hides keys, and is refused', () => {
  type Loose = OneHandlerEach<readonly [Feature<never, readonly DeclaredRoute[]>]>;
  expectTypeOf<Loose>().toEqualTypeOf<{ readonly 'a list of routes is not `as const`': never }>();
});

it('a handler gets the resource of its declaration, and must answer as the contract says', () => {
  route({
    contract: readBoard,
    access,
    resource,
    // @ts-expect-error the contract's reply is a board
    handler: (own) => {
      expectTypeOf(own.resource).toEqualTypeOf<PersonId>();
      return {};
    },
  });
});

it('a route that names something in its path needs probes', () => {
  // @ts-expect-error no probes
  route({ contract: seeRequest, access, resource, handler: () => expectNever() });
  route({ contract: readSession, access, resource, handler: () => expectNever() });
});

it('an audited route cannot answer without the proof of its audit entry', () => {
  auditedRoute({
    contract: openShare,
    access: { ...access, audit: 'share-opened' },
    resource,
    probes: () => [],
    // @ts-expect-error the proof is missing
    handler: async () => ({ reply: { sealed: 'AQ' } }),
  });
});

const expectNever = (): never => {
  throw new Error('types only');
};
