import { type MapSearchParams, parseMapSearchParams } from "./map-search-params";

/** Search parameters of the page of a garage or lot: the stay, and the destination from which its distance counts. */
export type SiteSearchParams = Pick<MapSearchParams, "from" | "for" | "class" | "to" | "toName">;

export function toSiteSearch({ from, for: seconds, class: kind, to, toName }: MapSearchParams): SiteSearchParams {
  return { from, for: seconds, class: kind, to, toName };
}

export function parseSiteSearch(given: Record<string, unknown>): SiteSearchParams {
  return toSiteSearch(parseMapSearchParams(given));
}
