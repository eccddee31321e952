/** The tariff document of the api; `docs/TARIFFS.md` describes its members. Amounts are whole minor units. */

import type { VehicleClass } from "@/lib/vehicle-class";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

/** Days as `MM-DD` or `YYYY-MM-DD`, both inclusive. */
export interface Season {
  from?: string | undefined;
  to?: string | undefined;
}

export interface Step {
  after_minutes: number;
  rate_minor_per_hour: number;
}

/** An absent list does not restrict. */
export interface Band {
  /** Days on which the band begins. */
  days?: Day[] | undefined;
  /** `HH:MM`. */
  from: string;
  /** `HH:MM`, exclusive; on the next day if it is before the start, and never equal to it. */
  to: string;
  seasons?: Season[] | undefined;
  on_holidays?: string[] | undefined;
  except_holidays?: string[] | undefined;
  priority?: number | undefined;
  /** Absent if and only if the band is closed. */
  rate_minor_per_hour?: number | undefined;
  closed?: boolean | undefined;
  steps?: Step[] | undefined;
  max_stay_minutes?: number | undefined;
  only_classes?: VehicleClass[] | undefined;
  only_permits?: string[] | undefined;
}

export interface Transitions {
  overpayment: "lost" | "carried" | "refunded";
  follow_through: "split" | "restart";
  prepay: "allowed" | "refused";
}

/** Either `factor` or `refused`. */
export interface ClassRule {
  class: VehicleClass;
  /** Such as `1/2`. */
  factor?: string | undefined;
  refused?: boolean | undefined;
}

export interface FreeTime {
  minutes: number;
  applies_to: "short_stays" | "every_stay";
}

export interface Caps {
  per_stay_minor?: number | undefined;
  per_day_minor?: number | undefined;
  per_24_hours_minor?: number | undefined;
}

export interface TariffDocument {
  currency: string;
  bands: Band[];
  outside: "free" | "closed" | "covered" | "unknown";
  transitions: Transitions;
  /** Dates as `YYYY-MM-DD`, by name of the calendar. */
  holidays?: Record<string, string[]> | undefined;
  classes?: ClassRule[] | undefined;
  increment_seconds?: number | undefined;
  free?: FreeTime | undefined;
  minimum_minor?: number | undefined;
  caps?: Caps | undefined;
  max_stay_minutes?: number | undefined;
  no_return_minutes?: number | undefined;
  /** A remark for drivers, shown after the rules in words. */
  note?: string | undefined;
}

/** The document of a published version, which the api has validated. */
export function documentOf(version: { document?: unknown }): TariffDocument {
  return version.document as TariffDocument;
}
