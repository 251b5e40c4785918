import { NewerVersion, type Versions } from '@onhook/core/versions';
import { StoreTooNew } from './errors.ts';

/**
 * Upcasts a stored value to the shape that the code uses.
 *
 * @throws StoreTooNew when a newer Onhook wrote it
 */
export const readVersion = <Newest>(versions: Versions<Newest>, stored: unknown, version: number): Newest => {
  try {
    return versions.upcast(stored, version);
  } catch (error) {
    if (error instanceof NewerVersion) throw new StoreTooNew(`${error.message}: start that version`, { cause: error });
    throw error;
  }
};
