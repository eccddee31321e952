import type { FreeSpot } from "@/api/types";
import type { SiteListItem } from "@/api/visit-types";
import { type BlockFace, toBlockFaces } from "./block-faces";

/** A site with its distance from where the list counts. */
export type ListedSite = SiteListItem & { distance_m: number };

/** A row of the list. */
export type ListEntry = { face: BlockFace } | { site: ListedSite };

const distanceOf = (entry: ListEntry) => ("face" in entry ? entry.face.nearest.distance : entry.site.distance_m);

/** Block faces of the street and whole sites, nearest first. */
export function mergedList(spots: FreeSpot[], sites: ListedSite[]): ListEntry[] {
  const faces = toBlockFaces(spots).map((face) => ({ face }));
  // The order of the spots may be another one than that of their distances.
  if (!sites.length) return faces;
  return [...faces, ...sites.map((site) => ({ site }))].sort((one, other) => distanceOf(one) - distanceOf(other));
}
