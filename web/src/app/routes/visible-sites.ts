import type { SiteListItem } from "@/api/visit-types";
import { CAR_PARK } from "@/components/ui/spot-label";
import type { MapSite } from "@/features/places/map/site-feature";
import type { MapSpot } from "@/features/places/map/spot-feature";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import { type Criteria, matchesCriteria, showsSites } from "@/features/reservations/search/criteria";
import type { ListedSite } from "@/features/reservations/search/merged-list";
import { type Box, contains, distance, type Position } from "@/lib/geo";
import { MAX_SORT_DISTANCE_M } from "./visible-spots";

/** A price above the maximum, or an unknown one, leaves the site out. */
function isAffordable({ from_price: price }: SiteListItem, criteria: Criteria): boolean {
  if (criteria.max === undefined) return true;
  return Boolean(price && matchesCriteria({ attributes: [], rate: price, price }, criteria));
}

/** The found sites with their live counts, which are only of now; undefined if the criteria leave out all sites. */
export function currentSites(
  found: SiteListItem[] | undefined,
  live: Pick<LiveSpots, "isOpen" | "sites">,
  criteria: Criteria,
): SiteListItem[] | undefined {
  if (!showsSites(criteria)) return undefined;
  const isLive = live.isOpen && criteria.from === undefined;
  return (found ?? [])
    .filter((site) => isAffordable(site, criteria))
    .map((site) => ({ ...site, ...(isLive && live.sites.get(site.id)) }));
}

interface ListOptions {
  /** The part of the map that is in sight. */
  box: Box | undefined;
  /** From where distances count, if the first place of the list is within `maxMetres`; else the middle of the map. */
  me: Position | undefined;
  /** Of the list of spots. */
  first: Position | undefined;
  maxMetres?: number | undefined;
}

/** The sites in sight, with the distances that those of the listed spots are comparable with. */
export function listedSites(
  sites: SiteListItem[],
  { box, me, first, maxMetres = MAX_SORT_DISTANCE_M }: ListOptions,
): ListedSite[] {
  if (!box) return [];
  const inSight = sites.filter((site) => contains(box, site));
  const nearest = first ?? inSight[0];
  const middle = { lat: (box.south + box.north) / 2, lng: (box.west + box.east) / 2 };
  const start = me && nearest && distance(me, nearest) <= maxMetres ? me : middle;
  return inSight.map((site) => ({ ...site, distance_m: distance(start, site) }));
}

/** Free spots of sites, for the number above the list. */
export function freeInSites(sites: SiteListItem[]): number {
  return sites.reduce((sum, { state, free }) => sum + (state === "full" ? 0 : free), 0);
}

export function toMapSites(sites: SiteListItem[]): MapSite[] {
  return sites.map(({ id, lat, lng, state, free, from_price: price }) => ({ id, lat, lng, state, free, price }));
}

/** Where drivers may park on any spot, they see no labels. */
export function withoutNumbers(spots: MapSpot[], sites: SiteListItem[]): MapSpot[] {
  const unnumbered = new Set(sites.filter((site) => site.unnumbered).map(({ id }) => id));
  if (!unnumbered.size) return spots;
  return spots.map((spot) => (spot.siteId && unnumbered.has(spot.siteId) ? { ...spot, label: CAR_PARK } : spot));
}
