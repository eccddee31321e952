import { LENGTH_STEP_SECONDS } from "@/features/reservations/stay-length";
import { type MapSearchParams, toSpotSearch } from "./map-search-params";

type PastStay = Parameters<typeof toSpotSearch>[0];

/** The spot of a past stay, from now on for as long: in whole quarters of an hour, as drivers choose lengths. */
export function parkAgainSearch(stay: PastStay, now: number): MapSearchParams {
  const start = Date.parse(stay.starts_at);
  const step = LENGTH_STEP_SECONDS * 1000;
  const length = Math.max(1, Math.ceil((Date.parse(stay.ends_at) - start) / step)) * step;
  const search = toSpotSearch({ ...stay, ends_at: new Date(start + length).toISOString() }, now);
  return { ...search, from: undefined };
}
