/** A unique id. Unlike crypto.randomUUID, this works on plain http too. */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
