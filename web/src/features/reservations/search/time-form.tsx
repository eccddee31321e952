import { useState } from "react";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { DateTimeField } from "@/components/ui/date-time-field";
import { serverNow } from "@/lib/server-time";
import { searchTexts } from "@/texts/reservations";

interface TimeFormProps {
  /** Arrival in milliseconds; undefined for now. */
  from: number | undefined;
  /** Undefined until the city is known. */
  zone: string | undefined;
  onDone: (from: number | undefined) => void;
}

const QUARTER_MS = 900_000;

export function TimeForm({ from, zone, onDone }: TimeFormProps) {
  const [isLater, setLater] = useState(from !== undefined);
  const [at, setAt] = useState(() => {
    const next = Math.ceil((serverNow() + QUARTER_MS) / QUARTER_MS) * QUARTER_MS;
    return from ?? (next as number | undefined);
  });
  const [isPast, setPast] = useState(false);
  const submit = () => {
    const isWrong = isLater && (at === undefined || at < serverNow());
    setPast(isWrong);
    if (!isWrong) onDone(isLater ? at : undefined);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <RadioChips
        label={searchTexts.arrive}
        value={isLater ? "later" : "now"}
        options={[
          { value: "now", label: searchTexts.now },
          { value: "later", label: searchTexts.later },
        ]}
        onChange={(value) => setLater(value === "later")}
      />
      {isLater && (
        <DateTimeField
          label={searchTexts.when}
          value={zone ? at : undefined}
          onChange={setAt}
          zone={zone ?? "UTC"}
          // The typed time is that of the city.
          isDisabled={!zone}
          isRequired
          error={isPast ? searchTexts.inPast : undefined}
        />
      )}
      <Button type="submit" wide isDisabled={isLater && !zone}>
        {searchTexts.show}
      </Button>
    </form>
  );
}
