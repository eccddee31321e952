import { type City, useCities } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { consoleTexts } from "@/console-texts/console";

interface CitySelectProps {
  /** Those that the user may see if omitted. */
  cities?: City[];
  value: string | undefined;
  onChange: (id: string) => void;
  /** Offers no "any". */
  isRequired?: boolean;
}

/** Hidden if there is only one city. */
export function CitySelect({ cities: some, value, onChange, isRequired = false }: CitySelectProps) {
  const all = useCities();
  const cities = some ?? all.cities;
  if (cities.length < 2) return null;
  const choices = cities.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <SelectField
      label={consoleTexts.city}
      value={value ?? (isRequired ? (cities[0]?.id ?? "") : "")}
      onChange={onChange}
      options={isRequired ? choices : [{ value: "", label: consoleTexts.any }, ...choices]}
    />
  );
}
