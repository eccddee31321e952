import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { type Box, clampBox, toBbox } from "@/lib/geo";
import { atServerTime } from "@/lib/server-time";
import { toRfc3339 } from "@/lib/time";
import type { Criteria } from "./criteria";

/** Limits of the api. */
const MAX_ZONES_DEGREES = 0.499;
const MAX_CELLS_DEGREES = 7.999;
/** Counts of cells are never live; those of zones without a live connection. */
const POLL_MS = 15_000;
/** Cells of a grid along the edge of a map tile. */
const CELLS_PER_TILE = 16;
/** The box grows to whole blocks of cells, so that many drivers ask for the same one, which the api stores. */
const BLOCK_CELLS = 8;

/** The smallest box around `box` with edges at whole multiples of a step. */
export function snapBox({ south, west, north, east }: Box, degrees: number): Box {
  const [down, up] = [
    (edge: number) => Math.floor(edge / degrees) * degrees,
    (edge: number) => Math.ceil(edge / degrees) * degrees,
  ];
  return { south: down(south), west: down(west), north: up(north), east: up(east) };
}

function availabilityQuery(kind: string, box: Box | undefined, zoom: number | undefined, criteria: Criteria) {
  const { from, seconds, vehicleClass, has, max } = criteria;
  const bbox = box ? toBbox(box) : "";
  return {
    // A search, so that it is repeated with the others after live changes.
    queryKey: ["spots", kind, bbox, zoom, from, seconds, vehicleClass, has.join(), max],
    enabled: Boolean(bbox),
    placeholderData: keepPreviousData,
    staleTime: 2_000,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      atServerTime(() => {
        const query = {
          bbox,
          ...(zoom !== undefined && { zoom }),
          ...(from && { from: toRfc3339(from) }),
          seconds,
          vehicle_class: vehicleClass,
          ...(has.length && { attributes: has.join() }),
          ...(max !== undefined && { max_per_hour: max }),
        };
        return unwrap(api.GET("/api/v1/availability", { params: { query }, signal }));
      }),
  };
}

/** Free spots by zone. */
export function zoneCountsQuery(box: Box | undefined, criteria: Criteria, isLive: boolean) {
  const options = availabilityQuery("zones", box && clampBox(box, MAX_ZONES_DEGREES), undefined, criteria);
  return queryOptions({ ...options, refetchInterval: isLive ? (false as const) : POLL_MS });
}

/** Free spots by cell of the grid for a whole zoom. */
export function cellCountsQuery(box: Box | undefined, zoom: number, criteria: Criteria) {
  const block = (BLOCK_CELLS * 360) / (CELLS_PER_TILE * 2 ** zoom);
  const area = box && clampBox(snapBox(box, block), MAX_CELLS_DEGREES);
  const options = availabilityQuery("cells", area, zoom, criteria);
  return queryOptions({
    ...options,
    refetchInterval: POLL_MS,
    // With the zoom of the grid, which is not that of the map while the next one loads.
    queryFn: async (context) => ({ cells: (await options.queryFn(context)).cells, zoom }),
  });
}
