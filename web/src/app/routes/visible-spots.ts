import type { components } from "@/api/schema";
import type { FreeSpot } from "@/api/types";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import type { MapSpot } from "@/features/places/map/spot-feature";
import { type Criteria, isFreeFor, matchesCriteria, showsSites } from "@/features/reservations/search/criteria";
import { type Box, contains, distance, type Position } from "@/lib/geo";
import { formatPrice, type Money } from "@/lib/money";
import type { SavedReservation } from "@/lib/saved-reservations";

type SearchResult = components["schemas"]["FreeSpots"];

/** A driver farther away looks for a place somewhere else: distances count from the centre of the map. */
export const MAX_SORT_DISTANCE_M = 3_000;
/** Fraction of the viewport that is watched beyond each edge, so that small moves need no new subscription. */
const WATCH_MARGIN = 0.3;

/** Keeps the previous box while it covers the viewport and is less than four times as high. */
export function watchedBox(viewport: Box, previous: Box | undefined): Box {
  const [high, wide] = [viewport.north - viewport.south, viewport.east - viewport.west];
  const covers =
    previous &&
    previous.south <= viewport.south &&
    previous.west <= viewport.west &&
    previous.north >= viewport.north &&
    previous.east >= viewport.east;
  if (covers && previous.north - previous.south < high * 4) return previous;
  return {
    south: viewport.south - high * WATCH_MARGIN,
    north: viewport.north + high * WATCH_MARGIN,
    west: viewport.west - wide * WATCH_MARGIN,
    east: viewport.east + wide * WATCH_MARGIN,
  };
}

/** The list: search results without spots taken since, nearest first. Distances count from `me` up to `maxMetres`. */
export function listedSpots(
  result: SearchResult | undefined,
  live: LiveSpots,
  criteria: Criteria,
  me: Position | undefined,
  now: number,
  maxMetres = MAX_SORT_DISTANCE_M,
): FreeSpot[] {
  const spots = (result?.spots ?? []).filter((spot) => {
    if (!matchesCriteria(spot, criteria)) return false;
    const known = live.isOpen && criteria.from === undefined ? live.spots.get(spot.id) : undefined;
    return !known || isFreeFor(known, criteria.seconds, now);
  });
  const [first] = spots;
  if (!me || !first || distance(me, first) > maxMetres) return spots;
  return spots.map((spot) => ({ ...spot, distance: distance(me, spot) })).sort((a, b) => a.distance - b.distance);
}

/**
 * The map: every known spot; `free` means that it is offered for the whole requested time. `searched` is the area of
 * the result; undefined while the result is of another search. Without a result no spot counts as refused or missing.
 */
export function toMapSpots(
  found: SearchResult | undefined,
  live: LiveSpots,
  criteria: Criteria,
  now: number,
  searched?: Box,
): MapSpot[] {
  const offers = new Map((found?.spots ?? []).map((spot) => [spot.id, spot]));
  const refused = new Set((found?.refused ?? []).map(({ spot }) => spot.id));
  const visible = new Map<string, MapSpot>();
  for (const spot of offers.values()) {
    if (!matchesCriteria(spot, criteria)) continue;
    const { id, label, lat, lng, price, zone } = spot;
    visible.set(id, { id, label, lat, lng, state: "free", ...priceOf(price), zoneId: zone.id });
  }
  const isComplete = found !== undefined && !found.next_cursor;
  // A partial set would look as if nothing were free elsewhere.
  for (const spot of live.isPartial ? [] : live.spots.values()) {
    const { id, label, lat, lng } = spot;
    const offer = offers.get(id);
    if (!matchesCriteria(offer ?? spot, criteria)) continue;
    // The search leaves out the spots of sites, of which only live data tells.
    const isUnsearched = showsSites(criteria) && Boolean(spot.site_id);
    // Free by live data, but not offered: the rules or the rights of the place exclude the stay.
    const isMissing = !offer && !isUnsearched && isComplete && searched !== undefined && contains(searched, spot);
    const offered = refused.has(id) ? "closed" : isMissing ? "taken" : "free";
    // A spot that is closed or not free for long enough counts as taken.
    const stateNow = isFreeFor(spot, criteria.seconds, now) ? offered : spot.state === "held" ? "held" : "taken";
    const isTakenLater = isComplete && !isUnsearched;
    const stateLater = offer ? "free" : refused.has(id) ? "closed" : isTakenLater ? "taken" : undefined;
    const state = criteria.from === undefined ? stateNow : stateLater;
    // An api of an earlier version does not tell the zone of a live spot.
    const zone = { zoneId: spot.zone_id ?? offer?.zone.id, siteId: spot.site_id };
    if (state) visible.set(id, { id, label, lat, lng, state, ...priceOf(offer?.price), ...zone });
  }
  return [...visible.values()];
}

function priceOf(price: Money | undefined): Pick<MapSpot, "price" | "money"> {
  return { price: price ? formatPrice(price) : "", money: price };
}

/** The driver's own spaces. */
export function ownSpaces(saved: SavedReservation[]): { id: string; lat: number; lng: number }[] {
  return saved.map(({ reservation: { spot } }) => ({ id: spot.id, lat: spot.lat, lng: spot.lng }));
}
