import type { Place } from "@/api/types";
import { distance, type Position } from "@/lib/geo";
import { shortStreet } from "@/lib/street-names";

/** A place to which the driver can go: found, kept or recent. */
export type KnownPlace = Pick<Place, "kind" | "name" | "detail" | "lat" | "lng" | "city_id" | "spot_id">;

/** Drops what is no place: anything may be in the storage of a browser. */
export function readPlaces<T extends Position & { name: string }>(stored: unknown): T[] {
  return Array.isArray(stored) ? (stored as unknown[]).filter((each): each is T => isNamedPosition(each)) : [];
}

function isNamedPosition(value: unknown): boolean {
  const { name, lat, lng } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof name === "string" && typeof lat === "number" && typeof lng === "number";
}

/** The limit within which the api takes two favorites for one. */
const SAME_M = 10;
/** A street is found at its block nearest to the map, so that its position changes. */
const SAME_NAME_M = 2_000;

/** The same point. */
export function isSamePosition(one: Position, other: Position): boolean {
  return distance(one, other) <= SAME_M;
}

/** The same point, or the same name nearby. */
export function isSamePlace(one: Omit<KnownPlace, "kind">, other: Omit<KnownPlace, "kind">): boolean {
  if (isSamePosition(one, other)) return one.name === other.name;
  return one.name === other.name && one.detail === other.detail && distance(one, other) <= SAME_NAME_M;
}

const WITH_STREETS = new Set<KnownPlace["kind"]>(["street", "crossing", "block_face"]);

/** Streets as on their signs: `5 Ave & W 42 St`. */
export function toKnownPlace({ kind, name, detail, lat, lng, city_id, spot_id }: Place): KnownPlace {
  const parts = name.split(/( & |, )/);
  const shown = WITH_STREETS.has(kind)
    ? parts.map((part, index) => (index % 2 ? part : shortStreet(part))).join("")
    : name;
  return { kind, name: shown, detail, lat, lng, city_id, spot_id };
}
