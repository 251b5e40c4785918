/** The disk is full. What was acknowledged is safe; the work that met this error was not done. */
export class StoreFull extends Error {
  override readonly name = 'StoreFull';
  readonly kind = 'store-full';
}

/** The database cannot be reached or stopped working. Whether a commit that met this error was done is not known. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly kind = 'store-unavailable';
}

/** Another process has the embedded database's folder open. */
export class StoreLocked extends Error {
  override readonly name = 'StoreLocked';
  readonly kind = 'store-locked';
}

/** The database was written by a newer Onhook. */
export class StoreTooNew extends Error {
  override readonly name = 'StoreTooNew';
  readonly kind = 'store-too-new';
}

/** A backup goes into an empty database only. */
export class StoreNotEmpty extends Error {
  override readonly name = 'StoreNotEmpty';
  readonly kind = 'store-not-empty';
}

/** The backup was cut short or altered, or is none; nothing of it was kept. */
export class BackupDamaged extends Error {
  override readonly name = 'BackupDamaged';
  readonly kind = 'backup-damaged';
}

const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};

const DISK_FULL = '53100';
// Class 08: connection exception; 57P01 to 57P03: the server is stopping, crashed or starting; 53300: too many clients.
const unavailableSqlState = /^(08...|57P0[123]|53300)$/;
const brokenConnection = /^(ECONN\w+|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
const goneByMessage = /^(Connection terminated|timeout e|Client has encountered a connection error|Client was closed)/;

/** Names what the caller can act on; every other error is handed back as it is. */
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
