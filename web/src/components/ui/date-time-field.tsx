import { useState } from "react";
import { formatMoment, toZonedInput } from "@/lib/time";
import { instantsOf } from "@/lib/wall-clock";
import { momentTexts } from "@/texts/reservations";
import { Chips } from "./chips";
import { Field } from "./field";

export interface MomentFieldProps {
  label: string;
  /** In milliseconds; none while the field is empty, or does not name one instant. */
  value: number | undefined;
  onChange: (at: number | undefined) => void;
  zone: string;
  error?: string | undefined;
  isRequired?: boolean;
}

/**
 * An instant, by the clock of a city. A time that the clock shows twice is asked about, one that it never shows is refused; the form cannot be submitted
 * before it is one instant.
 */
export function MomentField({ label, value, onChange, zone, error, isRequired = false }: MomentFieldProps) {
  const [typed, setTyped] = useState("");
  const text = textOf(typed, value, zone);
  const instants = instantsOf(text, zone);
  const problem = instants?.length === 0 ? momentTexts.skipped : undefined;
  const isOpen = instants?.length === 2;
  const refusal = problem ?? (isOpen && value === undefined ? momentTexts.repeated : undefined);
  const missing = isRequired && !text ? momentTexts.missing : undefined;
  return (
    <>
      <Field
        label={label}
        type="datetime-local"
        isRequired={isRequired}
        value={text}
        onChange={(next) => {
          setTyped(next);
          const found = instantsOf(next, zone);
          onChange(found?.length === 1 ? found[0] : undefined);
        }}
        error={problem ?? error}
        refusal={refusal ?? missing}
      />
      {isOpen && (
        <Chips
          label={momentTexts.repeated}
          value={String(value ?? "")}
          choices={instants.map((at, index) => ({
            value: String(at),
            label: momentTexts.which(index === 0, formatMoment(at, zone)),
          }))}
          onChange={(at) => onChange(Number(at))}
        />
      )}
    </>
  );
}

/** What was typed, unless the value was changed from elsewhere since. */
function textOf(typed: string, value: number | undefined, zone: string): string {
  const instants = instantsOf(typed, zone);
  if (value === undefined) return instants?.length === 1 ? "" : typed;
  return instants?.includes(value) ? typed : toZonedInput(value, zone);
}
