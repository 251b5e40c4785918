import { routes } from '@onhook/contract';
import { expect, it } from 'vitest';
import { describeAccess } from '../platform/access/index.ts';
import { accessOf } from '../platform/http/feature.ts';
import { features } from './index.ts';

it('docs/access.md shows the access of every route', async () => {
  const { api, others } = accessOf(features);
  await expect(describeAccess(api, others)).toMatchFileSnapshot('../../../../docs/access.md');
});

it('every route of the contract has exactly one handler', () => {
  const keys = features.flatMap(({ routes: declared }) => declared.map(({ key }) => key));
  expect(keys.toSorted()).toEqual(routes.map(({ key }) => key).toSorted());
});
