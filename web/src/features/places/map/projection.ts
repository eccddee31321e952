import { type Box, type Position, unwrapLongitude } from "@/lib/geo";
import type { View } from "./map-view";
import type { Padding } from "./use-map-frame";

/** Width of the world in pixels at zoom 0, as in MapLibre. */
const WORLD_PX = 512;

export interface Point {
  x: number;
  y: number;
}

/** A window on the map. The centre of the view is in the middle of the part that nothing covers. */
export interface Frame {
  view: View;
  width: number;
  height: number;
  padding: Padding;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
/** In parts of the world's width. */
const northing = (lat: number) => Math.log(Math.tan(Math.PI / 4 + radians(lat) / 2)) / (2 * Math.PI);
const latitude = (north: number) => (360 / Math.PI) * Math.atan(Math.exp(north * 2 * Math.PI)) - 90;

/** Web Mercator: places to pixels from the upper left corner of the window, and back. */
export function projectionOf({ view, width, height, padding }: Frame) {
  const world = WORLD_PX * 2 ** view.zoom;
  const [x, y] = [(padding.left + width - padding.right) / 2, (padding.top + height - padding.bottom) / 2];
  const north = northing(view.lat);
  return {
    project: ({ lat, lng }: Position): Point => ({
      x: x + ((unwrapLongitude(lng, view.lng) - view.lng) / 360) * world,
      y: y - (northing(lat) - north) * world,
    }),
    unproject: (point: Point): Position => ({
      lat: latitude(north - (point.y - y) / world),
      lng: view.lng + ((point.x - x) / world) * 360,
    }),
    /** The middle of the part that nothing covers. */
    middle: { x, y },
  };
}

export type Projection = ReturnType<typeof projectionOf>;

/** The box of the whole window, or of the part that nothing covers. */
export function boxOf(frame: Frame, covered: Padding = { top: 0, right: 0, bottom: 0, left: 0 }): Box {
  const { unproject } = projectionOf(frame);
  const high = unproject({ x: covered.left, y: covered.top });
  const low = unproject({ x: frame.width - covered.right, y: frame.height - covered.bottom });
  return { south: low.lat, west: high.lng, north: high.lat, east: low.lng };
}
