import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Reservation } from "@/api/types";
import { useCities } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { FilterField } from "@/components/console/filter-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { PlateSearch } from "@/components/console/plate-search";
import { DateTimeField } from "@/components/console/date-time-field";
import { Button } from "@/components/ui/button";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { reservationTexts } from "@/console-texts/reservations";
import { reservationsQuery, searchPlate } from "@/features/reservations/admin/requests";
import { ReservationsTable } from "@/features/reservations/admin/reservations-table";
import { spotQuery, zoneQuery } from "@/features/places/admin/place-requests";
import { zoneName } from "@/features/places/admin/zone-picker";
import { toRfc3339 } from "@/lib/time";
import { searchTexts } from "@/texts/reservations";
import { isId, isReference, useFilters } from "./use-filters";

type Filters = {
  id?: string;
  reference?: string;
  email?: string;
  spot?: string;
  zone?: string;
  from?: string;
  to?: string;
  status?: string;
};

const STATUSES = ["held", "confirmed", "completed", "expired", "cancelled", "revoked"];

export function ReservationsPage() {
  const [filters, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const timeZone = cityOf().time_zone;
  const { id, reference, spot, zone, ...rest } = filters;
  const isInvalid = id !== undefined && !isId(id);
  const isInvalidReference = reference !== undefined && !isReference(reference);
  const query = useInfiniteQuery(
    reservationsQuery({
      ...rest,
      ...(id && !isInvalid && { id }),
      ...(reference && !isInvalidReference && { reference }),
      ...(spot && { spot_id: spot }),
      ...(zone && { zone_id: zone }),
    }),
  );
  const spotFilter = useQuery({ ...spotQuery(spot ?? ""), enabled: spot !== undefined });
  const zoneFilter = useQuery({ ...zoneQuery(zone ?? ""), enabled: zone !== undefined });
  const parseTime = (text: string | undefined) => (text ? Date.parse(text) : undefined);
  const formatTime = (moment: number | undefined) => (moment === undefined ? "" : toRfc3339(moment));
  return (
    <>
      <PageHeader title={navTexts.reservations} />
      <div className="filters" role="search">
        <FilterField label={reservationTexts.email} value={filters.email} onChange={(email) => change({ email })} />
        <FilterField
          label={reservationTexts.reference}
          value={reference}
          onChange={(next) => change({ reference: next })}
          error={isInvalidReference ? reservationTexts.invalidReference : undefined}
        />
        <FilterField
          label={reservationTexts.id}
          value={id}
          onChange={(next) => change({ id: next })}
          error={isInvalid ? reservationTexts.invalidId : undefined}
        />
        <SelectField
          label={consoleTexts.state}
          value={filters.status ?? ""}
          onChange={(status) => change({ status })}
          options={[
            { value: "", label: consoleTexts.any },
            ...STATUSES.map((value) => ({ value, label: stateNames[value] ?? value })),
          ]}
        />
        <DateTimeField
          label={reservationTexts.from}
          value={parseTime(filters.from)}
          onChange={(from) => change({ from: formatTime(from) })}
          zone={timeZone}
        />
        <DateTimeField
          label={reservationTexts.to}
          value={parseTime(filters.to)}
          onChange={(to) => change({ to: formatTime(to) })}
          zone={timeZone}
        />
        {spot && (
          <Button kind="quiet" onPress={() => change({ spot: "" })}>
            {searchTexts.spot(spotFilter.data?.label ?? "…")} ✕
          </Button>
        )}
        {zone && (
          <Button kind="quiet" onPress={() => change({ zone: "" })}>
            {zoneFilter.data ? zoneName(zoneFilter.data) : "…"} ✕
          </Button>
        )}
      </div>
      <PlateSearch texts={reservationTexts} search={searchPlate}>
        {tableOf}
      </PlateSearch>
      <PagedList query={query} rowsOf={(page) => page.reservations}>
        {tableOf}
      </PagedList>
    </>
  );
}

function tableOf(reservations: Reservation[]) {
  return (
    <ReservationsTable
      reservations={reservations}
      link={(each) => (
        <Link to="/admin/reservations/$id" params={{ id: each.id }} className="row-link">
          {searchTexts.spot(each.spot.label)}
        </Link>
      )}
    />
  );
}
