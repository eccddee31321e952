import { type Position, unwrapLongitude } from "@/lib/geo";

/**
 * West, south, east and north of a box around all places, in degrees. Longitudes continue beyond 180, so that places on
 * both sides of the 180th meridian are near each other.
 */
export function boundsOf(places: Position[]): [number, number, number, number] {
  const start = places[0]?.lng ?? 0;
  const lngs = places.map(({ lng }) => unwrapLongitude(lng, start));
  const lats = places.map(({ lat }) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}
