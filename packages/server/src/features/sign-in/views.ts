import type { OwnSignIn, PasskeysView } from '@onhook/contract';
import { sessionIdOf, type OwnSession } from './sign-in.ts';
import { hashToken } from '../../platform/tokens.ts';
import type { PasskeyRow } from './queries/passkeys.ts';
import type { SessionRow } from './queries/sessions.ts';

const times = (row: SessionRow) => ({ startedAt: row.created_at, lastUsedAt: row.last_seen_at, expiresAt: row.expires_at });

/** @param session the session that makes the request */
export const presentSignIn = ({ id, row, framed }: OwnSession, session: string): OwnSignIn => ({
  id,
  isThisOne: id === sessionIdOf(hashToken(session)),
  how: row.how,
  browser: row.browser,
  system: row.system,
  ...times(row),
  frames: framed.map((frame) => ({ id: frame.id, host: frame.row.framed_in ?? '', ...times(frame.row) })),
});

/** Hashes the credential's id, which may have a thousand characters, too many for a path. */
export const passkeyIdOf = (credential: string): string => hashToken(credential).slice(0, 22);

export const presentPasskey = (row: PasskeyRow): PasskeysView['passkeys'][number] => ({
  passkey: passkeyIdOf(row.credential),
  name: row.name,
  isSynced: row.backed_up,
  addedAt: row.created_at,
  lastUsedAt: row.last_used_at,
});
