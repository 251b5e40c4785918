import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db, TableName } from '../../platform/store/index.ts';

export interface ExportContext {
  readonly db: Db;
  readonly centre: CentreId;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Rows of one part of the export, in the form in which the screens show them. */
export interface Exported {
  readonly rows: readonly object[];
  /** Other people who appear in these rows. The export is entered in their access log. */
  readonly about: readonly PersonId[];
}

/** A part of the export that a feature's own view produces. */
export interface ExportPart {
  /** The key of the part in the exported file. */
  readonly name: string;
  /** Tables that this part exports: those declared with `export: 'view'`. */
  readonly tables: readonly TableName[];
  read(context: ExportContext, person: PersonId): Promise<Exported>;
}
