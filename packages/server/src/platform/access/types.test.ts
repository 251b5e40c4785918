import type { FastifyInstance } from 'fastify';
import { expectTypeOf, it } from 'vitest';
import type { GuardedRoutes } from '../http/guarded-routes.ts';
import type { Audited, Authorized } from './index.ts';

it('an audited resource and an authorized one are never taken for each other', () => {
  expectTypeOf<Audited<'centre', 'admin'>>().not.toExtend<Authorized<'centre', 'admin'>>();
  expectTypeOf<Authorized<'centre', 'admin'>>().not.toExtend<Audited<'centre', 'admin'>>();
  expectTypeOf<Promise<Audited<'centre', 'admin'> | 'not-allowed'>>().not.toExtend<Promise<Authorized<'centre', 'admin'> | 'not-allowed'>>();
  expectTypeOf<{ resource: 'centre'; as: 'admin' }>().not.toExtend<Authorized<'centre', 'admin'>>();
});

it('a route of the API is mounted by its declaration only', () => {
  expectTypeOf<FastifyInstance>().not.toExtend<GuardedRoutes>();
  expectTypeOf<GuardedRoutes>().not.toHaveProperty('get');
});
