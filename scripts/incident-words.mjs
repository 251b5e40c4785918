// Derives the words of an incident's file, in every language, from packages/web/messages/<language>/incident-file.json.
// With --check it changes nothing and fails where the derived file is out of date.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, writeDerived } from './lib.mjs';

const messages = join(root, 'packages/web/messages');
const read = (language) => JSON.parse(readFileSync(join(messages, language, 'incident-file.json'), 'utf8'));
const english = read('en');
const languages = readdirSync(messages).filter((language) => existsSync(join(messages, language, 'incident-file.json')));

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
/** One line of TypeScript for a language. A message that is not translated yet is in English. */
const line = (language) => {
  const own = read(language);
  const words = Object.keys(english).map((key) => `${key.replace('incident_file_', '')}: ${quoted(own[key] ?? english[key])}`);
  return `  ${/^[a-z]+$/.test(language) ? language : quoted(language)}: { ${words.join(', ')} },`;
};

writeDerived('scripts/incident-words.mjs', [
  [
    'packages/server/src/features/incidents/words.generated.ts',
    [
      '// Written by scripts/incident-words.mjs from packages/web/messages/<language>/incident-file.json. Changes here are overwritten.',
      '',
      "/** Words of an incident's file by language; a part in braces is filled in. */",
      'export const wordsByLanguage = {',
      ...languages.sort().map(line),
      '} as const;',
      '',
    ].join('\n'),
  ],
]);
