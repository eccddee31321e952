import type { ReactNode } from "react";

export interface Column<T> {
  head: string;
  cell: (row: T) => ReactNode;
  /** Numbers stand right. */
  isNumber?: boolean;
}

interface TableProps<T> {
  /** What it is a table of. */
  label: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  /** Said in place of rows. */
  emptyText: string;
}

/** A table; on a phone each row becomes a card, with the heads beside what they head. Roles say so where the style takes them away. */
export function Table<T>({ label, columns, rows, keyOf, emptyText }: TableProps<T>) {
  if (!rows.length) return <p className="none">{emptyText}</p>;
  return (
    <div className="table-frame">
      <table className="table" role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ head, isNumber }) => (
              <th key={head} role="columnheader" scope="col" className={isNumber ? "is-number" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={keyOf(row)}>
              {columns.map(({ head, cell, isNumber }) => (
                <td key={head} role="cell" data-head={head} className={isNumber ? "is-number" : undefined}>
                  <div>{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
