import type { PlaceKind } from "@/api/types";
import type { View } from "@/features/places/map/map-view";
import type { KnownPlace } from "@/features/places/where-to/known-place";
import { fromDestination, type MapSearchParams } from "../map-search-params";
import { useNearest } from "./use-nearest";
import type { CityOnMap } from "./use-opening-view";

const ZOOM = 17;
/** A street is longer than a block, a landmark larger than a spot. */
const ZOOMS: Partial<Record<PlaceKind, number>> = { city: 15, street: 16.5, block_face: 17.5, spot: 18 };

interface Options {
  cities: CityOnMap[];
  view: View | undefined;
  /** Number of free spots; undefined until the search has returned. */
  count: number | undefined;
  onView: (view: View, change: MapSearchParams, replace?: boolean) => void;
  onCity: (city: CityOnMap) => void;
}

/**
 * Goes to a chosen place: the map shows it, or as much as is needed to show a free spot, and distances count from it.
 */
export function useDestination({ cities, view, count, onView, onCity }: Options) {
  const { start, isWidened } = useNearest({ view, count, onView: (wider) => onView(wider, {}, true) });
  const goTo = (place: KnownPlace) => {
    const city = place.kind === "city" ? cities.find(({ id }) => id === place.city_id) : undefined;
    if (city?.center) return onCity(city);
    const { lat, lng, name, spot_id: spot } = place;
    // A chosen spot needs no distances of others.
    const change = spot ? { ...fromDestination(undefined), spot } : fromDestination({ lat, lng, name });
    const shown = { lat, lng, zoom: ZOOMS[place.kind] ?? ZOOM };
    onView(shown, change, false);
    start(spot ? undefined : shown);
    // The list is what comes next; a spot takes the focus itself.
    if (!spot) document.getElementById("spots")?.focus();
  };
  return { goTo, isWidened };
}
