import type { Position } from "@/lib/geo";
import type { Clicked } from "./click-action";
import { between } from "./map-sizes";
import type { Projection } from "./projection";
import { type MapSpot, toFeatures } from "./spot-feature";
import { type MapSite, toSiteFeatures } from "./site-feature";
import { type SpotGroup, toGroupFeatures } from "./spot-group";
import type { CellGrid } from "./spot-layers";
import { GROUP_ZOOM, SITE_SPOT_ZOOM, SPOT_ZOOM } from "./zooms";

/** The known places of the map. */
export interface Places {
  spots: MapSpot[];
  groups: SpotGroup[];
  grid: CellGrid;
  /** Garages and lots; without them, they are groups like others. */
  sites: MapSite[] | undefined;
  mine: (Position & { id: string })[];
  destination: Position | undefined;
  /** From where walks begin. */
  from: Position | undefined;
}

interface Size {
  width: number;
  height: number;
}

interface Rectangle extends Size {
  left: number;
  top: number;
}

/** An icon at its place, in pixels of the window. */
export interface PlacedIcon extends Rectangle {
  name: string;
  opacity: number;
  target: Clicked;
}

interface Candidate {
  name: string;
  place: Position;
  target: Clicked;
  /** Distance of the upper edge from the place, in heights of the icon and in pixels. */
  anchor?: { part: number; offset: number };
  scale?: number;
  opacity?: number;
  /** Room around the icon; undefined for an icon that may cover others. */
  padding?: number;
}

/** As in `layers.ts`. */
const WALK = { part: 0, offset: 14 };
const PRICE = { part: -1, offset: -12 };
const OPACITY = { free: 1, held: 0.8, taken: 0.5, closed: 0.5 };
const RANK = { free: 2, held: 1, taken: 0, closed: 0 };

/** Single spots with their prices, the uppermost first. */
function spotCandidates({ spots, sites, mine, from }: Places, zoom: number): Candidate[] {
  const hasSites = sites !== undefined;
  const { features } = toFeatures(spots, { except: new Set(mine.map(({ id }) => id)), from, hasSites });
  const labels = new Map(features.map(({ properties }) => [properties?.id as string, properties?.label as string]));
  const isShown = (spot: MapSpot) => labels.has(spot.id) && !(hasSites && spot.siteId && zoom < SITE_SPOT_ZOOM);
  const shown = spots.filter(isShown);
  const prices = shown.flatMap((place) => {
    const label = labels.get(place.id);
    return label ? [{ name: `price:${label}`, place, target: { spot: place.id }, anchor: PRICE, padding: 6 }] : [];
  });
  const scale = between(zoom, [SPOT_ZOOM, 0.8], [20, 1.15]);
  const icons = [...shown]
    .sort((one, other) => RANK[other.state] - RANK[one.state])
    .map((place) => ({
      ...{ name: place.state, place, target: { spot: place.id }, scale },
      opacity: OPACITY[place.state],
    }));
  return [...prices, ...icons];
}

/**
 * Pills of blocks, and of sites without a pill of their own, and the walks below them; those with the most free spots
 * first.
 */
function groupCandidates({ groups, from }: Places, zoom: number): Candidate[] {
  const sorted = [...groups].sort((one, other) => other.free - one.free);
  const { features } = toGroupFeatures(sorted, from);
  const pills: Candidate[] = [];
  const walks: Candidate[] = [];
  for (const [index, place] of sorted.entries()) {
    const properties = features[index]?.properties;
    if (!properties) continue;
    const target = { group: place.id };
    if (properties.icon) pills.push({ name: String(properties.icon), place, target, padding: 3 });
    if (properties.walk && zoom >= GROUP_ZOOM + 1)
      walks.push({ name: `walk:${properties.walk}`, place, target, anchor: WALK, padding: 2 });
  }
  return [...pills, ...walks];
}

/** Pills of garages and lots; those with the most free spots first. */
function siteCandidates(sites: MapSite[]): Candidate[] {
  const sorted = [...sites].sort((one, other) => other.free - one.free);
  const { features } = toSiteFeatures(sorted);
  return sorted.map((place, index) => {
    return { name: String(features[index]?.properties?.icon), place, target: { site: place.id } };
  });
}

/** Numbers of free spots on the heat. */
function cellCandidates({ grid: { cells } }: Places): Candidate[] {
  return [...cells]
    .sort((one, other) => other.free - one.free)
    .map(({ free, lat, lng }) => ({
      ...{ name: `number:${free}`, place: { lat, lng }, target: { cell: { lat, lng } }, padding: 6 },
    }));
}

const isOverlapping = (one: Rectangle, other: Rectangle) =>
  one.left < other.left + other.width &&
  other.left < one.left + one.width &&
  one.top < other.top + other.height &&
  other.top < one.top + one.height;

/** The icons of a zoom, the uppermost first; icons without room are left out, as by MapLibre. */
export function placeIcons(
  places: Places,
  zoom: number,
  { project }: Pick<Projection, "project">,
  window: Size,
  sizeOf: (name: string) => Size | undefined,
): PlacedIcon[] {
  const own = places.mine.map((place): Candidate => ({ name: "mine", place, target: { own: place.id, place } }));
  const others =
    zoom >= SPOT_ZOOM
      ? spotCandidates(places, zoom)
      : zoom >= GROUP_ZOOM
        ? groupCandidates(places, zoom)
        : cellCandidates(places);
  const sites = zoom >= GROUP_ZOOM ? siteCandidates(places.sites ?? []) : [];
  const placed: PlacedIcon[] = [];
  const room: Rectangle[] = [];
  for (const { name, place, target, anchor, scale = 1, opacity = 1, padding } of [...own, ...sites, ...others]) {
    const size = sizeOf(name);
    if (!size) continue;
    const [width, height] = [size.width * scale, size.height * scale];
    const { part, offset } = anchor ?? { part: -0.5, offset: 0 };
    const { x, y } = project(place);
    const icon = { left: x - width / 2, top: y + height * part + offset, width, height };
    if (!isOverlapping(icon, { left: 0, top: 0, ...window })) continue;
    const margin = padding ?? 0;
    const claimed = {
      ...{ left: icon.left - margin, top: icon.top - margin },
      ...{ width: width + 2 * margin, height: height + 2 * margin },
    };
    if (padding !== undefined && room.some((other) => isOverlapping(claimed, other))) continue;
    // Own spaces are above all others, and take no room from them.
    if (!("own" in target)) room.push(claimed);
    placed.push({ name, target, opacity, ...icon });
  }
  return placed;
}
