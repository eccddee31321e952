import type { LayerProps } from "@vis.gl/react-maplibre";
import type { Shade } from "@/styles/colors";
import { lineWidth } from "./layers";
import { CASING_WIDTHS, SURFACE_WIDTHS } from "./map-sizes";
import { CASING, FONT, STREET, STREET_NAME } from "./style";
import { STREET_MIN_ZOOM } from "./streets";

/** From here on a street is wide enough for its name between the spots of its kerbs. */
const NAME_BETWEEN_SPOTS_ZOOM = 18;
const NAME_MIN_ZOOM = 14;

/** Ids are our own: layers of a configured style are often called `streets`. */
export const STREET_SOURCE = "own-streets";

const line = (id: string, colour: string, width: number): LayerProps => ({
  id,
  type: "line",
  source: STREET_SOURCE,
  minzoom: STREET_MIN_ZOOM,
  layout: { "line-cap": "round", "line-join": "round" },
  paint: { "line-color": colour, "line-width": width },
});

/** The edges of all streets are below their surfaces, so that crossings stay open. */
export const casing = (shade: Shade) => line("own-street-casing", CASING[shade], lineWidth(CASING_WIDTHS));
export const surface = (shade: Shade) => line("own-streets", STREET[shade], lineWidth(SURFACE_WIDTHS));

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
