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

type Pmtiles = typeof import("./pmtiles");

let pmtiles: Promise<Pmtiles> | undefined;

/** What reads PMTiles: a chunk of its own, for those whose map has such a file. */
export function importPmtiles(): Promise<Pmtiles> {
  pmtiles ??= import("./pmtiles");
  return pmtiles;
}

/** What the map is drawn on: a PMTiles file in our colours, or a style as somebody else has made it. */
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
  if (!response.ok) throw new Error(`The map's style: ${response.status}`);
  return (await response.json()) as StyleSpecification;
}
