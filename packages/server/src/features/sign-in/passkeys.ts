import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isIP } from 'node:net';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import { addAttempt, useAttempt } from './queries/attempts.ts';
import { addPasskey, findPasskey, passkeysOf, usePasskey } from './queries/passkeys.ts';
import { findPerson } from '../../platform/organisation/index.ts';
import type { Store } from '../../platform/store/index.ts';
import type { Device } from './device.ts';
import type { SignedIn, SignIn } from './sign-in.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';

/** The unverified reply of an authenticator, as far as the contract declares it. */
export interface AuthenticatorReply {
  readonly id: string;
  readonly response: { readonly clientDataJSON: string };
}

export interface Passkeys {
  /** Returns the options for the browser; null when the person has the maximum number of passkeys. */
  beginAdding(person: PersonId): Promise<{ challenge: string } | null>;
  /** Adds a passkey. False when the attempt is unknown, used, expired or another person's, the passkey is stored already, or verification fails. */
  add(person: PersonId, name: string, reply: AuthenticatorReply): Promise<boolean>;
  beginSigningIn(): Promise<{ challenge: string }>;
  signIn(signed: AuthenticatorReply, device: Device): Promise<SignedIn | null>;
}

interface PasskeysDeps {
  readonly store: Store;
  readonly centre: CentreId;
  readonly centreName: string;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly signIn: SignIn;
  readonly log: Logger;
}

const attemptMs = 5 * 60_000;
const maxPasskeys = 20;
/** Value of `bound_to` for a sign-in: its person is not known yet. */
const unbound = '';

/** Browsers make passkeys for host names, not for IP addresses, and only over TLS or on localhost. */
export const canHavePasskeys = (publicUrl: string): boolean => {
  const { protocol, hostname } = new URL(publicUrl);
  return !isIP(hostname.replace(/[[\]]/g, '')) && (protocol === 'https:' || /^(.+\.)?localhost$/.test(hostname));
};

const challengeIn = ({ response }: AuthenticatorReply): string => {
  try {
    const clientData: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'));
    const { challenge } = clientData as { readonly challenge?: unknown };
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return '';
  }
};

/** Creates the passkeys of a centre. A passkey is the only factor, so the authenticator must verify the user, for example by PIN. */
export const createPasskeys = ({ store, centre, centreName, publicUrl, clock, signIn, log }: PasskeysDeps): Passkeys => {
  const { hostname: rpID, origin } = new URL(publicUrl);

  const beginAttempt = async (kind: 'passkey' | 'passkey-add', boundTo: string): Promise<string> => {
    const challenge = newToken();
    const now = clock.now();
    await addAttempt(store.db, {
      centre,
      attempt_hash: hashToken(challenge),
      kind,
      bound_to: boundTo,
      created_at: now,
      expires_at: now + attemptMs,
    });
    return challenge;
  };
  const useUpAttempt = async (kind: 'passkey' | 'passkey-add', boundTo: string, reply: AuthenticatorReply): Promise<string | null> => {
    const challenge = challengeIn(reply);
    const attempt = { centre, attempt_hash: hashToken(challenge), kind, bound_to: boundTo };
    return (await useAttempt(store.db, attempt, clock.now())) ? challenge : null;
  };
  const bytes = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'));

  return {
    beginAdding: async (person) => {
      const [row, existing] = [await findPerson(store.db, centre, person), await passkeysOf(store.db, centre, person)];
      if (!row || existing.length >= maxPasskeys) return null;
      const challenge = await beginAttempt('passkey-add', person);
      return generateRegistrationOptions({
        rpName: `Onhook, ${centreName}`,
        rpID,
        userName: row.email ?? row.name,
        userDisplayName: row.name,
        userID: new Uint8Array(Buffer.from(hashToken(`${centre} ${person}`), 'base64url')),
        challenge: bytes(challenge),
        attestationType: 'none',
        excludeCredentials: existing.map(({ credential, transports }) => ({ id: credential, transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
    },
    add: async (person, name, reply) => {
      const challenge = await useUpAttempt('passkey-add', person, reply);
      if (challenge === null) return false;
      try {
        const verified = await verifyRegistrationResponse({
          response: reply as RegistrationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: rpID,
          requireUserVerification: true,
        });
        if (!verified.verified) return false;
        const { credential, credentialBackedUp } = verified.registrationInfo;
        return await addPasskey(store.db, {
          centre,
          credential: credential.id,
          person,
          public_key: Buffer.from(credential.publicKey).toString('base64url'),
          counter: credential.counter,
          transports: JSON.stringify(credential.transports ?? []),
          backed_up: credentialBackedUp,
          name,
          created_at: clock.now(),
          last_used_at: null,
        });
      } catch (error) {
        log.info({ message: (error as Error).message }, 'a new passkey could not be verified');
        return false;
      }
    },
    beginSigningIn: async () =>
      generateAuthenticationOptions({ rpID, challenge: bytes(await beginAttempt('passkey', unbound)), userVerification: 'required' }),
    signIn: async (signed, device) => {
      const challenge = await useUpAttempt('passkey', unbound, signed);
      const passkey = challenge === null ? undefined : await findPasskey(store.db, centre, signed.id);
      if (challenge === null || !passkey) return null;
      try {
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response: signed as AuthenticationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: rpID,
          credential: {
            id: passkey.credential,
            publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
            counter: passkey.counter,
          },
          requireUserVerification: true,
        });
        if (!verified) return null;
        await usePasskey(store.db, centre, passkey.credential, authenticationInfo.newCounter, clock.now());
        return await signIn.begin(passkey.person, 'passkey', device, null);
      } catch (error) {
        log.info({ message: (error as Error).message }, 'a sign-in with a passkey could not be verified');
        return null;
      }
    },
  };
};
