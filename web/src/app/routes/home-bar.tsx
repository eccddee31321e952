import type { Ref } from "react";
import { CityChooser } from "@/features/places/city-chooser";
import type { FavoritePlace } from "@/features/places/where-to/favorites";
import type { KnownPlace } from "@/features/places/where-to/known-place";
import { WhereTo } from "@/features/places/where-to/where-to";
import type { Criteria } from "@/features/reservations/search/criteria";
import { SearchChips, type SearchFormName } from "@/features/reservations/search/search-chips";
import type { Position } from "@/lib/geo";
import { mapTexts } from "@/texts/places";
import type { Destination } from "../map-search-params";
import { Nav } from "../pages";
import type { CityOnMap } from "./use-opening-view";

/** The form that is open over the map. */
export type OpenForm = SearchFormName | "city" | undefined;

interface HomeBarProps {
  ref?: Ref<HTMLElement>;
  destination: Destination | undefined;
  /** Centre of the map. */
  near: Position | undefined;
  favorites: FavoritePlace[];
  /** A crossing of the city, as an example. */
  crossing: string | undefined;
  onChoose: (place: KnownPlace) => void;
  onNearMe: () => void;
  onClear: () => void;
  criteria: Criteria;
  zone: string | undefined;
  currency: string;
  onChange: (change: Partial<Criteria>) => void;
  /** Only cities with spots. */
  cities: CityOnMap[];
  city: CityOnMap | undefined;
  onCity: (city: CityOnMap) => void;
  openForm: OpenForm;
  onOpenForm: (form: OpenForm) => void;
  stripeMode: string | undefined;
}

/** Destination, criteria and city, above the map. */
export function HomeBar({ ref, ...props }: HomeBarProps) {
  const { destination, near, favorites, onChoose, onNearMe, onClear, openForm, onOpenForm } = props;
  return (
    <header className="top" ref={ref}>
      <WhereTo
        destination={destination}
        near={near}
        favorites={favorites}
        crossing={props.crossing}
        onChoose={onChoose}
        onNearMe={onNearMe}
        onClear={onClear}
      />
      <SearchChips
        criteria={props.criteria}
        zone={props.zone}
        currency={props.currency}
        openForm={openForm === "city" ? undefined : openForm}
        onOpenForm={onOpenForm}
        onChange={props.onChange}
      >
        <CityChooser
          cities={props.cities}
          current={props.city}
          isOpen={openForm === "city"}
          onOpen={(isOpen) => onOpenForm(isOpen ? "city" : undefined)}
          onChoose={props.onCity}
        />
      </SearchChips>
      <Nav />
      <div className="map-flags">
        {props.stripeMode && props.stripeMode !== "live" && (
          <p className="mode-flag">{props.stripeMode === "simulated" ? mapTexts.simulated : mapTexts.test}</p>
        )}
      </div>
    </header>
  );
}
