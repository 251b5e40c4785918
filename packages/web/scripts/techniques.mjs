/**
 * Derives from the files of packages/core/src/reset/techniques:
 *
 * - the list packages/core/src/reset/generated/techniques.ts;
 * - the modules of src/generated/techniques, which give each technique, step, choice and finding its message. The key of a
 *   message follows from the key of the thing: docs/guides/add-a-technique.md.
 *
 * Fails, with the file and the key, where a message is missing in one of the languages or belongs to no technique.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTsText } from './load-ts.mjs';

const web = fileURLToPath(new URL('..', import.meta.url));
const reset = join(web, '../core/src/reset');
/** Folder of the techniques, one file each. */
export const sources = join(reset, 'techniques');
const list = join(reset, 'generated/techniques.ts');
const messages = join(web, 'messages');
const outdir = join(web, 'src/generated/techniques');

/** The part of core that the words depend on. */
const declared = `
  export { generalFindings } from './general.ts';
  export { techniques } from './generated/techniques.ts';
  export { planIds } from './plan.ts';
`;

const header = '// Written by packages/web/scripts/techniques.mjs. Changes here are overwritten.\n';
const snake = (key) => key.replaceAll('-', '_');
const camel = (key) => key.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** Writes a file only where its text changes, and all of it at once, because another build may be reading it. */
const put = (file, text) => {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
};

const readIds = () => {
  const ids = readdirSync(sources).map((name) => basename(name, '.ts')).sort();
  const misnamed = ids.find((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id));
  if (misnamed) throw new Error(`packages/core/src/reset/techniques/${misnamed}: small letters, digits and single hyphens only`);
  return ids;
};

/** The list of all techniques. The order of the library stays with each technique. */
const listOf = (ids) =>
  [
    header.trim(),
    ...ids.map((id) => `import { ${camel(id)} } from '../techniques/${id}.ts';`),
    '',
    '/** Every technique, by its key. */',
    `export const techniques = {\n${ids.map((id) => `  '${id}': ${camel(id)},`).join('\n')}\n} as const;`,
    '',
  ].join('\n');

/** Finds what the types of a technique do not rule out. */
const faultsOf = (techniques) => {
  const faults = [];
  for (const [id, technique] of Object.entries(techniques)) {
    const fault = (text) => faults.push(`packages/core/src/reset/techniques/${id}.ts: ${text}`);
    if (technique.id !== id) fault(`its id is "${technique.id}", not the name of the file`);
    for (const { id: step, part, activity } of technique.steps) {
      if (part !== id) fault(`part of the step "${step}" is "${part}", not "${id}"`);
      if ([...(activity.choices ?? []), ...(activity.lines ?? [])].includes('how')) fault(`"how" cannot be a choice or line of "${step}"`);
    }
  }
  return faults;
};

/** The messages of the techniques, each with what needs it. Those marked optional are used where English has them. */
const neededKeys = ({ techniques, planIds, generalFindings }) => {
  const needed = [];
  const need = (key, by, optional = false) => needed.push({ key, by, optional });
  const finding = ({ id }, by) => need(`finding_${snake(id)}`, by);
  for (const id of planIds) {
    for (const part of ['what', 'seated']) need(`technique_${snake(id)}_${part}`, `the reset "${id}"`);
    need(`technique_${snake(id)}_note`, `the reset "${id}"`, true);
    if (!(id in techniques)) need(`technique_${snake(id)}`, `the reset "${id}"`);
  }
  for (const { id, steps, evidence } of Object.values(techniques)) {
    need(`technique_${snake(id)}`, `the technique "${id}"`);
    for (const { id: step, activity } of steps) {
      const by = `the step "${step}" of "${id}"`;
      need(`step_${snake(step)}`, by);
      need(`step_${snake(step)}_how`, by, true);
      for (const choice of [...(activity.choices ?? []), ...(activity.lines ?? [])]) need(`step_${snake(step)}_${snake(choice)}`, by);
    }
    for (const one of evidence.findings) finding(one, `a finding of "${id}"`);
  }
  for (const one of generalFindings) finding(one, 'a general finding');
  return needed;
};

const isOurs = (key) => /^(technique|step|finding)_/.test(key);

/** Reads the keys of a language, each with its file. */
const readLanguage = (locale) =>
  new Map(
    readdirSync(join(messages, locale)).flatMap((room) =>
      Object.keys(JSON.parse(readFileSync(join(messages, locale, room), 'utf8'))).map((key) => [key, room]),
    ),
  );

/** Compares the messages of every language with those that the techniques need; returns the keys that exist, and the faults. */
const compare = (needed) => {
  const faults = [];
  const users = new Map();
  for (const { key, by } of needed) {
    if (users.has(key)) faults.push(`"${key}" would be a message of ${users.get(key)} and of ${by}: rename one of the two`);
    users.set(key, by);
  }
  const english = readLanguage('en');
  for (const locale of readdirSync(messages)) {
    const found = readLanguage(locale);
    for (const { key, by, optional } of needed) {
      if (!found.has(key) && !(optional && !english.has(key))) faults.push(`packages/web/messages/${locale}/techniques.json lacks "${key}" for ${by}`);
    }
    for (const [key, room] of found) {
      const use = needed.find((one) => one.key === key);
      if (isOurs(key) && (!use || (use.optional && !english.has(key)))) faults.push(`packages/web/messages/${locale}/${room} has "${key}", which no technique needs`);
    }
  }
  return { faults, exists: (key) => english.has(key) };
};

