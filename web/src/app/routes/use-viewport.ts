import { useMemo, useState } from "react";
import type { View } from "@/features/places/map/map-view";
import { type Box, type Position, viewportBox } from "@/lib/geo";
import { getStored, setStored } from "@/lib/storage";
import type { MapSearchParams } from "../map-search-params";
import { watchedBox } from "./visible-spots";

/** Without a URL, a stored view or a city. */
const DEFAULT_VIEW: View = { lat: 40.7543, lng: -73.9884, zoom: 17 };

const TOLERANCE = 0.01;

function isSimilar(box: Box, other: Box): boolean {
  const [high, wide] = [(box.north - box.south) * TOLERANCE, (box.east - box.west) * TOLERANCE];
  const differs = (a: number, b: number, tolerance: number) => Math.abs(a - b) > tolerance;
  return !(
    differs(box.south, other.south, high) ||
    differs(box.north, other.north, high) ||
    differs(box.west, other.west, wide) ||
    differs(box.east, other.east, wide)
  );
}

interface Padding {
  bottom: number;
  left: number;
}

/** The initial view comes from the URL, else from storage, else from the city; undefined until the city is known. */
export function useViewport(search: MapSearchParams, city: Position | null | undefined, padding: Padding) {
  const [known] = useState<View | undefined>(() => {
    const { lat, lng, z } = search;
    if (lat !== undefined && lng !== undefined) return { lat, lng, zoom: z ?? DEFAULT_VIEW.zoom };
    return getStored<View>("view");
  });
  const { left, bottom } = padding;
  const initialView = useMemo(() => {
    const view = known ?? (city === undefined ? undefined : { ...DEFAULT_VIEW, ...city });
    // The search starts before the map has loaded.
    return view && { view, box: viewportBox(view, window.innerWidth - left, window.innerHeight - bottom) };
    // The size of the window is needed once; later the map reports its box.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [known, city]);
  const [moved, setMoved] = useState<{ box: Box; watched: Box }>();
  const initial = useMemo(
    () => initialView && { box: initialView.box, watched: watchedBox(initialView.box, undefined) },
    [initialView],
  );
  const { box, watched } = moved ?? initial ?? {};
  const move = (seen: View, seenBox: Box) => {
    setStored("view", seen);
    // Our estimate differs from the map's box by rounding; that is no reason to search again.
    if (box && isSimilar(box, seenBox)) return;
    setMoved({ box: seenBox, watched: watchedBox(seenBox, watched) });
  };
  return { view: initialView?.view, box, watched, move };
}
