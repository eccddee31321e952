import type { StyleSpecification } from "maplibre-gl";
import { colourOf } from "@/styles/colors";
import { supportedStyle } from "./supported-style";

export const GROUND = colourOf("ground");
export const STREET = colourOf("street");
/** Edges of streets, on our own ground. */
export const CASING = colourOf("street-edge");
export const STREET_NAME = colourOf("soft");
export const KERB = colourOf("kerb-line");

/** Fonts of the page, because there is no glyph server: MapLibre loads them before it draws letters. */
export const FONT = ["Inter", "system-ui", "sans-serif"];

/** The style of a map without tiles. */
export function plainStyle(isDark: boolean): StyleSpecification {
  const colour = isDark ? GROUND.dark : GROUND.light;
  return {
    version: 8,
    sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": colour } }],
  };
}

type Pmtiles = typeof import("./pmtiles");

let pmtiles: Promise<Pmtiles> | undefined;

/** A chunk of its own, loaded only if a PMTiles file is configured. */
export function importPmtiles(): Promise<Pmtiles> {
  pmtiles ??= import("./pmtiles");
  return pmtiles;
}

/** A PMTiles file in our colours, or a complete MapLibre style. */
export async function loadStyle(
  url: string,
  attribution: string | null,
  isDark: boolean,
  signal: AbortSignal,
): Promise<StyleSpecification> {
  const { protocol, pathname, href } = new URL(url.replace(/^pmtiles:\/\//, ""), location.href);
  if (protocol.startsWith("http") && pathname.endsWith(".pmtiles")) {
    const { pmtilesStyle } = await importPmtiles();
    return pmtilesStyle(href, attribution, isDark);
  }
  const response = await fetch(href, { signal });
  if (!response.ok) throw new Error(`Loading the map style failed: ${response.status}`);
  return supportedStyle((await response.json()) as StyleSpecification);
}
