import { type City, useCities } from "@/api/admin";
import { defaultCity, storeDefaultCity } from "@/api/default-city";
import { SelectField } from "@/components/console/select-field";
import { consoleTexts } from "@/console-texts/console";

interface CitySelectProps {
  label?: string;
  /** Those that the user may see if omitted. */
  cities?: City[];
  /** If undefined, any or the default city. */
  value?: string | undefined;
  onChange?: (id: string) => void;
  /** Offers no "any". */
  isRequired?: boolean;
}

/** Hidden if there is only one city. The chosen city becomes the default city. */
export function CitySelect({ label, cities: some, value, onChange, isRequired = false }: CitySelectProps) {
  const all = useCities();
  const cities = some ?? all.cities;
  if (cities.length < 2) return null;
  const choices = cities.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <SelectField
      label={label ?? consoleTexts.city}
      value={value ?? (isRequired ? (defaultCity(cities)?.id ?? "") : "")}
      onChange={(id) => {
        if (id) storeDefaultCity(id);
        onChange?.(id);
      }}
      options={isRequired ? choices : [{ value: "", label: consoleTexts.any }, ...choices]}
    />
  );
}
