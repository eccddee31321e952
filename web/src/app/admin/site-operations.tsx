import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { type Site, useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { Allowed } from "@/components/console/allowed";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { QueryResult } from "@/components/console/query-result";
import { LabelledCheckbox } from "@/components/ui/chips";
import { incidentTexts, overdueTexts, siteTabTexts } from "@/console-texts/visits";
import { equipmentQuery } from "@/features/equipment/admin/device-requests";
import { siteQuery } from "@/features/places/admin/site-requests";
import { Barriers } from "@/features/visits/admin/barriers";
import { BeginVisit } from "@/features/visits/admin/begin-visit";
import { IncidentsTable } from "@/features/visits/admin/incidents-table";
import { Recounts } from "@/features/visits/admin/recounts";
import { SiteCounts } from "@/features/visits/admin/site-counts";
import { Departure } from "@/features/visits/admin/visit-actions";
import { countsQuery, incidentsQuery, visitsQuery } from "@/features/visits/admin/visit-requests";
import { VisitsTable } from "@/features/visits/admin/visits-table";
import { ActorLink } from "./links";
import { SiteTabs } from "./site-tabs";
import { VisitLink } from "./visits";

/** An operator keeps the page open beside other work, and must not act by old counts. */
const LIVE = { refetchInterval: 5_000, refetchOnWindowFocus: "always" } as const;

export function SiteOperationsPage() {
  const { id } = useParams({ from: "/admin/sites/$id/operations" });
  return (
    <QueryResult query={useQuery(siteQuery(id))}>{(site) => <Operations key={site.id} site={site} />}</QueryResult>
  );
}

interface PartProps {
  site: Site;
  zone: string;
  canManage: boolean;
}

function Operations({ site }: { site: Site }) {
  const navigate = useNavigate();
  const { has } = usePermissions();
  const { cityOf } = useCities();
  const at = { cityId: site.city_id, siteId: site.id };
  const canManage = has("manage_visits", at);
  const part = { site, zone: cityOf(site.city_id).time_zone, canManage };
  return (
    <>
      <PageHeader title={`${site.name}: ${siteTabTexts.operations}`}>
        {canManage && (
          <BeginVisit
            siteId={site.id}
            onDone={(visit) => void navigate({ to: "/admin/visits/$id", params: { id: visit.id } })}
          />
        )}
      </PageHeader>
      <SiteTabs site={site} />
      <LiveCounts {...part} />
      <Allowed to="view_equipment" at={at}>
        <LiveBarriers {...part} />
      </Allowed>
      <Overdue {...part} />
      <Incidents {...part} />
    </>
  );
}

function LiveCounts({ site: { id }, zone, canManage }: PartProps) {
  const query = useQuery({ ...countsQuery(id), ...LIVE });
  return (
    <QueryResult query={query}>
      {(counts) => (
        <>
          <SiteCounts counts={counts} />
          <Recounts
            siteId={id}
            counts={counts}
            zone={zone}
            canManage={canManage}
            by={(actor) => <ActorLink name={actor} />}
          />
        </>
      )}
    </QueryResult>
  );
}

function LiveBarriers({ site: { id }, zone, canManage }: PartProps) {
  const query = useQuery({ ...equipmentQuery(id), ...LIVE });
  return (
    <QueryResult query={query}>
      {(equipment) => <Barriers equipment={equipment} zone={zone} canManage={canManage} />}
    </QueryResult>
  );
}

function Overdue({ site: { id }, canManage }: PartProps) {
  const query = useInfiniteQuery({ ...visitsQuery({ site_id: id, state: "overdue" }), ...LIVE });
  return (
    <section className="stack" aria-labelledby="overdue">
      <h2 id="overdue">{overdueTexts.title}</h2>
      <p className="soft">{overdueTexts.text}</p>
      <PagedList query={query} rowsOf={(page) => page.visits}>
        {(visits) => (
          <VisitsTable
            visits={visits}
            label={overdueTexts.title}
            emptyText={overdueTexts.none}
            link={({ id: visit, email }) => <VisitLink id={visit} text={email} />}
            {...(canManage && { actions: (visit) => <Departure visit={visit} /> })}
          />
        )}
      </PagedList>
    </section>
  );
}

function Incidents({ site: { id }, zone, canManage }: PartProps) {
  const [showsResolved, setShowsResolved] = useState(false);
  const query = useInfiniteQuery({ ...incidentsQuery(id, !showsResolved), ...LIVE });
  return (
    <section className="stack" aria-labelledby="incidents">
      <h2 id="incidents">{incidentTexts.title}</h2>
      <LabelledCheckbox label={incidentTexts.also} isSelected={showsResolved} onChange={setShowsResolved} />
      <PagedList query={query} rowsOf={(page) => page.incidents}>
        {(incidents) => (
          <IncidentsTable
            incidents={incidents}
            zone={zone}
            canManage={canManage}
            visit={(visit) => (
              <Link to="/admin/visits/$id" params={{ id: visit }}>
                {incidentTexts.visit}
              </Link>
            )}
          />
        )}
      </PagedList>
    </section>
  );
}
