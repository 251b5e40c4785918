import { fromBase64Url, type PasskeySecret, passkeyPrfInput, type VaultOwner, readPasskeySecret, toBase64Url } from '@onhook/vault';

export interface Passkey {
  readonly credential: string;
  readonly secret: PasskeySecret;
}

const challenge = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(32));

const passkeyOf = (credential: Credential | null): Passkey | null => {
  if (!(credential instanceof PublicKeyCredential)) return null;
  const output = credential.getClientExtensionResults().prf?.results?.first;
  if (!(output instanceof ArrayBuffer)) return null;
  const secret = readPasskeySecret(output);
  return secret && { credential: toBase64Url(new Uint8Array(credential.rawId)), secret };
};

/** Asks the person for one of these passkeys and returns its secret for the vault. Null if cancelled, or if the passkey has none. */
export const askPasskey = async (owner: VaultOwner, credentials: readonly string[]): Promise<Passkey | null> => {
  const first = await passkeyPrfInput(owner);
  const allowCredentials = credentials.flatMap((credential) => {
    const id = fromBase64Url(credential);
    return id ? [{ type: 'public-key' as const, id }] : [];
  });
  const publicKey = { challenge: challenge(), allowCredentials, userVerification: 'required' as const, extensions: { prf: { eval: { first } } } };
  return navigator.credentials.get({ publicKey }).then(passkeyOf, () => null);
};

/** Creates a passkey for the vault. It cannot be used to sign in; the server learns only its name. */
export const makePasskey = async (owner: VaultOwner, name: string): Promise<Passkey | null> => {
  const first = await passkeyPrfInput(owner);
  const created = await navigator.credentials
    .create({
      publicKey: {
        challenge: challenge(),
        rp: { name: 'Onhook' },
        // A random user id, because a passkey with the user id of the one for signing in would replace it.
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
  if (!(created instanceof PublicKeyCredential)) return null;
  // Some authenticators return the secret only on a second request.
  return passkeyOf(created) ?? askPasskey(owner, [toBase64Url(new Uint8Array(created.rawId))]);
};
