import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { FilterField } from "@/components/console/filter-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { SelectField } from "@/components/console/select-field";
import { Button } from "@/components/ui/button";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { siteTexts, spotTexts } from "@/console-texts/places";
import { SiteForm } from "@/features/places/admin/site-form";
import { sitesQuery } from "@/features/places/admin/site-requests";
import { SitesTable } from "@/features/places/admin/sites-table";
import type { Position } from "@/lib/geo";
import { CitySelect } from "./city-select";
import { ConsoleMap } from "./console-map";
import { closedRing } from "./shapes";
import { useFilters } from "./use-filters";

type Filters = { q?: string; city?: string; kind?: string; service?: string };

export function SitesPage() {
  const [filters, change] = useFilters<Filters>();
  const navigate = useNavigate();
  const { has } = usePermissions();
  const { cityOf } = useCities(({ id }) => has("manage_places", { cityId: id }));
  const { id: cityId } = cityOf(filters.city);
  const [isAdding, setAdding] = useState(false);
  const [ring, setRing] = useState<Position[]>([]);
  const service = filters.service;
  const query = useInfiniteQuery(
    sitesQuery({
      q: filters.q,
      city_id: filters.city,
      kind: filters.kind,
      in_service: service ? service === "in_service" : undefined,
    }),
  );
  const cancelAdding = () => {
    setAdding(false);
    setRing([]);
  };
  const options = (names: Record<string, string>) => [
    { value: "", label: consoleTexts.any },
    ...Object.entries(names).map(([value, label]) => ({ value, label })),
  ];
  return (
    <>
      <PageHeader title={navTexts.sites}>
        {!isAdding && cityId && <Button onPress={() => setAdding(true)}>{siteTexts.add}</Button>}
      </PageHeader>
      {isAdding && cityId && (
        <div className="beside">
          <ConsoleMap hint={siteTexts.draw} line={closedRing(ring)} onPlace={(place) => setRing([...ring, place])} />
          <section className="panel" aria-labelledby="add">
            <h2 id="add">{siteTexts.add}</h2>
            <SiteForm
              cityId={cityId}
              ring={ring}
              onRing={setRing}
              onDone={({ id }) => void navigate({ to: "/admin/sites/$id", params: { id } })}
              onCancel={cancelAdding}
            />
          </section>
        </div>
      )}
      <div className="filters" role="search">
        <FilterField label={siteTexts.find} value={filters.q} onChange={(q) => change({ q })} />
        <CitySelect value={filters.city} onChange={(city) => change({ city })} />
        <SelectField
          label={siteTexts.kind}
          value={filters.kind ?? ""}
          onChange={(kind) => change({ kind })}
          options={options(siteTexts.kinds)}
        />
        <SelectField
          label={spotTexts.service}
          value={service ?? ""}
          onChange={(value) => change({ service: value })}
          options={options({ in_service: stateNames.in_service ?? "", retired: stateNames.retired ?? "" })}
        />
      </div>
      <PagedList query={query} rowsOf={(page) => page.sites}>
        {(sites) => (
          <SitesTable
            sites={sites}
            link={({ id, name }) => (
              <Link to="/admin/sites/$id" params={{ id }} className="row-link">
                {name}
              </Link>
            )}
          />
        )}
      </PagedList>
    </>
  );
}
