import { useMemo, useState } from "react";
import type { View } from "@/features/places/map/map-view";
import type { Padding } from "@/features/places/map/use-map-frame";
import { type Box, type Position, viewportBox, zoomToFit } from "@/lib/geo";
import { setStored } from "@/lib/storage";
import type { MapSearchParams } from "../map-search-params";
import type { OpeningView } from "./use-opening-view";
import { watchedBox } from "./visible-spots";

/** Without a URL, an earlier visit or a city. */
export const DEFAULT_VIEW: View = { lat: 40.7543, lng: -73.9884, zoom: 17 };

/** A map that opens in the middle of a city shows the spots within this distance. */
const CITY_RADIUS_M = 250;

/** Farther away too many spots are in view to follow each; counts are polled instead. */
const MIN_LIVE_ZOOM = 15;

/** The middle of a city, in the part of the window that `padding` leaves. */
export function cityView(center: Position, { top, right, bottom, left }: Padding): View {
  const visible = Math.min(window.innerWidth - left - right, window.innerHeight - top - bottom);
  const zoom = zoomToFit(2 * CITY_RADIUS_M, center.lat, visible);
  return { ...center, zoom: Math.min(DEFAULT_VIEW.zoom, Math.max(MIN_LIVE_ZOOM, zoom)) };
}

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

/**
 * The view of the map, its visible area, a larger one that small moves do not leave, and the area whose spots are
 * followed live. The first view comes from the URL, else from `opening`; undefined until one is known.
 */
export function useViewport(search: MapSearchParams, opening: OpeningView | null | undefined, padding: Padding) {
  const [known] = useState<View | undefined>(() => {
    const { lat, lng, z } = search;
    return lat === undefined || lng === undefined ? undefined : { lat, lng, zoom: z ?? DEFAULT_VIEW.zoom };
  });
  const { top, right, bottom, left } = padding;
  const boxOf = (view: View) => viewportBox(view, window.innerWidth - left - right, window.innerHeight - top - bottom);
  const initial = useMemo(() => {
    const first =
      known ??
      (opening && { ...cityView(opening, padding), ...opening }) ??
      (opening === null ? DEFAULT_VIEW : undefined);
    if (!first) return undefined;
    // The search starts before the map has loaded.
    const firstBox = boxOf(first);
    return { view: first, box: firstBox, watched: watchedBox(firstBox, undefined) };
    // The size of the window is needed once; later the map reports its box.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [known, opening]);
  const [moved, setMoved] = useState<{ view: View; box: Box; watched: Box }>();
  // A map that loads later, or again with another theme, opens in the last view.
  const { view, box, watched } = moved ?? initial ?? {};
  const move = (seen: View, seenBox: Box) => {
    setStored("view", seen);
    // Our estimate differs from the map's box by rounding; that is no reason to search again.
    const isSame = box && watched && isSimilar(box, seenBox);
    setMoved({ view: seen, ...(isSame ? { box, watched } : { box: seenBox, watched: watchedBox(seenBox, watched) }) });
  };
  /** Searches at another view before the map has moved there, or without a map. */
  const open = (chosen: View) => move(chosen, boxOf(chosen));
  const isFollowed = view !== undefined && view.zoom >= MIN_LIVE_ZOOM;
  return { view, box, watched, live: isFollowed ? watched : undefined, move, open };
}
