import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest come first, so that none is left running alone at the end. */
const longest = ['web/tests/every-technique.test.ts', 'web/tests/panel.test.ts', 'server/tests/centre/recovery.test.ts', 'e2e/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((name) => moduleId.includes(name));
      return found < 0 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['scripts/**/*.test.ts', 'packages/*/src/**/*.test.{ts,tsx}', 'packages/*/tests/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['packages/web/tests/once.ts'],
    // For a busy machine: an embedded database alone takes seconds to start.
    testTimeout: 120_000,
    hookTimeout: 400_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
