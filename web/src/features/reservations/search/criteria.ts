import type { LiveSpot } from "@/api/types";

/** Search criteria; the URL keeps them. */
export interface Criteria {
  /** Arrival in milliseconds; undefined for now. */
  from?: number | undefined;
  /** Length of the stay. */
  seconds: number;
  /** Required attributes. */
  has: string[];
  /** Maximum rate an hour, in minor units. */
  max?: number | undefined;
}

export const DURATIONS = [900, 1800, 3600, 7200, 14400, 28800];
export const DEFAULT_SECONDS = 3600;
export const ATTRIBUTES = ["accessible", "charger", "wide"] as const;
export const MAX_RATES = [300, 500, 700];

export function matchesCriteria(spot: Pick<LiveSpot, "attributes" | "rate">, { has, max }: Criteria): boolean {
  return (
    has.every((attribute) => spot.attributes.includes(attribute)) &&
    (max === undefined || spot.rate.amount_minor <= max)
  );
}

/** True if the spot is free from now on for `seconds`, as far as live data tells. */
export function isFreeFor(spot: Pick<LiveSpot, "state" | "changes_at">, seconds: number, now: number): boolean {
  if (spot.state !== "free") return false;
  return !spot.changes_at || Date.parse(spot.changes_at) >= now + seconds * 1000;
}
