import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Dialog } from "@/components/ui/dialog";
import { MapIcon } from "@/components/ui/icons";
import { mapTexts } from "@/texts/places";

interface CityChooserProps<T> {
  /** Only cities with spots. */
  cities: T[];
  /** The city that the map shows. */
  current: T | undefined;
  onChoose: (city: T) => void;
}

/** Names the city on the map and opens the list of cities; hidden if there is only one. */
export function CityChooser<T extends { id: string; name: string }>({
  cities,
  current,
  onChoose,
}: CityChooserProps<T>) {
  const [isOpen, setOpen] = useState(false);
  if (cities.length < 2) return null;
  const choose = (city: T) => {
    setOpen(false);
    onChoose(city);
  };
  return (
    <>
      <AriaButton className="city-pill" onPress={() => setOpen(true)}>
        <MapIcon />
        <span className="visually-hidden">{mapTexts.city}: </span>
        {current?.name ?? mapTexts.chooseCity}
      </AriaButton>
      <Dialog title={mapTexts.chooseCity} isOpen={isOpen} onClose={() => setOpen(false)}>
        <ul className="city-list">
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
