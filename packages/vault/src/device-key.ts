import { randomBytes } from './bytes.ts';
import { importHkdfKey } from './key-derivation.ts';

declare const brand: unique symbol;
/**
 * A key of one device, for records written while the vault is locked. The browser refuses to export it; anybody who can use
 * the browser can use the key.
 */
export interface DeviceKey {
  readonly [brand]: 'DeviceKey';
}

/** Creates a random device key. IndexedDB can store it. */
export const newDeviceKey = async (): Promise<DeviceKey> => (await importHkdfKey(randomBytes(32))) as unknown as DeviceKey;
