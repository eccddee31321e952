import type * as GeoJSON from "geojson";
import { distance, type Position } from "@/lib/geo";
import type { Money } from "@/lib/money";
import { walkLabel } from "./walk-label";

export interface MapSpot {
  id: string;
  label: string;
  lat: number;
  lng: number;
  state: "free" | "held" | "taken" | "closed";
  /** Formatted; empty if it is not known. */
  price: string;
  /** The same, to compare. */
  money?: Money | undefined;
  /** Unknown if the server does not tell. */
  zoneId?: string | undefined;
  siteId?: string | null | undefined;
}

export type PointFeatures = GeoJSON.FeatureCollection<GeoJSON.Point>;
type Lines = GeoJSON.FeatureCollection<GeoJSON.LineString>;

/** Neighbours are on the same stretch of kerb. */
const MAX_NEIGHBOUR_DISTANCE_M = 10;
/** Cell size of the neighbour grid; larger than `MAX_NEIGHBOUR_DISTANCE_M` in both directions. */
const CELL_DEGREES = 0.00015;

export function pointFeature({ lat, lng }: Position, properties: object): PointFeatures["features"][number] {
  return { type: "Feature", geometry: { type: "Point", coordinates: [lng, lat] }, properties };
}

/** With their ids, if they have some. */
export function pointFeatures(places: (Position & { id?: string })[]): PointFeatures {
  const features = places.map((place) => pointFeature(place, { id: place.id }));
  return { type: "FeatureCollection", features };
}

interface SpotFeatureOptions {
  /** Spots with an icon of their own. */
  except?: ReadonlySet<string>;
  /** From where the walk begins. */
  from?: Position | undefined;
  /** Garages and lots have pills. */
  hasSites?: boolean;
}

/** The label of a free spot is its price and the walk. */
export function toFeatures(
  spots: Iterable<MapSpot>,
  { except, from, hasSites = false }: SpotFeatureOptions = {},
): PointFeatures {
  const features: PointFeatures["features"] = [];
  for (const spot of spots) {
    const { id, state, price, siteId } = spot;
    if (except?.has(id)) continue;
    const parts = state === "free" ? [price, walkLabel(from, spot)] : [];
    const ofSite = hasSites && siteId ? { inSite: true } : {};
    features.push(pointFeature(spot, { id, state, label: parts.filter(Boolean).join(" · "), ...ofSite }));
  }
  return { type: "FeatureCollection", features };
}

/** Estimates kerbs by joining neighbouring spots, for a map without tiles. */
export function toKerb(spots: Iterable<Pick<MapSpot, "lat" | "lng">>): Lines {
  const cells = new Map<string, Pick<MapSpot, "lat" | "lng">[]>();
  const features: Lines["features"] = [];
  for (const spot of spots) {
    const [row, column] = [Math.floor(spot.lat / CELL_DEGREES), Math.floor(spot.lng / CELL_DEGREES)];
    for (const y of [row - 1, row, row + 1]) {
      for (const x of [column - 1, column, column + 1]) {
        for (const other of cells.get(`${y}:${x}`) ?? []) {
          if (distance(spot, other) > MAX_NEIGHBOUR_DISTANCE_M) continue;
          const coordinates = [
            [other.lng, other.lat],
            [spot.lng, spot.lat],
          ];
          features.push({ type: "Feature", geometry: { type: "LineString", coordinates }, properties: {} });
        }
      }
    }
    const key = `${row}:${column}`;
    cells.set(key, [...(cells.get(key) ?? []), spot]);
  }
  return { type: "FeatureCollection", features };
}

export function toLines(all: Pick<MapSpot, "lat" | "lng">[][]): Lines {
  const features: Lines["features"] = [];
  for (const places of all) {
    // Unwraps longitudes, so that a line across the 180th meridian does not circle the earth.
    const start = places[0]?.lng ?? 0;
    const coordinates = places.map(({ lat, lng }) => [lng - 360 * Math.round((lng - start) / 360), lat]);
    const geometry = { type: "LineString", coordinates } as const;
    if (coordinates.length > 1) features.push({ type: "Feature", geometry, properties: {} });
  }
  return { type: "FeatureCollection", features };
}
