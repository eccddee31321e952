import type * as GeoJSON from "geojson";
import { distance } from "@/lib/geo";

/** A spot as the map draws it. */
export interface MapSpot {
  id: string;
  label: string;
  lat: number;
  lng: number;
  state: "free" | "held" | "taken" | "closed";
  /** Price of an hour, written. */
  price: string;
}

type Features = GeoJSON.FeatureCollection<GeoJSON.Point>;
type Lines = GeoJSON.FeatureCollection<GeoJSON.LineString>;

/** Spots that are at most so far apart belong to the same stretch of kerb. */
const MAX_NEIGHBOUR_DISTANCE_M = 10;
/** Side of a cell of the grid by which neighbours are found, in degrees: more than `NEIGHBOUR_M` each way. */
const CELL_DEGREES = 0.00015;

/** All spots as one source. */
export function toFeatures(spots: Iterable<MapSpot>): Features {
  const features: Features["features"] = [];
  for (const { id, lat, lng, state, price } of spots) {
    features.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: [lng, lat] },
      properties: { id, state, price, free: state === "free" ? 1 : 0 },
    });
  }
  return { type: "FeatureCollection", features };
}

/** The kerb, drawn from spot to spot: the ground of a map that has no tiles. */
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

/** Lines from place to place. */
export function toLines(all: Pick<MapSpot, "lat" | "lng">[][]): Lines {
  const features: Lines["features"] = [];
  for (const places of all) {
    // On the far side of the 180th meridian a line goes on, instead of all the way round.
    const start = places[0]?.lng ?? 0;
    const coordinates = places.map(({ lat, lng }) => [lng - 360 * Math.round((lng - start) / 360), lat]);
    const geometry = { type: "LineString", coordinates } as const;
    if (coordinates.length > 1) features.push({ type: "Feature", geometry, properties: {} });
  }
  return { type: "FeatureCollection", features };
}
