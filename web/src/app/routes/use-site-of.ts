import { useQuery } from "@tanstack/react-query";
import type { FreeSpot, LiveSpot, RefusedSpot } from "@/api/types";
import { siteOfSpotQuery } from "@/features/places/sites/site-requests";

type SpotDetails = FreeSpot | RefusedSpot["spot"];

/** The garage or lot of a spot; undefined on the street, and until it is known. A refused spot names none. */
export function useSiteOf(details: SpotDetails | undefined, live: LiveSpot | undefined) {
  const { zone = { id: "" }, lat = 0, lng = 0 } = details ?? {};
  const siteId = details && "site_id" in details ? details.site_id : live?.site_id;
  const { data } = useQuery({ ...siteOfSpotQuery({ zone, lat, lng }), enabled: Boolean(details && siteId) });
  return (details && siteId && data) || undefined;
}
