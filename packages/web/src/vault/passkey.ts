import { fromBase64Url, type PasskeySecret, passkeyPrfInput, type VaultOwner, readPasskeySecret, toBase64Url } from '@onhook/vault';

export interface Passkey {
  readonly credential: string;
  readonly secret: PasskeySecret;
}

const challenge = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(32));

const answered = (credential: Credential | null): Passkey | null => {
  if (!(credential instanceof PublicKeyCredential)) return null;
  const answer = credential.getClientExtensionResults().prf?.results?.first;
  if (!(answer instanceof ArrayBuffer)) return null;
  const secret = readPasskeySecret(answer);
  return secret && { credential: toBase64Url(new Uint8Array(credential.rawId)), secret };
};

/** Asks for one of these passkeys and returns its secret for the vault; null if cancelled or if the passkey has none. */
export const askPasskey = async (owner: VaultOwner, credentials: readonly string[]): Promise<Passkey | null> => {
  const first = await passkeyPrfInput(owner);
  const allowCredentials = credentials.flatMap((credential) => {
    const id = fromBase64Url(credential);
    return id ? [{ type: 'public-key' as const, id }] : [];
  });
  const publicKey = { challenge: challenge(), allowCredentials, userVerification: 'required' as const, extensions: { prf: { eval: { first } } } };
  return navigator.credentials.get({ publicKey }).then(answered, () => null);
};

/** Creates a passkey for the vault only. It can't be used to sign in, and the server only learns its name. */
export const makePasskey = async (owner: VaultOwner, name: string): Promise<Passkey | null> => {
  const first = await passkeyPrfInput(owner);
  const made = await navigator.credentials
    .create({
      publicKey: {
        challenge: challenge(),
        rp: { name: 'Onhook' },
        // The user id differs from the one for signing in, because the new passkey would otherwise replace that one.
        user: { id: challenge(), name, displayName: name },
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        extensions: { prf: { eval: { first } } },
      },
    })
    .catch(() => null);
  if (!(made instanceof PublicKeyCredential)) return null;
  // Some authenticators return the secret only on a second request.
  return answered(made) ?? askPasskey(owner, [toBase64Url(new Uint8Array(made.rawId))]);
};
