import { Link } from "@tanstack/react-router";
import { SiteRow } from "@/features/places/sites/site-row";
import type { ListedSite } from "@/features/reservations/search/merged-list";
import type { SiteSearchParams } from "../site-search";

interface SiteLinkProps {
  site: ListedSite;
  seconds: number;
  search: SiteSearchParams;
}

/** A row of the list that opens the page of a garage or lot. */
export function SiteLink({ site, seconds, search }: SiteLinkProps) {
  return (
    <Link to="/sites/$id" params={{ id: site.id }} search={search} className="spot-row site-row">
      <SiteRow site={site} seconds={seconds} />
    </Link>
  );
}
