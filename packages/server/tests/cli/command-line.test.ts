import { mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { main } from '../../src/cli/main.ts';
import { askControl, ControlTaken, openControl, socketPath } from '../../src/control/socket.ts';
import { removeFolder } from '../support/embedded.ts';
import { newMigratedFolder } from '../support/prepared.ts';

// Each command opens the embedded database and closes it again.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-cli-'));
  folders.push(folder);
  return folder;
};

let data: string;
beforeAll(async () => {
  data = await newMigratedFolder();
  folders.push(data);
});
afterAll(() => folders.forEach(removeFolder));

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('ONHOOK_')) vi.stubEnv(name, undefined);
  vi.stubEnv('ONHOOK_DATA', data);
});
afterEach(() => vi.unstubAllEnvs());

/** Runs one command line in this process. */
const onhook = async (...argv: string[]): Promise<{ code: number | null; out: string; err: string }> => {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const code = await main(argv);
    const printed = ({ mock }: typeof out): string => mock.calls.map(([part]) => String(part)).join('');
    return { code, out: printed(out), err: printed(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
};

const readme = fileURLToPath(new URL('../../../../README.md', import.meta.url));

describe('the command line', () => {
  it('every command explains itself, and doing so needs no setting and does nothing', async () => {
    const overview = await onhook();
    expect(overview).toMatchObject({ code: 0, err: '' });
    for (const command of commands) {
      const asked = await onhook(...command.name.split(' '), '--help');
      expect(asked, command.name).toMatchObject({ code: 0, err: '' });
      for (const words of [`onhook ${command.name}`, ...Object.keys(command.options).map((name) => `--${name}`)]) expect(asked.out).toContain(words);
      expect(await onhook('help', ...command.name.split(' '))).toEqual(asked);
      expect(overview.out).toContain(`onhook ${command.name}`);
    }
    expect((await onhook('people', '--help')).out).toContain('onhook people import FILE');
  });

  it('prints the version, the same in every package', async () => {
    const versionOf = (file: string): unknown => (JSON.parse(readFileSync(fileURLToPath(new URL(`../../../../${file}`, import.meta.url)), 'utf8')) as { version: unknown }).version;
    for (const word of ['--version', '-v', 'version']) expect(await onhook(word)).toEqual({ code: 0, out: `${String(versionOf('package.json'))}\n`, err: '' });
    const packages = readdirSync(fileURLToPath(new URL('../../..', import.meta.url)));
    for (const name of packages) expect(versionOf(`packages/${name}/package.json`), name).toBe(versionOf('package.json'));
  });

  it('adds a person, makes a link, backs up and restores', async () => {
    expect(await onhook('person', 'lea', '--name', 'Lea', '--role', 'lead', '--leads', 'Blue', '--leads', 'Red')).toMatchObject({ code: 0 });
    expect(await onhook('person', 'maya', '--name', 'Maya', '--role', 'agent', '--team', 'Blue', '--line', 'PJSIP/101')).toMatchObject({ code: 0 });
    // Fields that a later command leaves out stay as they were.
    expect(await onhook('person', 'maya', '--team', 'Red')).toMatchObject({ code: 0 });
    const link = await onhook('link', 'maya');
    expect(link).toMatchObject({ code: 0, out: expect.stringMatching(/^http:\/\/.+\/sign-in#\S+\n$/) });
    const file = path.join(newFolder(), 'backup');
    expect(await onhook('backup', file)).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // A backup replaces nothing and follows no link, and leaves no partial file.
    const folder = path.dirname(file);
    symlinkSync(path.join(folder, 'elsewhere'), path.join(folder, 'link'));
    expect(await onhook('backup', path.join(folder, 'link'))).toMatchObject({ code: 1, err: expect.stringContaining('exists already') });
    expect(readdirSync(folder).sort()).toEqual(['backup', 'link']);
    writeFileSync(path.join(folder, 'passphrase'), 'kettle orbit velvet marsh\n');
    writeFileSync(path.join(folder, 'short'), 'kettle\n');
    const encrypted = path.join(folder, 'encrypted');
    expect(await onhook('backup', encrypted, '--passphrase-file', path.join(folder, 'short'))).toMatchObject({ code: 2 });
    expect(await onhook('backup', encrypted, '--passphrase-file', path.join(folder, 'passphrase'))).toMatchObject({ code: 0, err: expect.stringMatching(/encrypted.*\nLeft out: .*1 sign-in links/) });
    const other = await newMigratedFolder();
    folders.push(other);
    vi.stubEnv('ONHOOK_DATA', other);
    expect(await onhook('restore', encrypted, '--passphrase-file', path.join(folder, 'passphrase'))).toMatchObject({ code: 0, err: expect.stringContaining('left out') });
    expect(await onhook('link', 'maya')).toMatchObject({ code: 0 });
    const head = expect.stringMatching(/^\d+:[\w-]{43}\n$/);
    expect(await onhook('audit', 'verify')).toMatchObject({ code: 0, out: head, err: expect.stringContaining('unbroken') });
    const exported = await onhook('audit', 'export');
    const entries = exported.out.trim().split('\n').map((line) => JSON.parse(line) as { seq: number; deed: string });
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
    expect(entries.map(({ deed }) => deed)).toEqual(expect.arrayContaining(['person-changed', 'link-made']));
    const last = await onhook('audit', 'export', '--format', 'syslog', '--after', String(entries.length - 1));
    expect(last.out).toMatch(/^<110>1 \S+ \S+ onhook - [a-z-]+ \[onhook@32473 seq="\d+" .*\]\n$/);
    expect(await onhook('restore', file)).toMatchObject({ code: 1, err: expect.not.stringContaining('    at ') });
  });

  it('shows what a file of people would change, changes it when told to, and makes tokens for a directory', async () => {
    const file = path.join(newFolder(), 'people.csv');
    writeFileSync(file, 'email,name,team,roles\nolaf@example.com,Olaf Dahl,Night desk,agent\n,Nobody,,\n');
    const shown = ['+ team Night desk', '+ line 2: Olaf Dahl (olaf-dahl)', '! line 3: there is neither', '1 new, 0 changed, 0 as they are, 1 refused.'];
    const looked = await onhook('people', 'import', file);
    expect(looked).toMatchObject({ code: 0, err: expect.stringContaining('Nothing was written') });
    for (const words of shown) expect(looked.out).toContain(words);
    expect(await onhook('link', 'olaf-dahl')).toMatchObject({ code: 1 });
    expect(await onhook('people', 'import', file, '--yes')).toMatchObject({ code: 0, err: 'Done.\n' });
    expect(await onhook('link', 'olaf-dahl')).toMatchObject({ code: 0 });
    expect((await onhook('people', 'import', file)).out).toContain('0 new, 0 changed, 1 as they are, 1 refused.');
    writeFileSync(file, 'name\nOlaf\n');
    expect(await onhook('people', 'import', file, '--yes')).toMatchObject({ code: 1, out: expect.stringContaining('cannot be read') });

    expect(await onhook('scim-token', 'directory')).toMatchObject({ code: 0, out: expect.stringMatching(/^[\w-]{43}\n$/) });
    expect(await onhook('scim-token', 'directory', '--revoke')).toMatchObject({ code: 0 });
    expect(await onhook('scim-token', 'directory', '--revoke')).toMatchObject({ code: 1 });
  });

  it.each([
    [['no-such-command'], 2, 'There is no command "no-such-command"'],
    [['link'], 2, 'ID is missing: identifier of the person'],
    [['link', 'maya', 'olaf'], 2, '"olaf" is one argument too many'],
    [['check', 'switchboard'], 2, 'KIND is one of asterisk'],
    [['people'], 2, '"people" alone is no command'],
    [['link', 'nobody'], 1, 'There is nobody called "nobody"'],
    [['link', 'maya', '--hours', '0'], 2, '--hours'],
    [['person', 'nina'], 1, '--name and --role are needed'],
    [['person', 'maya', '--name', 'M', '--role', 'boss'], 2, 'There is no role "boss"'],
    [['person', 'maya', '--nmae', 'M'], 2, '--nmae'],
    [['audit', 'delete'], 2, '"audit" alone is no command'],
    [['audit', 'export', '--format', 'xml'], 2, '--format: jsonl or syslog'],
    [['audit', 'verify', '--head', 'x'], 1, 'A head looks like'],
    [['release', 'maya'], 1, 'No server runs on this data'],
    [['backup', '/no/such/folder/backup'], 1, 'There is no /no/such/folder/backup'],
    [['backup', '/dev/null/backup'], 1, '/dev/null/backup'],
    [['restore', '/no/such/file'], 1, 'There is no /no/such/file'],
    [['restore', '/tmp'], 1, 'is a folder'],
    [['replay', '/no/such/file'], 1, 'There is no /no/such/file'],
    [['replay', readme], 1, 'holds no AMI events'],
    [['demo', '--speed', '1000'], 2, '--speed'],
    [['check', 'asterisk'], 1, 'ONHOOK_SECRET'],
  ])('%j says in words what is wrong', async (argv, code, words) => {
    const result = await onhook(...argv);
    expect({ ...result, out: '' }).toEqual({ code, out: '', err: expect.stringContaining(words) });
    expect(result.err).not.toContain('    at ');
  });

  it('names every mistake of the configuration at once', async () => {
    vi.stubEnv('ONHOOK_SECRET', 'short');
    vi.stubEnv('ONHOOK_LISTEN', 'nowhere');
    vi.stubEnv('ONHOOK_TIMEZONE', 'Mars/Olympus');
    const { code, err } = await onhook('serve');
    expect(code).toBe(1);
    for (const name of ['ONHOOK_SECRET', 'ONHOOK_LISTEN', 'ONHOOK_TIMEZONE']) expect(err).toContain(name);
  });

  it('begins no demo among somebody’s data', async () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, 'thesis.txt'), 'years of work');
    vi.stubEnv('ONHOOK_DEMO_DATA', folder);
    expect(await onhook('demo')).toMatchObject({ code: 1, err: expect.stringContaining('holds something that is no demo') });
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
    expect(readFileSync(path.join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
  });

  it('begins no demo where one is running', async () => {
    const folder = newFolder();
    const running = await openControl(folder, pino({ level: 'silent' }), async () => ({ kind: 'done' }));
    vi.stubEnv('ONHOOK_DEMO_DATA', folder);
    expect(await onhook('demo')).toMatchObject({ code: 1, err: expect.stringContaining('is running already') });
    running.close();
  });
});

describe('the control socket', () => {
  const log = pino({ level: 'silent' });
  const send = async (folder: string, line: string): Promise<string> => {
    const socket = connect(socketPath(folder));
    socket.write(line);
    return text(socket);
  };

  it('outlives what is no command', async () => {
    const folder = newFolder();
    const server = await openControl(folder, log, async ({ kind }) => {
      if (kind !== 'release') throw new TypeError('no such kind');
      return { kind: 'done' };
    });
    for (const line of ['{"kind":', 'null', '[]', '{}', '{"kind":"nonsense"}', '\0\0\0', '']) {
      const answer: unknown = JSON.parse(await send(folder, `${line}\n`));
      expect(answer).toMatchObject({ kind: 'problem' });
    }
    expect(await askControl(folder, { kind: 'release', person: '' })).toEqual({ kind: 'done' });
    server.close();
  });

  it('is not taken from a server that lives, and is from one that has died', async () => {
    const folder = newFolder();
    const first = await openControl(folder, log, async () => ({ kind: 'done' }));
    await expect(openControl(folder, log, async () => ({ kind: 'problem', message: '' }))).rejects.toThrow(ControlTaken);
    expect(await askControl(folder, { kind: 'release', person: '' })).toEqual({ kind: 'done' });
    await new Promise((resolve) => first.close(resolve));
    writeFileSync(socketPath(folder), '');
    const second = await openControl(folder, log, async () => ({ kind: 'problem', message: 'second' }));
    expect(await askControl(folder, { kind: 'release', person: '' })).toMatchObject({ message: 'second' });
    second.close();
  });
});
