import { ConfigError } from '../platform/config/index.ts';
import { ControlTaken } from '../control/socket.ts';
import { DemoRefused } from '../demo/demo.ts';
import { BackupDamaged, BackupEncrypted, FileTaken, StoreFull, StoreLocked, StoreNotEmpty, StorePooled, StoreTooNew, StoreUnavailable } from '../platform/store/index.ts';
import { OtherMonthKey } from '../platform/past-days/index.ts';
import { version } from '../platform/version.ts';
import { helpOf, Misused, overviewOf, type Command } from './command.ts';
import { commands } from './commands.ts';
import { complain, print } from './output.ts';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const plain = [BackupDamaged, BackupEncrypted, ConfigError, ControlTaken, DemoRefused, FileTaken, OtherMonthKey, StoreFull, StoreLocked, StoreNotEmpty, StorePooled, StoreTooNew, StoreUnavailable];

const inWords = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (plain.some((kind) => error instanceof kind)) return error.message;
  const { path, port } = error as { path?: string; port?: number };
  switch (codeOf(error)) {
    case 'ENOENT':
      return `There is no ${path ?? 'such file'}.`;
    case 'EACCES':
      return `${path ?? 'The file'} may not be opened.`;
    case 'EISDIR':
      return `${path ?? 'That'} is a folder, and a file is needed.`;
    case 'ENOTDIR':
      return `${path ?? 'That'} leads through something that is no folder.`;
    case 'ENOSPC':
      return `There is no room left on the disk${path ? ` for ${path}` : ''}.`;
    case 'EADDRINUSE':
      return `Port ${port ?? ''} is taken already. ONHOOK_LISTEN names another.`;
    default:
      return error.stack ?? error.message;
  }
};

type Found =
  | { readonly kind: 'command'; readonly command: Command; readonly args: readonly string[] }
  /** The first word begins the names of these commands, but none of them follows. */
  | { readonly kind: 'unfinished'; readonly commands: readonly Command[] }
  | { readonly kind: 'unknown' };

const find = (argv: readonly string[]): Found => {
  const isAtStart = ({ name }: Command): boolean => name.split(' ').every((word, n) => argv[n] === word);
  const found = commands.find(isAtStart);
  if (found) return { kind: 'command', command: found, args: argv.slice(found.name.split(' ').length) };
  const begun = commands.filter(({ name }) => name.split(' ')[0] === argv[0]);
  return begun.length > 0 ? { kind: 'unfinished', commands: begun } : { kind: 'unknown' };
};

const isOneOf = (word: string | undefined, ...words: readonly string[]): boolean => word !== undefined && words.includes(word);

/** Runs one command line; resolves to the exit code, or to null while a server goes on running. */
export const main = async (argv: readonly string[]): Promise<number | null> => {
  const [first] = argv;
  if (isOneOf(first, '--version', '-v', 'version')) {
    print(version);
    return 0;
  }
  const asked = first === 'help' ? argv.slice(1) : argv;
  const options = asked.includes('--') ? asked.slice(0, asked.indexOf('--')) : asked;
  const wantsHelp = first === 'help' || options.some((word) => isOneOf(word, '--help', '-h'));
  const found = find(asked.filter((word) => !wantsHelp || !isOneOf(word, '--help', '-h')));
  if (wantsHelp || first === undefined) {
    if (found.kind === 'command') print(helpOf(found.command));
    else if (found.kind === 'unfinished') print(found.commands.map(helpOf).join('\n\n'));
    else print(overviewOf(commands));
    return 0;
  }
  if (found.kind === 'unknown') {
    complain(`There is no command "${first}".\n\n${overviewOf(commands)}`);
    return 2;
  }
  if (found.kind === 'unfinished') {
    complain(`"${first}" alone is no command.\n\n${found.commands.map(helpOf).join('\n\n')}`);
    return 2;
  }
  const { command, args } = found;
  try {
    return await command.runWith(args);
  } catch (error) {
    const isMisused = error instanceof Misused || codeOf(error).startsWith('ERR_PARSE_ARGS');
    if (isMisused) complain(`${(error as Error).message}\n\n${helpOf(command)}`);
    else complain(inWords(error));
    return isMisused ? 2 : 1;
  }
};
