import { type Bytes, fromBase64Url, textOf, toBase64Url, utf8 } from '@onhook/vault';

interface Picture {
  readonly $picture: string;
  readonly type: string;
}

const isPicture = (value: object): value is Picture => '$picture' in value && typeof value.$picture === 'string';

const withoutBlobs = async (value: unknown): Promise<unknown> => {
  if (value instanceof Blob) return { $picture: toBase64Url(new Uint8Array(await value.arrayBuffer())), type: value.type } satisfies Picture;
  if (Array.isArray(value)) return Promise.all(value.map(withoutBlobs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([key, entry]) => [key, await withoutBlobs(entry)] as const)));
};

/** Encodes plain data, pictures or undefined as bytes. */
export const encode = async (value: unknown): Promise<Bytes> => utf8(JSON.stringify({ value: await withoutBlobs(value) }));

/** @throws if the content is not a result of {@link encode} */
export const decode = (content: Bytes): unknown => {
  const decoded = JSON.parse(textOf(content), (_, value: unknown) =>
    typeof value === 'object' && value !== null && isPicture(value)
      ? new Blob([fromBase64Url(value.$picture) ?? new Uint8Array()], { type: value.type })
      : value,
  ) as { value?: unknown };
  return decoded.value;
};
