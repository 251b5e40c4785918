import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adapters } from '@onhook/phones/adapters';
import { describe, expect, it } from 'vitest';
import { environment, mayComeFromFile } from '../../src/platform/config/env.ts';
import { readConfig } from '../../src/platform/config/index.ts';
import { phoneSettingNames } from '../../src/platform/config/phones.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8');

interface Documented {
  readonly name: string;
  readonly fromFile: boolean;
  readonly byDefault: string;
  readonly means: string;
}

/** Rows of the tables of docs/configuration.md; one row may name two settings. */
const rowsOf = (text: string): Documented[] =>
  [...text.matchAll(/^\| (`ONHOOK_[^|]*) \| ([^|]*) \| ([^|]*) \|$/gm)].flatMap(([, left = '', byDefault = '', means = '']) => {
    const defaults = byDefault.split(', ');
    const names = [...left.matchAll(/`(ONHOOK_\w+)`( †)?/g)];
    return names.map(([, name = '', dagger], n) => ({ name, fromFile: dagger !== undefined, byDefault: (names.length > 1 ? defaults[n] : byDefault) ?? byDefault, means: means.trim() }));
  });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const plainText = (text: string): string => text.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll('`', '');
const valueOf = ({ byDefault }: Documented): string | null => /^`([^`]*)`$/.exec(byDefault)?.[1] ?? null;

const wrap = (text: string): string[] =>
  text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 115) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
    return lines;
  }, []);

/** The file of all settings with their defaults, ready to be uncommented. */
const exampleFile = (): string => {
  const sections = page.split(/^#{2,3} /m).flatMap((section) => {
    const rows = rowsOf(section);
    if (rows.length === 0) return [];
    const title = (section.split('\n')[0] ?? '').replace(/^# /, '');
    const lines = rows.flatMap((row) => {
      const value = valueOf(row);
      const needed = row.name === 'ONHOOK_SECRET' ? '' : '#';
      const byDefault = value === null && row.byDefault !== 'none' && row.byDefault !== 'needed' ? ` Default: ${plainText(row.byDefault)}.` : '';
      return [...wrap(`${capital(plainText(row.means))}.${byDefault}`), `${needed}${row.name}=${value ?? ''}`, ''];
    });
    return [`## ${title === 'Configuration' ? 'The server' : title}`, '', ...lines];
  });
  return [
    '# Settings of Onhook with their defaults, derived from docs/configuration.md. Copy it to a file that only the service can read, such as',
    '# /etc/onhook/onhook.env, and uncomment what you change. The secret has to be filled in: openssl rand -hex 24',
    '',
    ...sections,
  ].join('\n');
};

describe('settings in the texts', () => {
  const rows = rowsOf(page);
  const declared = [...Object.keys(environment.shape), ...phoneSettingNames];

  it('docs/configuration.md describes each setting once, and marks those that a file can hold', () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual(declared.toSorted());
    expect(rows.filter(({ fromFile }) => fromFile).map(({ name }) => name).toSorted()).toEqual([...mayComeFromFile].toSorted());
  });

  it('The documented defaults are the real ones', () => {
    const secret = { ONHOOK_SECRET: '0123456789abcdef' };
    const needed = { ONHOOK_ASTERISK_HOST: 'pbx', ONHOOK_ASTERISK_USER: 'onhook', ONHOOK_ASTERISK_SECRET: 's', ONHOOK_SIMULATED_SEED: '1', ONHOOK_WEBHOOK_SECRETS: `whsec_${Buffer.alloc(24).toString('base64')}` };
    expect(adapters.map(({ kind }) => kind)).toEqual(['asterisk', 'simulated', 'webhook']);
    const documented = Object.fromEntries(rows.flatMap((row) => (valueOf(row) === null ? [] : [[row.name, valueOf(row) ?? '']])));
    expect(Object.keys(documented).length).toBeGreaterThan(15);
    const withDefaults = readConfig({ ...secret, ...needed });
    // A setting that no adapter fills in itself is read with its documented default where it is used.
    const { phones, ...rest } = readConfig({ ...secret, ...documented, ...needed }).config;
    const { phones: byDefault, ...expected } = withDefaults.config;
    expect(rest).toEqual(expected);
    expect(phones).toMatchObject(byDefault);
  });

  it('.env.example holds every setting with its default', async () => {
    const text = exampleFile();
    const named = [...text.matchAll(/^#?(ONHOOK_\w+)=/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(declared.toSorted());
    await expect(text).toMatchFileSnapshot(join(root, '.env.example'));
  });
});
