import type { CellAvailability, ZoneAvailability } from "@/api/types";
import { distance, type Position, unwrapLongitude } from "@/lib/geo";
import { formatPrice, type Money } from "@/lib/money";
import { type MapSpot, pointFeature, type PointFeatures } from "./spot-feature";
import { walkLabel } from "./walk-label";

/** The spots of a block, on both sides of its street, or of a whole garage or lot. */
export interface SpotGroup extends Position {
  /** Of the site, or else of the zone. */
  id: string;
  isSite: boolean;
  zoneIds: string[];
  free: number;
  total: number;
  /** Lowest price of the stay; undefined if no spot is free or its price is not known. */
  price: Money | undefined;
}

interface Part extends Position {
  zoneId: string;
  siteId: string | null | undefined;
  free: number;
  total: number;
  price: Money | null | undefined;
}

/** The lower one; of an unknown one the other. */
function lower(one: Money | undefined, other: Money | undefined): Money | undefined {
  if (!one || !other) return one ?? other;
  return other.amount_minor < one.amount_minor ? other : one;
}

/** Adds the spots of a part; the position becomes the mean of all spots. */
function add(group: SpotGroup, { free, total, lat, lng, price }: Omit<Part, "zoneId" | "siteId">): void {
  const share = total / (group.total + total);
  group.lat += (lat - group.lat) * share;
  group.lng += (unwrapLongitude(lng, group.lng) - group.lng) * share;
  group.free += free;
  group.total += total;
  group.price = lower(group.price, price ?? undefined);
}

/** The faces of a block are across the street from each other. */
const MAX_STREET_WIDTH_M = 30;
/** A little more, in degrees of latitude. */
const MAX_STREET_WIDTH_DEGREES = 0.0003;

/** Joins the two faces of a block, because the map has room for one of their pills only. */
function joinFaces(groups: SpotGroup[]): SpotGroup[] {
  const faces = groups.filter(({ isSite }) => !isSite).sort((one, other) => one.lat - other.lat);
  const absorbed = new Set<SpotGroup>();
  for (const [index, face] of faces.entries()) {
    if (absorbed.has(face)) continue;
    let nearest: SpotGroup | undefined;
    let metres = MAX_STREET_WIDTH_M;
    for (let next = index + 1; next < faces.length; next += 1) {
      const other = faces[next];
      if (!other || other.lat - face.lat > MAX_STREET_WIDTH_DEGREES) break;
      const away = distance(face, other);
      if (absorbed.has(other) || away > metres) continue;
      [nearest, metres] = [other, away];
    }
    if (!nearest) continue;
    absorbed.add(nearest);
    add(face, nearest);
    face.zoneIds.push(...nearest.zoneIds);
  }
  return groups.filter((group) => !absorbed.has(group));
}

/** Joins parts of the same site or zone. */
function join(parts: Iterable<Part>): SpotGroup[] {
  const groups = new Map<string, SpotGroup>();
  for (const { zoneId, siteId, free, total, lat, lng, price } of parts) {
    const id = siteId ?? zoneId;
    const group = groups.get(id);
    if (!group) {
      groups.set(id, {
        id,
        isSite: Boolean(siteId),
        zoneIds: [zoneId],
        free,
        total,
        lat,
        lng,
        price: price ?? undefined,
      });
      continue;
    }
    add(group, { free, total, lat, lng, price });
    if (!group.zoneIds.includes(zoneId)) group.zoneIds.push(zoneId);
  }
  return joinFaces([...groups.values()]);
}

/** One group for each block, and one for each site with all its zones. */
export function zonesToGroups(zones: ZoneAvailability[]): SpotGroup[] {
  return join(
    zones.map(({ zone_id, site_id, from_price, ...zone }) => ({
      ...zone,
      zoneId: zone_id,
      siteId: site_id,
      price: from_price,
    })),
  );
}

/** The same from single spots, until counts arrive or without them; a spot without a known zone is left out. */
export function spotsToGroups(spots: Iterable<MapSpot>): SpotGroup[] {
  const parts: Part[] = [];
  for (const { zoneId, siteId, lat, lng, state, money } of spots) {
    if (!zoneId) continue;
    const isFree = state === "free";
    parts.push({ zoneId, siteId, lat, lng, free: isFree ? 1 : 0, total: 1, price: isFree ? money : undefined });
  }
  return join(parts);
}

/** The icon of a group with free spots is `pill:4 · $5.50`, for a site `site:4 · $5.50`; others are only a dot. */
export function toGroupFeatures(groups: SpotGroup[], from: Position | undefined): PointFeatures {
  const features = groups.map((group) => {
    const { id, free, isSite, price } = group;
    const label = [String(free), price && formatPrice(price)].filter(Boolean).join(" · ");
    return pointFeature(group, {
      id,
      free,
      icon: free > 0 ? `${isSite ? "site" : "pill"}:${label}` : isSite ? "site-full" : "",
      walk: free > 0 ? walkLabel(from, group) : "",
    });
  });
  return { type: "FeatureCollection", features };
}

/** `zoom` is that of the grid: cells are as large on the screen as at that zoom, times two for each further level. */
export function toCellFeatures(cells: CellAvailability[], zoom: number): PointFeatures {
  const features = cells.map((cell) =>
    pointFeature(cell, { free: cell.free, share: cell.total ? cell.free / cell.total : 0, zoom }),
  );
  return { type: "FeatureCollection", features };
}
