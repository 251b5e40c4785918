export { tableNames, type TableName } from './backup-format.ts';
export * from './backup.ts';
export { inBatches, putRows, takeOver, type Db, type Row } from './db.ts';
export * from './errors.ts';
export { json } from './json.ts';
export * from './open.ts';
export * from './restore.ts';
export { mayTakeOut } from './row-security.ts';
export * from './tables.ts';
