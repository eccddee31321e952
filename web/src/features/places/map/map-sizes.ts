/** Sizes that the map of the library and the first map share. */

import { GROUP_ZOOM, SPOT_ZOOM } from "./zooms";

/** Zooms with widths in pixels, between which a width grows exponentially with base 2. */
export type WidthStops = readonly (readonly [zoom: number, pixels: number])[];

/** From 14 on a width doubles with each zoom: 13 m at the latitude of New York. */
export const CASING_WIDTHS: WidthStops = [
  [12, 2.2],
  [14, 5.4],
  [22, 920],
];
export const SURFACE_WIDTHS: WidthStops = [
  [12, 1.2],
  [14, 3.6],
  [22, 918],
];

/** 2.4 m at the latitude of New York. */
export const KERB_WIDTHS: WidthStops = [
  [12, 2.4 / 14.5],
  [22, (2.4 / 14.5) * 1024],
];
export const KERB_MIN_ZOOM = 15;

/** A cell of the heat is 32 pixels wide at the zoom of its grid: the api divides a tile of 512 pixels by 16. */
export const HEAT_RADIUS = 32 * 0.72;

export const heatRadius = (zoom: number, gridZoom: number) => HEAT_RADIUS * 2 ** (zoom - gridZoom);

/** Of the dots of blocks. */
export const DOT_RADII: [number, number] = [2.5, 6];

export const dotRadius = (zoom: number) => between(zoom, [GROUP_ZOOM, DOT_RADII[0]], [SPOT_ZOOM, DOT_RADII[1]]);

/** At a zoom, the value between that of the first and of the last zoom. */
export function between(zoom: number, [from, first]: [number, number], [to, last]: [number, number]): number {
  return first + (last - first) * Math.min(1, Math.max(0, (zoom - from) / (to - from)));
}

/** The width at a zoom, as MapLibre interpolates it. */
export function widthAt(stops: WidthStops, zoom: number): number {
  const next = stops.findIndex(([at]) => at > zoom);
  const [[lowZoom, low], [highZoom, high]] = [
    stops[next === -1 ? stops.length - 1 : Math.max(0, next - 1)] ?? [0, 0],
    stops[next === -1 ? stops.length - 1 : next] ?? [0, 0],
  ];
  if (highZoom === lowZoom) return low;
  return low + ((high - low) * (2 ** (zoom - lowZoom) - 1)) / (2 ** (highZoom - lowZoom) - 1);
}
