import type { components } from "@/api/schema";
import type { FreeSpot } from "@/api/types";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import type { MapSpot } from "@/features/places/map/spot-feature";
import { type Criteria, isFreeFor, isWanted } from "@/features/reservations/search/criteria";
import { type Box, distance, type Position } from "@/lib/geo";
import { formatRate } from "@/lib/money";

type Found = components["schemas"]["FreeSpots"];

/** Who is farther away than this looks at a place, not at the way to it. */
const NEAR_M = 3_000;
/** How much more than what is seen is watched, so that small moves need no new question. */
const MARGIN = 0.3;

/** What is to be watched when this is seen: as before, as long as that covers it and is not far too much. */
export function around(seen: Box, before: Box | undefined): Box {
  const [high, wide] = [seen.north - seen.south, seen.east - seen.west];
  const covers =
    before &&
    before.south <= seen.south &&
    before.west <= seen.west &&
    before.north >= seen.north &&
    before.east >= seen.east;
  if (covers && before.north - before.south < high * 4) return before;
  return {
    south: seen.south - high * MARGIN,
    north: seen.north + high * MARGIN,
    west: seen.west - wide * MARGIN,
    east: seen.east + wide * MARGIN,
  };
}

/** The list: what the search has found, less what has been taken since, nearest to the driver first. */
export function shownSpots(
  found: Found | undefined,
  live: LiveSpots,
  criteria: Criteria,
  me: Position | undefined,
  now: number,
): FreeSpot[] {
  const spots = (found?.spots ?? []).filter((spot) => {
    if (!isWanted(spot, criteria)) return false;
    const known = live.isOpen && criteria.from === undefined ? live.spots.get(spot.id) : undefined;
    return !known || isFreeFor(known, criteria.seconds, now);
  });
  const [first] = spots;
  if (!me || !first || distance(me, first) > NEAR_M) return spots;
  return spots.map((spot) => ({ ...spot, distance: distance(me, spot) })).sort((a, b) => a.distance - b.distance);
}

/** The map: every spot that is known, free when it can be had for the whole time. */
export function toMapSpots(found: Found | undefined, live: LiveSpots, criteria: Criteria, now: number): MapSpot[] {
  const free = new Map((found?.spots ?? []).filter((spot) => isWanted(spot, criteria)).map((spot) => [spot.id, spot]));
  const shown = new Map<string, MapSpot>();
  for (const { id, label, lat, lng, rate } of free.values()) {
    shown.set(id, { id, label, lat, lng, state: "free", price: formatRate(rate) });
  }
  const isComplete = !found?.next_cursor;
  // Half of what is there would look as if nothing were free in the other half.
  for (const spot of live.isPartial ? [] : live.spots.values()) {
    if (!isWanted(spot, criteria)) continue;
    const { id, label, lat, lng, rate } = spot;
    // What is closed, or not free for long enough, cannot be had either.
    const atOnce = isFreeFor(spot, criteria.seconds, now) ? "free" : spot.state === "held" ? "held" : "taken";
    const later = free.has(id) ? "free" : isComplete ? "taken" : undefined;
    const state = criteria.from === undefined ? atOnce : later;
    if (state) shown.set(id, { id, label, lat, lng, state, price: formatRate(rate) });
  }
  return [...shown.values()];
}
