// Prints each name that a package exports from two or more files with different meanings. One name is one thing in a package.
//
//   node scripts/duplicate-exports.mjs            all packages, bench and e2e
//   node scripts/duplicate-exports.mjs vault web  these packages
//   node scripts/duplicate-exports.mjs --check    exits with 1 when there are any
//
// Types and values are compared apart, by what the source says: types by their whole text, functions by their parameters and
// result, other values by their annotation or else their text. Re-exports, generated files and declaration files don't count.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { fail, filesUnder, root } from './lib.mjs';

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } });

const isFolder = (name) => existsSync(join(root, name));
const nameOf = (file) => /^(?:packages\/)?(e2e\/panel|e2e\/embedding|[^/]+)\//.exec(file)[1];
const isSource = (file) => /\.tsx?$/.test(file) && !/\.d\.ts$|\/(generated|node_modules|dist)\//.test(file);

const isExported = ({ modifiers = [] }) => {
  const has = (kind) => modifiers.some((modifier) => modifier.kind === kind);
  return has(ts.SyntaxKind.ExportKeyword) && !has(ts.SyntaxKind.DefaultKeyword);
};

/** Source text of nodes without comments and line breaks. */
const textOf = (source, nodes) =>
  nodes
    .filter(Boolean)
    .map((node) => source.text.slice(node.pos, node.end).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').replaceAll(/\s+/g, ' ').trim())
    .join(' => ');

const isFunction = (node) => node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
const signatureOf = (source, { parameters, type }) => textOf(source, [...parameters, type]);

const valueText = (source, { type, initializer }) =>
  type ? textOf(source, [type]) : isFunction(initializer) && initializer.type ? signatureOf(source, initializer) : textOf(source, [initializer]);

/** Lists what a statement declares and exports: meaning ("type" or "value"), name and the text to compare. */
const exportsOf = (source, node) => {
  if (!isExported(node)) return [];
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node))
    return [{ meaning: 'type', name: node.name.text, text: textOf(source, [node]) }];
  if (ts.isFunctionDeclaration(node)) return [{ meaning: 'value', name: node.name.text, text: node.type ? signatureOf(source, node) : textOf(source, [node]) }];
  if (!ts.isVariableStatement(node)) return [];
  return node.declarationList.declarations.flatMap((declaration) => {
    const names = ts.isIdentifier(declaration.name) ? [declaration.name] : declaration.name.elements.map(({ name }) => name);
    return names.map((name) => ({ meaning: 'value', name: name.text, text: valueText(source, declaration) }));
  });
};

const packages = new Map();
for (const file of ['packages', 'bench', 'e2e'].filter(isFolder).flatMap(filesUnder).filter(isSource))
  packages.set(nameOf(file), [...(packages.get(nameOf(file)) ?? []), file]);
for (const name of positionals) if (!packages.has(name)) fail(`There is no package "${name}".`);

let count = 0;
for (const [name, own] of packages) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const found = new Map();
  for (const file of own) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
    for (const { meaning, name: exported, text } of source.statements.flatMap((node) => exportsOf(source, node))) {
      const key = `${meaning} ${exported}`;
      // An overloaded function comes several times in one file, and counts once.
      found.set(key, new Map(found.get(key)).set(file, text));
    }
  }
  const rows = [...found].filter(([, texts]) => new Set(texts.values()).size > 1).map(([key, texts]) => `  ${key}: ${[...texts.keys()].join(', ')}`);
  count += rows.length;
  process.stdout.write(`${name}: ${rows.length}\n${rows.sort().map((row) => `${row}\n`).join('')}`);
}
process.exitCode = options.check && count > 0 ? 1 : 0;
