import type { ReactNode } from "react";

export interface Column<T> {
  head: string;
  cell: (row: T) => ReactNode;
  /** Right-aligned. */
  isNumber?: boolean;
}

interface TableProps<T> {
  /** Accessible name. */
  label: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  /** Shown instead of an empty table. */
  emptyText: string;
}

/** A table whose rows become cards on a phone. Explicit roles, because the style of cards removes the implicit ones. */
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
