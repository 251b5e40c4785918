import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db, TableName } from '../../platform/store/index.ts';

export interface ExportContext {
  readonly db: Db;
  readonly centre: CentreId;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What a person gets of one part of the server, as the screens show it to them. */
export interface Exported {
  readonly rows: readonly object[];
  /** Others who wrote or asked for something in these rows: they can read in their access log that it was exported. */
  readonly about: readonly PersonId[];
}

/** A part of the export that the feature's own view makes. */
export interface ExportPart {
  /** The key of the part in the exported file. */
  readonly name: string;
  /** The tables that the part stands for: those declared with `export: 'view'`. */
  readonly tables: readonly TableName[];
  read(context: ExportContext, person: PersonId): Promise<Exported>;
}
