import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { configurationQuery } from "@/api/configuration";
import type { Padding } from "@/features/places/map/use-map-frame";
import { nearestCity } from "@/lib/city";
import type { MapSearchParams } from "../map-search-params";
import { useOpeningView } from "./use-opening-view";
import { useViewport } from "./use-viewport";

/** The part of the map that is in sight, and its city. */
export function useMapPlace(search: MapSearchParams, padding: Padding) {
  const { data: configuration, isError: isUnconfigured } = useQuery(configurationQuery);
  const { lat, lng } = search;
  const center = useMemo(() => (lat === undefined || lng === undefined ? undefined : { lat, lng }), [lat, lng]);
  const { cities, opening } = useOpeningView({
    cities: configuration?.cities,
    hasFailed: isUnconfigured,
    hasView: center !== undefined,
  });
  const viewport = useViewport(search, opening, padding);
  const { view } = viewport;
  const city = useMemo(() => {
    const shown = center ?? view;
    return shown && nearestCity(cities, shown);
  }, [cities, center, view]);
  return { ...viewport, configuration, isUnconfigured, center, cities, city };
}
