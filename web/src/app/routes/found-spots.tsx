import type { ReactNode } from "react";
import type { components } from "@/api/schema";
import type { FreeSpot } from "@/api/types";
import { Skeleton } from "@/components/ui/skeleton";
import { DestinationLine } from "@/features/places/where-to/destination-line";
import { favoriteAt } from "@/features/places/where-to/favorites";
import type { useFavorites } from "@/features/places/where-to/use-favorites";
import { type Criteria, matchesCriteria } from "@/features/reservations/search/criteria";
import { EmptyResult } from "@/features/reservations/search/empty-result";
import { RefusedSpots } from "@/features/reservations/search/refused-spots";
import { formatDistance, unitsIn } from "@/lib/geo";
import { whereTexts } from "@/texts/where-to";
import type { Destination } from "../map-search-params";
import type { OpenForm } from "./home-bar";

interface FoundSpotsProps {
  destination: Destination | undefined;
  favorites: ReturnType<typeof useFavorites>;
  found: components["schemas"]["FreeSpots"] | undefined;
  hasFailed: boolean;
  /** The list, which is `children`, has no entry. */
  isEmpty: boolean;
  /** The nearest free spot. */
  first: FreeSpot | undefined;
  /** The map was widened until it showed a spot. */
  isWidened: boolean;
  criteria: Criteria;
  searchedAt: number;
  hasOtherCities: boolean;
  onWiden: () => void;
  onOpenForm: (form: OpenForm) => void;
  onChange: (change: Partial<Criteria>) => void;
  onSelect: (id: string) => void;
  children: ReactNode;
}

/** The result of the search around a destination, with ways out if no spot is free. */
export function FoundSpots(props: FoundSpotsProps) {
  const { destination, favorites, found, hasFailed, isEmpty, first, criteria, searchedAt } = props;
  const { onOpenForm, onChange, onSelect } = props;
  // The button disappears with its reason, and keyboard users continue in the list.
  const thenList =
    <T extends unknown[]>(act: (...args: T) => void) =>
    (...args: T) => {
      act(...args);
      document.getElementById("spots")?.focus();
    };
  // An average price is unknown if the rules refuse the stay.
  const refused = (found?.refused ?? []).filter(({ spot }) => matchesCriteria(spot, { ...criteria, max: undefined }));
  return (
    <>
      {destination && (
        <DestinationLine
          name={destination.name}
          isFavorite={favoriteAt(favorites.favorites, destination) !== undefined}
          error={favorites.errorAt(destination)}
          onToggle={() => favorites.toggle({ ...destination, detail: null })}
        />
      )}
      {destination && first && props.isWidened && (
        <p className="soft">{whereTexts.nearest(formatDistance(first.distance, unitsIn(first.time_zone)))}</p>
      )}
      {!found && !hasFailed && <Skeleton lines={4} tall />}
      {found && isEmpty && !hasFailed && (
        <EmptyResult
          criteria={criteria}
          onWiden={thenList(props.onWiden)}
          onOpenForm={onOpenForm}
          onChange={thenList(onChange)}
          onOtherCity={props.hasOtherCities ? () => onOpenForm("city") : undefined}
        />
      )}
      {props.children}
      <RefusedSpots
        refused={refused}
        from={criteria.from}
        searchedAt={searchedAt}
        onSelect={onSelect}
        onChange={onChange}
      />
    </>
  );
}
