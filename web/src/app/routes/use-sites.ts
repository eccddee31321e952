import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FreeSpot } from "@/api/types";
import { sitesQuery } from "@/features/places/sites/site-requests";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import { type Criteria, showsSites } from "@/features/reservations/search/criteria";
import type { Box, Position } from "@/lib/geo";
import { currentSites, freeInSites, listedSites, toMapSites } from "./visible-sites";

interface Sight {
  box: Box | undefined;
  /** A larger area, in which the map has pills. */
  watched: Box | undefined;
  walkFrom: Position | undefined;
  maxMetres: number | undefined;
  /** The spots beside which the sites are listed. */
  list: FreeSpot[];
}

const NONE: never[] = [];

/** Garages and lots for the list and the map. */
export function useSites({ box, watched, walkFrom, maxMetres, list }: Sight, criteria: Criteria, live: LiveSpots) {
  const { isOpen, sites: counts } = live;
  const { data: found, isLoading } = useQuery(sitesQuery(showsSites(criteria) ? watched : undefined, criteria, isOpen));
  const sites = useMemo(
    () => currentSites(found, { isOpen, sites: counts }, criteria),
    [found, isOpen, counts, criteria],
  );
  const onMap = useMemo(() => sites && toMapSites(sites), [sites]);
  const [first] = list;
  const listed = useMemo(
    () => listedSites(sites ?? NONE, { box, me: walkFrom, first, maxMetres }),
    [sites, box, walkFrom, first, maxMetres],
  );
  return { all: sites ?? NONE, listed, onMap, free: freeInSites(listed), isLoading };
}
