import type { Position } from "@/lib/geo";

/** The corners of a GeoJSON polygon, without the last, which repeats the first. */
export function ringOf(polygon: unknown): Position[] {
  const { coordinates = [] } = (polygon ?? {}) as { coordinates?: [number, number][][] };
  return (coordinates[0] ?? []).slice(0, -1).map(([lng, lat]) => ({ lat, lng }));
}

/** The ring as a line that ends where it begins. */
export function closedRing(ring: Position[]): Position[] {
  return ring.length > 2 ? [...ring, ...ring.slice(0, 1)] : ring;
}
