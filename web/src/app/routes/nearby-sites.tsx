import { Link } from "@tanstack/react-router";
import type { NearbySite } from "@/api/visit-types";
import { SiteState } from "@/features/places/sites/site-state";
import { formatDistance, type Units } from "@/lib/geo";
import { sitePageTexts } from "@/texts/visits";

interface NearbySitesProps {
  sites: NearbySite[];
  units: Units;
}

/** Other sites with free spots, with their distance from the full one. */
export function NearbySites({ sites, units }: NearbySitesProps) {
  return (
    <section className="stack" aria-labelledby="nearby">
      <h2 id="nearby">{sitePageTexts.nearby}</h2>
      <ul className="site-levels">
        {sites.map(({ id, name, free, distance_m }) => (
          <li key={id}>
            <Link to="/sites/$id" params={{ id }}>
              {name}
            </Link>
            <span>
              <SiteState state="free" free={free} /> · {formatDistance(distance_m, units)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
