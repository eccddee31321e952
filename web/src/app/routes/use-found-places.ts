import { useMemo } from "react";
import type { components } from "@/api/schema";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import type { Criteria } from "@/features/reservations/search/criteria";
import type { Box, Position } from "@/lib/geo";
import { useSites } from "./use-sites";
import { withoutNumbers } from "./visible-sites";
import { listedSpots, toMapSpots } from "./visible-spots";

interface Search {
  found: components["schemas"]["FreeSpots"] | undefined;
  /** The result is of another search. */
  isStale: boolean;
  /** The part of the map that is in sight, and a larger area. */
  box: Box | undefined;
  watched: Box | undefined;
  walkFrom: Position | undefined;
  /** A place farther away counts no distances. */
  maxMetres: number | undefined;
  now: number;
}

const NONE: never[] = [];

/** Spots of the street, and garages and lots, for the list and the map. */
export function useFoundPlaces(search: Search, criteria: Criteria, live: LiveSpots) {
  const { found, isStale, box, watched, walkFrom, maxMetres, now } = search;
  const list = useMemo(
    () => listedSpots(found, live, criteria, walkFrom, now, maxMetres),
    [found, live, criteria, walkFrom, now, maxMetres],
  );
  const {
    all,
    listed,
    onMap: sitesOnMap,
    free,
    isLoading,
  } = useSites({ box, watched, walkFrom, maxMetres, list }, criteria, live);
  const searchedBox = isStale ? undefined : box;
  const onMap = useMemo(
    () => withoutNumbers(toMapSpots(found, live, criteria, now, searchedBox), all),
    [found, live, criteria, now, searchedBox, all],
  );
  return {
    spots: { list, onMap },
    // Rows appear together.
    sites: { list: found ? listed : NONE, onMap: sitesOnMap },
    freeCount: list.length + free,
    isEmpty: list.length + listed.length === 0 && !isLoading,
  };
}
