import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { type Box, type Position, toBbox, clampBox } from "@/lib/geo";
import { toRfc3339 } from "@/lib/time";
import type { Criteria } from "./criteria";

const PAGE = 200;
/** Limit of the api. */
const MAX_BOX_DEGREES = 0.499;
/** Used only without a live connection. */
const POLL_MS = 15_000;

export function spotsQuery(seen: Box | undefined, { from, seconds, has }: Criteria, isLive: boolean) {
  const box = seen && clampBox(seen, MAX_BOX_DEGREES);
  return queryOptions({
    queryKey: ["spots", box && toBbox(box), from, seconds, has.join()],
    enabled: Boolean(box),
    placeholderData: keepPreviousData,
    // Live changes trigger a refetch.
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

/** Details of one spot, by a search at its position. */
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
