import { Button as AriaButton } from "react-aria-components";
import { Dialog } from "@/components/ui/dialog";
import { MapIcon } from "@/components/ui/icons";
import { texts } from "@/texts/app";
import { mapTexts } from "@/texts/places";

interface CityChooserProps<T> {
  /** Only cities with spots. */
  cities: T[];
  /** The city that the map shows. */
  current: T | undefined;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  onChoose: (city: T) => void;
}

/** A chip that names the city on the map and opens the list of cities; hidden if there is only one. */
export function CityChooser<T extends { id: string; name: string }>({
  cities,
  current,
  isOpen,
  onOpen,
  onChoose,
}: CityChooserProps<T>) {
  if (cities.length < 2) return null;
  const choose = (city: T) => {
    onOpen(false);
    onChoose(city);
  };
  return (
    <>
      <AriaButton className="search-chip" onPress={() => onOpen(true)}>
        <MapIcon />
        <span className="visually-hidden">{texts.named(mapTexts.city)} </span>
        {current?.name ?? mapTexts.chooseCity}
      </AriaButton>
      <Dialog title={mapTexts.chooseCity} isOpen={isOpen} onClose={() => onOpen(false)}>
        <ul className="choice-list">
          {cities.map((city) => (
            <li key={city.id}>
              <button type="button" aria-current={city === current ? true : undefined} onClick={() => choose(city)}>
                {city.name}
              </button>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
