import { readFileSync, existsSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asId, type SourceId } from '@onhook/core/ids';
import { adapterOf, adapters } from '@onhook/phones/adapters';
import { ConfigError, phoneSettingsNeeded, readConfig, type Config } from '../platform/config/index.ts';
import { carryOut, restoreFrom, type AdminAnswer, type AdminCommand } from '../control/commands.ts';
import { askControl, ControlTaken } from '../control/socket.ts';
import { demo, DemoRefused } from '../demo/demo.ts';
import { previewInWords } from './preview.ts';
import { verifyFile } from '../features/incidents/signature.ts';
import { readChunks, replay } from '../replay/index.ts';
import type { Role } from '@onhook/contract';
import { BackupDamaged, openStore, StoreFull, StoreLocked, StoreNotEmpty, StoreTooNew, StoreUnavailable } from '../platform/store/index.ts';
import { run, stopOnSignals } from '../serve.ts';
import { schema } from '../features/schema.ts';

const usage = `onhook: what happens between a hard call and the next one

  onhook serve                    run it, configured by ONHOOK_… settings (docs/configuration.md)
  onhook demo [--speed N]         run it with an imaginary centre, everything inside; N times as fast as real time
  onhook check ${adapters.map(({ kind }) => kind).join('|')}
                                  try the connection to that phone system and say what is missing
  onhook replay FILE              read a raw AMI recording (plain or .gz) and print its calls as JSON
  onhook person ID --name NAME --role agent|lead|analyst|manager|admin
                [--team TEAM] [--leads TEAM] [--line LINE] [--inactive]
                                  add or change a person; --role and --leads may be given several times
  onhook people import FILE [--yes]
                                  what a CSV file of people (e-mail or id, name, team, roles, line) would change;
                                  with --yes it is done, all of it or nothing
  onhook link ID [--hours N]      a one-time sign-in link, good for 24 hours if not said otherwise
  onhook scim-token NAME [--revoke]
                                  a bearer token for a directory that keeps people and teams (SCIM 2.0), shown once;
                                  or ends all of this name
  onhook release ID               put a held line back on, when nobody else can
  onhook backup FILE              all data into one file, while it runs or while it is stopped
  onhook restore FILE             a backup into an empty database
  onhook verify FILE [--key KEY]  whether an incident's file is as it was signed, and by which key
  onhook audit verify [--head H]  whether the audit log is as it was written, and holds the head H that was printed before
`;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);
const realClock = { now: () => Date.now() };

class Misused extends Error {}

const needed = (value: string | undefined, what: string): string => {
  if (value === undefined || value === '') throw new Misused(`${what} is missing.`);
  return value;
};

/** Reads the configuration for administering, which needs no secret; only a server does. */
const readAdminConfig = (): Config => {
  const { ONHOOK_SECRET, ONHOOK_SECRET_FILE } = process.env;
  const filler = ONHOOK_SECRET ?? ONHOOK_SECRET_FILE ? {} : { ONHOOK_SECRET: 'not needed for this' };
  return readConfig({ ...process.env, ...filler }).config;
};

/** Asks the running server, or opens its data when none runs. */
const administer = async (config: Config, command: AdminCommand): Promise<AdminAnswer> => {
  const answered = await askControl(config.dataFolder, command);
  if (answered) return answered;
  const store = await openStore(config.store, schema, { centre: config.centre.centre });
  try {
    return await carryOut({ config, store, clock: realClock, runtime: null, peopleChanged: async () => {} }, command);
  } finally {
    await store.close();
  }
};

const printAnswer = (answer: AdminAnswer): number => {
  switch (answer.kind) {
    case 'link':
      print(answer.url);
      complain(`Good once, until ${new Date(answer.expiresAt).toISOString()}.`);
      return 0;
    case 'preview':
      for (const text of previewInWords(answer.preview)) print(text);
      return answer.preview.kind === 'unreadable' ? 1 : 0;
    case 'scim-token':
      print(answer.token);
      complain(`For SCIM 2.0 at ${answer.address}. It is shown this once; only its hash is kept.`);
      return 0;
    case 'done':
      complain('Done.');
      return 0;
    case 'unbroken':
      complain(`${answer.entries} entries, unbroken. Keep this head elsewhere, for the next time:`);
      print(answer.head);
      return 0;
    case 'problem':
      complain(answer.message);
      return 1;
  }
};

