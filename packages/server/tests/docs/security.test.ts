import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const lines = readFileSync(path.join(root, 'docs/security.md'), 'utf8').split('\n');

/** Converts a path as the document writes it to a path in the repository. */
const pathOf = (named: string): string => {
  if (/^(docs|packages)\//.test(named)) return named;
  return named.startsWith('attack/') ? `packages/server/tests/${named}` : `packages/${named}`;
};

/** Paths of files and folders of the repository that the document writes as code. */
const named = lines.flatMap((line) => [...line.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)`/g)].map(([, file]) => file ?? ''));

it('names files that are there', () => {
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((file) => !existsSync(path.join(root, pathOf(file))))).toEqual([]);
  expect(lines.flatMap((line) => line.match(/`[\w-]+\.test\.ts`/g) ?? [])).toEqual([]);
});

it('says yes, part, no or nothing of every line of the chapters it names, and why', () => {
  const rows = lines.filter((line) => /^\| \d/.test(line)).map((line) => line.split(' | '));
  expect(rows.length).toBeGreaterThan(80);
  for (const [number, verdict, why = ''] of rows) {
    expect({ number, verdict: ['yes', 'part', 'no', '–'].includes(verdict ?? ''), why: why.length > 5 }).toEqual({ number, verdict: true, why: true });
  }
});
