import type { LiveSpot } from "@/api/types";
import { priceOf } from "@/lib/money";

/** What a driver looks for; it is kept in the address of the page. */
export interface Criteria {
  /** When to arrive; now, if it is not said. */
  from?: number | undefined;
  /** How long to stay. */
  seconds: number;
  /** What the spot must have. */
  has: string[];
  /** Highest rate an hour, in minor units. */
  max?: number | undefined;
}

export const DURATIONS = [900, 1800, 3600, 7200, 14400, 28800];
export const DEFAULT_SECONDS = 3600;
export const ATTRIBUTES = ["accessible", "charger", "wide"] as const;
export const MAX_RATES = [300, 500, 700];

/** Whether the spot is of the kind that is looked for. */
export function matchesCriteria(spot: Pick<LiveSpot, "attributes" | "rate">, { has, max }: Criteria): boolean {
  return (
    has.every((attribute) => spot.attributes.includes(attribute)) &&
    (max === undefined || spot.rate.amount_minor <= max)
  );
}

/** Whether it is free from now on for so long, as far as the map knows. */
export function isFreeFor(spot: Pick<LiveSpot, "state" | "changes_at">, seconds: number, now: number): boolean {
  if (spot.state !== "free") return false;
  return !spot.changes_at || Date.parse(spot.changes_at) >= now + seconds * 1000;
}

export const priceFor = (rate: LiveSpot["rate"], seconds: number) => priceOf(rate, seconds);
