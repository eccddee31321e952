import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { siteOptionsQuery, useCities } from "@/api/admin";
import type { AdminVisitView } from "@/api/visit-types";
import { FilterField } from "@/components/console/filter-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { PlateSearch } from "@/components/console/plate-search";
import { SelectField } from "@/components/console/select-field";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { visitConsoleTexts } from "@/console-texts/visits";
import { searchPlate, visitsQuery } from "@/features/visits/admin/visit-requests";
import { visitState } from "@/features/visits/admin/visit-words";
import { VisitsTable } from "@/features/visits/admin/visits-table";
import { CitySelect } from "./city-select";
import { useFilters } from "./use-filters";

type Filters = { q?: string; city?: string; site?: string; state?: string };

const STATES = ["open", "overdue", "ended"] as const;
const REFRESH_INTERVAL_MS = 10_000;

export function VisitsPage() {
  const [{ q, city, site, state }, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const { data: sites = [] } = useQuery(siteOptionsQuery(city ?? cityOf().id ?? ""));
  const query = useInfiniteQuery({
    ...visitsQuery({ q, city_id: city, site_id: site, state }),
    refetchInterval: REFRESH_INTERVAL_MS,
  });
  return (
    <>
      <PageHeader title={navTexts.visits} />
      <div className="filters" role="search">
        <FilterField
          label={visitConsoleTexts.find}
          hint={visitConsoleTexts.findHint}
          value={q}
          onChange={(text) => change({ q: text })}
        />
        <CitySelect value={city} onChange={(id) => change({ city: id, site: "" })} />
        <SelectField
          label={visitConsoleTexts.site}
          value={site ?? ""}
          onChange={(id) => change({ site: id })}
          options={[
            { value: "", label: consoleTexts.any },
            ...sites.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <SelectField
          label={consoleTexts.state}
          value={state ?? ""}
          onChange={(value) => change({ state: value })}
          options={[
            { value: "", label: consoleTexts.any },
            ...STATES.map((value) => ({ value, label: stateNames[visitState(value)] ?? value })),
          ]}
        />
      </div>
      <PlateSearch texts={visitConsoleTexts} search={searchPlate}>
        {tableOf}
      </PlateSearch>
      <PagedList query={query} rowsOf={(page) => page.visits}>
        {tableOf}
      </PagedList>
    </>
  );
}

function tableOf(visits: AdminVisitView[]) {
  return (
    <VisitsTable
      visits={visits}
      link={({ id, email }) => <VisitLink id={id} text={email} />}
      site={(visit) => (
        <Link to="/admin/sites/$id/operations" params={{ id: visit.site.id }}>
          {visit.site.name}
        </Link>
      )}
    />
  );
}

export function VisitLink({ id, text }: { id: string; text: string }) {
  return (
    <Link to="/admin/visits/$id" params={{ id }} className="row-link">
      {text}
    </Link>
  );
}
