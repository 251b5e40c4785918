import type { Api } from './index.ts';
import type { ErrorName } from './errors.ts';

interface Parts {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

type Reply<K extends keyof Api> =
  | { readonly kind: 'ok'; readonly value: Api[K]['reply'] }
  | { readonly kind: 'refused'; readonly error: ErrorName }
  /** No answer came, as the network or the server can't be reached. Trying again is safe. */
  | { readonly kind: 'offline' };

/** Client of the API at the page's own origin. It never throws; every outcome is a {@link Reply}. */
export const createClient =
  (fetcher: typeof fetch = (...args) => fetch(...args)) =>
  async <K extends keyof Api>(key: K, ...[input]: unknown extends Api[K]['input'] ? [] : [Api[K]['input']]): Promise<Reply<K>> => {
    const { params = {}, query, body } = (input ?? {}) as Parts;
    const [method, path = ''] = key.split(' ') as [string, string];
    const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
    const url = query ? `${filled}?${new URLSearchParams(query)}` : filled;
    try {
      const response = await fetcher(url, {
        method,
        credentials: 'same-origin',
        headers: { 'x-onhook': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const json: unknown = await response.json();
      return response.ok
        ? { kind: 'ok', value: json as Api[K]['reply'] }
        : { kind: 'refused', error: (json as { error: ErrorName }).error };
    } catch {
      return { kind: 'offline' };
    }
  };
