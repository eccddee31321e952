import { useEffect, useEffectEvent, useState } from "react";
import type { View } from "@/features/places/map/map-view";
import { distance, type Position } from "@/lib/geo";

/** A wider map no longer shows what is near a destination. */
const MIN_NEAR_ZOOM = 15;
/** A driver who has moved the map farther looks for something else. */
const MAX_MOVED_M = 20;

const isAround = (destination: Position, view: View) => distance(destination, view) <= MAX_MOVED_M;

/** The next view of a search around a destination that has found nothing; undefined if the map stays. */
export function widerView(destination: Position, view: View): View | undefined {
  if (view.zoom <= MIN_NEAR_ZOOM || !isAround(destination, view)) return undefined;
  const { lat, lng } = destination;
  return { lat, lng, zoom: Math.max(view.zoom - 1, MIN_NEAR_ZOOM) };
}

interface Search {
  view: View | undefined;
  /** Number of free spots; undefined until the search has returned. */
  count: number | undefined;
  onView: (view: View) => void;
}

/**
 * Widens the first search around a destination until it finds a spot. `isWidened` is true while the map shows what was
 * found so.
 */
export function useNearest({ view, count, onView }: Search) {
  const [destination, setDestination] = useState<Position>();
  const [isSearching, setSearching] = useState(false);
  const [isWidened, setWidened] = useState(false);
  const wider = isSearching && destination && view && count === 0 ? widerView(destination, view) : undefined;
  if (isSearching && count !== undefined && !wider) setSearching(false);
  if (wider && !isWidened) setWidened(true);
  const zoom = wider?.zoom;
  const widen = useEffectEvent(() => wider && onView(wider));
  useEffect(() => {
    if (zoom !== undefined) widen();
  }, [zoom]);
  const start = (chosen: Position | undefined) => {
    setDestination(chosen);
    setSearching(chosen !== undefined);
    setWidened(false);
  };
  return {
    start,
    isWidened: isWidened && destination !== undefined && view !== undefined && isAround(destination, view),
  };
}
