import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { SiteDetails } from "@/api/visit-types";
import { type Box, clampBox, type Position, toBbox } from "@/lib/geo";
import { atServerTime } from "@/lib/server-time";
import { toRfc3339 } from "@/lib/time";

/** Limits of the api. */
const MAX_BOX_DEGREES = 0.499;
const PAGE = 100;
/** Counts of now come by the live connection, but prices and later counts do not. */
const POLL_MS = 15_000;
const LIVE_POLL_MS = 60_000;
/** Farther from its middle no site has a spot. */
const MAX_SITE_RADIUS_M = 2_000;

/** The stay for which sites are searched. */
export interface SiteCriteria {
  /** Arrival in milliseconds; undefined for now. */
  from?: number | undefined;
  seconds: number;
  vehicleClass: string;
}

function stayQuery({ from, seconds, vehicleClass }: SiteCriteria, now: number) {
  return {
    ...(from && { from: toRfc3339(from) }),
    to: toRfc3339((from ?? now) + seconds * 1000),
    vehicle_class: vehicleClass,
  };
}

/** Garages and lots in a box, by name. */
export function sitesQuery(seen: Box | undefined, criteria: SiteCriteria, isLive: boolean) {
  const { from, seconds, vehicleClass } = criteria;
  const bbox = seen ? toBbox(clampBox(seen, MAX_BOX_DEGREES)) : "";
  return queryOptions({
    queryKey: ["sites", bbox, from, seconds, vehicleClass],
    enabled: Boolean(bbox),
    placeholderData: keepPreviousData,
    refetchInterval: isLive && from === undefined ? LIVE_POLL_MS : POLL_MS,
    staleTime: 2_000,
    queryFn: async ({ signal }) => {
      const { sites } = await atServerTime((now) => {
        const query = { bbox, ...stayQuery(criteria, now), limit: PAGE };
        return unwrap(api.GET("/api/v1/sites", { params: { query }, signal }));
      });
      return sites;
    },
  });
}

/** The site that is shown meanwhile: the same one for another stay, never another one. */
export function sameSite(id: string, before: SiteDetails | undefined): SiteDetails | undefined {
  return before?.id === id ? before : undefined;
}

/** One site. Its distance counts from `place`. */
export function siteQuery(id: string, criteria: SiteCriteria, place: Position | undefined) {
  const { from, seconds, vehicleClass } = criteria;
  return queryOptions({
    queryKey: ["site", id, from, seconds, vehicleClass, place?.lat, place?.lng],
    refetchInterval: POLL_MS,
    queryFn: ({ signal }): Promise<SiteDetails> =>
      atServerTime((now) => {
        const query = { ...stayQuery(criteria, now), ...(place && { lat: place.lat, lng: place.lng }) };
        return unwrap(api.GET("/api/v1/sites/{id}", { params: { path: { id }, query }, signal }));
      }),
    placeholderData: (before) => sameSite(id, before),
  });
}

interface SpotOfSite extends Position {
  zone: { id: string };
}

/** The site to which a spot belongs; `null` on the street. A reservation names only its zone. */
export function siteOfSpotQuery({ zone, lat, lng }: SpotOfSite) {
  return queryOptions({
    queryKey: ["site-of-zone", zone.id],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const query = { lat, lng, radius_m: MAX_SITE_RADIUS_M, limit: PAGE };
      const { sites } = await unwrap(api.GET("/api/v1/sites", { params: { query }, signal }));
      return sites.find(({ levels }) => levels.some(({ zone_id }) => zone_id === zone.id)) ?? null;
    },
  });
}
