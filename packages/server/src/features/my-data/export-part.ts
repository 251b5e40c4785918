import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db, TableName } from '../../platform/store/index.ts';

export interface ExportContext {
  readonly db: Db;
  readonly centre: CentreId;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Rows of one part of the export, as the screens show them to the person. */
export interface Exported {
  readonly rows: readonly object[];
  /** Other people who wrote or asked for something in these rows. Their access log shows them the export. */
  readonly about: readonly PersonId[];
}

/** A part of the export that a feature makes with its own view. */
export interface ExportPart {
  /** The key of the part in the exported file. */
  readonly name: string;
  /** Tables that this part exports: those declared with `export: 'view'`. */
  readonly tables: readonly TableName[];
  read(context: ExportContext, person: PersonId): Promise<Exported>;
}
