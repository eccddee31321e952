import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Button } from "@/components/ui/button";
import { RadioChips, CheckboxChips } from "@/components/ui/chips";
import { Dialog } from "@/components/ui/dialog";
import { FilterIcon } from "@/components/ui/icons";
import { DateTimeField } from "@/components/ui/date-time-field";
import { formatMoney } from "@/lib/money";
import { serverNow } from "@/lib/server-time";
import { formatDuration, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { VEHICLE_CLASSES } from "@/lib/vehicle-class";
import { vehicleTexts } from "@/texts/identity";
import { searchTexts } from "@/texts/reservations";
import { ATTRIBUTES, type Criteria, DEFAULT_VEHICLE_CLASS, durationsWith, isVehicleClass, MAX_RATES } from "./criteria";

interface SearchBarProps {
  criteria: Criteria;
  /** Undefined until the city is known. */
  zone: string | undefined;
  currency: string;
  onChange: (criteria: Criteria) => void;
}

/** A summary of the criteria that opens the form. */
export function SearchBar({ criteria, zone, currency, onChange }: SearchBarProps) {
  const now = useNow(30);
  const [isOpen, setOpen] = useState(false);
  const later = (at: number) => (zone ? formatShortDateTime(at, zone, now) : searchTexts.later);
  const when = criteria.from ? later(criteria.from) : searchTexts.now;
  const { vehicleClass } = criteria;
  const vehicle = vehicleClass === DEFAULT_VEHICLE_CLASS ? undefined : vehicleTexts.classes[vehicleClass];
  const count = criteria.has.length + (criteria.max === undefined ? 0 : 1);
  return (
    <>
      <AriaButton className="search-pill" onPress={() => setOpen(true)}>
        <span className="visually-hidden">{searchTexts.change}: </span>
        <span className="search-pill-text">{searchTexts.summary(when, formatDuration(criteria.seconds), vehicle)}</span>
        <FilterIcon />
        {count > 0 && <span className="badge">{count}</span>}
      </AriaButton>
      <Dialog title={searchTexts.when} isOpen={isOpen} onClose={() => setOpen(false)}>
        {isOpen && (
          <SearchForm
            criteria={criteria}
            zone={zone}
            currency={currency}
            onDone={(draft) => {
              setOpen(false);
              onChange(draft);
            }}
          />
        )}
      </Dialog>
    </>
  );
}

interface SearchFormProps extends Omit<SearchBarProps, "onChange"> {
  onDone: (criteria: Criteria) => void;
}

const QUARTER_MS = 900_000;

function SearchForm({ criteria, zone, currency, onDone }: SearchFormProps) {
  const [chosen, setDraft] = useState(criteria);
  const [isLater, setLater] = useState(criteria.from !== undefined);
  const [at, setAt] = useState(() => {
    const next = Math.ceil((serverNow() + QUARTER_MS) / QUARTER_MS) * QUARTER_MS;
    return criteria.from ?? (next as number | undefined);
  });
  const [isPast, setPast] = useState(false);
  const submit = () => {
    const from = isLater ? at : undefined;
    const wrong = isLater && (from === undefined || from < serverNow());
    setPast(wrong);
    if (!wrong) onDone({ ...chosen, from });
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
      <RadioChips
        label={searchTexts.duration}
        value={String(chosen.seconds)}
        options={durationsWith(criteria.seconds).map((seconds) => ({
          value: String(seconds),
          label: formatDuration(seconds),
        }))}
        onChange={(value) => setDraft({ ...chosen, seconds: Number(value) })}
      />
      <RadioChips
        label={searchTexts.vehicle}
        value={chosen.vehicleClass}
        options={VEHICLE_CLASSES.map((name) => ({ value: name, label: vehicleTexts.classes[name] ?? name }))}
        onChange={(name) => isVehicleClass(name) && setDraft({ ...chosen, vehicleClass: name })}
      />
      <CheckboxChips
        label={searchTexts.filters}
        value={chosen.has}
        options={ATTRIBUTES.map((name) => ({ value: name, label: searchTexts.attributes[name] ?? name }))}
        onChange={(has) => setDraft({ ...chosen, has })}
      />
      <RadioChips
        label={searchTexts.maxPrice}
        value={String(chosen.max ?? "")}
        options={[
          { value: "", label: searchTexts.anyPrice },
          ...MAX_RATES.map((rate) => ({ value: String(rate), label: formatMoney({ amount_minor: rate, currency }) })),
        ]}
        onChange={(value) => setDraft({ ...chosen, max: value ? Number(value) : undefined })}
      />
      <Button type="submit" wide isDisabled={isLater && !zone}>
        {searchTexts.show}
      </Button>
    </form>
  );
}
