import type { Position } from "@/lib/geo";
import { type Clicked, TOLERANCE } from "./click-action";
import type { PlacedIcon, Places } from "./first-map-icons";
import { dotRadius, heatRadius } from "./map-sizes";
import type { Point, Projection } from "./projection";
import { GROUP_ZOOM, SPOT_ZOOM } from "./zooms";

/** The icon at a point, else the nearest one in reach of a finger. */
function iconAt(icons: PlacedIcon[], { x, y }: Point): PlacedIcon | undefined {
  const distances = icons.map((icon) => ({
    icon,
    away: Math.hypot(
      Math.max(icon.left - x, 0, x - icon.left - icon.width),
      Math.max(icon.top - y, 0, y - icon.top - icon.height),
    ),
  }));
  return distances.filter(({ away }) => away <= TOLERANCE).sort((one, other) => one.away - other.away)[0]?.icon;
}

/** The group whose dot is at a point, or the cell of the heat there. */
function placeAt(
  { groups, grid }: Places,
  zoom: number,
  { project }: Pick<Projection, "project">,
  point: Point,
): Clicked | undefined {
  const away = (place: Position) => {
    const { x, y } = project(place);
    return Math.hypot(x - point.x, y - point.y);
  };
  const nearest = <T extends Position>(all: T[], reach: number) =>
    all
      .map((place) => ({ place, distance: away(place) }))
      .filter(({ distance }) => distance <= reach)
      .sort((one, other) => one.distance - other.distance)[0]?.place;
  if (zoom >= SPOT_ZOOM) return undefined;
  if (zoom >= GROUP_ZOOM) {
    const group = nearest(groups, TOLERANCE + dotRadius(zoom));
    return group && { group: group.id };
  }
  const cell = nearest(grid.cells, heatRadius(zoom, grid.zoom));
  return cell && { cell: { lat: cell.lat, lng: cell.lng } };
}

/** The target of a click on the first map; undefined beside everything that is drawn. */
export function clickedOn(
  icons: PlacedIcon[],
  places: Places,
  zoom: number,
  projection: Pick<Projection, "project">,
  point: Point,
): Clicked | undefined {
  return iconAt(icons, point)?.target ?? placeAt(places, zoom, projection, point);
}
