import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { language, pseudo } from '../scripts/language.mjs';
import { languages } from './techniques/words.ts';

const folder = fileURLToPath(new URL('../src/generated/messages/messages', import.meta.url));
const files = readdirSync(folder).filter((name) => /^[a-z]\w*\.js$/.test(name));

it.each([...languages, pseudo])('Every message of a build in %s imports what it uses', (locale) => {
  const { transform } = language(locale);
  let plurals = 0;
  for (const name of files) {
    const code = transform(readFileSync(join(folder, name), 'utf8'), `/src/generated/messages/messages/${name}`)?.code ?? '';
    const [used, imported] = [code.includes('registry.plural'), code.includes("import * as registry from '../registry.js'")];
    expect({ name, imported }).toEqual({ name, imported: used });
    if (used) plurals += 1;
  }
  expect(plurals).toBeGreaterThan(3);
});
