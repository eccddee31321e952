import { Field } from "@/components/ui/field";
import { fromZonedInput, toZonedInput } from "@/lib/time";

interface MomentFieldProps {
  label: string;
  /** In milliseconds; none for an open end. */
  value: number | undefined;
  onChange: (at: number | undefined) => void;
  zone: string;
  error?: string | undefined;
  isRequired?: boolean;
}

/** A moment in the time of a city. */
export function MomentField({ label, value, onChange, zone, error, isRequired = false }: MomentFieldProps) {
  return (
    <Field
      label={`${label} (${zone.split("/").at(-1)?.replace("_", " ") ?? zone})`}
      type="datetime-local"
      isRequired={isRequired}
      value={value === undefined ? "" : toZonedInput(value, zone)}
      onChange={(text) => onChange(text ? fromZonedInput(text, zone) : undefined)}
      error={error}
    />
  );
}
