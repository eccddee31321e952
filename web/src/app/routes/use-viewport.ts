import { useMemo, useState } from "react";
import type { View } from "@/features/places/map/map-view";
import { type Box, type Position, viewportBox } from "@/lib/geo";
import { getStored, setStored } from "@/lib/storage";
import type { MapSearchParams } from "../map-search-params";
import { watchedBox } from "./visible-spots";

/** Where a map begins if nothing is known of any city. */
const DEFAULT_VIEW: View = { lat: 40.7543, lng: -73.9884, zoom: 17 };

const TOLERANCE = 0.01;

function isSimilar(box: Box, other: Box): boolean {
  const [high, wide] = [(box.north - box.south) * TOLERANCE, (box.east - box.west) * TOLERANCE];
  const apart = (a: number, b: number, most: number) => Math.abs(a - b) > most;
  return !(
    apart(box.south, other.south, high) ||
    apart(box.north, other.north, high) ||
    apart(box.west, other.west, wide) ||
    apart(box.east, other.east, wide)
  );
}

interface Padding {
  bottom: number;
  left: number;
}

/** Where the map begins: at the page's address, where this browser looked last, or else in the city; nowhere until that is known. */
export function useViewport(search: MapSearchParams, city: Position | null | undefined, padding: Padding) {
  const [known] = useState<View | undefined>(() => {
    const { lat, lng, z } = search;
    if (lat !== undefined && lng !== undefined) return { lat, lng, zoom: z ?? DEFAULT_VIEW.zoom };
    return getStored<View>("view");
  });
  const { left, bottom } = padding;
  const first = useMemo(() => {
    const view = known ?? (city === undefined ? undefined : { ...DEFAULT_VIEW, ...city });
    // The list does not wait for the map.
    return view && { view, box: viewportBox(view, window.innerWidth - left, window.innerHeight - bottom) };
    // The window's size matters once: from then on the map tells what it shows.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [known, city]);
  const [moved, setMoved] = useState<{ box: Box; watched: Box }>();
  const begun = useMemo(() => first && { box: first.box, watched: watchedBox(first.box, undefined) }, [first]);
  const { box, watched } = moved ?? begun ?? {};
  const move = (seen: View, seenBox: Box) => {
    setStored("view", seen);
    // The map counts its pixels a little otherwise than we did: that is no reason to ask again.
    if (box && isSimilar(box, seenBox)) return;
    setMoved({ box: seenBox, watched: watchedBox(seenBox, watched) });
  };
  return { view: first?.view, box, watched, move };
}
