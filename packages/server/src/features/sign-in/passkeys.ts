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

/** The part of an authenticator's reply that the contract declares. The reply is verified later. */
export interface Made {
  readonly id: string;
  readonly response: { readonly clientDataJSON: string };
}

export interface Passkeys {
  /** Returns the options for the browser; null when the person has the most passkeys allowed. */
  beginAdding(person: PersonId): Promise<{ challenge: string } | null>;
  /** Adds a passkey. False when the attempt is unknown, used, expired or another person's, the passkey is known, or the proof fails. */
  add(person: PersonId, name: string, made: Made): Promise<boolean>;
  beginSigningIn(): Promise<{ challenge: string }>;
  signIn(signed: Made, device: Device): Promise<SignedIn | null>;
}

interface Parts {
  readonly store: Store;
  readonly centre: CentreId;
  readonly centreName: string;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly signIn: SignIn;
  readonly log: Logger;
}

const roundLastsMs = 5 * 60_000;
const mostPasskeys = 20;
/** An attempt to sign in is bound to no person yet. */
const anybody = '';

/** Browsers make passkeys for host names, not for IP addresses, and only over TLS or on localhost. */
export const canHavePasskeys = (publicUrl: string): boolean => {
  const { protocol, hostname } = new URL(publicUrl);
  return !isIP(hostname.replace(/[[\]]/g, '')) && (protocol === 'https:' || /^(.+\.)?localhost$/.test(hostname));
};

const challengeIn = ({ response }: Made): string => {
  try {
    const clientData: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'));
    const { challenge } = clientData as { readonly challenge?: unknown };
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return '';
  }
};

/** A passkey is the only factor, so the authenticator has to verify the user, for example by PIN or fingerprint. */
export const createPasskeys = ({ store, centre, centreName, publicUrl, clock, signIn, log }: Parts): Passkeys => {
  const { hostname: rpID, origin } = new URL(publicUrl);

  const beginRound = async (kind: 'passkey' | 'passkey-add', boundTo: string): Promise<string> => {
    const challenge = newToken();
    const now = clock.now();
    await addAttempt(store.db, {
      centre,
      attempt_hash: hashToken(challenge),
      kind,
      bound_to: boundTo,
      created_at: now,
      expires_at: now + roundLastsMs,
    });
    return challenge;
  };
  const endRound = async (kind: 'passkey' | 'passkey-add', boundTo: string, made: Made): Promise<string | null> => {
    const challenge = challengeIn(made);
    const attempt = { centre, attempt_hash: hashToken(challenge), kind, bound_to: boundTo };
    return (await useAttempt(store.db, attempt, clock.now())) ? challenge : null;
  };
  const bytes = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'));

  return {
    beginAdding: async (person) => {
      const [row, known] = [await findPerson(store.db, centre, person), await passkeysOf(store.db, centre, person)];
      if (!row || known.length >= mostPasskeys) return null;
      const challenge = await beginRound('passkey-add', person);
      return generateRegistrationOptions({
        rpName: `Onhook, ${centreName}`,
        rpID,
        userName: row.email ?? row.name,
        userDisplayName: row.name,
        userID: new Uint8Array(Buffer.from(hashToken(`${centre} ${person}`), 'base64url')),
        challenge: bytes(challenge),
        attestationType: 'none',
        excludeCredentials: known.map(({ credential, transports }) => ({ id: credential, transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
    },
    add: async (person, name, made) => {
      const challenge = await endRound('passkey-add', person, made);
      if (challenge === null) return false;
      try {
        const verified = await verifyRegistrationResponse({
          response: made as RegistrationResponseJSON,
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
        log.info({ message: (error as Error).message }, 'a passkey was not taken');
        return false;
      }
    },
    beginSigningIn: async () =>
      generateAuthenticationOptions({ rpID, challenge: bytes(await beginRound('passkey', anybody)), userVerification: 'required' }),
    signIn: async (signed, device) => {
      const challenge = await endRound('passkey', anybody, signed);
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
        log.info({ message: (error as Error).message }, 'a passkey did not sign in');
        return null;
      }
    },
  };
};
