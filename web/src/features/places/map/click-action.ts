import type { Position } from "@/lib/geo";
import type { MapViewProps, View } from "./map-view";
import type { SpotGroup } from "./spot-group";
import { SPOT_ZOOM } from "./zooms";

/** In pixels: a finger is wider than an icon. */
export const TOLERANCE = 10;
/** Levels by which a click on the heat zooms in. */
const HEAT_STEP = 2;
/** Levels beyond the first one with single spots, so that rounding does not hide them. */
const SPOT_MARGIN = 0.1;

/** The target of a click: a spot, a group of spots, a site, a cell of the heat, or the driver's own space. */
export type Clicked =
  { spot: string } | { group: string } | { site: string } | { cell: Position } | { own: string; place: Position };

/** The map moves, or else the selection changes. */
export interface ClickAction {
  zoomTo?: View;
  group?: SpotGroup;
  site?: string;
  select?: string;
}

/** A click beside everything that is drawn ends the selection. */
export function actionOf(clicked: Clicked | undefined, zoom: number, groups: SpotGroup[]): ClickAction {
  if (!clicked) return {};
  if ("spot" in clicked) return { select: clicked.spot };
  if ("site" in clicked) return { site: clicked.site };
  if ("cell" in clicked) return { zoomTo: { ...clicked.cell, zoom: zoom + HEAT_STEP } };
  const near = Math.max(zoom, SPOT_ZOOM) + SPOT_MARGIN;
  // Farther away, nothing is known of the spot.
  if ("own" in clicked)
    return zoom < SPOT_ZOOM ? { zoomTo: { ...clicked.place, zoom: near } } : { select: clicked.own };
  const group = groups.find(({ id }) => id === clicked.group);
  return group ? { zoomTo: { lat: group.lat, lng: group.lng, zoom: near }, group } : {};
}

/** Moves the map, or reports the selection. */
export function follow(
  { zoomTo, group, site, select }: ClickAction,
  move: (view: View) => void,
  { onSelect, onGroup, onSite }: Pick<MapViewProps, "onSelect" | "onGroup" | "onSite">,
): void {
  if (zoomTo) move(zoomTo);
  else if (site) onSite?.(site);
  else onSelect(select);
  if (group) onGroup?.(group);
}
