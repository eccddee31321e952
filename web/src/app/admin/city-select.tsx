import { useCities } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { consoleTexts } from "@/console-texts/console";

interface CitySelectProps {
  value: string | undefined;
  onChange: (id: string) => void;
  /** Offers no "any". */
  isRequired?: boolean;
}

/** Hidden if there is only one city. */
export function CitySelect({ value, onChange, isRequired = false }: CitySelectProps) {
  const { cities } = useCities();
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
