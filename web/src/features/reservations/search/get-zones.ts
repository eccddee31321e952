import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { type Box, type Position, toBbox } from "@/lib/geo";

/** In a larger box kerbs would be too thin to see. */
const MAX_BOX_DEGREES = 0.04;
const PAGE = 200;

const isNear = (box: Box) => box.north - box.south <= MAX_BOX_DEGREES && box.east - box.west <= MAX_BOX_DEGREES;

/** Kerb lines of the nearest zones. */
export function kerbsQuery(box: Box | undefined) {
  const bbox = box && isNear(box) ? toBbox(box) : "";
  return queryOptions({
    queryKey: ["kerbs", bbox],
    enabled: Boolean(bbox),
    placeholderData: keepPreviousData,
    // Kerbs hardly ever change.
    staleTime: 300_000,
    queryFn: async ({ signal }): Promise<Position[][]> => {
      const query = { bbox, limit: PAGE };
      const { zones } = await unwrap(api.GET("/api/v1/zones", { params: { query }, signal }));
      return zones.map(({ line }) => line.map(([lng = 0, lat = 0]) => ({ lat, lng })));
    },
  });
}
