/** How a framed panel and the window it signs in by, both of our own origin, say to each other what they have to. */

export const handOverPath = '/hand-over';

export interface HandOver {
  /** The SHA-256 of what only the frame knows. */
  readonly challenge: string;
  /** The origin of the page that holds the frame. */
  readonly host: string;
}

/** In the fragment, so that it stands in no server's log. */
export const handOverAddress = ({ challenge, host }: HandOver): string =>
  `${handOverPath}#${new URLSearchParams({ challenge, host })}`;

/** @param hash a location's, with its `#` */
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
