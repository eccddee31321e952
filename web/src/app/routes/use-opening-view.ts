import { useEffect, useState } from "react";
import type { components } from "@/api/schema";
import type { View } from "@/features/places/map/map-view";
import { openingView } from "@/lib/city";
import type { Position } from "@/lib/geo";
import { permittedPosition } from "@/lib/geolocation";
import { serverNow } from "@/lib/server-time";
import { getStored, setStored } from "@/lib/storage";
import { deviceTimeZone } from "@/lib/time";

export type CityOnMap = components["schemas"]["CityOnMap"];
/** A centre, or a whole view. */
export type OpeningView = Position & Partial<View>;

/** The city that the driver chose last. */
const CHOICE_KEY = "city";
/** Cities of the last visit: the map opens before the configuration has arrived, and offline. */
const CITIES_KEY = "cities";

export function storeChosenCity(id: string): void {
  setStored(CHOICE_KEY, id);
}

interface Configured {
  cities: CityOnMap[] | undefined;
  /** The configuration could not be loaded. */
  hasFailed: boolean;
  /** The URL has a view. */
  hasView: boolean;
}

/** The cities, and where the map opens: undefined until that is known, `null` if nothing is known. */
export function useOpeningView({ cities: configured, hasFailed, hasView }: Configured) {
  const [known] = useState(() => ({
    cities: getStored<CityOnMap[]>(CITIES_KEY),
    chosenId: getStored<string>(CHOICE_KEY),
    lastView: getStored<View>("view"),
  }));
  const [position, setPosition] = useState<Position | null>();
  const [opening, setOpening] = useState<OpeningView | null>();
  const { chosenId, lastView } = known;
  const cities = configured ?? known.cities ?? (hasFailed ? [] : undefined);
  const needsPosition = !hasView && !chosenId && cities !== undefined && cities.length > 1;
  useEffect(() => {
    if (configured) setStored(CITIES_KEY, configured);
  }, [configured]);
  useEffect(() => {
    if (needsPosition) void permittedPosition().then((found) => setPosition(found ?? null));
  }, [needsPosition]);
  // Once: the map must not move when a position or another list of cities arrives later.
  if (opening === undefined && cities && (!needsPosition || position !== undefined)) {
    const timeZone = deviceTimeZone();
    const whereabouts = { chosenId, position: position ?? undefined, timeZone, lastView };
    setOpening(openingView(cities, whereabouts, serverNow()) ?? null);
  }
  return { cities: cities ?? [], opening };
}
