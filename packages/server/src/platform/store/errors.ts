/** Thrown when the disk is full. Acknowledged writes are safe; the work that met this error was not done. */
export class StoreFull extends Error {
  override readonly name = 'StoreFull';
  readonly kind = 'store-full';
}

/** Thrown when the database can't be reached or has stopped working. A commit that met this error may or may not have been done. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly kind = 'store-unavailable';
}

/** Thrown when another process has the embedded database's folder open. */
export class StoreLocked extends Error {
  override readonly name = 'StoreLocked';
  readonly kind = 'store-locked';
}

/** Thrown when a newer version of Onhook has written the database. */
export class StoreTooNew extends Error {
  override readonly name = 'StoreTooNew';
  readonly kind = 'store-too-new';
}

/** Thrown when a pooler between here and PostgreSQL doesn't give each connection a session of its own. */
export class StorePooled extends Error {
  override readonly name = 'StorePooled';
  readonly kind = 'store-pooled';
}

/** Thrown when the database for a restore is not empty. */
export class StoreNotEmpty extends Error {
  override readonly name = 'StoreNotEmpty';
  readonly kind = 'store-not-empty';
}

/** Thrown when a file is not a backup, or the backup was cut short or altered. No row of it is kept. */
export class BackupDamaged extends Error {
  override readonly name = 'BackupDamaged';
  readonly kind = 'backup-damaged';
}

/** Thrown when an encrypted backup is to be restored without its passphrase, or with another one. */
export class BackupEncrypted extends Error {
  override readonly name = 'BackupEncrypted';
  readonly kind = 'backup-encrypted';
}

const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};

const DISK_FULL = '53100';
// Class 08: connection exception; 25P03: the transaction was idle for too long; 57P01 to 57P03: the server is stopping,
// crashed or starting; 53300: too many clients.
const unavailableSqlState = /^(08...|25P03|57P0[123]|53300)$/;
const brokenConnection = /^(ECONN\w+|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
const goneByMessage = /^(Connection terminated|timeout e|Client has encountered a connection error|Client was closed)/;

/** True for an error of the data itself (SQLSTATE class 22): the same rows are refused at every try. */
export const isInvalidData = (error: unknown): boolean => codeOf(error).startsWith('22');

/** Converts an error to one of the errors above if the caller can act on it; returns any other error unchanged. */
export const toStoreError = (error: unknown): unknown => {
  if (error instanceof StoreFull || error instanceof StoreUnavailable) return error;
  const code = codeOf(error);
  if (code === DISK_FULL) return new StoreFull('the database has no disk space left', { cause: error });
  const message = error instanceof Error ? error.message : '';
  if (unavailableSqlState.test(code) || brokenConnection.test(code) || goneByMessage.test(message)) {
    return new StoreUnavailable(`the database cannot be reached: ${message || code}`, { cause: error });
  }
  return error;
};
