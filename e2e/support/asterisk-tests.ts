import { describe } from 'vitest';
import { asteriskRoot } from '../rig/root.ts';

const found = await asteriskRoot();

/** Tests that need a real Asterisk. Where none can be had they are skipped by name, counted, and the reason is printed. */
export const describeWithAsterisk = (name: string, tests: (root: string) => void): void => {
  if (found.kind === 'ready') return void describe(name, () => tests(found.root));
  process.stderr.write(
    `\n*** SKIPPED, for want of an Asterisk: ${name}\n*** ${found.why.replaceAll('\n', '\n*** ')}\n*** They run as root on Debian 12 or newer, with its archive within reach.\n\n`,
  );
  describe.skip(name, () => tests(''));
};