/** Prints the changes that an import would make; makes them only with the option to do so. */
const importPeople = async (config: Config, file: string, yes: boolean): Promise<number> => {
  const csv = readFileSync(file, 'utf8');
  const looked = await administer(config, { kind: 'import', csv, digest: null });
  const code = printAnswer(looked);
  if (looked.kind !== 'preview' || looked.preview.kind === 'unreadable') return code;
  const { entries, digest } = looked.preview;
  if (!entries.some(({ kind }) => kind === 'new' || kind === 'changed')) return 0;
  if (yes) return printAnswer(await administer(config, { kind: 'import', csv, digest }));
  complain('Nothing was written. The same with --yes does it.');
  return 0;
};

const marks = { ok: 'ok      ', problem: 'PROBLEM ', unsure: 'unsure  ' } as const;

/** Tries the connection to a configured phone system. Returns exit code 1 when something is missing there. */
const check = async (kind: string | undefined): Promise<number> => {
  const adapter = adapterOf(kind ?? '');
  if (!adapter) throw new Misused(`Which phone system is to be checked? ${adapters.map((one) => one.kind).join(', ')}.`);
  const { config, secrets } = readConfig(process.env);
  const settings = config.phones[adapter.kind];
  if (!settings) throw new Misused(`${adapter.title} is not configured: ${phoneSettingsNeeded(adapter).join(', ')} are needed.`);
  complain(`Checking ${adapter.title}, a few seconds.`);
  const parts = { source: asId<SourceId>(adapter.kind), clock: realClock, customerKey: secrets.customerKey, callers: config.callers };
  const findings = await adapter.check({ ...settings, ...secrets.phones[adapter.kind] }, parts);
  for (const { kind: judged, finding, advice } of findings) print(`${marks[judged]} ${finding}${advice ? `\n          ${advice}` : ''}`);
  return findings.some((finding) => finding.kind === 'problem') ? 1 : 0;
};

const replayFile = (file: string): number => {
  const raw = readFileSync(file);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
  const beside = file.replace(/(\.txt)?(\.gz)?$/, '.chunks.jsonl');
  const chunks = existsSync(beside) ? readChunks(readFileSync(beside, 'utf8')) : undefined;
  const { events, calls, agents } = replay(bytes, chunks);
  if (events.length === 0) {
    complain(`${file} holds no AMI events. A recording is what came over the manager's connection, byte by byte.`);
    return 1;
  }
  print(JSON.stringify({ calls, agents }, null, 1));
  return 0;
};

const verify = (file: string, key: string | null): number => {
  const checked = verifyFile(readFileSync(file));
  if (checked.kind === 'not-signed') complain(`${file} has no signature of Onhook in its last line.`);
  else if (checked.kind === 'changed') complain(`${file} was changed after it was signed: the signature does not fit.`);
  else if (key !== null && key !== checked.key) complain(`${file} is unchanged, but another key signed it: ${checked.key}`);
  else {
    complain(key === null ? 'Unchanged since it was signed by the key below. Compare it with the centre’s own.' : 'Unchanged since it was signed by that key.');
    print(checked.key);
    return 0;
  }
  return 1;
};

