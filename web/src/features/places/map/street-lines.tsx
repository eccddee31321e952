import { useQuery } from "@tanstack/react-query";
import { Layer, Source, useMap } from "@vis.gl/react-maplibre";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import * as layers from "./street-layers";
import { streetBbox, streetsQuery, toStreetFeatures } from "./streets";

/** The `bbox` of the streets around the view, after each move of the map. */
function useStreetBbox(): string {
  const { current: map } = useMap();
  const subscribe = useCallback(
    (onChange: () => void) => {
      map?.on("moveend", onChange);
      return () => void map?.off("moveend", onChange);
    },
    [map],
  );
  return useSyncExternalStore(subscribe, () => {
    if (!map) return "";
    const [view, { lat, lng }] = [map.getBounds(), map.getCenter()];
    const [south, west, north, east] = [view.getSouth(), view.getWest(), view.getNorth(), view.getEast()];
    return streetBbox({ south, west, north, east }, { lat, lng }, map.getZoom());
  });
}

interface StreetLinesProps {
  isDark: boolean;
  /** False on a map with tiles, which keeps the layers, so that they are below all others if the tiles are given up. */
  isShown: boolean;
}

/** Streets with their names, on a map without tiles. */
export function StreetLines({ isDark, isShown }: StreetLinesProps) {
  const bbox = useStreetBbox();
  const { data } = useQuery(streetsQuery(isShown ? bbox : ""));
  const features = useMemo(() => toStreetFeatures((isShown && data?.streets) || []), [isShown, data]);
  const shade = isDark ? "dark" : "light";
  return (
    <Source id={layers.STREET_SOURCE} type="geojson" data={features}>
      <Layer {...layers.casing(shade)} />
      <Layer {...layers.surface(shade)} />
      <Layer {...layers.names(shade)} />
    </Source>
  );
}
