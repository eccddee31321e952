import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckboxChips, RadioChips } from "@/components/ui/chips";
import { formatMoney } from "@/lib/money";
import { searchTexts } from "@/texts/reservations";
import { ATTRIBUTES, type Criteria, MAX_RATES } from "./criteria";

export type Filters = Pick<Criteria, "has" | "max">;

interface FilterFormProps extends Filters {
  currency: string;
  onDone: (filters: Filters) => void;
}

export function FilterForm({ has, max, currency, onDone }: FilterFormProps) {
  const [draft, setDraft] = useState<Filters>({ has, max });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(draft);
      }}
    >
      <CheckboxChips
        label={searchTexts.filters}
        value={draft.has}
        options={ATTRIBUTES.map((name) => ({ value: name, label: searchTexts.attributes[name] ?? name }))}
        onChange={(chosen) => setDraft({ ...draft, has: chosen })}
      />
      <RadioChips
        label={searchTexts.maxPrice}
        value={String(draft.max ?? "")}
        options={[
          { value: "", label: searchTexts.anyPrice },
          ...MAX_RATES.map((rate) => ({ value: String(rate), label: formatMoney({ amount_minor: rate, currency }) })),
        ]}
        onChange={(value) => setDraft({ ...draft, max: value ? Number(value) : undefined })}
      />
      <Button type="submit" wide>
        {searchTexts.show}
      </Button>
    </form>
  );
}
