import { formatDuration } from "@/lib/time";
import { VEHICLE_CLASSES } from "@/lib/vehicle-class";
import { vehicleTexts } from "@/texts/identity";
import { ChoiceList } from "./choice-list";
import { type Criteria, durationsWith, isVehicleClass } from "./criteria";
import { FilterForm } from "./filter-form";
import type { SearchFormName } from "./search-chips";
import { TimeForm } from "./time-form";

interface SearchFormProps {
  form: SearchFormName;
  criteria: Criteria;
  /** Undefined until the city is known. */
  zone: string | undefined;
  currency: string;
  onDone: (change: Partial<Criteria>) => void;
}

/** The form of one criterion. */
export function SearchForm({ form, criteria, zone, currency, onDone }: SearchFormProps) {
  const { from, seconds, vehicleClass, has, max } = criteria;
  switch (form) {
    case "time":
      return <TimeForm from={from} zone={zone} onDone={(at) => onDone({ from: at })} />;
    case "duration":
      return (
        <ChoiceList
          value={String(seconds)}
          options={durationsWith(seconds).map((each) => ({ value: String(each), label: formatDuration(each) }))}
          onChoose={(value) => onDone({ seconds: Number(value) })}
        />
      );
    case "filters":
      return <FilterForm has={has} max={max} currency={currency} onDone={onDone} />;
    case "vehicle":
      return (
        <ChoiceList
          value={vehicleClass}
          options={VEHICLE_CLASSES.map((name) => ({ value: name, label: vehicleTexts.classes[name] ?? name }))}
          onChoose={(name) => isVehicleClass(name) && onDone({ vehicleClass: name })}
        />
      );
  }
}
