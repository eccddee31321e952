import type { Position } from "@/lib/geo";
import { formatPrice, type Money } from "@/lib/money";
import { siteTexts } from "@/texts/places";
import { pointFeature, type PointFeatures } from "./spot-feature";

/** A garage or lot. */
export interface MapSite extends Position {
  id: string;
  state: string;
  free: number;
  /** Lowest price of the stay. */
  price?: Money | null | undefined;
}

/** Of the states with a drawing of their own; no drawing has a colour of its own. */
const ICONS: Record<string, string> = { few: "site-few", full: "site-full" };

/** The icon is `site:12 · $6.00`, `site-few:2 · $6.00` or `site-full:Full`. */
export function toSiteFeatures(sites: MapSite[]): PointFeatures {
  const features = sites.map((site) => {
    const { id, state, free, price } = site;
    const isFull = state === "full" || free === 0;
    const label = isFull ? siteTexts.full : [String(free), price && formatPrice(price)].filter(Boolean).join(" · ");
    return pointFeature(site, { id, free, icon: `${ICONS[isFull ? "full" : state] ?? "site"}:${label}` });
  });
  return { type: "FeatureCollection", features };
}
