import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandsInMarkdown } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const isText = (file: string): boolean => !/\.(png|jpg|gz|woff2|svg|ico|bin)$/.test(file) && !file.startsWith('packages/server/tests/versions/backups/');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && isText(file));
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const isDocument = (file: string): boolean => /\.(md|ya?ml|service|conf|env)$|^deploy\//.test(file);

/** Ways to run a program by its name that ask a registry when the program is not installed. */
const asksRegistry = /\b(npx|pnpx|bunx|npm exec|npm x|pnpm dlx|yarn dlx)\s+(-\S+\s+)*@?onhook\b/;

describe('commands in the texts', () => {
  it('docs/commands.md shows every command', async () => {
    await expect(commandsInMarkdown(commands)).toMatchFileSnapshot(join(root, 'docs/commands.md'));
  });

  it('No text tells anybody to run Onhook by a name that a registry may answer', () => {
    const lines = ['npx onhook serve', 'npx -y onhook', 'npm exec -- onhook'];
    expect(lines.every((line) => asksRegistry.test(line))).toBe(true);
    expect(files.length).toBeGreaterThan(500);
    const found = files.filter((file) => file !== 'packages/server/tests/docs/commands.test.ts' && asksRegistry.test(textOf(file)));
    expect(found).toEqual([]);
  });

  it('Every command and option that a document runs exists', () => {
    const names = new Map(commands.map((command) => [command.name, command]));
    const groups = new Set(commands.map(({ name }) => name.split(' ')[0]));
    const wrong = files.filter(isDocument).flatMap((file) =>
      // A command line begins after the program, in a code span or at the end of a longer command.
      [...textOf(file).matchAll(/(?:`|\.\/|^\s*|bin\/|sudo [^\n]*|exec [^\n]*)onhook(?:\.mjs)? ([a-z][a-z-]*)([^`\n]*)/gm)].flatMap(([line, first = '', rest = '']) => {
        if (!groups.has(first)) return [`${file}: ${line.trim()}`];
        const [second = ''] = rest.trim().split(' ');
        const command = names.get(`${first} ${second}`) ?? names.get(first);
        if (!command) return [`${file}: ${line.trim()}`];
        const options = [...(rest.split('#')[0] ?? '').matchAll(/(?:^|\s)--([a-z][a-z-]*)/g)].map(([, name = '']) => name);
        return options.filter((name) => !Object.hasOwn(command.options, name) && name !== 'help').map((name) => `${file}: ${command.name} --${name}`);
      }),
    );
    expect(wrong).toEqual([]);
  });
});