const commands: Record<string, (args: string[]) => Promise<number | null>> = {
  serve: async () => {
    const { config, secrets } = readConfig(process.env);
    const running = await run(config, secrets, {
      onFirstStart: () => complain('Preparing the embedded database, about five seconds.'),
      lost: () => process.exit(70),
    });
    stopOnSignals(running, complain);
    complain(`Onhook listens on ${config.publicUrl}`);
    if (running.context.phones.length === 0) {
      const needed = adapters.map((adapter) => phoneSettingsNeeded(adapter)[0]).join(' or ');
      complain(`No phone system is configured, so no call will be seen: set ${needed} (docs/configuration.md).`);
    }
    return null;
  },
  demo: async (args) => {
    const { values } = parseArgs({ args, options: { speed: { type: 'string' } } });
    const speed = Number(values.speed ?? 1);
    if (!(speed >= 1 && speed <= 60)) throw new Misused('--speed: a number from 1 to 60 is needed.');
    await demo(process.env, speed, print);
    return null;
  },
  check: ([what]) => check(what),
  replay: async ([file]) => replayFile(needed(file, 'The FILE of the recording')),
  person: async (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        role: { type: 'string', multiple: true },
        team: { type: 'string' },
        leads: { type: 'string', multiple: true },
        line: { type: 'string' },
        inactive: { type: 'boolean' },
      },
    });
    const roles = values.role ?? [];
    const known = ['agent', 'lead', 'analyst', 'manager', 'admin'];
    for (const role of roles) if (!known.includes(role)) throw new Misused(`There is no role "${role}": ${known.join(', ')}.`);
    return printAnswer(
      await administer(readAdminConfig(), {
        kind: 'person',
        person: needed(positionals[0], 'The ID of the person'),
        name: values.name ?? null,
        roles: values.role ? (roles as Role[]) : null,
        team: values.team ?? null,
        leads: values.leads ?? null,
        line: values.line ?? null,
        active: !values.inactive,
      }),
    );
  },
  people: async ([what, ...args]) => {
    if (what !== 'import') throw new Misused('Only "people import FILE" exists.');
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { yes: { type: 'boolean' } } });
    return importPeople(readAdminConfig(), needed(positionals[0], 'The FILE to read'), values.yes ?? false);
  },
  link: async (args) => {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { hours: { type: 'string' } } });
    const hours = Number(values.hours ?? 24);
    if (!(hours > 0 && hours <= 720)) throw new Misused('--hours: a number from 1 to 720 is needed.');
    return printAnswer(await administer(readAdminConfig(), { kind: 'link', person: needed(positionals[0], 'The ID of the person'), hours }));
  },
  'scim-token': async (args) => {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { revoke: { type: 'boolean' } } });
    const name = needed(positionals[0], 'A NAME for the token');
    return printAnswer(await administer(readAdminConfig(), { kind: 'scim-token', name, revoke: values.revoke ?? false }));
  },
  release: async ([person]) =>
    printAnswer(await administer(readAdminConfig(), { kind: 'release', person: needed(person, 'The ID of the person') })),
  backup: async ([file]) => printAnswer(await administer(readAdminConfig(), { kind: 'backup', file: resolve(needed(file, 'The FILE to write')) })),
  verify: async (args) => {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { key: { type: 'string' } } });
    return verify(needed(positionals[0], 'The FILE to verify'), values.key ?? null);
  },
  audit: async (args) => {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { head: { type: 'string' } } });
    if (positionals.join(' ') !== 'verify') throw new Misused('Only "audit verify" exists.');
    return printAnswer(await administer(readAdminConfig(), { kind: 'verify-audit', head: values.head ?? null }));
  },
  restore: async ([file]) => {
    const from = needed(file, 'The FILE to read');
    if (statSync(from).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR', path: from });
    await restoreFrom(readAdminConfig(), from);
    complain('Done.');
    return 0;
  },
  help: async () => {
    print(usage);
    return 0;
  },
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const plain = [BackupDamaged, ConfigError, ControlTaken, DemoRefused, StoreFull, StoreLocked, StoreNotEmpty, StoreTooNew, StoreUnavailable];

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

/** Runs one command line; resolves to the exit code, or to null while a server goes on running. */
export const main = async (argv: readonly string[]): Promise<number | null> => {
  const [name = 'help', ...args] = argv;
  const wanted = argv.some((word) => word === '--help' || word === '-h') ? 'help' : name;
  const command = Object.hasOwn(commands, wanted) ? commands[wanted] : undefined;
  if (!command) {
    complain(`There is no command "${name}".\n\n${usage}`);
    return 2;
  }
  try {
    return await command(args);
  } catch (error) {
    const misused = error instanceof Misused || codeOf(error).startsWith('ERR_PARSE_ARGS');
    if (misused) complain(`${(error as Error).message}\n\n${usage}`);
    else complain(inWords(error));
    return misused ? 2 : 1;
  }
};
