import type { PlaceKind } from "@/api/types";
import type { View } from "@/features/places/map/map-view";
import type { KnownPlace } from "@/features/places/where-to/known-place";
import { fromDestination, type MapSearchParams } from "../map-search-params";
import type { CityOnMap } from "./use-opening-view";

const ZOOM = 17;
/** A street is longer than a block, a landmark larger than a spot. */
const ZOOMS: Partial<Record<PlaceKind, number>> = { city: 15, street: 16.5, block_face: 17.5, spot: 18 };

interface Options {
  cities: CityOnMap[];
  onView: (view: View, change: MapSearchParams, replace?: boolean) => void;
  onCity: (city: CityOnMap) => void;
}

/** Goes to a chosen place: the map shows it, and distances count from it. */
export function useDestination({ cities, onView, onCity }: Options) {
  return (place: KnownPlace) => {
    const city = place.kind === "city" ? cities.find(({ id }) => id === place.city_id) : undefined;
    if (city?.center) return onCity(city);
    const { lat, lng, name, spot_id: spot } = place;
    // A chosen spot needs no distances of others.
    const change = spot ? { ...fromDestination(undefined), spot } : fromDestination({ lat, lng, name });
    onView({ lat, lng, zoom: ZOOMS[place.kind] ?? ZOOM }, change, false);
    // The list is what comes next; a spot takes the focus itself.
    if (!spot) document.getElementById("spots")?.focus();
  };
}
