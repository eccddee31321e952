import { useCities } from "@/api/admin";
import { Choice } from "@/components/console/select-field";
import { consoleTexts } from "@/console-texts/console";

interface CityChoiceProps {
  value: string | undefined;
  onChange: (id: string) => void;
  /** One has to be chosen. */
  isOne?: boolean;
}

/** One of the cities; not shown where there is no choice. */
export function CityChoice({ value, onChange, isOne = false }: CityChoiceProps) {
  const { cities } = useCities();
  if (cities.length < 2) return null;
  const choices = cities.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Choice
      label={consoleTexts.city}
      value={value ?? (isOne ? (cities[0]?.id ?? "") : "")}
      onChange={onChange}
      choices={isOne ? choices : [{ value: "", label: consoleTexts.any }, ...choices]}
    />
  );
}
