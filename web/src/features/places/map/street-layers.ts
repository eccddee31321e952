import type { LayerProps } from "@vis.gl/react-maplibre";
import type { Shade } from "@/styles/colors";
import { CASING, FONT, STREET, STREET_NAME } from "./style";
import { STREET_MIN_ZOOM } from "./streets";

/** From here on a street is wide enough for its name between the spots of its kerbs. */
const NAME_BETWEEN_SPOTS_ZOOM = 18;
const NAME_MIN_ZOOM = 14;

/** Ids are our own: layers of a configured style are often called `streets`. */
export const STREET_SOURCE = "own-streets";

/** Pixels at the zooms 12, 14 and 22. From 14 on a width doubles with each zoom: 13 m at the latitude of New York. */
const width = (far: number, middle: number, near: number) =>
  ["interpolate", ["exponential", 2], ["zoom"], 12, far, 14, middle, 22, near] as unknown as number;

const line = (id: string, colour: string, lineWidth: number): LayerProps => ({
  id,
  type: "line",
  source: STREET_SOURCE,
  minzoom: STREET_MIN_ZOOM,
  layout: { "line-cap": "round", "line-join": "round" },
  paint: { "line-color": colour, "line-width": lineWidth },
});

/** The edges of all streets are below their surfaces, so that crossings stay open. */
export const casing = (shade: Shade) => line("own-street-casing", CASING[shade], width(2.2, 5.4, 920));
export const surface = (shade: Shade) => line("own-streets", STREET[shade], width(1.2, 3.6, 918));

/** Names along the lines. Without a glyph server, MapLibre draws the letters from the fonts of the device. */
export const names = (shade: Shade): LayerProps => ({
  id: "own-street-names",
  type: "symbol",
  source: STREET_SOURCE,
  minzoom: NAME_MIN_ZOOM,
  layout: {
    "symbol-placement": "line",
    "symbol-spacing": 220,
    "text-field": ["get", "name"],
    "text-font": FONT,
    "text-size": ["interpolate", ["linear"], ["zoom"], 14, 10.5, 18, 13],
    "text-max-angle": 30,
    "text-padding": 4,
    // Prices keep others away, and the names between the spots must not disappear.
    "text-overlap": ["step", ["zoom"], "never", NAME_BETWEEN_SPOTS_ZOOM, "always"],
  },
  paint: { "text-color": STREET_NAME[shade], "text-halo-color": STREET[shade], "text-halo-width": 1.4 },
});