/** Collects the message modules that a generated file uses. */
const imports = (depth) => {
  const used = new Set();
  return {
    use: (key) => {
      used.add(key);
      return key;
    },
    lines: () => [...used].map((key) => `import { ${key} } from '${depth}messages/messages/${key}.js';`),
  };
};

const object = (entries, indent) => `{\n${entries.map(([key, value]) => `${indent}  '${key}': ${value},`).join('\n')}\n${indent}}`;

const wordsOf = ({ id, steps }, exists) => {
  const { use, lines } = imports('../../');
  const entries = steps.map(({ id: step, activity }) => {
    const key = `step_${snake(step)}`;
    const some = (choices) => object(choices.map((choice) => [choice, use(`${key}_${snake(choice)}`)]), '    ');
    const words = [
      ['part', use(`technique_${snake(id)}`)],
      ['title', use(key)],
      ...(exists(`${key}_how`) ? [['how', use(`${key}_how`)]] : []),
      ...(activity.choices?.length ? [['choices', some(activity.choices)]] : []),
      ...(activity.lines ? [['lines', some(activity.lines)]] : []),
    ];
    return [step, object(words, '  ')];
  });
  return [
    header.trim(),
    "import type { Words } from '../../../features/reset/panel/words.ts';",
    ...lines(),
    '',
    `export const words: Words = ${object(entries, '')};`,
    '',
  ].join('\n');
};

const loadersOf = (ids) =>
  [
    header.trim(),
    "import type { TechniqueId } from '@onhook/core/reset';",
    "import type { Words } from '../../features/reset/panel/words.ts';",
    '',
    '/** Loaders for the words of each technique. */',
    `export const loaders: Readonly<Record<TechniqueId, () => Promise<{ readonly words: Words }>>> = ${object(
      ids.map((id) => [id, `() => import('./words/${id}.ts')`]),
      '',
    )};`,
    '',
  ].join('\n');

const namesOf = (ids) => {
  const { use, lines } = imports('../');
  const names = object(ids.map((id) => [id, use(`technique_${snake(id)}`)]), '');
  return [
    header.trim(),
    "import type { TechniqueId } from '@onhook/core/reset';",
    ...lines(),
    '',
    '/** Names of the techniques. */',
    `export const techniqueNames: Readonly<Record<TechniqueId, () => string>> = ${names};`,
    '',
  ].join('\n');
};

const libraryOf = ({ techniques, planIds, generalFindings }, exists) => {
  const { use, lines } = imports('../');
  const plans = planIds.map((id) => {
    const key = `technique_${snake(id)}`;
    const words = [
      ['name', use(key)],
      ['what', use(`${key}_what`)],
      ['seated', use(`${key}_seated`)],
      ...(exists(`${key}_note`) ? [['note', use(`${key}_note`)]] : []),
    ];
    return [id, object(words, '  ')];
  });
  const findings = [...Object.values(techniques).flatMap(({ evidence }) => evidence.findings), ...generalFindings].map(({ id }) => [
    id,
    use(`finding_${snake(id)}`),
  ]);
  return [
    header.trim(),
    "import type { FindingId, GeneralFindingId, PlanId } from '@onhook/core/reset';",
    "import type { PlanWords } from '../../features/library/panel/words.ts';",
    ...lines(),
    '',
    '/** Words of every reset. */',
    `export const plans: Readonly<Record<PlanId, PlanWords>> = ${object(plans, '')};`,
    '',
    '/** Sentence for each finding. */',
    `export const findings: Readonly<Record<FindingId | GeneralFindingId, () => string>> = ${object(findings, '')};`,
    '',
  ].join('\n');
};

/**
 * Writes the derived files; files that are up to date stay as they are.
 *
 * @throws Error that lists every fault with its file
 */
export const deriveTechniques = async () => {
  const ids = readIds();
  put(list, listOf(ids));
  const core = await loadTsText(declared, reset);
  const { faults, exists } = compare(neededKeys(core));
  const all = [...faultsOf(core.techniques), ...faults];
  if (all.length > 0) throw new Error(`the techniques and their messages do not match:\n${all.join('\n')}`);
  for (const id of ids) put(join(outdir, `words/${id}.ts`), wordsOf(core.techniques[id], exists));
  for (const name of readdirSync(join(outdir, 'words'))) if (!ids.includes(basename(name, '.ts'))) rmSync(join(outdir, 'words', name), { force: true });
  put(join(outdir, 'loaders.ts'), loadersOf(ids));
  put(join(outdir, 'names.ts'), namesOf(ids));
  put(join(outdir, 'library.ts'), libraryOf(core, exists));
};
