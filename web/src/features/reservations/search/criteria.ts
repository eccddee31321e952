import type { LiveSpot } from "@/api/types";
import { VEHICLE_CLASSES, type VehicleClass } from "@/lib/vehicle-class";

/** Search criteria; the URL keeps them. */
export interface Criteria {
  /** Arrival in milliseconds; undefined for now. */
  from?: number | undefined;
  /** Length of the stay. */
  seconds: number;
  vehicleClass: VehicleClass;
  /** Required attributes. */
  has: string[];
  /** Maximum average price an hour, in minor units. */
  max?: number | undefined;
}

export const DURATIONS = [900, 1800, 3600, 7200, 14400, 28800];
export const DEFAULT_SECONDS = 3600;
export const DEFAULT_VEHICLE_CLASS: VehicleClass = "car";
export const ATTRIBUTES = ["accessible", "charger", "wide"] as const;
export const MAX_RATES = [300, 500, 700];

export function isVehicleClass(value: unknown): value is VehicleClass {
  return (VEHICLE_CLASSES as readonly unknown[]).includes(value);
}

/** The usual durations, and the chosen one if it is another, as after a stay was shortened. */
export function durationsWith(seconds: number): number[] {
  return DURATIONS.includes(seconds) ? DURATIONS : [...DURATIONS, seconds].sort((a, b) => a - b);
}

/** The number of filters that narrow the search. */
export function filterCount({ has, max }: Pick<Criteria, "has" | "max">): number {
  return has.length + (max === undefined ? 0 : 1);
}

/** The next shorter usual duration; undefined if there is none. */
export function shorterSeconds(seconds: number): number | undefined {
  return DURATIONS.findLast((each) => each < seconds);
}

/**
 * Garages and lots are entries of their own. Only their single spots have attributes: if the driver requires some, these
 * are searched like those of the street.
 */
export function showsSites({ has }: Pick<Criteria, "has">): boolean {
  return has.length === 0;
}

/** A spot of the search has the price of the stay; a live spot only has its rate. */
type Matched = Pick<LiveSpot, "attributes" | "rate"> & { price?: LiveSpot["rate"] | null | undefined };

/** The price of a stay counts by its average an hour. */
export function matchesCriteria(
  { attributes, rate, price }: Matched,
  { seconds, has, max }: Pick<Criteria, "seconds" | "has" | "max">,
): boolean {
  if (!has.every((attribute) => attributes.includes(attribute))) return false;
  if (max === undefined) return true;
  if (!price) return rate.amount_minor <= max;
  // The price is rounded, by at most half a minor unit.
  return (price.amount_minor - 0.5) * 3600 <= max * seconds;
}

/** True if the spot is free from now on for `seconds`, as far as live data tells. */
export function isFreeFor(spot: Pick<LiveSpot, "state" | "changes_at">, seconds: number, now: number): boolean {
  if (spot.state !== "free") return false;
  return !spot.changes_at || Date.parse(spot.changes_at) >= now + seconds * 1000;
}
