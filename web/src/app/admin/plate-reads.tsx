import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type Site, siteOptionsQuery, useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { Allowed } from "@/components/console/allowed";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { QueryResult } from "@/components/console/query-result";
import { SelectField } from "@/components/console/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { plateReadTexts } from "@/console-texts/equipment";
import { plateReadsQuery } from "@/features/equipment/admin/plate-read-requests";
import { PlateReadList } from "@/features/equipment/admin/plate-reads";
import { siteQuery } from "@/features/places/admin/site-requests";
import { CitySelect } from "./city-select";
import { SiteTabs } from "./site-tabs";
import { useFilters } from "./use-filters";

type Filters = { city?: string; site?: string; outcome?: string };

const OUTCOMES = ["review", "entered", "left", "no_match", "refused", "admitted", "dismissed", "duplicate"];
/** In the URL; without an outcome it shows the reads that wait for review. */
const ANY = "any";

/** Plate reads of a site that the user chooses. */
export function PlateReadsPage() {
  const [{ city, site }, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const { has } = usePermissions();
  const cityId = city ?? cityOf().id ?? "";
  const options = useQuery(siteOptionsQuery(cityId));
  const sites = (options.data ?? []).filter(({ id }) => has("view_visits", { cityId, siteId: id }));
  const chosen = sites.find(({ id }) => id === site) ?? sites[0];
  return (
    <>
      <PageHeader title={navTexts.plateReads} />
      <div className="filters" role="search">
        <CitySelect value={cityId} onChange={(id) => change({ city: id, site: "" })} isRequired />
        {chosen && (
          <SelectField
            label={plateReadTexts.site}
            value={chosen.id}
            onChange={(id) => change({ site: id })}
            options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <OutcomeSelect />
      </div>
      {options.isLoading && <Skeleton lines={6} />}
      {chosen && <Reads key={chosen.id} site={chosen} />}
      {options.data && !chosen && <p className="none">{plateReadTexts.noSites}</p>}
    </>
  );
}

export function SitePlateReadsPage() {
  const { id } = useParams({ from: "/admin/sites/$id/plate-reads" });
  return (
    <QueryResult query={useQuery(siteQuery(id))}>
      {(site) => (
        <>
          <PageHeader title={plateReadTexts.of(site.name)} />
          <SiteTabs site={site} />
          <div className="filters" role="search">
            <OutcomeSelect />
          </div>
          <Reads key={site.id} site={site} />
        </>
      )}
    </QueryResult>
  );
}

function OutcomeSelect() {
  const [{ outcome = "review" }, change] = useFilters<Filters>();
  return (
    <SelectField
      label={plateReadTexts.outcome}
      value={outcome}
      onChange={(value) => change({ outcome: value })}
      options={[
        ...OUTCOMES.map((value) => ({ value, label: stateNames[value] ?? value })),
        { value: ANY, label: consoleTexts.any },
      ]}
    />
  );
}

function Reads({ site }: { site: Pick<Site, "id" | "city_id"> }) {
  const [{ outcome = "review" }] = useFilters<Filters>();
  const { cityOf } = useCities();
  const { has } = usePermissions();
  const query = useInfiniteQuery(
    plateReadsQuery(
      site.id,
      OUTCOMES.find((value) => value === outcome),
    ),
  );
  return (
    <PagedList query={query} rowsOf={(page) => page.reads}>
      {(reads) => (
        <PlateReadList
          reads={reads}
          zone={cityOf(site.city_id).time_zone}
          canManage={has("manage_visits", { cityId: site.city_id, siteId: site.id })}
          emptyText={outcome === "review" ? plateReadTexts.noneWaiting : plateReadTexts.none}
          reservation={(id, text) => (
            <Allowed to="view_reservations" otherwise={text}>
              <Link to="/admin/reservations/$id" params={{ id }}>
                {text}
              </Link>
            </Allowed>
          )}
        />
      )}
    </PagedList>
  );
}
