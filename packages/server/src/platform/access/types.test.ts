import type { FastifyInstance } from 'fastify';
import { expectTypeOf, it } from 'vitest';
import type { Doors } from '../http/serve.ts';
import type { AllowedOnRecord, Allowed, Authorized, OnRecord } from './index.ts';

// What is said here is held to by the compiler.
it('what is another’s goes through no door that does not write it down', () => {
  expectTypeOf<OnRecord<'centre', 'admin'>>().not.toExtend<Authorized<'centre', 'admin'>>();
  expectTypeOf<Authorized<'centre', 'admin'>>().not.toExtend<OnRecord<'centre', 'admin'>>();
  expectTypeOf<AllowedOnRecord<'centre', 'admin'>>().not.toExtend<Allowed<'centre', 'admin'>>();
  expectTypeOf<{ thing: 'centre'; as: 'admin' }>().not.toExtend<Authorized<'centre', 'admin'>>();
});

it('a route of the API has no door but with a policy', () => {
  expectTypeOf<FastifyInstance>().not.toExtend<Doors>();
  expectTypeOf<Doors>().not.toHaveProperty('get');
});
