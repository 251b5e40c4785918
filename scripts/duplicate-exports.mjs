// Prints each name that a package exports from two or more files with different types. One name is one thing in a package.
//
//   node scripts/duplicate-exports.mjs            all packages, bench and e2e
//   node scripts/duplicate-exports.mjs vault web  these packages
//   node scripts/duplicate-exports.mjs --check    exits with 1 when there are any
//
// Types and values are compared apart. Two declarations are the same when each can be assigned to the other: a constant that
// two files declare alike is not printed. Re-exports, generated files and declaration files do not count.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { fail, root } from './lib.mjs';

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } });

const folders = [...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`), 'bench', 'e2e', 'e2e/panel', 'e2e/embedding'];
const nameOf = (folder) => folder.replace('packages/', '');
for (const name of positionals) if (!folders.some((folder) => nameOf(folder) === name)) fail(`There is no package "${name}".`);
const chosen = folders.filter((folder) => positionals.length === 0 || positionals.includes(nameOf(folder)));

/** Creates a program of every file that a tsconfig.json includes, with its options. */
const createProgram = (config) => {
  const { config: json, error } = ts.readConfigFile(config, ts.sys.readFile);
  if (error) fail(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const { fileNames, options: compilerOptions } = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config));
  return ts.createProgram(fileNames, compilerOptions);
};

// A package with a tsconfig.json is checked with it; the others share the one of the repository.
const programs = new Map();
const programOf = (folder) => {
  const own = join(root, folder, 'tsconfig.json');
  // The tsconfig.json of core leaves its tests out.
  const config = existsSync(own) && folder !== 'packages/core' ? own : join(root, 'tsconfig.json');
  const program = programs.get(config) ?? createProgram(config);
  programs.set(config, program);
  return program;
};

const isOfPackage = (folder) => (file) =>
  file.fileName.startsWith(`${join(root, folder)}/`) && !file.isDeclarationFile && !/\/(generated|node_modules|dist)\//.test(file.fileName);

const meanings = [
  { meaning: 'type', flag: ts.SymbolFlags.Type, typeOf: (checker, symbol) => checker.getDeclaredTypeOfSymbol(symbol) },
  { meaning: 'value', flag: ts.SymbolFlags.Value, typeOf: (checker, symbol) => checker.getTypeOfSymbol(symbol) },
];

/** Collects the symbols that the files of a folder declare and export, by meaning and name. */
const exportsOf = (checker, files) => {
  const found = new Map();
  for (const file of files) {
    const module = checker.getSymbolAtLocation(file);
    for (const symbol of module ? checker.getExportsOfModule(module) : []) {
      const isDeclaredHere = (symbol.declarations ?? []).some((node) => node.getSourceFile() === file && !ts.isExportSpecifier(node));
      if (!isDeclaredHere || symbol.name === 'default') continue;
      for (const { meaning, flag, typeOf } of meanings) {
        if (!(symbol.flags & flag)) continue;
        const key = `${meaning} ${symbol.name}`;
        found.set(key, [...(found.get(key) ?? []), { file: file.fileName, type: typeOf(checker, symbol), text: symbol.declarations[0].getText() }]);
      }
    }
  }
  return found;
};

const isSame = (checker, a, b) =>
  a.text === b.text || (checker.isTypeAssignableTo(a.type, b.type) && checker.isTypeAssignableTo(b.type, a.type));

let count = 0;
for (const folder of chosen) {
  const program = programOf(folder);
  const checker = program.getTypeChecker();
  const rows = [];
  for (const [key, declarations] of exportsOf(checker, program.getSourceFiles().filter(isOfPackage(folder)))) {
    const [first, ...others] = declarations;
    if (others.every((other) => isSame(checker, first, other))) continue;
    rows.push(`  ${key}: ${declarations.map(({ file }) => relative(join(root, folder), file)).join(', ')}`);
  }
  count += rows.length;
  process.stdout.write(`${nameOf(folder)}: ${rows.length}\n${rows.sort().map((row) => `${row}\n`).join('')}`);
}
process.exitCode = options.check && count > 0 ? 1 : 0;
