import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests of the whole product take longest, then those with a server or a browser. */
const rank = ({ moduleId }: TestSpecification): number => (moduleId.includes('/e2e/') ? 0 : moduleId.includes('/tests/') ? 1 : 2);

/** Starts the longest files first, so that none is left running alone at the end: by the durations of the last run, or else by rank. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { cache, config } = this.ctx;
    const isKnown = ({ project, moduleId }: TestSpecification): boolean =>
      cache.getFileTestResults(`${project.name}:${relative(config.root, moduleId)}`) !== undefined;
    const sorted = await super.sort(files);
    return files.every(isKnown) ? sorted : sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    globalSetup: ['scripts/tests/setup.ts'],
    // For a busy machine: an embedded database alone takes seconds to start.
    testTimeout: 120_000,
    hookTimeout: 400_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['scripts/**/*.test.ts', 'packages/*/src/**/*.test.{ts,tsx}', 'packages/*/tests/**/*.test.ts'],
          exclude: ['packages/web/tests/**'],
          // A worker keeps its modules and the compiled embedded database from file to file: loading them takes longer than most files.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'browser', include: ['packages/web/tests/**/*.test.ts', 'e2e/**/*.test.ts'] } },
    ],
  },
});
