import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { Allowed } from "@/components/console/allowed";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { Button } from "@/components/ui/button";
import { navTexts } from "@/console-texts/console";
import { permitTexts } from "@/console-texts/guard-rails";
import { GrantPermit } from "@/features/pricing/admin/grant-permit";
import { permitsQuery } from "@/features/pricing/admin/permit-requests";
import { PermitsTable } from "@/features/pricing/admin/permits-table";
import { useNow } from "@/lib/use-now";
import { CitySelect } from "./city-select";
import { ActorLink } from "./links";
import { useFilters } from "./use-filters";

type Filters = { city?: string };

export function PermitsPage() {
  const [filters, change] = useFilters<Filters>();
  const { has } = usePermissions();
  const { cities, cityOf } = useCities(({ id }) => has("view_permits", { cityId: id }));
  const { id: cityId = "", time_zone: zone } = cityOf(filters.city);
  const canManage = Boolean(cityId) && has("manage_permits", { cityId });
  const [isGranting, setGranting] = useState(false);
  const close = () => setGranting(false);
  // A permit that was granted just now is in force.
  const now = useNow();
  const query = useInfiniteQuery({ ...permitsQuery(cityId), enabled: Boolean(cityId) });
  return (
    <>
      <PageHeader title={navTexts.permits}>
        {canManage && !isGranting && <Button onPress={() => setGranting(true)}>{permitTexts.grant}</Button>}
      </PageHeader>
      <p className="soft">{permitTexts.text}</p>
      <div className="filters">
        <CitySelect cities={cities} value={filters.city} onChange={(id) => change({ city: id })} isRequired />
      </div>
      {canManage && isGranting && (
        <section className="panel" aria-labelledby="grant">
          <h2 id="grant">{permitTexts.grant}</h2>
          <GrantPermit key={cityId} cityId={cityId} zone={zone} onDone={close} onCancel={close} />
        </section>
      )}
      <PagedList query={query} rowsOf={(page) => page.permits}>
        {(permits) => (
          <PermitsTable
            permits={permits}
            zone={zone}
            now={now}
            canManage={canManage}
            driver={({ email }) => (
              <Allowed to="view_users" otherwise={email}>
                <Link to="/admin/users" search={{ email }}>
                  {email}
                </Link>
              </Allowed>
            )}
            by={(userId) => (userId ? <ActorLink name={`user:${userId}`} /> : "—")}
          />
        )}
      </PagedList>
    </>
  );
}
