import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

/** Kinds of sources that the map library is built with (`scripts/map-library-stubs.mjs`). */
const SOURCES = new Set(["vector", "raster", "geojson"]);
const LAYERS = new Set(["background", "fill", "line", "symbol", "circle", "heatmap", "fill-extrusion", "raster"]);

/** The style without parts that the map cannot draw, such as hills, so that it draws all others. */
export function supportedStyle(style: StyleSpecification): StyleSpecification {
  const sources = Object.fromEntries(Object.entries(style.sources).filter(([, { type }]) => SOURCES.has(type)));
  const isSupported = (layer: LayerSpecification) =>
    LAYERS.has(layer.type) && (!("source" in layer) || layer.source in sources);
  const layers = style.layers.filter(isSupported);
  return { ...style, sources, layers, terrain: undefined, sky: undefined, projection: undefined };
}
