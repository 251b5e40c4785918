import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { slices } from './index.ts';

const src = fileURLToPath(new URL('..', import.meta.url));

describe('the private slices', () => {
  it('are all listed, with the privacy each has', () => {
    const named = (kind: string): string[] => slices.filter((one) => one.private === kind).map(({ name }) => name).toSorted();
    expect(named('vault')).toEqual(['carry', 'debrief-notes', 'incidents', 'journal', 'keepsakes', 'own-line', 'phrasebook', 'remembered', 'taps']);
    expect(named('device')).toEqual(['answer-draft', 'carry-draft', 'journal-draft', 'note-draft', 'run', 'run-aside', 'view-draft']);
  });

  it('are declared nowhere but in modules that the list finds', () => {
    const declaring = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('local-store') && /^\s+private: '(vault|device)'|, private: '(vault|device)' \}/m.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(declaring.length).toBeGreaterThan(5);
    for (const file of declaring) expect(file).toMatch(/^features\/[^/]+\/shared\/[\w-]*slices?\.ts$/);
  });
});
