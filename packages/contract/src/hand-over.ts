/** Messages between a framed panel and the window that signs it in; both are of our own origin. */

export const handOverPath = '/hand-over';

export interface HandOver {
  /** SHA-256 of a secret that only the frame knows. */
  readonly challenge: string;
  /** Origin of the page that holds the frame. */
  readonly host: string;
}

/** Address of the sign-in window. The values are in the fragment, so no server logs them. */
export const handOverAddress = ({ challenge, host }: HandOver): string =>
  `${handOverPath}#${new URLSearchParams({ challenge, host })}`;

/** @param hash the `hash` of a location, with its `#` */
export const readHandOver = (hash: string): HandOver | null => {
  const asked = new URLSearchParams(hash.slice(1));
  const [challenge, host] = [asked.get('challenge'), asked.get('host')];
  return challenge && host && URL.canParse(host) && new URL(host).origin === host ? { challenge, host } : null;
};

export const codeMessage = (code: string) => ({ onhookCode: code });

export const readCode = (data: unknown): string | null => {
  const { onhookCode: code } = (typeof data === 'object' && data !== null ? data : {}) as { readonly onhookCode?: unknown };
  return typeof code === 'string' ? code : null;
};
