import { expect, it } from 'vitest';
import { describeAccess } from './describe.ts';

it('is told in docs/access.md as it is', async () => {
  await expect(describeAccess()).toMatchFileSnapshot('../../../../../docs/access.md');
});
