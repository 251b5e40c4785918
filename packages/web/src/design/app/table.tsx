import { ArrowDown, ArrowUp } from 'lucide';
import type { ReactNode } from 'react';
import { Icon } from '../icon.tsx';
import { VisuallyHidden } from '../visually-hidden.tsx';
import css from './table.module.css';

export interface TableColumn<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** True if the heading is a button that sorts the rows by this column. */
  readonly sorts?: boolean;
  /** True if the heading is only for screen readers, for example above a column of buttons. */
  readonly hidden?: boolean;
  /** Width of the column, such as '20%'; by default the browser chooses. */
  readonly width?: string;
}

export interface TableSort<Id extends string> {
  readonly by: Id;
  readonly descending: boolean;
}

interface Props<Id extends string> {
  readonly label: string;
  readonly columns: readonly TableColumn<Id>[];
  readonly sort?: TableSort<Id>;
  readonly onSort?: (sort: TableSort<Id>) => void;
  /** Rows, made with the classes of `tableRow`. */
  readonly children: ReactNode;
}

/**
 * A dense table with headings that can sort it. Has explicit ARIA roles, because on a narrow screen each row is drawn as an item of a
 * list, and browsers drop the roles of a table with another `display`.
 */
export const Table = <Id extends string>({ label, columns, sort, onSort, children }: Props<Id>) => (
  <table role="table" className={css.table} aria-label={label}>
    <thead role="rowgroup" className={css.head}>
      <tr role="row">
        {columns.map(({ id, label: heading, sorts, hidden, width }) => {
          const isSorted = sort?.by === id;
          return (
            <th key={id} role="columnheader" scope="col" style={{ inlineSize: width }} aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}>
              {sorts ? (
                <button type="button" className={css.sort} onClick={() => onSort?.({ by: id, descending: isSorted && !sort.descending })}>
                  {heading}
                  <span className={css.arrow}>{isSorted && <Icon of={sort.descending ? ArrowUp : ArrowDown} size="1em" />}</span>
                </button>
              ) : hidden ? (
                <VisuallyHidden>{heading}</VisuallyHidden>
              ) : (
                heading
              )}
            </th>
          );
        })}
      </tr>
    </thead>
    <tbody role="rowgroup">{children}</tbody>
  </table>
);

/** Classes of a row and its cells. `quiet`: secondary text · `strong`: the row's name · `warn`: needs attention · `act`: the row's buttons. */
export const tableRow = { row: css.row ?? '', strong: css.strong ?? '', quiet: css.quiet ?? '', warn: css.warn ?? '', act: css.act ?? '', wide: css.wide ?? '' } as const;
