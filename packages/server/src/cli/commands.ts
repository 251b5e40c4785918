import { readFileSync, existsSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { resolve } from 'node:path';
import { decodeText } from '@onhook/core/csv';
import { asId, type SourceId } from '@onhook/core/ids';
import { adapterOf, adapters } from '@onhook/phones/adapters';
import { phoneSettingsNeeded, readConfig, type Config } from '../platform/config/index.ts';
import { carryOut, restoreFrom, type AdminAnswer, type AdminCommand } from '../control/commands.ts';
import { askControl } from '../control/socket.ts';
import { demo } from '../demo/demo.ts';
import { auditFormats, isAuditFormat, type AuditFormat } from '../platform/audit/index.ts';
import { version } from '../platform/version.ts';
import { command, Misused, type Command } from './command.ts';
import { complain, print } from './output.ts';
import { previewInWords } from './preview.ts';
import { importTemplate } from '../features/people/import/read.ts';
import { verifyFile } from '../features/incidents/signature.ts';
import { readChunks, replay } from '../replay/index.ts';
import { role } from '@onhook/contract';
import { leastPassphrase, openStore, type BackupOptions } from '../platform/store/index.ts';
import { createCentreDay } from '../centre/centre-day.ts';
import { monthKeysOf } from '../context.ts';
import { PastDays } from '../platform/past-days/index.ts';
import { run, stopOnSignals } from '../serve.ts';
import { schema } from '../features/schema.ts';

const realClock = { now: () => Date.now() };
const roles = role.options;
const healthTimeoutMs = 5000;

/** Reads the configuration for administering, which needs no secret; only a server does. */
const readAdminConfig = (): Config => {
  const { ONHOOK_SECRET, ONHOOK_SECRET_FILE } = process.env;
  const filler = ONHOOK_SECRET ?? ONHOOK_SECRET_FILE ? {} : { ONHOOK_SECRET: 'not needed for this' };
  return readConfig({ ...process.env, ...filler }).config;
};

/** Gives up the keys of past days that this server doesn't have. Returns their months. */
const replaceLostDayKeys = async (): Promise<readonly string[]> => {
  const { config, secrets } = readConfig(process.env);
  const { centre, timezone } = config.centre;
  const store = await openStore(config.store, schema, { centre });
  const day = createCentreDay(timezone);
  const pastDays = new PastDays({ centre, keys: monthKeysOf(config, secrets), monthOf: day.monthOf, dayStartOf: day.dayStartOf, now: realClock.now });
  try {
    return await pastDays.replaceLostKeys(store.db);
  } finally {
    await store.close();
  }
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

/** Prints the audit log page by page, so that a long one needs little memory. */
const exportAudit = async (config: Config, format: AuditFormat, from: number): Promise<number> => {
  for (let after = from; ; ) {
    const answer = await administer(config, { kind: 'audit-page', after });
    if (answer.kind !== 'audit-page') return printAnswer(answer);
    const last = answer.rows.at(-1);
    if (!last) return 0;
    for (const row of answer.rows) print(auditFormats[format](row, hostname()));
    after = last.seq;
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
      if (answer.note !== undefined) complain(answer.note);
      return 0;
    case 'backed-up': {
      const leftOut = Object.entries(answer.leftOut).map(([words, rows]) => `${rows} ${words}`);
      complain(answer.isEncrypted ? 'Written, encrypted. Without its passphrase nobody can restore it.' : 'Written, not encrypted: whoever has the file can read names, addresses, the audit log and the ledger. Vaults stay sealed.');
      complain(
        answer.signIns
          ? 'Sessions, sign-in links and directory tokens are in it: guard it as you guard the database.'
          : `Left out: ${leftOut.join(', ')}. After a restore people sign in again, and directories need new tokens.`,
      );
      return 0;
    }
    case 'unbroken':
      complain(`${answer.entries} entries, unbroken. Keep this head elsewhere, for the next time:`);
      print(answer.head);
      return 0;
    case 'audit-page':
      return 0;
    case 'problem':
      complain(answer.message);
      return 1;
  }
};

/** Prints the changes that an import would make; makes them only with the option to do so. */
const importPeople = async (config: Config, file: string, yes: boolean): Promise<number> => {
  const decoded = decodeText(readFileSync(file));
  if (decoded.kind === 'unknown-encoding') {
    complain(`${file} is in an encoding that cannot be told for sure. Save it again as "CSV UTF-8".`);
    return 1;
  }
  if (decoded.encoding === 'windows-1252') complain(`${file} is not in Unicode and was read as Windows-1252. Look at the names.`);
  const csv = decoded.text;
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
const check = async (kind: string): Promise<number> => {
  const adapter = adapterOf(kind);
  if (!adapter) throw new Misused(`There is no phone system "${kind}".`);
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
  else if (key !== null && key !== checked.publicKey) complain(`${file} is unchanged, but another key signed it: ${checked.publicKey}`);
  else {
    complain(key === null ? 'Unchanged since it was signed by the key below. Compare it with the centre’s own.' : 'Unchanged since it was signed by that key.');
    print(checked.publicKey);
    return 0;
  }
  return 1;
};

const backupOptions = {
  'passphrase-file': { value: 'PATH', means: `a file with the passphrase that encrypts it, of ${leastPassphrase} characters at least` },
  'with-sign-ins': { means: 'with sessions, sign-in links and directory tokens, which are left out otherwise' },
} as const;

/** Reads the choices for a backup. The passphrase comes from a file, because arguments are visible to every user of a machine. */
const readBackupOptions = (path: string | undefined, signIns: boolean | undefined): BackupOptions => {
  const passphrase = path === undefined ? null : readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  if (passphrase !== null && passphrase.length < leastPassphrase) throw new Misused(`The passphrase in ${path} needs ${leastPassphrase} characters at least.`);
  return { signIns: signIns ?? false, passphrase };
};

const id = { name: 'ID', means: 'identifier of the person' };
const fileToRead = { name: 'FILE', means: 'the file to read' };

const serve = async (): Promise<null> => {
  const { config, secrets } = readConfig(process.env);
  const running = await run(config, secrets, {
    onFirstStart: () => complain('Preparing the embedded database, about five seconds.'),
    lost: () => process.exit(70),
  });
  stopOnSignals(running, complain);
  complain(`Onhook ${version} listens on ${config.publicUrl}`);
  if (running.context.phones.length === 0) {
    const needed = adapters.map((adapter) => phoneSettingsNeeded(adapter)[0]).join(' or ');
    complain(`No phone system is configured, so no call will be seen: set ${needed} (docs/configuration.md).`);
  }
  return null;
};

/** Asks the server with these settings whether it answers. An address for all interfaces is asked on this machine. */
const health = async (): Promise<number> => {
  const { host, port } = readAdminConfig().listen;
  const asked = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  try {
    const { ok, status } = await fetch(`http://${asked}:${port}/healthz`, { signal: AbortSignal.timeout(healthTimeoutMs) });
    complain(ok ? 'The server answers.' : `The server answers ${status}.`);
    return ok ? 0 : 1;
  } catch {
    complain(`No server answers on ${asked}:${port}.`);
    return 1;
  }
};

/** Every command of `onhook`, in the order of the overview. */
export const commands: readonly Command[] = [
  command({
    name: 'serve',
    positionals: [],
    options: {},
    about: 'Runs the server. ONHOOK_… settings in the environment configure it (docs/configuration.md).',
    run: serve,
  }),
  command({
    name: 'demo',
    positionals: [],
    options: { speed: { value: 'N', means: 'N times as fast as real time, from 1 to 60' } },
    about: 'Runs an imaginary contact centre with everything inside, and prints a link for each of three people.',
    run: async (_, given) => {
      const speed = Number(given.speed ?? 1);
      if (!(speed >= 1 && speed <= 60)) throw new Misused('--speed: a number from 1 to 60 is needed.');
      await demo(process.env, speed, print);
      return null;
    },
  }),
  command({
    name: 'check',
    positionals: [{ name: 'KIND', means: 'kind of phone system', choices: adapters.map(({ kind }) => kind) }],
    options: {},
    about: 'Tries the connection to a phone system and lists what is missing. It changes nothing there.',
    run: async ([kind = '']) => check(kind),
  }),
  command({
    name: 'health',
    positionals: [],
    options: {},
    about: 'Asks the server at ONHOOK_LISTEN whether it answers; for the health check of a container.',
    run: health,
  }),
  command({
    name: 'person',
    positionals: [id],
    options: {
      name: { value: 'NAME', means: 'name; needed for a new person' },
      role: { value: 'ROLE', means: `role: ${roles.join(', ')}; needed for a new person`, isList: true },
      team: { value: 'TEAM', means: 'team; a new one is added' },
      leads: { value: 'TEAM', means: 'team that the person leads', isList: true },
      line: { value: 'LINE', means: 'line on the phone system, such as PJSIP/1002' },
      inactive: { means: 'the person may no longer sign in' },
    },
    about: 'Adds or changes a person. A field that is not given stays as it is, except that a person who is not given as inactive is active.',
    run: async ([person = ''], given) => {
      const wanted = given.role?.map((name) => {
        const known = roles.find((one) => one === name);
        if (!known) throw new Misused(`There is no role "${name}": ${roles.join(', ')}.`);
        return known;
      });
      return printAnswer(
        await administer(readAdminConfig(), {
          kind: 'person',
          person,
          name: given.name ?? null,
          roles: wanted ?? null,
          team: given.team ?? null,
          leads: given.leads ?? null,
          line: given.line ?? null,
          active: !given.inactive,
        }),
      );
    },
  }),
  command({
    name: 'people import',
    positionals: [fileToRead],
    options: { yes: { means: 'make the changes, all of them or none' } },
    about: 'Shows what a CSV file of people (docs/people.md) would change.',
    run: async ([file = ''], { yes }) => importPeople(readAdminConfig(), file, yes ?? false),
  }),
  command({
    name: 'people template',
    positionals: [],
    options: {},
    about: 'Prints a CSV file of people to fill in; with a byte order mark, so that Excel reads every letter.',
    run: async () => {
      process.stdout.write(`\ufeff${importTemplate}`);
      return 0;
    },
  }),
  command({
    name: 'link',
    positionals: [id],
    options: { hours: { value: 'N', means: 'hours for which the link is good, from 1 to 720; 24 otherwise' } },
    about: 'Prints a link that signs the person in once.',
    run: async ([person = ''], given) => {
      const hours = Number(given.hours ?? 24);
      if (!(hours > 0 && hours <= 720)) throw new Misused('--hours: a number from 1 to 720 is needed.');
      return printAnswer(await administer(readAdminConfig(), { kind: 'link', person, hours }));
    },
  }),
  command({
    name: 'scim-token',
    positionals: [{ name: 'NAME', means: 'name of the token, such as the directory’s' }],
    options: { revoke: { means: 'end all tokens of this name instead' } },
    about: 'Prints a bearer token for a directory that keeps people and teams over SCIM 2.0. It is shown this once.',
    run: async ([name = ''], { revoke }) => printAnswer(await administer(readAdminConfig(), { kind: 'scim-token', name, revoke: revoke ?? false })),
  }),
  command({
    name: 'release',
    positionals: [id],
    options: {},
    about: 'Ends the recovery of a person and opens their line, when nobody else can.',
    run: async ([person = '']) => printAnswer(await administer(readAdminConfig(), { kind: 'release', person })),
  }),
  command({
    name: 'backup',
    positionals: [{ name: 'FILE', means: 'the file to write, which must not exist' }],
    options: backupOptions,
    about: 'Writes all data into one new file for its owner alone, while the server runs or while it is stopped.',
    run: async ([file = ''], given) => {
      const options = readBackupOptions(given['passphrase-file'], given['with-sign-ins']);
      return printAnswer(await administer(readAdminConfig(), { kind: 'backup', file: resolve(file), ...options }));
    },
  }),
  command({
    name: 'restore',
    positionals: [fileToRead],
    options: backupOptions,
    about: 'Puts a backup into an empty database, of either kind.',
    run: async ([file = ''], given) => {
      const options = readBackupOptions(given['passphrase-file'], given['with-sign-ins']);
      if (statSync(file).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR', path: file });
      await restoreFrom(readAdminConfig(), file, options);
      complain(options.signIns ? 'Done.' : 'Done. Sessions, sign-in links and directory tokens were left out: people sign in again, and directories need new tokens.');
      complain('The keys of past days are not in a backup: "past days" in docs/running.md says where they come from.');
      return 0;
    },
  }),
  command({
    name: 'new-day-key',
    positionals: [],
    options: {},
    about: 'Accepts that the key of past days is lost, so that the server starts with a new one. Run it while the server is stopped. People no longer see their sealed days.',
    run: async () => {
      const lost = await replaceLostDayKeys();
      complain(lost.length === 0 ? 'No key is lost.' : `Days sealed in ${lost.join(', ')} can no longer be opened. A new key is made at the next start.`);
      return 0;
    },
  }),
  command({
    name: 'verify',
    positionals: [{ name: 'FILE', means: 'the file of an incident' }],
    options: { key: { value: 'KEY', means: 'the public key that must have signed it' } },
    about: 'Says whether the file of an incident is unchanged since it was signed, and by which key.',
    run: async ([file = ''], { key }) => verify(file, key ?? null),
  }),
  command({
    name: 'audit verify',
    positionals: [],
    options: { head: { value: 'HEAD', means: 'a head that was printed earlier, which the log must still hold' } },
    about: 'Checks the audit log from its beginning and prints its head, to be kept elsewhere.',
    run: async (_, { head }) => printAnswer(await administer(readAdminConfig(), { kind: 'verify-audit', head: head ?? null })),
  }),
  command({
    name: 'audit export',
    positionals: [],
    options: {
      format: { value: 'FORMAT', means: `${Object.keys(auditFormats).join(' or ')}: JSON lines (the default) or syslog messages of RFC 5424` },
      after: { value: 'SEQ', means: 'begin after the entry of this number; the last one that another system has' },
    },
    about: 'Prints the entries of the audit log, one a line. People are named by pseudonyms, which their erasure empties.',
    run: async (_, { format = 'jsonl', after = '0' }) => {
      if (!isAuditFormat(format)) throw new Misused(`--format: ${Object.keys(auditFormats).join(' or ')} is needed.`);
      if (!/^\d{1,15}$/.test(after)) throw new Misused('--after: the number of an entry is needed.');
      return exportAudit(readAdminConfig(), format, Number(after));
    },
  }),
  command({
    name: 'replay',
    positionals: [{ name: 'FILE', means: 'a raw AMI recording, plain or .gz' }],
    options: {},
    about: 'Reads a raw AMI recording and prints its calls as JSON.',
    run: async ([file = '']) => replayFile(file),
  }),
];
