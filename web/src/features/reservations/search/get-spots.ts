import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { type Box, type Position, toBbox, clampBox } from "@/lib/geo";
import { toRfc3339 } from "@/lib/time";
import type { Criteria } from "./criteria";

const PAGE = 200;
/** Largest box that the api takes, in degrees. */
const MAX_BOX_DEGREES = 0.499;
/** While the live connection is away. */
const POLL_MS = 15_000;

/** Free spots of a part of the map, for the time that is looked for. */
export function spotsQuery(seen: Box | undefined, { from, seconds, has }: Criteria, isLive: boolean) {
  const box = seen && clampBox(seen, MAX_BOX_DEGREES);
  return queryOptions({
    queryKey: ["spots", box && toBbox(box), from, seconds, has.join()],
    enabled: Boolean(box),
    placeholderData: keepPreviousData,
    // The live connection tells when to ask again.
    refetchInterval: isLive ? false : POLL_MS,
    staleTime: 2_000,
    queryFn: ({ signal }) => {
      const start = from ?? Date.now();
      const query = {
        bbox: box ? toBbox(box) : "",
        ...(from && { from: toRfc3339(from) }),
        to: toRfc3339(start + seconds * 1000),
        ...(has.length && { attributes: has.join() }),
        limit: PAGE,
      };
      return unwrap(api.GET("/api/v1/spots", { params: { query }, signal }));
    },
  });
}

/** What is to be known of one spot: it is looked for where it is. */
export function spotQuery(id: string | undefined, place: Position | undefined) {
  return queryOptions({
    queryKey: ["spot", id],
    enabled: Boolean(id && place),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const { lat, lng } = place ?? { lat: 0, lng: 0 };
      const query = { lat, lng, radius: 3, limit: 20 };
      const { spots } = await unwrap(api.GET("/api/v1/spots", { params: { query }, signal }));
      return spots.find((spot) => spot.id === id) ?? null;
    },
  });
}
