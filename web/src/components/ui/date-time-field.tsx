import { useState } from "react";
import { formatDateTime, toZonedInput } from "@/lib/time";
import { instantsOf } from "@/lib/wall-clock";
import { dateTimeTexts } from "@/texts/app";
import { RadioChips } from "./chips";
import { Field } from "./field";

export interface DateTimeFieldProps {
  label: string;
  /** In milliseconds; undefined while the field does not name exactly one instant. */
  value: number | undefined;
  onChange: (at: number | undefined) => void;
  zone: string;
  error?: string | undefined;
  isRequired?: boolean;
  isDisabled?: boolean;
}

/**
 * A date and time by the clock of a city. Asks which instant is meant where a time is repeated, and blocks the form
 * where it is skipped.
 */
export function DateTimeField(props: DateTimeFieldProps) {
  const { label, value, onChange, zone, error, isRequired = false, isDisabled = false } = props;
  const [typed, setTyped] = useState("");
  const text = inputText(typed, value, zone);
  const instants = instantsOf(text, zone);
  const problem = instants?.length === 0 ? dateTimeTexts.skipped : undefined;
  const isRepeated = instants?.length === 2;
  const validationMessage = problem ?? (isRepeated && value === undefined ? dateTimeTexts.repeated : undefined);
  const missingMessage = isRequired && !text ? dateTimeTexts.missing : undefined;
  return (
    <>
      <Field
        label={label}
        type="datetime-local"
        isRequired={isRequired}
        isDisabled={isDisabled}
        value={text}
        onChange={(next) => {
          setTyped(next);
          const found = instantsOf(next, zone);
          onChange(found?.length === 1 ? found[0] : undefined);
        }}
        error={problem ?? error}
        validationMessage={validationMessage ?? missingMessage}
      />
      {isRepeated && (
        <RadioChips
          label={dateTimeTexts.repeated}
          value={String(value ?? "")}
          options={instants.map((at, index) => ({
            value: String(at),
            label: dateTimeTexts.occurrence(index === 0, formatDateTime(at, zone)),
          }))}
          onChange={(at) => onChange(Number(at))}
        />
      )}
    </>
  );
}

/** The typed text, unless `value` has been changed from outside since. */
function inputText(typed: string, value: number | undefined, zone: string): string {
  const instants = instantsOf(typed, zone);
  if (value === undefined) return instants?.length === 1 ? "" : typed;
  return instants?.includes(value) ? typed : toZonedInput(value, zone);
}
