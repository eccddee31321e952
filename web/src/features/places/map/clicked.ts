import type { MapGeoJSONFeature, MapRef } from "@vis.gl/react-maplibre";
import type * as GeoJSON from "geojson";
import { wrapLongitude } from "@/lib/geo";
import { type Clicked, TOLERANCE } from "./click-action";
import { CLICKABLE } from "./layers";

/** Undefined beside everything that is drawn. */
export function clickedAt(map: MapRef, { x, y }: { x: number; y: number }): Clicked | undefined {
  const area: [[number, number], [number, number]] = [
    [x - TOLERANCE, y - TOLERANCE],
    [x + TOLERANCE, y + TOLERANCE],
  ];
  const layers = CLICKABLE.filter((layer) => map.getLayer(layer));
  // An exact hit counts before its neighbours.
  const [exact] = map.queryRenderedFeatures([x, y], { layers });
  const hit = exact ?? nearestOf(map, map.queryRenderedFeatures(area, { layers }), { x, y });
  return hit && toClicked(hit);
}

/** Of the points in the uppermost layer that has some. */
function nearestOf(map: MapRef, hits: MapGeoJSONFeature[], { x, y }: { x: number; y: number }) {
  const uppermost = hits.filter(({ layer }) => layer.id === hits[0]?.layer.id);
  const away = (hit: MapGeoJSONFeature) => {
    const at = map.project((hit.geometry as GeoJSON.Point).coordinates as [number, number]);
    return Math.hypot(at.x - x, at.y - y);
  };
  return uppermost.map((hit) => ({ hit, away: away(hit) })).sort((one, other) => one.away - other.away)[0]?.hit;
}

function toClicked({ source, properties, geometry }: MapGeoJSONFeature): Clicked {
  const id = String(properties.id);
  if (source === "groups") return { group: id };
  if (source === "spots") return { spot: id };
  if (source === "sites") return { site: id };
  const [lng = 0, lat = 0] = (geometry as GeoJSON.Point).coordinates;
  const place = { lat, lng: wrapLongitude(lng) };
  return source === "mine" ? { own: id, place } : { cell: place };
}
