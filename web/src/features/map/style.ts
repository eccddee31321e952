import type { StyleSpecification } from "maplibre-gl";

export const GROUND = { light: "#eceeea", dark: "#12181c" };
export const STREET = { light: "#ffffff", dark: "#232c33" };
export const KERB = { light: "#cfd5d1", dark: "#3a4650" };

/** A map without tiles: plain ground, and on it what is known of the kerb. */
export function plainStyle(isDark: boolean): StyleSpecification {
  const colour = isDark ? GROUND.dark : GROUND.light;
  return {
    version: 8,
    sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": colour } }],
  };
}

/** Protomaps' tiles in our own colours, without words, for which a server of fonts would be needed. */
export function pmtilesStyle(url: string, attribution: string | null, isDark: boolean): StyleSpecification {
  const pick = (light: string, dark: string) => (isDark ? dark : light);
  const source = "base";
  return {
    version: 8,
    sources: {
      base: { type: "vector", url: `pmtiles://${new URL(url, location.href).href}`, attribution: attribution ?? "" },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": pick(GROUND.light, GROUND.dark) } },
      {
        id: "earth",
        type: "fill",
        source,
        "source-layer": "earth",
        paint: { "fill-color": pick(GROUND.light, GROUND.dark) },
      },
      {
        id: "parks",
        type: "fill",
        source,
        "source-layer": "landuse",
        filter: [
          "in",
          ["get", "kind"],
          ["literal", ["park", "garden", "forest", "wood", "grass", "cemetery", "pitch"]],
        ],
        paint: { "fill-color": pick("#d5e6d3", "#16261f") },
      },
      {
        id: "water",
        type: "fill",
        source,
        "source-layer": "water",
        paint: { "fill-color": pick("#bcd9e6", "#0c2230") },
      },
      {
        id: "buildings",
        type: "fill",
        source,
        "source-layer": "buildings",
        minzoom: 15,
        paint: { "fill-color": pick("#dfe1dc", "#1a2127") },
      },
      {
        id: "roads",
        type: "line",
        source,
        "source-layer": "roads",
        layout: { "line-cap": "round", "line-join": "round" },
        paint: {
          "line-color": pick("#ffffff", "#2a343c"),
          "line-width": [
            "interpolate",
            ["exponential", 1.8],
            ["zoom"],
            11,
            ["match", ["get", "kind"], "highway", 2, "major_road", 1.2, 0.3],
            19,
            ["match", ["get", "kind"], "highway", 34, "major_road", 28, "minor_road", 20, 4],
          ],
        },
      },
    ],
  };
}
