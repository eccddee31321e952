import type { ReactNode } from "react";

export interface Column<T> {
  head: string;
  cell: (row: T) => ReactNode;
  /** Right-aligned. */
  isNumber?: boolean;
  /** Sentences, which need width. */
  isText?: boolean;
}

const classOf = (isNumber = false, isText = false) => (isNumber ? "is-number" : isText ? "is-text" : undefined);

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
            {columns.map(({ head, isNumber, isText }) => (
              <th key={head} role="columnheader" scope="col" className={classOf(isNumber, isText)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={keyOf(row)}>
              {columns.map(({ head, cell, isNumber, isText }) => (
                <td key={head} role="cell" data-head={head} className={classOf(isNumber, isText)}>
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
