import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { editorTexts } from "@/console-texts/pricing";

interface RowsProps<T extends object> {
  label: string;
  rows: T[];
  onChange: (rows: T[]) => void;
  addLabel: string;
  /** The row that the button adds; without one, there is no button. */
  newRow: () => T | undefined;
  error?: string | undefined;
  children: (row: T, change: (changes: Partial<T>) => void, index: number) => ReactNode;
}

/** Rows of fields that can be added and removed. */
export function Rows<T extends object>({ label, rows, onChange, addLabel, newRow, error, children }: RowsProps<T>) {
  const added = newRow();
  return (
    <fieldset className="tariff-rows">
      <legend>{label}</legend>
      {rows.map((row, index) => (
        <div key={index} className="tariff-row">
          {children(row, (changes) => onChange(rows.with(index, { ...row, ...changes })), index)}
          <Button
            kind="quiet"
            aria-label={`${editorTexts.remove}: ${label} ${index + 1}`}
            onPress={() => onChange(rows.toSpliced(index, 1))}
          >
            {editorTexts.remove}
          </Button>
        </div>
      ))}
      {error && <p className="field-error">{error}</p>}
      {added !== undefined && (
        <Button kind="quiet" onPress={() => onChange([...rows, added])}>
          {addLabel}
        </Button>
      )}
    </fieldset>
  );
}
