import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { VisitFile } from "@/api/visit-types";
import { usePermissions } from "@/api/permissions";
import { Allowed } from "@/components/console/allowed";
import { PageHeader } from "@/components/console/page-header";
import { QueryResult } from "@/components/console/query-result";
import { StateTag } from "@/components/console/state-tag";
import { DescriptionList } from "@/components/ui/description-list";
import { consoleTexts, stateNames } from "@/console-texts/console";
import { incidentTexts, visitConsoleTexts } from "@/console-texts/visits";
import { zoneQuery } from "@/features/places/admin/place-requests";
import { CommandsTable } from "@/features/visits/admin/commands-table";
import { IncidentsTable } from "@/features/visits/admin/incidents-table";
import { VisitActions } from "@/features/visits/admin/visit-actions";
import { visitQuery } from "@/features/visits/admin/visit-requests";
import { placeOf, visitState } from "@/features/visits/admin/visit-words";
import { formatMoney } from "@/lib/money";
import { formatDateTime } from "@/lib/time";
import { ActorLink } from "./links";

const REFRESH_INTERVAL_MS = 5_000;

export function VisitPage() {
  const { id } = useParams({ from: "/admin/visits/$id" });
  const query = useQuery({ ...visitQuery(id), refetchInterval: REFRESH_INTERVAL_MS });
  return <QueryResult query={query}>{(visit) => <VisitDetails visit={visit} />}</QueryResult>;
}

function VisitDetails({ visit }: { visit: VisitFile }) {
  const { has } = usePermissions();
  // The visit does not name its city.
  const { data: zone } = useQuery(zoneQuery(visit.reservation.spot.zone.id));
  const canManage = zone !== undefined && has("manage_visits", { cityId: zone.city_id, siteId: zone.site_id });
  return (
    <>
      <PageHeader title={`${visitConsoleTexts.one}: ${visit.email}`}>
        {canManage && <VisitActions visit={visit} />}
      </PageHeader>
      <section className="panel" aria-label={visitConsoleTexts.one}>
        <DescriptionList items={detailsOf(visit)} />
      </section>
      <section className="stack" aria-labelledby="commands">
        <h2 id="commands">{visitConsoleTexts.commands}</h2>
        <CommandsTable commands={visit.commands} zone={visit.time_zone} by={(actor) => <ActorLink name={actor} />} />
      </section>
      <section className="stack" aria-labelledby="incidents">
        <h2 id="incidents">{incidentTexts.title}</h2>
        <IncidentsTable incidents={visit.incidents} zone={visit.time_zone} canManage={canManage} />
      </section>
    </>
  );
}

function arrivalOf({ arrived_at, entered_by, lane_in, time_zone }: VisitFile): string {
  const means = visitConsoleTexts.means[entered_by] ?? entered_by;
  return visitConsoleTexts.by(formatDateTime(arrived_at, time_zone), means, lane_in);
}

function endOf({ ended_at, end_reason, time_zone }: VisitFile): string {
  if (!ended_at || !end_reason) return "—";
  const reason = visitConsoleTexts.reasons[end_reason] ?? end_reason;
  return visitConsoleTexts.endedFor(formatDateTime(ended_at, time_zone), reason);
}

function departureOf({ departed_at, left_by, lane_out, time_zone }: VisitFile): string {
  if (!departed_at) return "—";
  const time = formatDateTime(departed_at, time_zone);
  return left_by ? visitConsoleTexts.by(time, visitConsoleTexts.means[left_by] ?? left_by, lane_out) : time;
}

function detailsOf(visit: VisitFile): [string, ReactNode][] {
  const { site, reservation, time_zone: zone } = visit;
  const { charge } = reservation;
  const details: [string, ReactNode][] = [
    [consoleTexts.state, <StateTag key="state" state={visitState(visit.state)} />],
    [visitConsoleTexts.driver, visit.email],
    [visitConsoleTexts.plate, visit.plate ?? "—"],
    [
      visitConsoleTexts.site,
      <Link key="site" to="/admin/sites/$id/operations" params={{ id: site.id }}>
        {site.name}
      </Link>,
    ],
    [visitConsoleTexts.place, placeOf(visit)],
    [visitConsoleTexts.arrived, arrivalOf(visit)],
    [visitConsoleTexts.bound, formatDateTime(visit.bound_at, zone)],
    [visitConsoleTexts.ended, endOf(visit)],
    [visitConsoleTexts.left, departureOf(visit)],
    [visitConsoleTexts.costSoFar, formatMoney(visit.cost_so_far)],
    [visitConsoleTexts.atMost, formatMoney(visit.at_most)],
    [visitConsoleTexts.rules, visit.rules],
    [
      visitConsoleTexts.reservation,
      <Allowed key="reservation" to="view_reservations" otherwise={stateNames[reservation.status]}>
        <Link to="/admin/reservations/$id" params={{ id: reservation.id }}>
          {stateNames[reservation.status] ?? reservation.status}
        </Link>
      </Allowed>,
    ],
    [visitConsoleTexts.id, <code key="id">{visit.id}</code>],
  ];
  if (charge)
    details.splice(-2, 0, [
      visitConsoleTexts.charge,
      `${formatMoney(charge.amount)}, ${stateNames[charge.state] ?? charge.state}`,
    ]);
  return details;
}
