import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { FreeSpot, RefusedSpot } from "@/api/types";
import { type Box, type Position, toBbox, clampBox } from "@/lib/geo";
import { atServerTime } from "@/lib/server-time";
import { toRfc3339 } from "@/lib/time";
import { type Criteria, showsSites } from "./criteria";

const PAGE = 200;
/** Limit of the api. */
const MAX_BOX_DEGREES = 0.499;
/** Used only without a live connection. */
const POLL_MS = 15_000;

type StayCriteria = Pick<Criteria, "from" | "seconds" | "vehicleClass">;

/** The part of the search that decides on permission and price. */
function stayQuery({ from, seconds, vehicleClass }: StayCriteria, now: number) {
  return {
    ...(from && { from: toRfc3339(from) }),
    to: toRfc3339((from ?? now) + seconds * 1000),
    vehicle_class: vehicleClass,
  };
}

/** A spot that is offered, or refused by its rules; neither if it is not free. */
export interface FoundSpot {
  offer: FreeSpot | undefined;
  refusal: RefusedSpot | undefined;
}

export function spotsQuery(seen: Box | undefined, criteria: Criteria, isLive: boolean) {
  const { from, seconds, vehicleClass, has } = criteria;
  const box = seen && clampBox(seen, MAX_BOX_DEGREES);
  return queryOptions({
    queryKey: ["spots", box && toBbox(box), from, seconds, vehicleClass, has.join()],
    enabled: Boolean(box),
    placeholderData: keepPreviousData,
    // Live changes trigger a refetch.
    refetchInterval: isLive ? false : POLL_MS,
    staleTime: 2_000,
    queryFn: ({ signal }) =>
      atServerTime((now) => {
        const query = {
          bbox: box ? toBbox(box) : "",
          ...stayQuery(criteria, now),
          ...(has.length && { attributes: has.join() }),
          ...(showsSites(criteria) && { places: "street" }),
          limit: PAGE,
        };
        return unwrap(api.GET("/api/v1/spots", { params: { query }, signal }));
      }),
  });
}

/** One spot, by a search at its position. */
export function spotQuery(id: string | undefined, place: Position | undefined, criteria: StayCriteria) {
  return queryOptions({
    queryKey: ["spot", id, criteria.from, criteria.seconds, criteria.vehicleClass],
    enabled: Boolean(id && place),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<FoundSpot> => {
      const { lat, lng } = place ?? { lat: 0, lng: 0 };
      const { spots, refused } = await atServerTime((now) => {
        const query = { lat, lng, radius: 3, limit: 20, ...stayQuery(criteria, now) };
        return unwrap(api.GET("/api/v1/spots", { params: { query }, signal }));
      });
      return {
        offer: spots.find((spot) => spot.id === id),
        refusal: refused?.find(({ spot }) => spot.id === id),
      };
    },
  });
}
