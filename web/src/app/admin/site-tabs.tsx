import { Link } from "@tanstack/react-router";
import type { Site } from "@/api/admin";
import { Allowed } from "@/components/console/allowed";
import { navTexts } from "@/console-texts/console";
import { siteTabTexts } from "@/console-texts/visits";

/** Pages of the console about one site. */
const TABS = [
  { to: "/admin/sites/$id", name: siteTabTexts.site, needs: "view_places" },
  { to: "/admin/sites/$id/operations", name: siteTabTexts.operations, needs: "view_visits" },
  { to: "/admin/sites/$id/plate-reads", name: navTexts.plateReads, needs: "view_visits" },
  { to: "/admin/sites/$id/equipment", name: siteTabTexts.equipment, needs: "view_equipment" },
] as const;

export function SiteTabs({ site: { id, city_id } }: { site: Pick<Site, "id" | "city_id"> }) {
  const at = { cityId: city_id, siteId: id };
  return (
    <nav className="site-tabs" aria-label={siteTabTexts.nav}>
      {TABS.map(({ to, name, needs }) => (
        <Allowed key={to} to={needs} at={at}>
          <Link to={to} params={{ id }} activeOptions={{ exact: true, includeSearch: false }}>
            {name}
          </Link>
        </Allowed>
      ))}
      <Allowed to="view_visits" at={at}>
        <Link to="/admin/visits" search={{ city: city_id, site: id }}>
          {navTexts.visits}
        </Link>
      </Allowed>
    </nav>
  );
}
