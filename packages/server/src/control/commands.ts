import { open } from 'node:fs/promises';
import { asId, type LineId, type PersonId, type TeamId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { AuditAction, Role } from '@onhook/contract';
import { checkChain, headText, readHead, record } from '../platform/audit/index.ts';
import { mainSource, type Config } from '../platform/config/index.ts';
import type { CentreRuntime } from '../centre/runtime.ts';
import { releaseLines } from './release.ts';
import { applyImport, previewImport, type Preview } from '../features/people/import/import.ts';
import { changeAccounts, keepOrder, LastAdministrator } from '../features/people/accounts.ts';
import { createSignIn } from '../features/sign-in/sign-in.ts';
import { hashToken, newToken } from '../platform/tokens.ts';
import { addCentre, addTeam, findPerson, leadTeams } from '../platform/organisation/index.ts';
import { addScimToken, revokeScimTokens } from '../features/scim/queries.ts';
import { allLines, addLines, matchLine, unreportedLines } from '../centre/queries/lines.ts';
import { auditRows, type AuditRow } from '../platform/audit/index.ts';
import { backup, openStore, restore, streamInto, writeExclusively, type BackupOptions, type Db, type LeftOut, type Store } from '../platform/store/index.ts';
import { schema } from '../features/schema.ts';

/** Command of an administrator, for a running server or for its data while it is stopped. */
export type AdminCommand =
  | { readonly kind: 'link'; readonly person: string; readonly hours: number }
  | {
      readonly kind: 'person';
      readonly person: string;
      /** Null leaves the field as it was, here and in the fields below. */
      readonly name: string | null;
      readonly roles: readonly Role[] | null;
      readonly team: string | null;
      readonly leads: readonly string[] | null;
      readonly line: string | null;
      readonly active: boolean;
    }
  | { readonly kind: 'scim-token'; readonly name: string; readonly revoke: boolean }
  /** Without a digest the command writes nothing and answers with a preview. */
  | { readonly kind: 'import'; readonly csv: string; readonly digest: string | null }
  | { readonly kind: 'release'; readonly person: string }
  /** Entries of the audit log after the number `after`, one page. */
  | { readonly kind: 'audit-page'; readonly after: number }
  | ({ readonly kind: 'backup'; readonly file: string } & BackupOptions)
  /** `head` is a head that was printed earlier; the log must still have its row. */
  | { readonly kind: 'verify-audit'; readonly head: string | null };

export type AdminAnswer =
  | { readonly kind: 'link'; readonly url: string; readonly expiresAt: number }
  | { readonly kind: 'scim-token'; readonly token: string; readonly address: string }
  | { readonly kind: 'preview'; readonly preview: Preview }
  | { readonly kind: 'audit-page'; readonly rows: readonly AuditRow[] }
  /** `note`: something that an administrator should look at. */
  | { readonly kind: 'done'; readonly note?: string }
  /** `leftOut`: numbers of rows that would have let somebody in, by their words. */
  | { readonly kind: 'backed-up'; readonly leftOut: LeftOut; readonly signIns: boolean; readonly isEncrypted: boolean }
  | { readonly kind: 'unbroken'; readonly entries: number; readonly head: string }
  | { readonly kind: 'problem'; readonly message: string };

export interface AdminContext {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  /** Tells a running floor that people have changed; does nothing when the server is stopped. */
  peopleChanged(): Promise<void>;
  /** Running floor in this process; null when the server is stopped. */
  readonly runtime: CentreRuntime | null;
}

/** Records a deed from the command line in the audit log, without an actor, as Onhook doesn't know the person at the server. */
const onRecord = ({ config, clock }: AdminContext, db: Db, deed: AuditAction, about: readonly PersonId[] | 'everybody') =>
  record(db, { centre: config.centre.centre, at: clock.now(), actor: null, as: 'command-line', deed, about });

const lineNote = (lines: readonly LineId[]): string =>
  `No phone system has reported ${lines.join(', ')}. Is it spelt as in the queue, with its technology (PJSIP/2001)? Nothing is paused there until it appears.`;

const putPerson = async (context: AdminContext, command: Extract<AdminCommand, { kind: 'person' }>): Promise<AdminAnswer> => {
  const { config, store, clock, runtime } = context;
  const { centre, name: centreName, timezone } = config.centre;
  const now = clock.now();
  await addCentre(store.db, { centre, name: centreName, timezone, policy: '{}', created_at: now });
  const person = asId<PersonId>(command.person);
  const line = command.line === null ? null : asId<LineId>(command.line);
  const owner = line === null ? undefined : runtime?.floor.people.get(line);
  if (owner !== undefined && owner !== person && runtime?.floor.recoveries.has(owner)) {
    return { kind: 'problem', message: `"${command.line}" is paused for a recovery of "${owner}". Try again when it is over.` };
  }
  const audit = (about: readonly PersonId[], trx: Db) => onRecord(context, trx, 'person-changed', about);
  const { value: isWritten } = await changeAccounts({ db: store.db, centre, now, audit }, async (accounts) => {
    const { trx } = accounts;
    const known = await findPerson(trx, centre, person);
    const name = command.name ?? known?.name;
    const roles = command.roles ?? known?.roles;
    if (name === undefined || roles === undefined) return false;
    const team = command.team === null ? (known?.team ?? null) : asId<TeamId>(command.team);
    if (command.team !== null) await addTeam(trx, { centre, team: asId<TeamId>(command.team), name: command.team });
    await accounts.save({ centre, person, name, email: known?.email ?? null, roles: keepOrder(known?.roles ?? [], roles), team, active: command.active, created_at: now });
    accounts.mention(person);
    if (command.leads !== null) {
      for (const led of command.leads) await addTeam(trx, { centre, team: asId<TeamId>(led), name: led });
      await leadTeams(trx, centre, person, command.leads.map((led) => asId<TeamId>(led)));
    }
    if (line !== null) {
      await addLines(trx, centre, [{ line, source: mainSource(config.phones), name }], now);
      await matchLine(trx, centre, line, person);
    }
    return true;
  });
  if (!isWritten) return { kind: 'problem', message: `"${command.person}" is new: --name and --role are needed.` };
  await context.peopleChanged();
  const unreported = unreportedLines(await allLines(store.db, centre), line === null ? [] : [line]);
  return { kind: 'done', ...(unreported.length > 0 && { note: lineNote(unreported) }) };
};

const importPeople = async (context: AdminContext, { csv, digest }: Extract<AdminCommand, { kind: 'import' }>): Promise<AdminAnswer> => {
  const { config, store, clock, runtime } = context;
  const { centre, name, timezone } = config.centre;
  const now = clock.now();
  const isInRecovery = (person: PersonId): boolean => runtime?.floor.recoveries.has(person) ?? false;
  const parts = { store, centre, now, source: mainSource(config.phones), isInRecovery };
  if (digest === null) return { kind: 'preview', preview: await previewImport(parts, csv) };
  await addCentre(store.db, { centre, name, timezone, policy: '{}', created_at: now });
  const applied = await applyImport(parts, csv, digest, (about, trx) => onRecord(context, trx, 'people-imported', about));
  if (applied.kind === 'refused') return { kind: 'problem', message: 'People were changed meanwhile. Look at it again.' };
  await context.peopleChanged();
  return { kind: 'done' };
};

/** Makes a token for a directory, shown once. A name may have several tokens while the directory changes over. */
const scimToken = async ({ config, store, clock }: AdminContext, name: string, revoke: boolean): Promise<AdminAnswer> => {
  const { centre, name: centreName, timezone } = config.centre;
  const now = clock.now();
  if (revoke) {
    const revoked = await revokeScimTokens(store.db, centre, name, now);
    return revoked > 0 ? { kind: 'done' } : { kind: 'problem', message: `There is no good token called "${name}".` };
  }
  await addCentre(store.db, { centre, name: centreName, timezone, policy: '{}', created_at: now });
  const token = newToken();
  await addScimToken(store.db, centre, hashToken(token), name, now);
  return { kind: 'scim-token', token, address: `${config.publicUrl}/scim/v2` };
};

/** Ends a person's recovery, whatever its cause, so that the line opens: the last resort when no one else can. */
const release = async (context: AdminContext, person: PersonId): Promise<AdminAnswer> => {
  const { config, store, runtime } = context;
  const problem = (message: string): AdminAnswer => ({ kind: 'problem', message });
  if (!runtime) return problem('No server runs on this data, so nothing here holds a line. A pause that is left is lifted when one starts.');
  if (runtime.status !== 'running') return problem('This server stands by. Ask the one that runs the floor.');
  if (!(await findPerson(store.db, config.centre.centre, person))) return problem(`There is nobody called "${person}".`);
  await onRecord(context, store.db, 'line-released', [person]);
  const left = await releaseLines(runtime, person);
  return left === null ? { kind: 'done' } : problem(left.join('\n'));
};

/** Carries out one command on the store. */
export const carryOut = async (context: AdminContext, command: AdminCommand): Promise<AdminAnswer> => {
  const { config, store, clock } = context;
  switch (command.kind) {
    case 'link': {
      const person = asId<PersonId>(command.person);
      if (!(await findPerson(store.db, config.centre.centre, person))) {
        return { kind: 'problem', message: `There is nobody called "${command.person}". Add them with: onhook person ${command.person} --name "…" --role agent` };
      }
      await onRecord(context, store.db, 'link-made', [person]);
      const { token, expiresAt } = await createSignIn(store, config.centre.centre, clock, config.centre.timezone).makeLink(person, command.hours * 3_600_000);
      return { kind: 'link', url: `${config.publicUrl}/sign-in#${token}`, expiresAt };
    }
    case 'person':
      return putPerson(context, command).catch((error: unknown) => {
        if (!(error instanceof LastAdministrator)) throw error;
        return { kind: 'problem', message: 'The centre would have no active administrator left. Make another person an administrator first.' };
      });
    case 'import':
      return importPeople(context, command);
    case 'scim-token':
      return scimToken(context, command.name, command.revoke);
    case 'release':
      return release(context, asId<PersonId>(command.person));
    case 'backup': {
      const { file, signIns, passphrase } = command;
      let leftOut: LeftOut = {};
      // The file is opened before any query, so that a bad path fails at once.
      await writeExclusively(file, async (handle) => {
        await onRecord(context, store.db, 'all-copied', 'everybody');
        leftOut = await backup(store, streamInto(handle), { signIns, passphrase });
      });
      return { kind: 'backed-up', leftOut, signIns, isEncrypted: passphrase !== null };
    }
    case 'audit-page': {
      const page = await auditRows(store.db, config.centre.centre, command.after).next();
      return { kind: 'audit-page', rows: page.value ?? [] };
    }
    case 'verify-audit': {
      const known = command.head === null ? null : readHead(command.head);
      if (command.head !== null && known === null) return { kind: 'problem', message: 'A head looks like 120:4yV…, as "onhook audit verify" prints it.' };
      const checked = await checkChain(auditRows(store.db, config.centre.centre), known);
      if (checked.kind === 'unbroken') return { kind: 'unbroken', entries: checked.head.seq, head: headText(checked.head) };
      const when = checked.at === null ? '' : ` What stands there says it is of ${new Date(checked.at).toISOString()}.`;
      return { kind: 'problem', message: `The audit log is broken at entry ${checked.seq}: it was changed, or one is missing.${when}` };
    }
  }
};

/** Puts a backup into an empty database. */
export const restoreFrom = async (config: Config, path: string, options: BackupOptions): Promise<void> => {
  const file = await open(path);
  try {
    const store = await openStore(config.store, schema);
    // A refused restore never reads the file, so its stream doesn't close it.
    await restore(store, file.createReadStream(), options).finally(() => store.close());
  } finally {
    await file.close();
  }
};
