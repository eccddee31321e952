import { SelectField } from "@/components/console/select-field";
import { memberNames } from "@/console-texts/pricing";

interface ChoiceFieldProps<T extends string> {
  /** Name in the document. */
  member: string;
  names: Record<T, string>;
  value: T;
  onChange: (value: T) => void;
  error?: string | undefined;
}

/** One of the words that a member of the document allows. */
export function ChoiceField<T extends string>({ member, names, value, onChange, error }: ChoiceFieldProps<T>) {
  return (
    <SelectField
      label={memberNames[member] ?? member}
      value={value}
      onChange={(next) => onChange(next as T)}
      options={Object.entries<string>(names).map(([name, label]) => ({ value: name, label }))}
      error={error}
    />
  );
}
