import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type Site, useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { PageHeader } from "@/components/console/page-header";
import { QueryResult } from "@/components/console/query-result";
import { siteTabTexts } from "@/console-texts/visits";
import { Cameras } from "@/features/equipment/admin/cameras";
import { codesQuery } from "@/features/equipment/admin/code-requests";
import { Codes } from "@/features/equipment/admin/codes";
import { equipmentQuery } from "@/features/equipment/admin/device-requests";
import { Devices } from "@/features/equipment/admin/devices";
import { Lanes } from "@/features/equipment/admin/lanes";
import { siteQuery } from "@/features/places/admin/site-requests";
import { SiteSpotPicker } from "@/features/places/admin/site-spot-picker";
import { SiteTabs } from "./site-tabs";

/** Devices come and go by themselves. */
const REFRESH_INTERVAL_MS = 10_000;

export function SiteEquipmentPage() {
  const { id } = useParams({ from: "/admin/sites/$id/equipment" });
  return <QueryResult query={useQuery(siteQuery(id))}>{(site) => <Equipment key={site.id} site={site} />}</QueryResult>;
}

function Equipment({ site }: { site: Site }) {
  const { has } = usePermissions();
  const { cityOf } = useCities();
  const query = useQuery({ ...equipmentQuery(site.id), refetchInterval: REFRESH_INTERVAL_MS });
  const codes = useQuery(codesQuery(site.id));
  const canManage = has("manage_equipment", { cityId: site.city_id, siteId: site.id });
  const part = { siteId: site.id, zone: cityOf(site.city_id).time_zone, canManage };
  return (
    <>
      <PageHeader title={`${site.name}: ${siteTabTexts.equipment}`} />
      <SiteTabs site={site} />
      <QueryResult query={query}>
        {(equipment) => (
          <>
            <Lanes equipment={equipment} {...part} />
            <QueryResult query={codes}>
              {(all) => (
                <Codes
                  codes={all}
                  lanes={equipment.lanes}
                  spotPicker={(props) => <SiteSpotPicker siteId={site.id} {...props} />}
                  {...part}
                />
              )}
            </QueryResult>
            <Devices devices={equipment.devices} {...part} />
            <Cameras equipment={equipment} {...part} />
          </>
        )}
      </QueryResult>
    </>
  );
}
