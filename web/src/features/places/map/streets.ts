import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type * as GeoJSON from "geojson";
import { api, unwrap } from "@/api/client";
import type { Street } from "@/api/types";
import { type Box, type Position, toBbox, unwrapLongitude } from "@/lib/geo";

/** Below, streets would be too dense to see. */
export const STREET_MIN_ZOOM = 13;

/** Boxes are extended to multiples of this, so that near views share one request. */
const GRID_DEGREES = 0.01;
/** From the centre of the view. With the grid, a box is smaller than 0.1 degrees, the limit of the api. */
const MAX_REACH_DEGREES = 0.037;

/** `bbox` of the streets around the centre of a view; empty if the view is too wide. */
export function streetBbox(view: Box, center: Position, zoom: number): string {
  if (zoom < STREET_MIN_ZOOM) return "";
  const low = (edge: number, middle: number) =>
    Math.floor(Math.max(edge, middle - MAX_REACH_DEGREES) / GRID_DEGREES) * GRID_DEGREES;
  const high = (edge: number, middle: number) =>
    Math.ceil(Math.min(edge, middle + MAX_REACH_DEGREES) / GRID_DEGREES) * GRID_DEGREES;
  return toBbox({
    south: low(view.south, center.lat),
    west: low(view.west, center.lng),
    north: high(view.north, center.lat),
    east: high(view.east, center.lng),
  });
}

/** Centre lines of the streets in a box. */
export function streetsQuery(bbox: string) {
  return queryOptions({
    queryKey: ["streets", bbox],
    enabled: Boolean(bbox),
    placeholderData: keepPreviousData,
    // Streets hardly ever change.
    staleTime: 300_000,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/streets", { params: { query: { bbox } }, signal })),
  });
}

/** Lines for the map. Longitudes are unwrapped, so that a street across the 180th meridian stays short. */
export function toStreetFeatures(streets: Street[]): GeoJSON.FeatureCollection<GeoJSON.LineString> {
  const features = streets.map(({ name, line }) => {
    const start = line[0]?.[0] ?? 0;
    const coordinates = line.map(([lng = 0, lat = 0]) => [unwrapLongitude(lng, start), lat]);
    return { type: "Feature" as const, geometry: { type: "LineString" as const, coordinates }, properties: { name } };
  });
  return { type: "FeatureCollection", features };
}
